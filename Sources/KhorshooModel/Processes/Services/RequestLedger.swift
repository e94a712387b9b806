import KhorshooEngine
import KhorshooNumerics

/// Opening + demand = served + escalated + lapsed + closing, for each gacha, quarter, replicate and arm.
///
/// Opening and closing are counted from the requests that wait, the flows from what the processes report, so the identity
/// can fail. Requests are whole numbers, so it closes to the last bit.
/// - Proof: `RequestLedgerProperty`.
package enum RequestLedger {
  /// Largest difference of a grid and replicate, relative to the requests that were there or came.
  package static func residual(_ context: QuarterContext, gacha: Int) -> Float {
    let (state, quarter) = (context.state.services, context.serviceQuarter)
    return context.banner.places.gacha[gacha].grids.reduce(0) { worst, g in
      let came = quarter.opening[g] + quarter.newRequests(g)
      let went = quarter.served[g] + quarter.escalated[g] + quarter.lapsed[g]
      let relative = (state.waiting(g) - (came - went)) / came.atLeast(1)
      return worseResidual(worst, largestMagnitude(relative))
    }
  }
}
