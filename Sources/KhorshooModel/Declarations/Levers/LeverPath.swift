import KhorshooEngine

/// The value of one lever in one place in every quarter of a run.
///
/// A step holds from its first to its last quarter; then the lever returns. A ramp goes in n equal steps, one a quarter, from
/// the value that would hold without it to its own, which is reached in its last quarter and stays:
///
///     value(from + i) = v + (w - v) (i + 1) / n,   i = 0 ... n - 1,   n = quarters from the first to the last
///
/// Whole numbers are rounded to the nearest. The value "without" an intervention is the arm's own, or that of the last ramp
/// that has ended.
/// - Proof: `LeverPathAnalytic`.
package enum LeverPath {
  /// One change of the lever, in quarters since the start of the run.
  package struct Piece {
    package let quarters: ClosedRange<Int>
    package let value: ParameterValue
    package let course: Intervention.Course

    package init(quarters: ClosedRange<Int>, value: ParameterValue, course: Intervention.Course) {
      self.quarters = quarters
      self.value = value
      self.course = course
    }
  }

  /// The values of all quarters.
  ///
  /// - Precondition: no two pieces share a quarter: scenarios are checked before a model is built.
  package static func values(_ own: ParameterValue, _ pieces: [Piece], quarters: Int) -> [ParameterValue] {
    var values = Array(repeating: own, count: quarters)
    var before = own
    var last = -1
    for piece in pieces.sorted(by: { $0.quarters.lowerBound < $1.quarters.lowerBound }) {
      precondition(
        piece.quarters.lowerBound > last, "two changes of a lever share quarter \(piece.quarters.lowerBound)")
      last = piece.quarters.upperBound
      for quarter in piece.quarters where quarter < quarters {
        let done = quarter - piece.quarters.lowerBound + 1
        values[quarter] =
          piece.course == .set ? piece.value : between(before, piece.value, done, of: piece.quarters.count)
      }
      guard piece.course == .ramp else { continue }
      before = piece.value
      for quarter in min(last + 1, quarters)..<quarters { values[quarter] = before }
    }
    return values
  }

  private static func between(_ v: ParameterValue, _ w: ParameterValue, _ done: Int, of count: Int) -> ParameterValue {
    let share = Double(done) / Double(count)
    switch (v, w) {
    case _ where done == count: return w
    case (.number(let v), .number(let w)): return .number(v + (w - v) * share)
    case (.integer(let v), .integer(let w)): return .integer(v + Int((Double(w - v) * share).rounded()))
    default: preconditionFailure("a ramp from \(v) to \(w): only numbers rise in steps")
    }
  }
}
