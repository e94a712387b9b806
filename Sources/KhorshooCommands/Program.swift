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
  /// Every command takes `--lang`; those without results of their own have it for ``Messages`` alone, and are not given it.
  package static var arguments: [String]? {
    guard var words = allArguments, words.first.map(silent.contains) ?? false else { return allArguments }
    while let place = words.firstIndex(where: { $0 == "--lang" || $0.hasPrefix("--lang=") }) {
      let count = words[place] == "--lang" ? 2 : 1
      guard place + count <= words.count else { break }
      words.removeSubrange(place..<place + count)
    }
    return words
  }

  private static let silent: Set = ["check", "show", "schema", "roster", "plan", "shard", "status", "licenses"]

  /// The words after its own name on the command line.
  static var allArguments: [String]? {
    var count: Int32 = 0
    guard let words = khorshoo_arguments(&count) else { return nil }
    return (0..<Int(count)).dropFirst().compactMap { words[$0].map { String(cString: $0) } }
  }

  /// Phrases of its messages in Chinese.
  static var phrases: String { text(khorshoo_messages) }

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
