import Foundation

/// The files of the pinned reference: numbers to 12 digits, hashes of the tables, values of the ledger.
enum PinnedFiles {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Reference"

  /// Whether the files are to be written anew: `make reference`.
  static let isWriting = ProcessInfo.processInfo.environment["KHORSHOO_WRITE_REFERENCE"] != nil

  static func path(_ name: String) -> String { folder + "/" + name }

  /// Lines `key<tab>text` of a file, sorted.
  static func write(_ entries: [String: String], as name: String) throws {
    let text = entries.sorted { $0.key < $1.key }.map { $0.key + "\t" + $0.value + "\n" }.joined()
    try text.write(toFile: path(name), atomically: true, encoding: .utf8)
  }

  static func read(_ name: String) throws -> [String: String] {
    let text = try String(contentsOfFile: path(name), encoding: .utf8)
    var entries: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t", maxSplits: 1)
      entries[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return entries
  }

  /// A number to 12 digits.
  static func text(_ number: Double) -> String { String(format: "%.12g", number) }

  /// What differs between numbers and pinned texts, one line each: more than `tolerance` of the larger.
  static func differences(
    _ numbers: [String: Double], from pinned: [String: String], tolerance: Double
  ) -> [String] {
    var lines: [String] = []
    for key in Set(numbers.keys).union(pinned.keys).sorted() {
      guard let number = numbers[key] else {
        lines.append("\(key): pinned \(pinned[key] ?? ""), now not there")
        continue
      }
      guard let text = pinned[key], let old = Double(text) else {
        lines.append("\(key): now \(text(number)), not pinned")
        continue
      }
      let isSame = abs(number - old) <= tolerance * max(abs(number), abs(old)) || number.isNaN && old.isNaN
      if !isSame { lines.append("\(key): pinned \(text), now \(self.text(number))") }
    }
    return lines
  }
}
