import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct DemographyStatistical {
  private let whole: Settings = ["husbandry.demography": "stochastic"]

  /// Births, deaths, sales, slaughter and purchases are whole animals, and so is every herd.
  @Test func wholeAnimals() throws {
    let model = try World.model([whole, World.lively], years: 3)
    let stepper = Stepper(model, arm: 1)
    for time in 0..<12 {
      stepper.quarter(time)
      let rows = 60 * stepper.classCount
      let odd = (0..<rows).count { row in
        numbers(stepper.context.state.herd[row]).contains { $0 != $0.rounded() || $0 < 0 }
      }
      #expect(odd == 0, "quarter \(time)")
    }
    // Deliberate fault: expected demography has fractions.
    let fractional = Stepper(try World.model([], years: 1))
    #expect(numbers(fractional.context.state.herd[0]).contains { $0 != $0.rounded() })
  }

  /// With the same starting herds and no decisions, births and deaths of a year average to the projection.
  ///
  /// 320 replicates; head of each species at the end of a year, five standard errors. Luck is off, because the mean over
  /// lognormal hazards is not the hazard of mean luck.
  @Test func meanIsTheExpectedHerd() throws {
    let model = try World.model([HerdGrowthAnalytic.undisturbed, whole], arms: [World.none], years: 1)
    let trace = Trace(model, replicates: 320)
    for (s, name) in ["Sheep", "Goats", "Cattle", "Horses"].enumerated() {
      let species = model.banner.table.species[s]
      let projection = HerdProjection(model.banner.table, species: s, seasonShares: SIMD4([0.4, 0.1, 0.1, 0.4]))
      var herd = species.classes.map { k in
        (0..<60).reduce(0.0) {
          $0 + Double(model.banner.households.herdAtStart[$1 * model.banner.table.classes.count + k])
        }
      }
      for quarter in 1...4 {
        herd = projection.quarterMatrix(quarter, sells: false).map { row in
          zip(row, herd).reduce(0) { $0 + $1.0 * $1.1 }
        }
      }
      let head = trace.values("herd\(name)Head", arm: 0, time: 3)
      let mean = head.reduce(0, +) / Double(head.count)
      let variance = head.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(head.count - 1)
      let expected = herd.reduce(0, +)
      #expect(variance > 0)
      #expect(abs(mean - expected) < 5 * (variance / Double(head.count)).squareRoot(), "\(name): \(mean), \(expected)")
    }
  }
}
