import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Synchronization
import Testing

/// What a decision weighs, from recorded values by hand.
@Suite struct DecisionQuantitiesAnalytic {
  private static let years = 3

  private static func rate(_ rate: Double) -> Settings { ["income.socialDiscountRatePerYear": "\(rate)"] }

  private static func model(_ settings: [Settings], outcome: String?, years: Int = years) throws -> LinkageModel {
    let values = World.values(World.small)
    return try World.model(
      [World.lively, World.paid] + settings, years: years,
      isRecorded: DecisionQuantities.isRecorded(outcome, values),
      isGathered: DecisionQuantities.isGathered(outcome, values))
  }

  /// The same world with everything recorded.
  private static func whole(_ settings: [Settings], replicates: Int = laneCount) throws -> Trace {
    Trace(
      try World.model(
        [World.lively, World.paid] + settings, years: years, isGathered: { _, place, _ in place.level == .banner }),
      replicates: replicates)
  }

  /// What a run hands on of the second arm. Shape: replicates x quantities, replicates x fifths.
  private struct Found {
    let differences, references: [[Double]]
    let statistics: RunStatistics

    init(_ model: some BlockModel, _ quantities: DecisionQuantities, replicates: Int) throws {
      let rows = Mutex<[(differences: [Double], references: [Double])]>([])
      statistics = try MonteCarloRunner(replicates: replicates, threads: 2).run(
        model,
        observer: MonteCarloRunner.Observer(keep: { record, block in
          for lane in 0..<block.validLanes {
            let differences = DecisionQuantities.Quantity.allCases.map {
              quantities.difference($0, arm: 1, lane: lane, in: record)
            }
            let references = DecisionQuantities.fifths.indices.map {
              quantities.referenceIncome(ofFifth: $0, lane: lane, in: record)
            }
            rows.withLock { $0.append((differences, references)) }
            #expect(quantities.difference(.society, arm: 0, lane: lane, in: record) == 0, "the reference itself")
          }
        }))
      (differences, references) = rows.withLock { ($0.map(\.differences), $0.map(\.references)) }
    }

    func callAsFunction(_ quantity: DecisionQuantities.Quantity, _ replicate: Int) -> Double {
      differences[replicate][quantity.rawValue]
    }
  }

  /// Present values by hand at a rate.
  private struct Hand {
    let whole: Trace
    let rate: Double
    let replicate: Int

    func discount(_ time: Int) -> Double { pow(1 + rate, -Double(time + 1) / 4) }

    func difference(_ name: String, _ time: Int) -> Double {
      whole.values(name, arm: 1, time: time)[replicate] - whole.values(name, arm: 0, time: time)[replicate]
    }

    /// All terms of a balance.
    func net(_ name: String) throws -> Double {
      let balance = try #require(whole.model.balances.first { $0.name == name })
      let record = whole.records[replicate / laneCount]
      return balance.items.flatMap(\.terms).reduce(0) { sum, term in
        let place = term.cell * laneCount + replicate % laneCount
        return sum + term.weight * (record.values[1][place] - record.values[0][place])
      }
    }

    var publicCost: Double { (0..<12).reduce(0) { $0 + discount($1) * difference("publicCostYuan", $1) } }

    /// Income of a fifth, of 60 households, against the same households in the reference, and in the reference.
    func fifth(_ number: Int) throws -> (gain: Double, reference: Double) {
      let place = try #require(whole.model.layout.places.firstIndex { $0.id == "quintile\(number)" })
      let name = "accrualIncomePerHousehold"
      var (gain, reference) = (0.0, 0.0)
      for time in [3, 7, 11] {
        func income(_ values: [Double]) -> Double { 12 * discount(time) * values[replicate] }
        gain += income(whole.values(name, arm: 1, place: place, time: time))
        gain -= income(whole.matched(name, arm: 1, place: place, time: time))
        reference += income(whole.values(name, arm: 0, place: place, time: time))
      }
      return (gain, reference)
    }
  }

  private static func isNear(_ found: Double, _ exact: Double) -> Bool {
    abs(found - exact) <= 1e-5 * max(1, abs(exact))
  }

