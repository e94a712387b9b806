import KhorshooEngine
import KhorshooNumerics

extension LinkageModel {
  /// Groups formed in each arm, measured in that arm and, for the paired difference, in the reference arm; then what
  /// compares the two household by household.
  func recordGroups(
    _ time: Int, _ workspace: Workspace, _ record: BlockRecord, _ kept: KeptReference?, _ keeping: KeptReference?
  ) {
    let cells = self.record.quarters[time]
    let reference = kept?.winter(time) ?? workspace.contexts[history.source(referenceArm, quarter: time)]
    if time % 4 == 3 { keeping?.keep(reference) }
    let without = reference.state.accrualIncomeMeanYuan
    func set(_ arm: Int, _ cell: Int, _ value: AccountLanes) {
      record.set(arm: arm, cell: cell, value)
      if arm == referenceArm { keeping?.note(cell, value) }
    }
    for arm in workspace.contexts.indices where kept == nil || arm != referenceArm {
      let context = workspace.contexts[history.source(arm, quarter: time)]
      if !cells.groups.isEmpty || !cells.yearGroups.isEmpty {
        let formation = GroupFormation(
          members: context.state.isMember, arms: (context.state, reference.state),
          trainedGain: context.settings.institution.trainedKnowledgeGain)
        recordGroups(time, arm, formation, of: context, without, workspace, workspace.yearGroups) { set(arm, $0, $1) }
        if arm != referenceArm {
          recordGroups(time, arm, formation, of: reference, without, workspace, workspace.yearMatched) {
            record.setMatchedReference(arm: arm, cell: $0, $1)
          }
        }
      }
      if !cells.comparisons.isEmpty {
        workspace.comparisons.record(cells.comparisons, of: context, against: reference) { set(arm, $0, $1) }
      }
    }
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
