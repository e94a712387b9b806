import KhorshooEngine
import KhorshooNumerics

/// How long each arm's past is that of an arm before it: computed once, then taken over.
///
/// Two arms have one past while their levers are the same and are going to be the same in the next quarter, which pay is
/// settled by. They meet the same draws, so states are equal to the last bit.
/// - Proof: `SharedHistoryProperty`.
struct SharedHistory: Sendable {
  /// An earlier arm with the longest common past, and the quarters of that past; nil where there is none.
  private let twins: [(arm: Int, quarters: Int)?]

  /// - Parameter timetables: one an arm.
  init(_ timetables: [ArmTimetable], quarters: Int) {
    twins = timetables.indices.map { arm in
      let pasts = (0..<arm).map { earlier in
        (arm: earlier, quarters: timetables[arm].commonPast(with: timetables[earlier], quarters: quarters))
      }
      return pasts.filter { $0.quarters > 0 }.max { $0.quarters < $1.quarters }
    }
  }

  /// Nothing is shared: arms that draw for themselves.
  init(arms: Int) { twins = Array(repeating: nil, count: arms) }

  /// The arm whose state is that of `arm` in a quarter.
  func source(_ arm: Int, quarter: Int) -> Int {
    guard let twin = twins[arm], quarter < twin.quarters else { return arm }
    return source(twin.arm, quarter: quarter)
  }

  /// Whether an arm goes its own way from a quarter on.
  func parts(_ arm: Int, at quarter: Int) -> Bool { twins[arm]?.quarters == quarter }
}

extension ArmTimetable {
  /// Quarters from the first in which two arms are computed alike; 0 when their first morning differs.
  func commonPast(with other: ArmTimetable, quarters: Int) -> Int {
    guard own.values == other.own.values else { return 0 }
    guard changes || other.changes else { return quarters }
    var equal: [[ObjectIdentifier]: Bool] = [:]
    func isSame(_ a: ArmPlan, _ b: ArmPlan) -> Bool {
      let key = [ObjectIdentifier(a), ObjectIdentifier(b)]
      if let known = equal[key] { return known }
      let same = a.values == b.values
      equal[key] = same
      return same
    }
    let first = (0..<quarters).first { quarter in
      !isSame(plan(quarter: quarter), other.plan(quarter: quarter))
        || (0..<gachaCount).contains {
          !isSame(plan(quarter: quarter, gacha: $0), other.plan(quarter: quarter, gacha: $0))
        }
    }
    // The quarter before a change looks ahead to it.
    return first.map { max(0, $0 - 1) } ?? quarters
  }
}

extension LinkageModel {
  /// Takes over the past of another arm.
  func adopt(_ arm: Int, from source: Int, _ workspace: Workspace) {
    let (context, past) = (workspace.contexts[arm], workspace.contexts[source])
    context.random = past.random
    context.state.copy(past.state)
    context.payments.copy(past.payments)
    context.headBefore = past.headBefore
    workspace.yearPlaces.copy(from: source, to: arm)
  }

  /// Records the places of an arm as those of the arm whose past it shares.
  func recordTwin(_ arm: Int, of source: Int, _ time: Int, _ record: BlockRecord) {
    let quarter = self.record.quarters[time]
    for place in quarter.places + (time % 4 == 3 ? quarter.yearPlaces : []) {
      for entry in place.cells { record.copy(cell: entry.cell, from: source, to: arm) }
    }
  }
}
