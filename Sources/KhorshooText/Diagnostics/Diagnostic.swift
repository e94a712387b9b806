/// One thing that is wrong with what the user gave, said so that it can be put right.
public struct Diagnostic: Sendable, Equatable, CustomStringConvertible {
  /// Errors stop a run; warnings are said and the run goes on.
  public enum Severity: String, Sendable {
    /// Stops the run.
    case error
    /// Is said; the run goes on.
    case warning
  }

  /// Errors stop a run; warnings do not.
  public let severity: Severity
  /// Stable code in lower case with hyphens, such as `unknown-key`; documented in the guide.
  public let code: String
  /// File (or `--set`, `--arms` for the command line).
  public let path: String
  /// 1-based line; 0 when the place has no line.
  public let line: Int
  /// 1-based column; 0 when the place has no column.
  public let column: Int
  /// Dotted key, empty when no key is meant.
  public let key: String
  /// What was found, what was expected, what to do.
  public let message: String

  /// Memberwise; control characters of what was found are made visible, and a key that is not one is cut.
  public init(
    _ severity: Severity = .error, code: String, path: String, line: Int = 0, column: Int = 0, key: String = "",
    message: String
  ) {
    self.severity = severity
    self.code = code
    self.path = FoundText.visible(path)
    self.line = line
    self.column = column
    self.key = key.utf8.count > 120 ? FoundText.shortened(key) : FoundText.visible(key)
    self.message = FoundText.visible(message, keepingLines: true)
  }

  /// `path:line:column: key: message [code]`, without what the place has not.
  public var description: String {
    var text = path
    if line > 0 { text += column > 0 ? ":\(line):\(column)" : ":\(line)" }
    text += ": "
    if severity == .warning { text += "warning: " }
    if !key.isEmpty { text += key + ": " }
    return text + message + " [\(code)]"
  }
}

/// Why the user's request cannot be carried out, with the process exit code that scripts read.
public struct UserError: Error, Sendable, CustomStringConvertible {
  /// Exit codes of the command (sysexits and the shell's convention).
  public enum Exit: Int32, Sendable {
    /// Wrong arguments.
    case usage = 64
    /// Invalid scenario or data.
    case invalidData = 65
    /// An input file is missing or unreadable.
    case missingInput = 66
    /// This machine cannot repeat what another one computed.
    case unavailable = 69
    /// The system gives too little memory or too few open files.
    case systemLimit = 71
    /// Output cannot be created.
    case cannotCreate = 73
    /// Output cannot be written (disk full, pipe closed).
    case cannotWrite = 74
    /// Some runs failed; the rest are complete.
    case partial = 75
    /// Parts are still to be computed.
    case incomplete = 76
    /// Interrupted from the keyboard.
    case interrupted = 130
    /// The reader of standard output went away; nothing is said, since that is how `head` ends.
    case readerGone = 141
  }

  /// The process exit code.
  public let exit: Exit
  /// All problems, in file order.
  public let diagnostics: [Diagnostic]

  /// Several problems at once.
  public init(_ exit: Exit, _ diagnostics: [Diagnostic]) {
    self.exit = exit
    self.diagnostics = diagnostics
  }

  /// One line a problem.
  public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
