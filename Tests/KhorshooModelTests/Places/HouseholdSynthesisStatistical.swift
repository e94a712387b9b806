import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct HouseholdSynthesisStatistical {
  private func banner() throws -> Banner {
    try World.banner(
      World.values(
        World.small, ["places.householdCount": "4000", "places.gridCount": "40", "places.partyMemberCount": "900"]))
  }

  /// Medians and spread of the lognormal traits, at five standard errors of 4,000 households.
  @Test func traits() throws {
    let banner = try banner()
    let ordinary = (0..<4000).filter { !banner.households.isCentral[$0] }
    let ledger = World.ledger.defaults
    for (traits, key) in [
      (banner.households.pastureMu, "pastureMu"), (banner.households.sheepUnitsAtStart, "herdSheepUnits"),
    ] {
      let logs = ordinary.map { stableLog(Double(traits[$0])) }
      let mean = logs.reduce(0, +) / Double(logs.count)
      let sd = ledger.number("households.\(key)LogSd")
      let error = sd / Double(logs.count).squareRoot()
      #expect(abs(mean - stableLog(ledger.number("households.\(key)Median"))) < 5 * error, "\(key)")
      let variance = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(logs.count)
      #expect(abs(variance.squareRoot() - sd) < 5 * error, "\(key)")
    }
    let persons = banner.households.persons.reduce(0, +) / 4000
    // Binomial(9, 2/9) + 1: variance 14/9.
    #expect(abs(Double(persons) - ledger.number("households.personsMean")) < 5 * (14.0 / 9 / 4000).squareRoot())
  }

  /// Herds at the start are worth the household's sheep units, and species shares average to the banner's.
  @Test func herds() throws {
    let banner = try banner()
    let table = banner.table
    var shares = [Double](repeating: 0, count: table.species.count)
    for h in 0..<4000 {
      let units = table.species.map { species in
        species.classes.reduce(0.0) {
          $0 + Double(banner.households.herdAtStart[h * table.classes.count + $1] * table.classes[$1].sheepUnitsPerHead)
        }
      }
      let sum = units.reduce(0, +)
      // Twenty-four classes in single precision.
      #expect(abs(sum / Double(banner.households.sheepUnitsAtStart[h]) - 1) < 1e-5)
      for s in units.indices { shares[s] += units[s] / sum / 4000 }
    }
    for (s, species) in table.species.enumerated() {
      // Dirichlet of concentration 12: variance p (1 - p) / 13.
      let p = species.initialShare
      #expect(abs(shares[s] - p) < 5 * (p * (1 - p) / 13 / 4000).squareRoot(), "\(species.name)")
    }
  }

  @Test func partyMembers() throws {
    let banner = try banner()
    #expect(banner.households.partyMembers.reduce(0, +) == 900)
    #expect(banner.places.grids.allSatisfy { banner.households.partyMembers[$0.centralHousehold] >= 1 })
  }
}
