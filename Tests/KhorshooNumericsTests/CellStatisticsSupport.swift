import KhorshooNumerics

/// Feeds values of one cell, block by block, with the padding lanes of the last block holding `padding`.
func statistics(of values: [Double], padding: Double = .nan) -> CellStatistics {
  let s = CellStatistics(cellCount: 1)
  for start in stride(from: 0, to: values.count, by: laneCount) {
    let part = Array(values[start..<min(values.count, start + laneCount)])
    s.add(part + Array(repeating: padding, count: laneCount - part.count), validLanes: part.count)
  }
  return s
}
