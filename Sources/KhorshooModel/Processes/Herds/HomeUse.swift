import KhorshooNumerics

/// Animals slaughtered for the household's own table at the onset of winter.
///
/// - When: winter, after ``Offtake``.
/// - Reads: `herd`, prices. Writes: `herd`, flows `homeUseHead`, `homeUseYuan`, stock ledger.
/// - Random: with `demography: stochastic` ``ModelStreams/wholeAnimals`` index 1.
/// - Source: model description 4; `herds.<species>.homeUseHeadPerPersonYear`.
/// - Proof: `LedgersProperty`.
enum HomeUse {
  static func run(_ context: QuarterContext, gacha: Int, households: Range<Int>) {
    let (flows, rates, persons) = (context.flows, context.rates, context.banner.households.persons)
    let first = context.banner.places.gacha[gacha].households.lowerBound
    for h in households {
      let herd = context.state.herd + h * rates.classCount
      var (total, yuan) = (Lanes.zero, Lanes.zero)
      for s in rates.species.indices {
        let species = rates.species[s]
        var available = Lanes.zero
        for k in species.classes { available += herd[k] * rates.classes[k].homeUse }
        let need = persons[h] * species.homeUseHeadPerPersonYear
        let share = (Lanes(repeating: need) / available.atLeast(1e-3)).atMost(1)
        var (used, kg) = (Lanes.zero, Lanes.zero)
        for k in species.classes where rates.classes[k].homeUse > 0 {
          var slaughtered = herd[k] * (share * rates.classes[k].homeUse).atMost(1)
          if context.settings.husbandry.isStochastic {
            let u = context.random.uniform(
              ModelStreams.all.wholeAnimals, entity: context.banner.households.rosterNumber[h] * rates.classCount + k,
              quarter: context.time, index: 1)
            slaughtered = floorLanes(slaughtered + u).atMost(herd[k])
          }
          herd[k] -= slaughtered
          used += slaughtered
          kg += slaughtered * rates.classes[k].liveWeightKg
        }
        flows.stock.entries[s].homeUse += used
        total += used
        yuan += kg * context.price(s) - used * species.transportYuanPerHead
      }
      flows.homeUseHead[h - first] = total
      flows.homeUseYuan[h - first] = yuan
    }
  }
}
