import Foundation
import KhorshooScenarios
import KhorshooText

/// How and where the commands on one table say what they found.
package struct TableOutput {
  package var format: TableFormat?
  package var language: Language
  package var out: String?

  package init(format: TableFormat? = nil, language: Language = .english, out: String? = nil) {
    self.format = format
    self.language = language
    self.out = out
  }

  /// The format asked for, or the one that the output file is named after.
  var chosenFormat: TableFormat {
    if let format { return format }
    let ending = out.map { URL(fileURLWithPath: $0).pathExtension.lowercased() } ?? ""
    return TableFormat(rawValue: ending) ?? .table
  }

  /// Writes the result to the screen, or into a file that appears whole or not at all.
  ///
  /// - Parameter source: the file it was computed from, which is never written over.
  /// - Throws: `UserError` 73 or 74.
  func write(_ text: String, computedFrom source: String?) throws -> CommandReport {
    guard let out else { return CommandReport(text) }
    // Spreadsheets read Chinese only behind a byte-order mark.
    let content = (language.marksTables && chosenFormat == .csv ? "\u{FEFF}" : "") + text
    var status = stat()
    let exists = stat(out, &status) == 0
    if exists, let source, Self.isSame(source, status) {
      throw UserError(
        .cannotCreate,
        [
          Diagnostic(
            code: "would-overwrite", path: out, message: "it is the table that was read; choose another name with --out"
          )
        ])
    }
    let file = try WholeFile(out)
    try file.output.write(content)
    try file.finish()
    return CommandReport("")
  }

  private static func isSame(_ path: String, _ status: stat) -> Bool {
    var other = stat()
    return stat(path, &other) == 0 && other.st_dev == status.st_dev && other.st_ino == status.st_ino
  }
}
