import CProgram
import KhorshooNumerics

/// This program.
public enum Program {
  /// Its version, as manifests name it; `CITATION.cff` states the same.
  public static let version = "0.2.0"

  /// The commit it was built from; a plus sign behind it says that there were changes beside, `unknown` that the build had
  /// no repository.
  public static var commit: String { String(cString: khorshoo_commit()) }

  /// Version, commit and processor level in one line: `0.2.0 (commit 0123456789ab, x86-64-v4)`.
  package static var summary: String { "\(version) (commit \(commit), \(ProcessorLevel.name))" }

  /// The words after its own name on the command line, as a command reads them; nil where only the Swift library knows them.
  ///
  /// Every command takes `--lang`; those without results of their own have it for ``Messages`` alone, as help has it, and are not
  /// given it.
  ///
  /// - Parameter commands: names of all commands; of what is none, that is told.
  package static func arguments(of commands: [String]) -> [String]? {
    guard var words = allArguments else { return nil }
    // Said before the command, it is as if said behind it.
    let count = words.first == "--lang" ? 2 : words.first?.hasPrefix("--lang=") == true ? 1 : 0
    if count < words.count { words = Array(words.dropFirst(count) + words.prefix(count)) }
    guard let first = words.first,
      !commands.contains(first) || silent.contains(first) || words.contains("--help") || words.contains("-h")
    else { return words }
    while let place = words.firstIndex(where: { $0 == "--lang" || $0.hasPrefix("--lang=") }) {
      let count = words[place] == "--lang" ? 2 : 1
      guard place + count <= words.count else { break }
      words.removeSubrange(place..<place + count)
    }
    return words
  }

  private static let silent: Set = [
    "check", "show", "schema", "roster", "plan", "shard", "status", "licenses", "help",
  ]

  /// The words after its own name on the command line.
  static var allArguments: [String]? {
    var count: Int32 = 0
    guard let words = khorshoo_arguments(&count) else { return nil }
    return (0..<Int(count)).dropFirst().compactMap { words[$0].map { String(cString: $0) } }
  }

  /// Phrases of its messages in Chinese.
  static var phrases: String { text(khorshoo_messages) }

  /// Phrases of its help in Chinese.
  static var help: String { text(khorshoo_help) }

  /// Chinese of the sources of parameters, by their English; citations, which stay as they are, are not among them.
  static let sources: [String: String] = Dictionary(
    text(khorshoo_sources).split(separator: "\n").map { line in
      let parts = line.split(separator: " => ", maxSplits: 1).map(String.init)
      return (parts[0], parts[1])
    }, uniquingKeysWith: { $1 })

  /// The licences of everything in the program.
  static var licenses: String { text(khorshoo_licenses) }

  /// The Apache License 2.0.
  static var apacheLicense: String { text(khorshoo_license) }

  private static func text(_ resource: (UnsafeMutablePointer<Int>) -> UnsafePointer<UInt8>?) -> String {
    var count = 0
    let bytes = resource(&count)
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
