import Foundation
import Testing

/// The built `khorshoo`, started as a person starts it: arguments, streams, exit code.
enum Command {
  /// What came of it.
  struct Outcome: CustomStringConvertible {
    /// Exit code; 128 and the number of the signal when a signal ended the process, as a shell says it.
    let exit: Int32
    /// Whether a signal ended the process: a crash, unless it was sent on purpose.
    let wasKilled: Bool
    /// Standard output as it came.
    let outputBytes: Data
    /// Standard output and standard error as text.
    let output, errors: String

    var description: String {
      "exit \(exit)\(wasKilled ? " by a signal" : "")\n--- output\n\(output)\n--- errors\n\(errors)"
    }
  }

  /// Where standard output goes.
  enum Sink {
    case captured
    case file(String)
    /// A pipe whose reader has gone.
    case closedPipe
  }

  /// A process that takes longer hangs: killed and reported.
  static let longestSeconds = 60.0

  /// Held while a process starts: it would inherit the open ends of another one's pipe.
  private static let starting = NSLock()

  /// The repository, from the place of this file.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Path of the built program: beside the test bundle, where the package manager puts both.
  static let path: String = {
    let argument = CommandLine.arguments.first ?? ""
    let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? argument
    let folders = [running, argument, Bundle.main.executablePath ?? argument].map {
      URL(fileURLWithPath: $0).deletingLastPathComponent().path
    }
    let candidates = folders.flatMap { [$0 + "/khorshoo", $0 + "/../khorshoo"] }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile) else {
      fatalError(
        "no program khorshoo beside the test bundle (looked at \(Set(candidates).sorted().joined(separator: ", "))); "
          + "build it first: swift build -c release --product khorshoo")
    }
    return found
  }()

  /// Runs `khorshoo` with arguments and waits for its end.
  static func run(
    _ arguments: [String], in folder: String = "/", output: Sink = .captured,
    meanwhile: (pid_t) throws -> Void = { _ in }
  ) throws -> Outcome {
    try start(path, arguments, in: folder, output: output, meanwhile: meanwhile)
  }

  /// Runs `khorshoo` with arguments and waits for its end.
  static func run(_ arguments: String..., in folder: String = "/", output: Sink = .captured) throws -> Outcome {
    try run(arguments, in: folder, output: output)
  }

  /// Runs a line of bash in which `khorshoo` is on the path.
  static func shell(
    _ line: String, in folder: String = "/", meanwhile: (pid_t) throws -> Void = { _ in }
  ) throws -> Outcome {
    try start("/bin/bash", ["-c", line], in: folder, output: .captured, meanwhile: meanwhile)
  }

  private static func start(
    _ program: String, _ arguments: [String], in folder: String, output: Sink,
    meanwhile: (pid_t) throws -> Void = { _ in }
  ) throws -> Outcome {
    let scratch = Scratch()
    let (outputPath, errorPath) = (scratch.path("output"), scratch.path("errors"))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT, 0o600)
    var ends: [Int32] = [-1, -1]
    starting.lock()
    switch output {
    case .captured: posix_spawn_file_actions_addopen(&actions, 1, outputPath, O_WRONLY | O_CREAT, 0o600)
    case .file(let path): posix_spawn_file_actions_addopen(&actions, 1, path, O_WRONLY, 0)
    case .closedPipe:
      #expect(pipe(&ends) == 0)
      close(ends[0])
      posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    }
    // A shell goes to the folder and becomes the program: same process, same streams.
    let result = Result {
      try spawn("/bin/sh", ["-c", "cd \"$0\" && exec \"$@\"", folder, program] + arguments, &actions)
    }
    if ends[1] >= 0 { close(ends[1]) }
    starting.unlock()
    let pid = try result.get()
    let (status, isLate) = try wait(for: pid, meanwhile: meanwhile)
    let bytes = FileManager.default.contents(atPath: outputPath) ?? Data()
    let errors = FileManager.default.contents(atPath: errorPath) ?? Data()
    let signal = status & 0x7f
    let outcome = Outcome(
      exit: signal == 0 ? (status >> 8) & 0xff : 128 + signal, wasKilled: signal != 0, outputBytes: bytes,
      output: String(decoding: bytes, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
    if isLate { Issue.record("\(arguments) took over \(longestSeconds) s\n\(outcome)") }
    return outcome
  }

  /// Starts a process with default signals and a quiet environment.
  private static func spawn(
    _ program: String, _ arguments: [String], _ actions: inout posix_spawn_file_actions_t
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))

    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] = "enable=no"
    let programs = URL(fileURLWithPath: path).deletingLastPathComponent().path
    environment["PATH"] = programs + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
    let argv = ([program] + arguments).map { strdup($0) } + [nil]
    let envp = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (argv + envp).forEach { free($0) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, program, &actions, &attributes, argv, envp)
    try #require(code == 0, "\(program) does not start: \(String(cString: strerror(code)))")
    return pid
  }

  /// Waits for the end of a process; kills it when it takes too long.
  private static func wait(
    for pid: pid_t, meanwhile: (pid_t) throws -> Void
  ) throws -> (status: Int32, isLate: Bool) {
    let result = Result { try meanwhile(pid) }
    if case .failure = result { kill(pid, SIGKILL) }
    let clock = ContinuousClock()
    let limit = clock.now + .seconds(longestSeconds)
    var status: Int32 = 0
    var isLate = false
    while waitpid(pid, &status, WNOHANG) == 0 {
      if clock.now > limit, !isLate {
        isLate = true
        kill(pid, SIGKILL)
      }
      usleep(2000)
    }
    try result.get()
    return (status, isLate)
  }
}

/// Waits until something is so; false when it does not come about in ten seconds.
func wait(until condition: () -> Bool) -> Bool {
  for _ in 0..<5000 {
    if condition() { return true }
    usleep(2000)
  }
  return false
}
