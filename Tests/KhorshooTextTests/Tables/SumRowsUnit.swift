import KhorshooText
import Testing

/// Sums among data, by their numbers first and by their names second.
@Suite struct SumRowsUnit {
  static func told(
    _ rows: [(String, [Double])], groups: [String] = [], fewest: Int = 3
  ) -> [String] {
    let units = groups.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let finder = SumRows(
      isNamed: rows.map { SumRows.isName($0.0) }, columns: (0..<rows[0].1.count).map { k in rows.map { $0.1[k] } },
      groups: groups.isEmpty ? [] : [("gacha", groups.map { units.firstIndex(of: $0)! }, units)], fewest: fewest)
    return finder.findings.map { "\(rows[$0.row].0): \($0.equals ?? "none")\($0.isNamed ? " named" : "")" }
  }

  @Test(arguments: [
    "Total", "Total output", "总产出", "总计", "合计", "小计", "Summe", "Итого", "Нийт", "Sub-total Bayan", "SUM", "ＴＯＴＡＬ",
    "合　计", "共 计", "小 计", "Σ", "TOTAL:", "Всего по селу",
  ])
  func namesOfSums(name: String) { #expect(SumRows.isName(name)) }

  @Test(arguments: ["Mean", "平均", "户均值", "Average (all)", "Mittelwert", "Среднее", "Дундаж"])
  func namesOfMeans(name: String) { #expect(SumRows.isMeanName(name) && !SumRows.isName(name)) }

  @Test func meansUnderTheirNameAreFound() {
    let data: [(String, [Double])] = [("a", [3, 10]), ("b", [4, 20]), ("c", [5, 30]), ("d", [6, 46])]
    let finder = { (row: [Double]) in
      SumRows(
        isNamed: data.map { _ in false } + [true], columns: (0..<2).map { k in data.map { $0.1[k] } + [row[k]] }
      ).findings.map { $0.equals ?? "none" }
    }
    #expect(finder([4.5, 26.5]) == ["the mean of the other 4 rows"])
    #expect(finder([18, 106]) == ["the sum of the other 4 rows"])
    #expect(finder([9, 60]) == ["none"])
  }

  @Test(arguments: ["Bayan", "Meandu", "Avgan", "Bayan sum", "totalitarian", "H-01", "计划", "Sumber", ""])
  func namesOfOthers(name: String) { #expect(!SumRows.isName(name)) }

  @Test func theSumOfAllIsFoundUnderAnyName() {
    let data: [(String, [Double])] = [("a", [3, 10]), ("b", [4, 20]), ("c", [5, 30]), ("d", [6, 45])]
    #expect(Self.told(data + [("x", [18, 105])]) == ["x: the sum of the other 4 rows"])
    #expect(Self.told([("x", [18, 105])] + data) == ["x: the sum of the other 4 rows"])
    #expect(Self.told(data + [("Total", [18, 105])]) == ["Total: the sum of the other 4 rows named"])
    #expect(Self.told(data + [("x", [18, 104])]) == [])
    #expect(Self.told(data + [("合计", [18, .nan])]) == ["合计: the sum of the other 4 rows named"])
    #expect(Self.told(data + [("Total", [7, 7])]) == ["Total: none named"])
    #expect(Self.told([("a", [3]), ("b", [4]), ("c", [7])]) == [])
  }

  @Test func sumsWithinRoundingAreFound() {
    #expect(SumRows.isSum(100.1, of: 100, terms: 3, unit: 0.1) && !SumRows.isSum(101, of: 100, terms: 3, unit: 0.1))
    #expect(
      SumRows.isSum(15_151, of: 15_150, terms: 60, unit: 1) && !SumRows.isSum(15_200, of: 15_150, terms: 60, unit: 1))
    #expect(SumRows.unit([1, 2, 3]) == 1 && SumRows.unit([1, 2.5]) == 0.1 && SumRows.unit([0.25, .nan]) == 0.01)
  }

  @Test func subtotalsByPlaceAreFound() {
    let rows: [(String, [Double])] = [
      ("a", [10]), ("b", [20]), ("c", [30]), ("s", [60]), ("d", [15]), ("e", [25]), ("f", [45]), ("t", [85]),
    ]
    let places = ["B", "B", "B", "B", "H", "H", "H", "H"]
    #expect(
      Self.told(rows, groups: places)
        == ["s: the sum of the other 3 rows of 'B'", "t: the sum of the other 3 rows of 'H'"])
    // One of two among small numbers may be chance.
    #expect(Self.told(Array(rows.prefix(7)) + [("t", [50])], groups: places) == [])
    let named: [(String, [Double])] = [
      ("a", [10]), ("b", [20]), ("小计", [30]), ("d", [15]), ("e", [25]), ("小计", [40]), ("总计", [70]),
    ]
    #expect(
      Self.told(named)
        == [
          "小计: the sum of the 2 rows before it named", "小计: the sum of the 2 rows before it named",
          "总计: the sum of the other 4 rows named",
        ])
  }
}
