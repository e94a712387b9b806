/// A computation without an answer: which one, on what shape, and why.
public struct NumericsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong, for programs.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// Rows and columns do not fit together.
    case shapeMismatch = "numerics.shape"
    /// An input is infinite or not a number.
    case notFinite = "numerics.notFinite"
    /// No Cholesky factor exists.
    case notPositiveDefinite = "numerics.notPositiveDefinite"
    /// No unique solution exists, to working precision.
    case singular = "numerics.singular"
    /// An iteration did not settle.
    case notConverged = "numerics.notConverged"
    /// The eigenvalue of greatest modulus is not real and simple.
    case noDominantEigenvalue = "numerics.noDominantEigenvalue"
    /// A tie or entry lies outside the matrix, or a row table is broken.
    case malformedSparse = "numerics.malformedSparse"
  }

  /// What went wrong.
  public let code: Code
  /// The operation, such as `cholesky`.
  public let operation: String
  /// Shape of what it was given, such as `4 x 4`.
  public let shape: String
  /// What was found, and what to do.
  public let diagnosis: String

  /// Memberwise.
  public init(_ code: Code, operation: String, shape: String, diagnosis: String) {
    self.code = code
    self.operation = operation
    self.shape = shape
    self.diagnosis = diagnosis
  }

  /// One line for people.
  public var description: String { "\(operation) (\(shape)): \(diagnosis) [\(code.rawValue)]" }
}
