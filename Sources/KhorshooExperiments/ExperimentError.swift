import KhorshooNumerics
import KhorshooText

/// A design or an analysis that cannot be made of what was given: which factor, what was found, what to do.
public struct ExperimentError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Stable code in lower case with hyphens, documented in the table of error codes.
  public let code: String
  /// Key of the factor meant, empty when none is.
  public let key: String
  /// What was found, what was expected, what to do.
  public let message: String

  init(code: String, key: String = "", _ message: String) {
    self.code = code
    self.key = key
    self.message = message
  }

  /// The same, at the place where the user wrote it.
  public func diagnostic(path: String, line: Int = 0, column: Int = 0) -> Diagnostic {
    Diagnostic(code: code, path: path, line: line, column: column, key: key, message: message)
  }

  /// One line for people.
  public var description: String { (key.isEmpty ? "" : key + ": ") + message + " [\(code)]" }
}

/// Streams of designs and analyses: numbers that no process of a model uses, so that a sweep may have one seed.
package enum ExperimentStreams {
  static let scrambling = RandomStream(root: .dynamics, number: 60_001, name: "scrambling")
  static let latinHypercube = RandomStream(root: .dynamics, number: 60_002, name: "latinHypercube")
  static let digits = RandomStream(root: .dynamics, number: 60_010, name: "haltonDigits")
  static let trajectories = RandomStream(root: .dynamics, number: 60_003, name: "trajectories")
  static let bootstrap = RandomStream(root: .dynamics, number: 60_004, name: "bootstrap")
  static let permutations = RandomStream(root: .dynamics, number: 60_005, name: "permutations")
  package static let redrawnSets = RandomStream(root: .dynamics, number: 60_008, name: "redrawnSets")
  package static let worldRows = RandomStream(root: .dynamics, number: 60_009, name: "worldRows")
  static let particles = RandomStream(root: .dynamics, number: 60_006, name: "particles")
  static let leverSearch = RandomStream(root: .dynamics, number: 60_011, name: "leverSearch")
  static let resampling = RandomStream(root: .dynamics, number: 60_007, name: "resampling")
}
