import KhorshooNumerics

/// Requests that wait, and what service has done to trust.
package final class ServiceState {
  package let requestsWaiting: Rows = kept(
    .gridKinds, "request", "requests waiting", "待办事项", "Requests that wait for the central household.")
  package let requestsAtSumu: Rows = kept(
    .grids, "request", "requests at the sumu", "苏木待办事项", "Requests that wait for the departments at the sumu.")
  package let serviceTrust: Rows = kept(
    .grids, "0 to 1", "trust by services", "服务信任系数", "Factor on trust in the central household.")
  package let coverageYear: Rows = kept(
    .grids, "quarter", "service coverage", "服务覆盖", "Share of requests served within the quarter, summed over the year.")
  /// Kinds of request.
  package static let kindCount = ServiceKind.allCases.count

  /// All requests of a grid that wait.
  package func waiting(_ grid: Int) -> Lanes {
    let first = requestsWaiting + grid * Self.kindCount
    return (0..<Self.kindCount).reduce(requestsAtSumu[grid]) { $0 + first[$1] }
  }
}

/// What is asked and done in one quarter. Scratch of one worker; shape of each: grids x 16, requests unless said otherwise.
package final class ServiceQuarter {
  /// Waiting when the quarter begins.
  package let opening: Rows
  /// New requests of each kind. Rows: grids x kinds.
  package let demand: Rows
  /// Settled by the central household or at the sumu; disputes that were mediated included.
  package let served: Rows
  /// Given up by households that waited.
  package let lapsed: Rows
  /// Handed on to the departments at the sumu, waiting there when the quarter begins, and settled there.
  package let handedOn, beforeSumu, servedAtSumu: Rows
  /// Disputes that were mediated, and those that went on to committee and township.
  package let mediated, escalated: Rows
  /// Suggestions to the gacha committee.
  package let suggestions: Rows
  /// Reported good deeds, suggestions and mediated disputes.
  package let deedsReported, suggestionsReported, disputesReported: Rows
  /// Share of the requests on hand that the central household takes up, and the departments at the sumu.
  package let share, shareAtSumu: Rows
  /// Journeys, km.
  package let journeyKm: Rows
  private let memory: Rows
  private let gridCount: Int
  private static let variables = 15 + ServiceState.kindCount

  package init(grids: Int) {
    gridCount = grids
    let rows = Rows.allocate(capacity: Self.variables * grids)
    memory = rows
    func row(_ index: Int) -> Rows { rows + index * grids }
    opening = row(0)
    served = row(1)
    lapsed = row(2)
    handedOn = row(3)
    beforeSumu = row(4)
    servedAtSumu = row(5)
    mediated = row(6)
    escalated = row(7)
    suggestions = row(8)
    deedsReported = row(9)
    suggestionsReported = row(10)
    disputesReported = row(11)
    share = row(12)
    shareAtSumu = row(13)
    journeyKm = row(14)
    demand = row(15)
    memory.initialize(repeating: .zero, count: Self.variables * grids)
  }

  deinit { memory.deallocate() }

  func clear() { memory.update(repeating: .zero, count: Self.variables * gridCount) }

  /// New requests of all kinds in a grid.
  package func newRequests(_ grid: Int) -> Lanes {
    (0..<ServiceState.kindCount).reduce(.zero) { $0 + demand[grid * ServiceState.kindCount + $1] }
  }
}
