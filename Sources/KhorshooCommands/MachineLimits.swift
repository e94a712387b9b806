import Foundation
import KhorshooNumerics
import KhorshooText

/// What the system gives this process: where it does not suffice, that is said in words before the work.
///
/// - Proof: `MachineLimitsCommandTests`.
package enum MachineLimits {
  /// Files that a command opens at once, those of the libraries under it included; with fewer, libdispatch traps.
  private static let fewestFiles = 24
  /// Memory that is there unless a limit is almost reached.
  private static let fairMemory = 256 << 20

  /// Signals that would end the process in the middle of a file, without a word, become errors of writing: a reader that
  /// goes away (`head`, `less`), a limit on the size of files.
  package static func expectErrorsInPlaceOfSignals() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// - Throws: `UserError` 71 `too-few-files` when the files of a result could not be opened; 69 `other-kernel` when the
  ///   environment asks for matrix kernels that the processor lacks.
  package static func check() throws(UserError) {
    var free: [Int32] = []
    defer { for descriptor in free { close(descriptor) } }
    while free.count < fewestFiles {
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        throw UserError(
          .systemLimit,
          [
            Diagnostic(
              code: "too-few-files", path: "ulimit -n",
              message: "found \(free.count) files that can be opened, expected \(fewestFiles) or more; raise the limit "
                + "(ulimit -n 256) or close files in the program that starts this one")
          ])
      }
      free.append(descriptor)
    }
    if let family = BLASLibrary.refusedFamily {
      throw refusal(of: family, by: "OPENBLAS_CORETYPE", remedy: "choose an older family, or unset it")
    }
  }

  /// Chooses the matrix kernels that are asked for, or else those that are suggested, where this processor has them.
  ///
  /// - Throws: `UserError` 69 `other-kernel` when this machine has none of the kind that is asked for.
  package static func choose(kernel asked: String?, otherwise suggested: String?) throws(UserError) {
    if let asked { try choose(kernel: asked) } else if let suggested { suggest(kernel: suggested) }
  }

  /// Chooses the matrix kernels of a family, before anything is computed.
  ///
  /// - Throws: `UserError` 69 `other-kernel` when this machine has none of the kind.
  private static func choose(kernel family: String) throws(UserError) {
    guard !BLASLibrary.choose(family) else { return }
    throw refusal(of: family, by: "--kernel", remedy: "choose an older family, or another machine")
  }

  /// Chooses them where this processor has them, and leaves it at the best where it has not, where they cannot be chosen or
  /// where the environment asks for others.
  private static func suggest(kernel family: String) {
    guard BLASLibrary.families.contains(family), getenv("OPENBLAS_CORETYPE") == nil else { return }
    _ = BLASLibrary.choose(family)
  }

  private static func refusal(of family: String, by wish: String, remedy: String) -> UserError {
    UserError(
      .unavailable,
      [
        Diagnostic(
          code: "other-kernel", path: wish,
          message: "this processor or its matrix library cannot run \(family) kernels, it runs "
            + "\(BLASLibrary.kernelFamily); \(remedy)")
      ])
  }

  /// Reserves what one worker computes matrices in; the engine asks for more where it has several.
  ///
  /// - Throws: `UserError` 71 `out-of-memory`.
  package static func reserveMemory() throws(UserError) {
    guard BLASLibrary.reserve(workers: 1) < 1 else { return }
    throw UserError(
      .systemLimit,
      [
        Diagnostic(
          code: "out-of-memory", path: "ulimit -v",
          message: "found too little memory to compute with; raise the limit (ulimit -v), end other programs, or take "
            + "fewer --threads or households")
      ])
  }

  /// A trap for want of memory says so and is none; any other fault ends the process as it would without this.
  package static func watchMemory() {
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS] {
      signal(number) { number in
        let start = mmap(nil, MachineLimits.fairMemory, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        if start == MAP_FAILED {
          let line = MachineLimits.lastWords
          _ = write(2, line.utf8Start, line.utf8CodeUnitCount)
          _exit(71)
        }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// The same as one constant: nothing can be put together when memory has run out.
  private static let lastWords: StaticString =
    """
    ulimit -v: found too little memory to compute with; raise the limit (ulimit -v), end other programs, or take fewer \
    --threads or households [out-of-memory]

    """
}