  @Test(arguments: ["personsOutOfPoverty", "householdsOutOfPoverty", "salesHead", "awareShare"])
  func sumsAreThoseOfTheYears(_ outcome: String) throws {
    let settings = [Self.rate(0.05)]
    let model = try Self.model(settings, outcome: outcome)
    let found = try Found(model, DecisionQuantities(model, outcome: outcome), replicates: laneCount)
    let whole = try Self.whole(settings)
    let persons = model.banner.households.persons.reduce(0) { $0 + Double($1) }
    for lane in 0..<laneCount {
      let hand = Hand(whole: whole, rate: 0.05, replicate: lane)
      let (households, society) = (try hand.net("households"), try hand.net("society"))
      #expect(Self.isNear(found(.households, lane), households) && abs(households) > 100)
      #expect(Self.isNear(found(.society, lane), society) && abs(society - households) > 100)
      #expect(Self.isNear(found(.publicCost, lane), hand.publicCost) && hand.publicCost > 100)
      // Deliberate fault: at another rate it is another sum.
      let other = Hand(whole: whole, rate: 0.06, replicate: lane)
      #expect(abs(other.publicCost - hand.publicCost) > 1e-3 * hand.publicCost)
      let asked =
        switch outcome {
        case "personsOutOfPoverty": -persons * hand.difference("povertyShare", 11)
        case "householdsOutOfPoverty": -60 * hand.difference("povertyHouseholdShare", 11)
        // A flow counts for its year.
        case "salesHead": (8...11).reduce(0) { $0 + hand.difference("salesHead", $1) }
        default: hand.difference(outcome, 11)
        }
      #expect(Self.isNear(found(.outcome, lane), asked), "\(outcome)")
      for (index, quantity) in DecisionQuantities.fifths.enumerated() {
        let fifth = try hand.fifth(index + 1)
        #expect(
          Self.isNear(found(quantity, lane), fifth.gain) && Self.isNear(found.references[lane][index], fifth.reference))
      }
    }
  }

  /// Every quantity has the discount rate of its own world, and households and society have the mean of `benefits.csv`.
  @Test func quantitiesAreThoseOfTheirWorlds() throws {
    let rates = [0.02, 0.2]
    let base = try Self.model([Self.rate(0.08)], outcome: nil)
    let worlds = try rates.map { try Self.model([Self.rate($0)], outcome: nil) }
    let found = try Found(
      DrawnWorlds(like: base) { worlds[$0] }, DecisionQuantities(base), replicates: 2 * laneCount)
    for (world, rate) in rates.enumerated() {
      let whole = try Self.whole([Self.rate(rate)], replicates: 2 * laneCount)
      for replicate in [0, 5, 15].map({ world * laneCount + $0 }) {
        let hand = Hand(whole: whole, rate: rate, replicate: replicate)
        #expect(Self.isNear(found(.households, replicate), try hand.net("households")))
        #expect(Self.isNear(found(.society, replicate), try hand.net("society")))
        #expect(Self.isNear(found(.publicCost, replicate), hand.publicCost))
        for (index, quantity) in DecisionQuantities.fifths.enumerated() {
          #expect(Self.isNear(found(quantity, replicate), try hand.fifth(index + 1).gain))
        }
      }
    }
    for (name, quantity) in [("households", DecisionQuantities.Quantity.households), ("society", .society)] {
      let balance = try #require(found.statistics.balances.firstIndex { $0.name == name })
      let mean = found.differences.reduce(0) { $0 + $1[quantity.rawValue] } / Double(found.differences.count)
      let stated = found.statistics.balance(arm: 1, balance: balance, item: nil).mean
      #expect(abs(mean - stated) <= 1e-12 * abs(stated), "\(name): \(mean) against \(stated)")
    }
  }

  /// Without an outcome there is none to sum; of quarters those that present values are made of are recorded, of groups the fifths.
  @Test func nothingElseIsRecorded() throws {
    let model = try Self.model([], outcome: nil, years: 1)
    let found = try Found(model, DecisionQuantities(model), replicates: 3)
    #expect(found.differences.count == 3 && found.differences.allSatisfy { $0[3] == 0 && $0[0] != 0 })
    let layout = model.layout
    let early = layout.cells.filter { layout.quarters[$0.time].number < 4 }
    #expect(Set(early.map { layout.outcomes[$0.outcome].name }) == PublicValue.outcomes && early.count == 6)
    let groups = layout.cells.filter { layout.places[$0.place].level == .group }
    #expect(groups.map { layout.places[$0.place].id } == (1...5).map { "quintile\($0)" })
    #expect(model.balances.count == 3)
  }
}
