import Foundation
import KhorshooEngine

/// Standard output and error of the command.
enum Console {
  /// Writes text to standard output.
  /// - Throws: `UserError` 74 when the reader is gone or the disk is full.
  static func write(_ text: String) throws(UserError) {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
      throw UserError(
        .cannotWrite,
        [Diagnostic(code: "cannot-write", path: "standard output", message: "\(error.localizedDescription); nothing more is written")])
    }
  }

  /// Writes a line to standard error; what cannot be said there is lost.
  static func error(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8)) }

  /// Says warnings on standard error.
  static func warn(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { error(diagnostic.description) }
  }
}
