import Foundation
import KhorshooEngine
import KhorshooNumerics
import KhorshooSweeps
import KhorshooText
import Testing

/// Two arms with a banner and a group, whose values say where they belong.
struct CountingModel: BlockModel {
  var bannerValue: @Sendable (_ arm: Int, _ replicate: Int) -> Double = { Double(100 * $0 + $1) }
  var residual = 0.0

  let layout = RecordLayout(
    outcomes: [
      OutcomeDefinition(
        name: "income", unit: "CNY", label: "", labelChinese: "收入", meaning: "Income.", meaningChinese: "",
        frequency: .yearly,
        levels: [.banner, .group])
    ],
    places: [
      Place(level: .banner, id: "banner", name: "Banner", nameChinese: "旗"),
      Place(level: .group, id: "member", name: "Members", nameChinese: "社员"),
    ],
    quarters: (0..<4).map { Quarter(year: 2020, number: 1).advanced(by: $0) })
  let armNames = ["none", "linkage"]
  let referenceArm = 0
  let ledgers = [LedgerDefinition(name: "stock", unit: "head", tolerance: 1e-6)]
  let householdQuartersPerReplicate = 1

  final class Workspace {}

  func makeWorkspace() -> Workspace { Workspace() }

  func simulate(_ block: ReplicateBlock, in workspace: Workspace, into record: BlockRecord) {
    for arm in 0..<2 {
      var values = SIMD16<Double>.zero
      for lane in 0..<laneCount { values[lane] = bannerValue(arm, block.firstReplicate + lane) }
      record.set(arm: arm, cell: 0, values)
      record.set(arm: arm, cell: 1, values + SIMD16(repeating: 0.5))
      record.setMatchedReference(arm: arm, cell: 1, values - SIMD16(repeating: 7))
    }
    record.note(ledger: 0, residual: residual)
  }

  /// Replicates of one row.
  func row(point: Int, first: Int, _ count: Int, seconds: Double = 1) -> SweepRow {
    let record = BlockRecord(layout: layout, armCount: 2, ledgerCount: 1)
    var data = Data()
    for block in ReplicateBlock.all(replicates: first + count)[(first / laneCount)...] {
      simulate(block, in: makeWorkspace(), into: record)
      RowValues.append(record, lanes: block.validLanes, referenceArm: 0, to: &data)
    }
    return SweepRow(
      point: point, first: first, replicates: count, seconds: seconds, content: .values(data, RecordedLayout(self)))
  }
}

@Suite struct SweepStoreUnit {
  private let path = NSTemporaryDirectory() + "/khorshoo-store-\(UUID().uuidString).sqlite"

  private func removing(_ body: () throws -> Void) rethrows {
    defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
    try body()
  }

  @Test func rowsComeBackByPointWithEveryValue() throws {
    try removing {
      let model = CountingModel()
      let store = try SweepStore(path: path, identity: "a")
      for (point, first, count) in [(2, 16, 5), (0, 0, 16), (2, 0, 16), (0, 16, 5)] {
        try store.add(model.row(point: point, first: first, count))
      }
      try store.add(SweepRow(point: 1, first: 0, replicates: 21, seconds: 0, content: .failed(code: "x", message: "y")))
      var seen: [Int] = []
      try store.forEachPoint { point, rows in
        seen.append(point)
        let result = try PointResult(point, rows, wanted: 21)
        guard point != 1 else {
          #expect(result.status == .failed(code: "x", message: "y"))
          return
        }
        #expect(result.status == .done && result.replicates == 21)
        #expect(result.values(arm: 1, cell: 0) == (0..<21).map { Double(100 + $0) })
        #expect(result.differences(arm: 1, cell: 0) == Array(repeating: 100, count: 21))
        // Of the group, against the matched households: values + 0.5 less values - 7.
        #expect(result.differences(arm: 1, cell: 1) == Array(repeating: 7.5, count: 21))
        #expect(result.difference(arm: 1, cell: 1).difference == 7.5)
        #expect(result.summary(arm: 0, cell: 0).mean == 10 && result.summary(arm: 0, cell: 0).replicates == 21)
        let part = try PointResult(point, [rows[0]], wanted: 21)
        #expect(part.status == .incomplete)
      }
      #expect(seen == [0, 1, 2])
    }
  }

