import KhorshooEngine

/// What an arm is computed with in each quarter: for the banner as a whole, and for each gacha.
///
/// Quarters and gacha with the same levers share one ``ArmPlan``; an arm without interventions has one plan and no table.
/// - Proof: `InterventionProperty`.
final class ArmTimetable: Sendable {
  /// With the arm's own levers.
  let own: ArmPlan
  /// Whether any lever ever changes.
  var changes: Bool { !rows.isEmpty }
  private let plans: [ArmPlan]
  /// Plan of the banner, then of each gacha. Shape: quarters x (1 + gacha); empty when nothing changes.
  private let rows: [[Int]]
  let gachaCount: Int

  init(_ arm: Arm, banner: Banner, start: Quarter, quarters: Int) {
    own = ArmPlan(arm.values, banner: banner)
    gachaCount = banner.places.gacha.count
    var plans = [own]
    // Changes that make no difference leave no trace.
    var numbers: [[String: ParameterValue]: Int] = [[:]: 0]
    let paths = ArmTimetable.paths(arm, banner, start: start, quarters: quarters)
    let rows = (0..<quarters).map { quarter in
      paths.map { path in
        let changed = path.mapValues { $0[quarter] }.filter { $0.value != arm.values[$0.key] }
        if let number = numbers[changed] { return number }
        var values = arm.values
        for (key, value) in changed { values[key] = value }
        plans.append(ArmPlan(values, banner: banner))
        numbers[changed] = plans.count - 1
        return plans.count - 1
      }
    }
    self.rows = plans.count > 1 ? rows : []
    self.plans = plans
  }

  /// The plan of a quarter for the banner as a whole; after the run that of its last quarter.
  func plan(quarter: Int) -> ArmPlan { changes ? plans[rows[min(quarter, rows.count - 1)][0]] : own }

  /// The plan of a quarter for one gacha.
  func plan(quarter: Int, gacha: Int) -> ArmPlan { changes ? plans[rows[quarter][1 + gacha]] : own }

  /// Value of each changed lever in each quarter: for the banner, then for each gacha.
  private static func paths(
    _ arm: Arm, _ banner: Banner, start: Quarter, quarters: Int
  ) -> [[String: [ParameterValue]]] {
    let places = banner.places
    var pieces = Array(repeating: [String: [LeverPath.Piece]](), count: 1 + places.gacha.count)
    for intervention in arm.interventions {
      let first = start.quarters(to: intervention.from)
      guard first < quarters else { continue }
      let range = first...(intervention.to.map { start.quarters(to: $0) } ?? quarters - 1)
      let isAnywhere = intervention.places.isEmpty
      let inside = places.gacha.indices.filter { v in
        let (gacha, sumu) = (places.gacha[v].id, places.sumu[places.gacha[v].sumu].id)
        return isAnywhere || intervention.places.contains(gacha) || intervention.places.contains(sumu)
      }
      let delays = intervention.rollout.map {
        RolloutOrder.delays($0, of: inside, listed: intervention.places, in: banner)
      }
      let isWhole = isAnywhere && delays == nil
      for change in intervention.changes {
        for row in (isWhole ? [0] : []) + inside.map({ 1 + $0 }) {
          let begin = first + (delays?[row - 1] ?? 0)
          guard begin <= range.upperBound else { continue }
          pieces[row][change.key, default: []].append(
            LeverPath.Piece(quarters: begin...range.upperBound, value: change.value, course: change.course))
        }
      }
    }
    return pieces.map { row in
      Dictionary(
        uniqueKeysWithValues: row.compactMap { key, pieces in
          arm.values[key].map { (key, LeverPath.values($0, pieces, quarters: quarters)) }
        })
    }
  }
}
