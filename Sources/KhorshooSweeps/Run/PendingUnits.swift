import KhorshooText

extension SweepContext {
  /// Units that are still to be computed, by their places in the order in which they run.
  ///
  /// - Parameter retryingFailed: whether units that failed are among them.
  /// - Throws: `UserError` 65 `damaged-sweep`.
  public func pendingUnits(_ store: SweepStore, retryingFailed: Bool) throws(UserError) -> [Int] {
    var isDone = [Bool](repeating: false, count: unitCount)
    var place = [Int](repeating: 0, count: design.pointCount)
    for (position, point) in design.order.enumerated() { place[point] = position }
    try store.forEachStatus { point, first, isSuccess in
      guard place.indices.contains(point) else { return }
      let part = first / unitReplicates
      guard part < unitsPerPoint else { return }
      isDone[place[point] * unitsPerPoint + part] = isSuccess || !retryingFailed
    }
    return isDone.indices.filter { !isDone[$0] }
  }
}
