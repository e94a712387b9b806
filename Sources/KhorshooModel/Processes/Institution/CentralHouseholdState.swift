import KhorshooNumerics

/// The offices of central household: who holds each, and how the holder works. Shape of each: grids x 16.
///
/// An office belongs to a grid; the household that holds it differs between replicates and arms. Distances and the hub ties
/// of the network stay those of the first holder: that is where the plaque hangs and people meet.
package final class CentralHouseholdState {
  /// Index of the household that holds the office (whole numbers below 2^24 are exact).
  package let holder: Rows
  /// Ability of the holder, factor on effort with mean 1 over households.
  package let ability: Rows
  /// Effort, 1 as now on average.
  package let effort: Rows
  /// Knowledge of what central households are taught, 0 to 1.
  package let knowledge: Rows
  /// Knowledge that the holder brought into office: what it never forgets.
  package let ownKnowledge: Rows
  /// Quarters in office.
  package let tenureQuarters: Rows
  /// Score of the last appraisal.
  package let score: Rows
  /// Position in the last appraisal, 0 exclusive (lowest) to 1 (best); 1/2 for a holder that was never appraised.
  package let position: Rows
  /// Offices whose score was lower, 0 for the lowest.
  package let rank: Rows
  /// Warnings since it took office.
  package let warnings: Rows
  /// 1 when the holder was warned, or replaced, at the end of the last quarter.
  package let isWarned, isReplaced: Rows
  /// Merit pay of the quarter, yuan.
  package let payYuan: Rows
  /// Income of the grid's households in the last full year, yuan, and its relative growth over the year before.
  package let incomeYuan, incomeGrowth: Rows
  /// Strength of outreach, 1 as now on average: effort x reach of the carriers.
  package let outreach: Rows
  /// Rise of herders' knowledge in the quarter at no distance.
  package let passing: Rows
  /// Share of households without distance that training reaches in the quarter.
  package let coverage: Rows
  private let memory: Rows
  private let rowCount: Int

  package init(gridCount: Int) {
    rowCount = 18 * gridCount
    memory = Rows.allocate(capacity: max(1, rowCount))
    memory.initialize(repeating: .zero, count: rowCount)
    var next = memory
    func take() -> Rows {
      defer { next += gridCount }
      return next
    }
    holder = take()
    ability = take()
    effort = take()
    knowledge = take()
    ownKnowledge = take()
    tenureQuarters = take()
    score = take()
    position = take()
    rank = take()
    warnings = take()
    isWarned = take()
    isReplaced = take()
    payYuan = take()
    incomeYuan = take()
    incomeGrowth = take()
    outreach = take()
    passing = take()
    coverage = take()
    precondition(next == memory + rowCount, "every row is handed out")
  }

  deinit { memory.deallocate() }

  package func clear() { memory.update(repeating: .zero, count: rowCount) }

  func copy(_ other: CentralHouseholdState) { memory.update(from: other.memory, count: rowCount) }
}
