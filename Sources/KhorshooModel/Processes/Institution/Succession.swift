import KhorshooNumerics

/// Who holds the office of central household: the first holders, and the successors of those who are replaced.
///
/// The candidate of the grid with the highest candidacy plus noise takes over, the replaced household excepted; it may
/// stand again at a later replacement. A successor knows what it knew as a household, has no record and gets a kit of its own. If the
/// office leads a cooperative, the successor leads it; the cooperative loses part of the trade of last year that its bargaining
/// rests on (contacts go with the person).
///
/// - When: before the run, and after ``Appraisal``.
/// - Reads: candidacy, ability, `knowledge` of households; `isReplaced`. Writes: `holder`, `ability`, `knowledge`,
///   `ownKnowledge`, `position`, `effort` of central households; cooperatives' trade of last year.
/// - Random: ``ModelStreams/succession``, entity = household: noise (0).
/// - Source: model description 8; loss assumed (`institution.successionLossShare`).
/// - Proof: `InstitutionProperty` (who is replaced does not stay), `InstitutionAnalytic`.
enum Succession {
  /// The first morning: holders of the reference date, trained before, paid alike.
  static func begin(_ context: QuarterContext) {
    let (places, households) = (context.banner.places, context.banner.households)
    let (institution, central) = (context.settings.institution, context.state.central)
    precondition(places.householdCount < 1 << 24, "\(places.householdCount) households: an index is a Float below 2^24")
    for g in places.grids.indices {
      let h = places.grids[g].centralHousehold
      central.holder[g] = Lanes(repeating: Float(h))
      guard institution.isEnabled else { continue }
      central.ability[g] = Lanes(repeating: households.ability[h])
      central.ownKnowledge[g] = Lanes(repeating: households.knowledge[h])
      central.knowledge[g] = Lanes(repeating: max(households.knowledge[h], institution.initialKnowledge))
      central.position[g] = Lanes(repeating: 0.5)
      central.payYuan[g] = Lanes(repeating: institution.payYuanPerYear / 4)
      central.effort[g] = CentralWork.target(context, g)
      central.incomeYuan[g] = places.grids[g].households.reduce(.zero) { $0 + context.state.incomeYearYuan[$1] }
    }
  }

  static func run(_ context: QuarterContext) {
    guard context.settings.institution.isEnabled else { return }
    for g in context.banner.places.grids.indices {
      let replaced = context.state.central.isReplaced[g]
      if hasAny(replaced .> .zero) { replace(context, grid: g, where: replaced) }
    }
  }

  /// Gives the office of a grid to its best other candidate in the replicates where `replaced` is 1.
  private static func replace(_ context: QuarterContext, grid g: Int, where replaced: Lanes) {
    let (households, central) = (context.banner.households, context.state.central)
    let leaves = replaced .> .zero
    var best = (score: Lanes(repeating: -.greatestFiniteMagnitude), holder: central.holder[g])
    var (ability, knowledge) = (central.ability[g], central.knowledge[g])
    for h in context.banner.places.grids[g].candidates {
      let noise = normalQuantileLanes(
        context.random.uniform(
          ModelStreams.all.succession, entity: households.rosterNumber[h], quarter: context.time, index: 0))
      let score = noise * context.settings.institution.selectionNoiseSd + households.candidacy[h]
      let candidate = Lanes(repeating: Float(h))
      let isBest =
        (score .> best.score) .& (central.holder[g] .!= candidate) .& leaves .& (context.state.hasLeft[h] .== .zero)
      best.score = choose(isBest, score, best.score)
      best.holder = choose(isBest, candidate, best.holder)
      ability = choose(isBest, Lanes(repeating: households.ability[h]), ability)
      knowledge = choose(isBest, context.state.knowledge[h], knowledge)
    }
    central.holder[g] = best.holder
    central.ability[g] = ability
    central.knowledge[g] = knowledge
    central.ownKnowledge[g] = choose(leaves, knowledge, central.ownKnowledge[g])
    central.position[g] = choose(leaves, Lanes(repeating: 0.5), central.position[g])
    central.effort[g] = choose(leaves, CentralWork.target(context, g), central.effort[g])
    handOver(context, g, replaced)
  }

  /// Cooperatives that the office leads lose part of what their bargaining rests on.
  private static func handOver(_ context: QuarterContext, _ g: Int, _ replaced: Lanes) {
    guard context.settings.cooperative.areEnabled else { return }
    let (places, accounts) = (context.banner.places, context.state.cooperatives)
    let loss = context.openChannels.example * context.settings.institution.successionLossShare
    let kept = widened(1 - replaced * loss)
    for c in places.gacha[places.grids[g].gacha].cooperatives
    where places.cooperatives[c].grid == g && places.cooperatives[c].mode == .lead {
      accounts.volumeLastYearYuan[c] *= kept
      accounts.inputsLastYearYuan[c] *= kept
    }
  }
}
