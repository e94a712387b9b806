import KhorshooReports
import KhorshooText
import Testing

/// Units as a reader of either language knows them.
@Suite struct ReportUnitsUnit {
  @Test(arguments: [
    ("CNY", "元"), ("sheep unit", "羊单位"), ("per year", "/年"), ("CNY per sheep unit and year", "元/羊单位·年"),
    ("CNY per CNY", "元/元"), ("CNY per cooperative and year", "元/合作社·年"), ("CNY per member and year", "元/社员·年"),
    ("day per household and year", "日/户·年"),
    ("kg DM per ha and year", "公斤干物质/公顷·年"), ("km2", "平方公里"), ("1", "1"), ("parsec per year", "parsec per year"),
  ]) func aUnitHasItsWords(unit: String, chinese: String) {
    #expect(ReportUnits.words(unit, .chinese) == chinese && ReportUnits.words(unit, .english) == unit)
  }

  @Test func aPureNumberHasNoSuffix() {
    #expect(ReportUnits.suffix("1", .chinese).isEmpty && ReportUnits.suffix("CNY", .chinese) == " 元")
    #expect(ReportUnits.suffix("CNY per day", .english) == " CNY per day")
  }
}
