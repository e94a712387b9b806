import KhorshooReports
import KhorshooText

/// Where a command speaks while it works, and what stops it: a terminal, or nothing in programs and tests.
public struct Session: Sendable {
  /// Takes a line for whoever waits, such as a warning; not part of the result.
  public let say: @Sendable (String) -> Void
  /// What becomes of the work under way when it is to stop.
  public enum Ending: Sendable {
    /// It is finished and kept.
    case finishes
    /// It may be lost: within five seconds of a request to end the process has ended.
    case loses
  }

  /// From now on a wish to stop is noted rather than obeyed at once.
  public let watch: @Sendable (Ending) -> Void
  /// Whether the work is to stop in good order.
  public let isCancelled: @Sendable () -> Bool
  /// Descriptor of what is written row by row when no file is named.
  public let output: Int32
  /// How progress is shown, unless nothing but errors is wanted.
  public let progress: ProgressLine.Style

  /// Memberwise.
  public init(
    output: Int32 = 1, progress: ProgressLine.Style = .quiet, say: @escaping @Sendable (String) -> Void,
    watch: @escaping @Sendable (Ending) -> Void = { _ in }, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.output = output
    self.progress = progress
    self.say = say
    self.watch = watch
    self.isCancelled = isCancelled
  }

  /// Says nothing and is never stopped.
  public static let silent = Session(say: { _ in })

  /// Says warnings.
  package func warn(_ diagnostics: [Diagnostic]) { for diagnostic in diagnostics { say(diagnostic.description) } }

  /// Style of a progress line.
  func progress(quiet: Bool) -> ProgressLine.Style { quiet ? .quiet : progress }
}

/// What a command has to say in the end: its text, and what is told after the text.
public struct CommandReport: Sendable {
  /// For standard output.
  public let text: String
  /// Why the command does not end well although it has something to say.
  public let problem: UserError?
  /// An exit code, and a line for standard error if there is one, where no place in the user's files is meant.
  public let fault: (line: String?, exit: Int32)?

  package init(_ text: String, problem: UserError? = nil, fault: (line: String?, exit: Int32)? = nil) {
    self.text = text
    self.problem = problem
    self.fault = fault
  }
}

/// A value of an option that the command cannot take.
public struct InvalidArgument: Error, Sendable {
  /// What was found and what was expected.
  public let message: String

  package init(_ message: String) { self.message = message }
}

/// What can be wrong in itself, whatever the files say.
package protocol Checked {
  func check() throws(InvalidArgument)
}

extension Checked {
  package func check() throws(InvalidArgument) {}
}

/// What a command is asked for.
package protocol Request: Checked {
  /// Does it, and says what came out.
  func report(_ session: Session) throws -> CommandReport
}
