import KhorshooNumerics

/// Opening + births + purchases - deaths - sales - home use = closing, for each species, quarter and replicate.
///
/// Summed over the households of a gacha. Opening and closing are counted from the herd itself, the flows from what the
/// processes report, so the identity can fail. Shape: species x 16, head.
final class StockLedger {
  /// The entries of a species.
  struct Entry {
    var opening = Lanes.zero
    var births = Lanes.zero
    var purchases = Lanes.zero
    var deaths = Lanes.zero
    var sales = Lanes.zero
    var homeUse = Lanes.zero
    var closing = Lanes.zero

    /// Largest residual of a lane, relative to the head that were there or came.
    var residual: Float {
      let expected = opening + births + purchases - deaths - sales - homeUse
      let scale = (opening + births + purchases).atLeast(1)
      let relative = (closing - expected) / scale
      return largestMagnitude(relative)
    }
  }

  let entries: UnsafeMutablePointer<Entry>
  let speciesCount: Int

  init(speciesCount: Int) {
    self.speciesCount = speciesCount
    entries = .allocate(capacity: speciesCount)
    entries.initialize(repeating: Entry(), count: speciesCount)
  }

  deinit { entries.deallocate() }

  func clear() { entries.update(repeating: Entry(), count: speciesCount) }

  /// Largest residual over species and replicates.
  var residual: Float { (0..<speciesCount).reduce(0) { largest($0, entries[$1].residual) } }
}

/// The larger magnitude of all lanes; NaN when a lane is NaN.
func largestMagnitude(_ lanes: Lanes) -> Float { (0..<laneCount).reduce(0) { largest($0, abs(lanes[$1])) } }

/// The larger number; NaN wins.
func largest(_ a: Float, _ b: Float) -> Float { b <= a ? a : b }
