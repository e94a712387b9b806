import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooSweeps
import KhorshooText
import Testing

@Suite struct PrecisionRuleUnit {
  @Test func partsOfAGoal() throws {
    let plain = try PrecisionRule(parsing: " ci95( uplift.income ) <= 2e2 ", maximumReplicates: 1000)
    #expect(plain.target.arm == nil && plain.target.outcome == "income" && plain.target.placeID == "banner")
    #expect(plain.text == "ci95(uplift.income)<=2e2" && plain.procedure.goal.halfWidth == 200)
    let full = try PrecisionRule(parsing: "ci95(uplift.central-only.income@spring/g1) < 5", maximumReplicates: 20)
    #expect(
      full.target.arm == "central-only" && full.target.placeID == "spring/g1" && full.procedure.minimumReplicates == 20)
    for wrong in ["", "ci95(income) < 5", "ci90(uplift.income) < 5", "ci95(uplift.income) > 5", "ci95(uplift.a.b.c)<5"]
    {
      let error = #expect(throws: UserError.self) { _ = try PrecisionRule(parsing: wrong, maximumReplicates: 100) }
      #expect(error?.diagnostics.first?.code == "until-syntax" && error?.exit == .usage, "\(wrong)")
    }
  }

  @Test func theTargetIsTheLastArmAtTheLastQuarter() throws {
    let layout = RecordedLayout(CountingModel())
    let banner = try PrecisionRule(parsing: "ci95(uplift.income) < 5", maximumReplicates: 100).target.find(in: layout)
    #expect(banner.arm == 1 && banner.cell == 0)
    let group = try PrecisionRule(parsing: "ci95(uplift.linkage.income@member) < 5", maximumReplicates: 100)
    let target = try group.target.find(in: layout)
    #expect(target.cell == 1)
    let reference = try PrecisionRule(parsing: "ci95(uplift.none.income) < 5", maximumReplicates: 100)
    #expect(throws: UserError.self) { _ = try reference.target.find(in: layout) }
  }

  /// A difference that is the same in every replicate is known at the first look; one that varies takes its replicates.
  @Test func replicatesAreAddedAsLongAsTheyAreWanted() throws {
    func spent(_ model: CountingModel, _ goal: String) throws -> (Int, Bool) {
      let rule = try PrecisionRule(parsing: "ci95(uplift.income) < \(goal)", maximumReplicates: 500)
      var watch = try PrecisionWatch(rule, model)
      let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: 1)
      var count = 0
      while watch.wanted > 0 {
        let block = ReplicateBlock.all(replicates: min(500, count + laneCount))[count / laneCount]
        model.simulate(block, in: model.makeWorkspace(), into: record)
        watch.add(record, of: block)
        count += block.validLanes
      }
      return (count, watch.assessment.decision == .reached)
    }
    #expect(try spent(CountingModel(), "0.001") == (64, true))
    let varying = CountingModel(bannerValue: { Double($0 * ($1 % 2)) })  // standard deviation of the difference 0.5
    #expect(try spent(varying, "0.001") == (500, false))
    let (count, isReached) = try spent(varying, "0.06")
    #expect(isReached && (256...320).contains(count), "1.97 * 0.5 / 0.06 squared is 269: \(count)")
  }
}
