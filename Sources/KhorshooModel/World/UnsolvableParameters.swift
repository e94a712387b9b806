import KhorshooNumerics

/// Parameters that are each within their range and have no answer together.
package struct UnsolvableParameters: Error {
  /// Their keys, the first to be looked at first; `*` stands for a part of a key.
  package let keys: [String]
  /// What was found.
  package let reason: String

  /// The answer of a computation, or which parameters stand against it.
  static func solving<Answer>(
    _ keys: String..., reason: String, _ make: () throws(NumericsError) -> Answer
  ) throws(UnsolvableParameters) -> Answer {
    do { return try make() } catch {
      throw UnsolvableParameters(keys: keys, reason: "\(reason) (\(error.diagnosis))")
    }
  }
}
