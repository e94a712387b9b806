import Foundation
import KhorshooCommands
import KhorshooText

/// Standard output and error of the command.
enum Console {
  /// Writes text to standard output, control characters of names in it made visible.
  /// - Throws: `UserError` 74 when the reader is gone or the disk is full.
  static func write(_ text: String) throws(UserError) {
    try OutputFile(descriptor: 1, name: "standard output").write(FoundText.visible(text, keepingLines: true))
  }

  /// Writes a line to standard error, in the language asked for; what cannot be said there is lost.
  static func error(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((Messages.said(line) + "\n").utf8))
  }

  /// Holds descriptors 0 to 2 open, so that no result file takes the number of a stream that the caller closed and
  /// progress is never written into it. Writing to them fails as it should.
  static func reserveStandardStreams() {
    while true {
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor <= 2, descriptor >= 0 else {
        if descriptor > 2 { close(descriptor) }
        return
      }
    }
  }
}
