import KhorshooEngine
import KhorshooNumerics

extension LinkageModel {
  /// Groups formed in each arm, measured in that arm and, for the paired difference, in the reference arm; then what
  /// compares the two household by household. Arms are side by side where several threads have time for them.
  func recordGroups(
    _ time: Int, _ workspace: Workspace, _ record: BlockRecord, _ kept: KeptReference?, _ keeping: KeptReference?,
    threads: Int
  ) {
    let cells = self.record.quarters[time]
    let reference = kept?.winter(time) ?? workspace.contexts[history.source(referenceArm, quarter: time)]
    if time % 4 == 3 { keeping?.keep(reference) }
    let arms = workspace.contexts.indices.filter { kept == nil || $0 != referenceArm }
    func go(_ arm: Int) {
      recordGroups(time, arm, workspace.contexts[history.source(arm, quarter: time)], reference, workspace, record) {
        record.set(arm: arm, cell: $0, $1)
        if arm == referenceArm { keeping?.note($0, $1) }
      }
    }
    guard threads > 1, arms.count > 1 else { return arms.forEach(go) }
    // Incomes that several arms look at are sorted before they do.
    if (cells.groups + cells.yearGroups).contains(where: { $0.cells.contains { $0.rule.isDistribution } }) {
      let shared = arms.compactMap { arm in
        let source = history.source(arm, quarter: time)
        return source == arm ? nil : workspace.contexts[source]
      }
      for context in [reference] + shared where context.season == 4 { context.sortIncomes() }
    }
    SpareThreads.perform(arms.count, threads: threads) { go(arms[arms.count - 1 - $0]) }
  }

  /// Groups and comparisons of one arm.
  private func recordGroups(
    _ time: Int, _ arm: Int, _ context: QuarterContext, _ reference: QuarterContext, _ workspace: Workspace,
    _ record: BlockRecord, write: (Int, AccountLanes) -> Void
  ) {
    let cells = self.record.quarters[time]
    let without = reference.state.accrualIncomeMeanYuan
    if !cells.groups.isEmpty || !cells.yearGroups.isEmpty {
      let formation = GroupFormation(
        members: context.state.isMember, arms: (context.state, reference.state),
        trainedGain: context.settings.institution.trainedKnowledgeGain)
      recordGroups(time, arm, formation, of: context, without, workspace, workspace.yearGroups, write: write)
      if arm != referenceArm {
        recordGroups(time, arm, formation, of: reference, without, workspace, workspace.yearMatched) {
          record.setMatchedReference(arm: arm, cell: $0, $1)
        }
      }
    }
    guard !cells.comparisons.isEmpty else { return }
    workspace.comparisons(ofArm: arm).record(cells.comparisons, of: context, against: reference, write: write)
  }

  /// Groups formed in one arm, measured in an arm: those of the quarter, and what they add to those of the year.
  private func recordGroups(
    _ time: Int, _ arm: Int, _ formation: GroupFormation, of context: QuarterContext, _ without: Rows,
    _ workspace: Workspace, _ sums: YearSums, write: (Int, AccountLanes) -> Void
  ) {
    let (cells, groups) = (self.record.quarters[time], workspace.groups(ofArm: arm))
    if !cells.yearGroups.isEmpty {
      var slot = 0
      groups.record(cells.yearGroups, formation: formation, of: context, reference: without) { cell, value in
        if let whole = sums.add(value, of: cell, slot: slot, arm: arm, time: time) { write(cell, whole) }
        slot += 1
      }
    }
    guard !cells.groups.isEmpty else { return }
    groups.record(cells.groups, formation: formation, of: context, reference: without, write: write)
  }
}
