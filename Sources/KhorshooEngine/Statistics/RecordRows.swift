import KhorshooNumerics

/// Some rows of a record that follow one another, in one arm, with those of the reference arm that they are compared with.
struct RecordRows {
  /// Arm.
  let arm: Int
  /// Which cells of the layout these are: all of groups, or none.
  let cells: Range<Int>
  /// Whether the cells are of groups, whose reference is matched.
  let isOfGroups: Bool
  /// Values. Shape: cells x 16.
  let values: UnsafePointer<Double>
  /// The same of the reference arm; nil in that arm itself.
  let reference: UnsafePointer<Double>?
}

extension BlockRecord {
  /// Goes through the rows of some cells, arm by arm, cells of groups apart from the others.
  func forEachRows(of runs: [Range<Int>], against referenceArm: Int, _ take: (RecordRows) -> Void) {
    for run in runs {
      let plain = run.clamped(to: 0..<groupCells.lowerBound)
      let ofGroups = run.clamped(to: groupCells)
      for arm in values.indices {
        func rows(_ cells: Range<Int>, _ reference: UnsafePointer<Double>, isOfGroups: Bool) {
          guard !cells.isEmpty else { return }
          take(
            RecordRows(
              arm: arm, cells: cells, isOfGroups: isOfGroups,
              values: UnsafePointer(values[arm].baseAddress!) + row(cells.lowerBound) * laneCount,
              reference: arm == referenceArm ? nil : reference))
        }
        if !plain.isEmpty {
          rows(
            plain, UnsafePointer(values[referenceArm].baseAddress!) + row(plain.lowerBound) * laneCount,
            isOfGroups: false)
        }
        if !ofGroups.isEmpty {
          rows(
            ofGroups,
            UnsafePointer(matchedReference[arm].baseAddress!) + groupRow(ofGroups.lowerBound) * laneCount,
            isOfGroups: true)
        }
      }
    }
  }
}

extension Range where Bound == Int {
  /// The same range counted from a later place.
  func counted(from place: Int) -> Range<Int> { lowerBound - place..<upperBound - place }
}
