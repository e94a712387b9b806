import KhorshooModel
import KhorshooNumerics
import Testing

/// Case 1: with constant rates the simulated herd grows by the dominant eigenvalue of the year's projection matrix.
@Suite struct HerdGrowthAnalytic {
  /// Nothing but births, ageing and constant deaths: no weather, hunger, knowledge, sales, purchases, slaughter; no costs
  /// of the herd, so that no household has arrears that it would sell animals for.
  static let undisturbed: Settings = [
    "herds.*.dzudResponse": "0", "herds.*.deficitResponse": "0", "herds.*.knowledgeResponse": "0",
    "herds.*.parturitionDeficitResponse": "0", "herds.*.parturitionKnowledgeGain": "0",
    "herds.*.homeUseHeadPerPersonYear": "0", "herds.*.*.offtakeShareSpring": "0", "herds.*.*.offtakeShareSummer": "0",
    "herds.*.*.offtakeShareAutumn": "0", "herds.*.*.offtakeShareWinter": "0", "husbandry.mortalityLuckLogSd": "0",
    "husbandry.offtakeRule": "rates", "husbandry.offtakeElasticity": "0",
    "husbandry.destockingShare": "0", "husbandry.restockingShare": "0", "husbandry.distressSaleResponse": "0",
    "regimes.improved.knowledgeThreshold": "1.01", "income.transfersYuanPerPersonYear": "100000",
    "households.cashYuanPerSheepUnit": "5000", "income.consumptionShare": "0", "herds.*.labourDaysPerHeadYear": "0",
    "herds.*.veterinaryYuanPerHeadYear": "0", "husbandry.supplementYuanPerSheepUnitYear": "0",
    "husbandry.overheadYuanPerSheepUnitYear": "0", "forage.hayBuyingShare": "0",
  ]

  /// Single precision keeps 24 bits; a year has some tens of operations a class and the sums run over 60 households.
  private let tolerance = 3e-6

  private func projection(_ model: LinkageModel, _ species: Int, _ values: [Double] = [0.4, 0.1, 0.1, 0.4])
    -> HerdProjection
  {
    HerdProjection(model.banner.table, species: species, seasonShares: SIMD4(values))
  }

  @Test(arguments: 0..<4) func growthAndStructure(species: Int) throws {
    let model = try World.model([Self.undisturbed], arms: [World.none], years: 6)
    let stable = try projection(model, species).stable(sells: false)
    let stepper = Stepper(model)
    var before = stepper.head(species: species)
    for time in 0..<24 {
      stepper.quarter(time)
      guard time % 4 == 3 else { continue }
      let after = stepper.head(species: species)
      let growth = after.reduce(0, +) / before.reduce(0, +)
      #expect(abs(growth / stable.growthPerYear - 1) < tolerance, "year \(time / 4)")
      let structure = after.map { $0 / after.reduce(0, +) }
      for (own, theirs) in zip(structure, stable.structure) { #expect(abs(own - theirs) < tolerance) }
      before = after
    }
    // Deliberate fault: the same deaths at other seasons give another structure at the end of winter, which is seen.
    let other = projection(model, species, [0, 0, 0, 1]).quarterMatrix(4, sells: false)
    #expect(abs(other[0][0] - projection(model, species).quarterMatrix(4, sells: false)[0][0]) > 1e-3)
  }

  /// From any structure the herd of each quarter is the quarter's matrix times the herd before, with and without sales.
  @Test(arguments: [false, true]) func everyQuarterFromAnyStructure(sells: Bool) throws {
    var settings = Self.undisturbed
    if sells {
      for season in ["Spring", "Summer", "Autumn", "Winter"] { settings["herds.*.*.offtakeShare" + season] = "0.06" }
    }
    let model = try World.model([settings], arms: [World.none])
    let stepper = Stepper(model)
    // A structure far from the stable one: class k of household h has 5 + 3 k + h head.
    for h in 0..<60 {
      for k in 0..<stepper.classCount {
        stepper.context.state.herd[h * stepper.classCount + k] = Lanes(repeating: Float(5 + 3 * k + h))
      }
    }
    for time in 0..<8 {
      let before = model.banner.table.species.indices.map { stepper.head(species: $0) }
      stepper.quarter(time)
      for s in model.banner.table.species.indices {
        let matrix = projection(model, s).quarterMatrix(time % 4 + 1, sells: sells)
        let expected = matrix.map { row in zip(row, before[s]).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(relativeDistance(stepper.head(species: s), expected) < tolerance, "\(s) in quarter \(time)")
      }
    }
  }

  /// The growth that users see: head of the banner at the end of each winter.
  @Test func recordedHead() throws {
    let model = try World.model([Self.undisturbed], arms: [World.none], years: 4)
    let trace = Trace(model)
    for (s, name) in ["Sheep", "Goats", "Cattle", "Horses"].enumerated() {
      let growth = try projection(model, s).stable(sells: false).growthPerYear
      for time in [7, 11, 15] {
        let now = trace.values("herd\(name)Head", arm: 0, time: time)
        let before = trace.values("herd\(name)Head", arm: 0, time: time - 4)
        #expect(zip(now, before).allSatisfy { abs($0 / $1 / growth - 1) < tolerance }, "\(name)")
      }
    }
  }

  /// Growth is one plus births less deaths and offtake, with and without sales; nothing is sold without.
  @Test(arguments: 0..<4) func flowsOfAYearAreItsGrowth(species: Int) throws {
    let projection = projection(try World.model([], arms: [World.none]), species)
    for sells in [false, true] {
      let flows = try HerdYearFlows(projection, sells: sells)
      let growth = try projection.stable(sells: sells).growthPerYear
      let deaths = flows.deaths.reduce(0, +)
      let offtake = flows.offtake.reduce(0, +)
      let sum: Double = 1 + flows.births - deaths - offtake
      #expect(abs(sum - growth) < 1e-9)
      #expect(flows.births > 0 && deaths > 0)
      #expect(sells || offtake == 0)
    }
  }
}
