import KhorshooText
import Testing

/// Chinese names of columns, and where names stand.
@Suite struct ColumnNamesUnit {
  @Test func termsAreTheColumnsTheyName() {
    let known = ["id", "gacha", "persons", "isCentral", "sheepHead"]
    #expect(
      ColumnNames.known(["户编号", "嘎查", "人口（人）", "中心户", "羊/只", "备注"], among: known)
        == ["id", "gacha", "persons", "isCentral", "sheepHead", "备注"])
    #expect(ColumnNames.known(["网格", "中心户"], among: ["grid", "gacha", "central"]) == ["grid", "central"])
    #expect(
      ColumnNames.known(["年份", "季度", "羊", "工资"], among: ["year", "quarter", "sheep", "wage"]) == [
        "year", "quarter", "sheep", "wage",
      ])
    // What stands there in English, or twice, is left.
    #expect(ColumnNames.known(["id", "户编号"], among: known) == ["id", "户编号"])
    #expect(ColumnNames.known(["户编号", "户号"], among: known) == ["id", "户号"])
    #expect(ColumnNames.known(["ID", "Gacha"], among: known) == ["ID", "Gacha"])
  }

  static func fault(_ rows: [[String]]) -> String? {
    HeaderRows.fault(
      rows.enumerated().map { ($0.offset + 1, $0.element) }, known: ["id", "gacha", "persons", "labour"],
      required: [["id"]],
      isNumber: { ["persons", "labour"].contains($0) }
    ).map { "\($0.line) \($0.message.prefix { $0 != ";" })" }
  }

  @Test func namesStandOnTheFirstLine() {
    #expect(Self.fault([["id", "persons"], ["A", "3"], ["B", "4"]]) == nil)
    #expect(Self.fault([["id", "persons"], ["A", "many"], ["B", "4"]]) == nil)
    #expect(Self.fault([["id", "persons"], ["A", "NA"], ["B", "4"]]) == nil)
    #expect(Self.fault([["name", "persons"], ["A", "3"]]) == nil)
    #expect(Self.fault([["Herds"], ["id", "persons"], ["A", "3"]]) == "1 the names of the columns stand on line 2")
    #expect(Self.fault([["基本信息", ""], ["户编号", "人口"], ["A", "3"]]) == "1 the names of the columns stand on line 2")
    #expect(
      Self.fault([["id", "persons"], ["户编号", "人口"], ["A", "3"]]) == "2 the names of the columns stand on two lines")
    #expect(
      Self.fault([["id", "persons"], ["", "（人）"], ["A", "3"]])
        == "2 the line repeats names or has units where values are expected")
    #expect(
      Self.fault([["id", "persons", "labour"], ["code", "size", "work"], ["A", "3", "2"]])
        == "2 the line repeats names or has units where values are expected")
  }
}
