import KhorshooEngine
import KhorshooModel
import Testing

/// Values of a lever by hand, quarter by quarter.
@Suite struct LeverPathAnalytic {
  private func path(_ own: Double, _ pieces: [(ClosedRange<Int>, Double, Intervention.Course)], _ quarters: Int)
    -> [Double]
  {
    LeverPath.values(
      .number(own), pieces.map { LeverPath.Piece(quarters: $0, value: .number($1), course: $2) }, quarters: quarters
    ).map { if case .number(let value) = $0 { value } else { .nan } }
  }

  @Test func aStepHoldsAndReturns() {
    #expect(path(1, [(2...4, 3, .set)], 7) == [1, 1, 3, 3, 3, 1, 1])
    #expect(path(1, [], 3) == [1, 1, 1])
  }

  /// Four equal steps from 1 to 3, the last one in the last quarter; then it stays.
  @Test func aRampRisesAndStays() {
    #expect(path(1, [(2...5, 3, .ramp)], 8) == [1, 1, 1.5, 2, 2.5, 3, 3, 3])
    #expect(path(4, [(0...1, 0, .ramp)], 3) == [2, 0, 0])
    // One quarter is a step that stays.
    #expect(path(1, [(1...1, 3, .ramp)], 3) == [1, 3, 3])
  }

  /// What comes after a ramp begins, and ends, with what the ramp has brought.
  @Test func laterChangesStartFromTheRamp() {
    #expect(path(1, [(4...5, 9, .set), (0...1, 3, .ramp)], 7) == [2, 3, 3, 3, 9, 9, 3])
    #expect(path(1, [(0...1, 3, .ramp), (3...4, 1, .ramp)], 6) == [2, 3, 3, 2, 1, 1])
    // A step that has ended leaves nothing behind.
    #expect(path(1, [(0...0, 9, .set), (2...3, 3, .ramp)], 5) == [9, 1, 2, 3, 3])
  }

  /// What lies after the run is cut off, and does not make a ramp steeper.
  @Test func theRunEndsBeforeTheRamp() {
    #expect(path(0, [(2...9, 8, .ramp)], 5) == [0, 0, 1, 2, 3])
    #expect(path(0, [(1...99, 8, .set)], 3) == [0, 8, 8])
  }

  @Test func wholeNumbersAreRounded() {
    let piece = LeverPath.Piece(quarters: 0...3, value: .integer(9), course: .ramp)
    #expect(LeverPath.values(.integer(7), [piece], quarters: 5) == [8, 8, 9, 9, 9].map { .integer($0) })
  }

  /// A ramp to the present value stays there to the last bit.
  @Test func nothingToRise() {
    #expect(path(0.1, [(0...6, 0.1, .ramp)], 7).allSatisfy { $0 == 0.1 })
  }
}
