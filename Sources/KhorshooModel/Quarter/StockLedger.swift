import KhorshooEngine
import KhorshooNumerics

/// Opening + births + purchases - deaths - sales - home use = closing, for each species, quarter and replicate.
///
/// Summed over the households of a gacha. Opening and closing are counted from the herd itself, the flows from what the
/// processes report, so the identity can fail. Shape: species x 16, head.
package final class StockLedger {
  /// The entries of a species.
  package struct Entry {
    package var opening = Lanes.zero
    package var births = Lanes.zero
    package var purchases = Lanes.zero
    package var deaths = Lanes.zero
    package var sales = Lanes.zero
    package var homeUse = Lanes.zero
    package var closing = Lanes.zero

    /// Nothing yet.
    package init() {}

    /// Largest residual of a lane, relative to the head that were there or came.
    package var residual: Float {
      let expected = opening + births + purchases - deaths - sales - homeUse
      let scale = (opening + births + purchases).atLeast(1)
      let relative = (closing - expected) / scale
      return largestMagnitude(relative)
    }
  }

  package let entries: UnsafeMutablePointer<Entry>
  package let speciesCount: Int

  package init(speciesCount: Int) {
    self.speciesCount = speciesCount
    entries = .allocate(capacity: speciesCount)
    entries.initialize(repeating: Entry(), count: speciesCount)
  }

  deinit { entries.deallocate() }

  package func clear() { entries.update(repeating: Entry(), count: speciesCount) }

  /// Largest residual over species and replicates.
  package var residual: Float { (0..<speciesCount).reduce(0) { worseResidual($0, entries[$1].residual) } }
}

/// The larger magnitude of all lanes; NaN when a lane is NaN.
func largestMagnitude(_ lanes: Lanes) -> Float { (0..<laneCount).reduce(0) { worseResidual($0, abs(lanes[$1])) } }