  @Test func theLastAttemptCountsAndNoneIsLost() throws {
    try removing {
      let store = try SweepStore(path: path, identity: "a")
      try store.add(SweepRow(point: 0, first: 0, replicates: 4, seconds: 0, content: .failed(code: "x", message: "y")))
      let failed = try store.digest()
      try store.add(CountingModel().row(point: 0, first: 0, 4))
      var states: [Bool] = []
      try store.forEachStatus { states.append($2) }
      #expect(states == [false, true], "both attempts are there")
      try store.forEachPoint { point, rows in
        #expect(rows.count == 1)
        let result = try PointResult(point, rows, wanted: 4)
        #expect(result.status == .done)
      }
      #expect(try store.digest() != failed)
    }
  }

  @Test func theDigestSeesValuesAndNoTimes() throws {
    func digest(_ rows: [SweepRow]) throws -> String {
      var digest = ""
      try removing {
        let store = try SweepStore(path: path, identity: "a", isPart: true)
        for row in rows { try store.add(row) }
        digest = try store.digest()
        try store.close()
      }
      return digest
    }
    let model = CountingModel()
    let rows = [model.row(point: 0, first: 0, 16), model.row(point: 1, first: 0, 16)]
    let reference = try digest(rows)
    #expect(try digest(rows.reversed()) == reference, "the order of work does not matter")
    #expect(try digest([model.row(point: 0, first: 0, 16, seconds: 9), rows[1]]) == reference)
    #expect(try digest([rows[0]]) != reference)
    var other = model
    other.bannerValue = { Double(100 * $0 + $1) + ($1 == 3 ? 1e-9 : 0) }
    #expect(try digest([other.row(point: 0, first: 0, 16), rows[1]]) != reference, "one value in its last places")
  }

  @Test func anotherStudyAndADamagedFileAreRefused() throws {
    try removing {
      try SweepStore(path: path, identity: "a").close()
      let stranger = #expect(throws: UserError.self) { _ = try SweepStore(path: path, identity: "b") }
      #expect(stranger?.diagnostics.first?.code == "damaged-study")
      try Data("no database".utf8).write(to: URL(fileURLWithPath: path))
      let damaged = #expect(throws: UserError.self) { _ = try SweepStore(path: path, identity: "a") }
      #expect(damaged?.diagnostics.first?.code == "damaged-study" && damaged?.exit == .invalidData)
    }
  }

  @Test func aRowThatLostBytesIsDamaged() throws {
    let row = CountingModel().row(point: 0, first: 0, 16)
    guard case .values(let data, let layout) = row.content else { return }
    let cut = SweepRow(point: 0, first: 0, replicates: 16, seconds: 0, content: .values(data.dropLast(8), layout))
    #expect(throws: UserError.self) { _ = try PointResult(0, [cut], wanted: 16) }
  }
}

/// A record that cannot be used fails its point, with arm, outcome and replicate.
@Suite struct RunCheckUnit {
  private func problem(_ model: CountingModel, alwaysDefined: Set<String> = ["income"]) -> (
    code: String, message: String
  )? {
    let record = BlockRecord(layout: model.layout, armCount: 2, ledgerCount: 1)
    let block = ReplicateBlock.all(replicates: 20)[1]
    model.simulate(block, in: model.makeWorkspace(), into: record)
    guard case .failed(let code, let message) = RunCheck(model, alwaysDefined: alwaysDefined).problem(record, block)
    else {
      return nil
    }
    return (code, message)
  }

  @Test func numbersThatAreNone() {
    #expect(problem(CountingModel()) == nil)
    for value in [Double.nan, .infinity, -.infinity] {
      let model = CountingModel(bannerValue: { $0 == 1 && $1 == 18 ? value : 1 })
      let found = problem(model)
      #expect(found?.code == "non-finite-outcome")
      #expect(found?.message.contains("income of the banner is \(value) in arm linkage, replicate 18") == true)
    }
    // A surplus lane is not looked at; an outcome that may be undefined may.
    #expect(problem(CountingModel(bannerValue: { $1 == 20 ? .nan : 1 })) == nil)
    #expect(problem(CountingModel(bannerValue: { _, _ in .nan }), alwaysDefined: []) == nil)
  }

  @Test func openLedgers() {
    #expect(problem(CountingModel(residual: 1e-7)) == nil)
    #expect(problem(CountingModel(residual: 1e-5))?.code == "open-ledger")
    #expect(problem(CountingModel(residual: .nan))?.message.contains("the stock ledger does not close") == true)
  }
}

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
