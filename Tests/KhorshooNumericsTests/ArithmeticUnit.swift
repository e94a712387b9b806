import KhorshooNumerics
import Testing

@Suite struct ArithmeticUnit {
  @Test("A fingerprint is sixteen digits, the same each time")
  func fingerprint() {
    #expect(Arithmetic.fingerprint.wholeMatch(of: #/[0-9a-f]{16}/#) != nil, "\(Arithmetic.fingerprint)")
    #expect(Arithmetic.fingerprint == Arithmetic.fingerprint)
  }

  /// The functions' part does not depend on the processor: nothing is fused, no library of the system is called. A change of
  /// any of these functions changes results, so it is to be told in the change log together with this number.
  @Test("Functions and draws have the same bits on each machine")
  func functions() {
    #expect(Arithmetic.fingerprint.prefix(8) == "a01b2a80")
  }
}
