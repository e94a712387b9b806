import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct DzudProperty {
  /// The first winter of a run in which every sumu has a dzud of the given shape (mean severity 1 / (1 + shape)).
  private func deaths(shape: String, demography: String, seed: UInt64) throws -> [[Double]] {
    let settings: Settings = [
      "dzud.probabilityPerWinter": "0.99", "dzud.severityShape": shape, "husbandry.demography": demography,
      "husbandry.shelter": "0.3", "husbandry.offtakeRule": "rates",
    ]
    let model = try World.model([settings], arms: [World.none], years: 1, seed: seed)
    let stepper = Stepper(model, seed: seed)
    var head: [[Double]] = []
    for time in 0..<4 {
      stepper.quarter(time) { step, gacha in
        guard step == "Mortality", time == 3 else { return }
        for h in 0..<model.banner.places.gacha[gacha].households.count {
          head.append(numbers(stepper.context.flows.deathsHead[h]))
        }
      }
    }
    return head
  }

  /// Same draws, more severe: no household in no replicate loses fewer animals. Herds are equal before the winter.
  @Test(arguments: ["expected", "stochastic"], [1, 2, 3] as [UInt64])
  func moreSevereIsNeverBetter(demography: String, seed: UInt64) throws {
    let mild = try deaths(shape: "20", demography: demography, seed: seed)
    let severe = try deaths(shape: "1", demography: demography, seed: seed)
    #expect(mild.count == 60)
    func violations(_ less: [[Double]], _ more: [[Double]]) -> Int {
      zip(less, more).reduce(0) { $0 + zip($1.0, $1.1).count { $0 > $1 } }
    }
    #expect(violations(mild, severe) == 0, "seed \(seed)")
    // Deliberate fault: the other way round it is seen.
    #expect(violations(severe, mild) > 100)
  }

  /// VT-8: goats and sheep are hit harder than cattle, cattle harder than horses.
  @Test func orderOfSpecies() throws {
    let table = try World.banner(World.values(World.small)).table
    let response = Dictionary(uniqueKeysWithValues: table.species.map { ($0.name, $0.dzudResponse) })
    #expect(response["goats"]! >= response["sheep"]!)
    #expect(response["sheep"]! > response["cattle"]!)
    #expect(response["cattle"]! >= response["horses"]!)
  }
}

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

@Suite struct StockLedgerUnit {
  /// VT-5: stock of Mongolia in 2020, million head: 71.0 - 1.3 + 22.8 - offtake = 67.1, so offtake 25.4, 36 % of the opening.
  @Test func mongolia2020() {
    var entry = StockLedger.Entry()
    entry.opening = Lanes(repeating: 71.0)
    entry.deaths = Lanes(repeating: 1.3)
    entry.births = Lanes(repeating: 22.8)
    entry.closing = Lanes(repeating: 67.1)
    let offtake = entry.opening + entry.births - entry.deaths - entry.closing
    // Inputs have one decimal; single precision holds them to 1e-5.
    #expect(abs(offtake[0] - 25.4) < 1e-4)
    #expect(abs(offtake[0] / entry.opening[0] - 0.36) < 0.01)
    entry.sales = offtake
    #expect(entry.residual < 1e-6)
    // Deliberate fault: a birth that is not booked.
    entry.births = entry.births - 0.1
    #expect(entry.residual > 1e-4)
  }

  @Test func nanIsKeptInEveryLaneAndSpecies() {
    for species in 0..<3 {
      for lane in [0, 7, 15] {
        let ledger = StockLedger(speciesCount: 3)
        ledger.entries[species].closing[lane] = .nan
        #expect(ledger.residual.isNaN, "species \(species), lane \(lane)")
      }
    }
  }
}
