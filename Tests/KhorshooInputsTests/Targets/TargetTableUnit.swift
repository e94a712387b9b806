import KhorshooInputs
import KhorshooText
import Testing

/// Tables of targets: what is read, and what is wrong with them, all at once.
@Suite struct TargetTableUnit {
  private static let outcomes = ["incomePerHead", "membershipShare", "herdSheepHead", "salesHead"]

  private func read(_ text: String) throws(UserError) -> TargetTable {
    var reader = TargetTableReader(path: "t.csv", outcomes: Self.outcomes)
    return try reader.read { _, _ in .success(Array(text.utf8)) }
  }

  private func problems(_ text: String) -> [Diagnostic] {
    do { _ = try read(text) } catch { return error.diagnostics }
    return []
  }

  @Test("three rows of a yearbook, deviations as shares or left out")
  func yearbook() throws {
    let table = try read(
      "name,outcome,time,value,error\nsheep,herdSheepHead,2020,9000,10%\n,incomePerHead,,26000,\nm,membershipShare,mean,0.2,0.02\n"
    )
    #expect(table.targets.map(\.name) == ["sheep", "incomePerHead", "m"])
    #expect(table.targets.map(\.error) == [900, 1300, 0.02])
    #expect(table.targets.map(\.place) == ["banner", "banner", "banner"])
    #expect(table.targets.map(\.time.isLast) == [false, true, false])
    #expect(table.targets.map(\.line) == [2, 3, 4])
  }

  @Test("a Chinese table with every column")
  func chinese() throws {
    let table = try read(
      "名称,指标,除以,地点,时间,方案,数值,误差,模型偏差,用途,来源\n出栏,salesHead,herdSheepHead,east,合计 2024-2026,linkage,0.4,0.02,5%,留出,年鉴\n收入,incomePerHead,,,2024,,9,1,,拟合,\n"
    )
    let first = table.targets[0]
    #expect(first.ratio == "herdSheepHead" && first.place == "east" && first.arm == "linkage" && first.isHeldOut)
    #expect(first.time.isTotal && first.time.years == 2024...2026)
    #expect(abs(first.discrepancy - 0.02) < 1e-12 && first.source == "年鉴")
  }

  @Test(
    "times",
    arguments: [
      ("2024", true), ("2024Q2", true), ("total 2024", true), ("mean", true), ("mean 2020-2024", true),
      ("total mean", true), ("growth", true), ("growthSd 2020-2029", true), ("2024Q5", false), ("24", false),
      ("growth 2024", false), ("2025-2024", false), ("total 2024Q1", false), ("mean growth", false), ("soon", false),
    ])
  func times(text: String, isTime: Bool) {
    #expect((TargetTime(text) != nil) == isTime)
  }

  @Test("everything that is wrong is told with line, column and key")
  func faults() {
    let found = problems(
      "name,outcome,time,value,error,use\na,incomePerHed,2020,1,1,fit\na,incomePerHead,never,x,-1,perhaps\nb,,2020,,0,fit\n"
    )
    #expect(
      found.map { "\($0.line):\($0.column) \($0.key) \($0.code)" } == [
        "2:3 outcome unknown-outcome", "3:17 time target-time", "3:23 value wrong-type", "3:25 error out-of-range",
        "3:28 use unknown-option", "4:1 outcome missing-value", "4:1 value missing-value",
      ], "\(found)")
    #expect(found[0].message.contains("did you mean 'incomePerHead'?"))
  }

  @Test(
    "faults of the table itself",
    arguments: [
      ("", "no-rows"), ("outcome,value\n", "no-rows"), ("outcome,price\nincomePerHead,1\n", "unknown-column"),
      ("outcome\nincomePerHead\n", "missing-column"),
      ("outcome,value,value\nincomePerHead,1,1\n", "duplicate-name"),
      ("outcome,value\nincomePerHead,0\n", "out-of-range"),
      ("outcome,value\nincomePerHead,5\nincomePerHead,6\n", "duplicate-name"),
      ("outcome,value,use\nincomePerHead,5,heldOut\n", "nothing-to-fit"),
      ("outcome,value\nincomePerHead,5,6\n", "ragged-row"),
      ("Targets of 2020,\noutcome,value\nincomePerHead,5\n", "header-rows"),
    ])
  func tables(text: String, code: String) {
    #expect(problems(text).map(\.code).contains(code), "\(problems(text))")
  }

  @Test("a missing file is told as one")
  func missing() {
    var reader = TargetTableReader(path: "/nowhere/t.csv", outcomes: Self.outcomes)
    #expect(throws: UserError.self) { try reader.read() }
  }
}
