import KhorshooInputs
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// Totals in an accounting matrix are no accounts, whatever they are called.
@Suite struct AccountingSumsUnitTests {
  /// Two sectors whose type I output multipliers are 1.518 and 1.452 (Miller and Blair 2009, 2.5), with totals of a name.
  private static func table(_ total: String, _ input: String) -> String {
    """
    sector,farms,trade,final:consumption,\(total)
    farms,150,500,350,1000
    trade,200,100,1700,2000
    value:all,650,1400,,2050
    \(input),1000,2000,2050,

    """
  }

  private static func outputs(_ reading: AccountingTable.Reading) -> [Double] {
    reading.analysis.rows.compactMap { $0.typeOne?.output }.map { ($0 * 1000).rounded() / 1000 }
  }

  @Test(arguments: [
    "Total output", "总产出", "Grand total", "总 计", "Summe", "Gesamtproduktion", "Umsatz gesamt", "Produksi bruto",
    "Нийт гарц", "X", "合计（万元）",
  ])
  func aTotalOfAnyNameIsLeftOut(name: String) throws {
    for (column, row) in [(name, name), (name, name + " 2"), ("final:" + name, "value:" + name + " 2")] {
      let reading = try AccountingTableUnitTests.reading(Self.table(column, row))
      #expect(Self.outputs(reading) == [1.518, 1.452], "\(column)")
      #expect(reading.analysis.table.accounts.count == 4)
    }
  }

  @Test func theWarningSaysWhatItEquals() throws {
    let reading = try AccountingTableUnitTests.reading(Self.table("X", "X"))
    #expect(
      reading.warnings.map(\.description) == [
        """
        t.csv:1:38: warning: X: the column equals the sum of all other columns, and the accounts balance without it: it is \
        left out as a total; name it total, or delete it [sum-left-out]
        """,
        """
        t.csv:5:1: warning: X: the row equals the sum of all other rows, and the accounts balance without it: it is left out \
        as a total; name it total, or delete it [sum-left-out]
        """,
      ])
    // The remedy ends the warning.
    #expect(try AccountingTableUnitTests.reading(Self.table("total", "Total")).warnings.isEmpty)
    #expect(throws: UserError.self) {
      try AccountingTableUnitTests.reading(Self.table("X", "X"), isStrict: true)
    }
  }

  /// Intermediate totals, subtotals of final demand and of value added, and totals of totals, as statistical offices print
  /// them; the title and the unit stand above.
  @Test func subtotalsOfAStatisticalOffice() throws {
    let reading = try AccountingTableUnitTests.reading(
      """
      2017年投入产出表,,,,,,,
      单位：万元,,,,,,,
      ,农业,商业,中间使用合计,final:居民,final:政府,最终消费,总产出
      农业,150,500,650,300,50,350,1000
      商业,200,100,300,1500,200,1700,2000
      中间投入合计,350,600,950,1800,250,2050,3000
      value:劳动者报酬,400,900,1300,,,,1300
      value:营业盈余,250,500,750,,,,750
      增加值,650,1400,2050,,,,2050
      总投入,1000,2000,3000,,,,

      """)
    #expect(Self.outputs(reading) == [1.518, 1.452])
    #expect(reading.analysis.table.accounts.map(\.name) == ["农业", "商业", "居民", "政府", "劳动者报酬", "营业盈余"])
    #expect(
      reading.warnings.map(\.key) == ["中间使用合计", "最终消费", "中间投入合计", "增加值"],
      "\(reading.warnings)")
  }

  /// Rounded tables: every total is off by a unit or two of the last place.
  @Test func totalsWithinRounding() throws {
    let reading = try AccountingTableUnitTests.reading(
      """
      ,a,b,c,final:d,all
      a,101.4,203.3,50.6,644.8,1000
      b,99.7,300.1,88.2,1012.1,1500
      c,45.5,120.4,60.3,473.7,700
      value:v,753.4,876.3,500.8,,2131
      all,1000,1500,700,2131,

      """)
    #expect(reading.analysis.table.accounts.map(\.name) == ["a", "b", "c", "d", "v"])
    #expect(reading.warnings.count == 2)
  }

  /// A column that happens to be the sum of others is kept where the accounts balance with it.
  @Test func anAccidentIsNoTotal() throws {
    let reading = try AccountingTableUnitTests.reading(
      ",a,b,final:x\na,10,20,30\nb,15,5,20\nvalue:v,35,15,\n")
    #expect(reading.warnings.isEmpty && reading.analysis.table.accounts.count == 4)
  }

  /// Without its counterpart, and where the accounts balance neither with it nor without.
  @Test func aTotalIsNamedWhereSomethingElseIsWrong() {
    let message = AccountingTableUnitTests.message(
      ",a,b,final:x,Alles\na,10,20,70,100\nb,15,5,30,50\nvalue:v,75,30,,105\n")
    #expect(message?.contains("b: its row sums to 50, its column to 55") == true, "\(message ?? "")")
    #expect(message?.contains("Alles: the column equals the sum of all other columns") == true)
    #expect(message?.contains("[not-square]") != true, "no hint leads to a wrong table")
  }
}
