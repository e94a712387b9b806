import KhorshooInputs
import Testing

/// What to write for dates, and for quarters in other forms.
@Suite struct PeriodHintUnit {
  @Test(arguments: ["2014q3", "2014-Q3", "2014 Q3", "Q3 2014", "q3/2014", "2014年第3季度", "2014年3季"])
  func quartersAreWritten(text: String) { #expect(PeriodHint.remedy(text) == "; write 2014Q3") }

  @Test(arguments: [
    "2014-03-01", "2014/3", "2014年3月", "2014年3月1日", "01.05.2014", "3/1/2014", "20140301", "2014-03-01 00:00:00",
  ])
  func datesHaveTheirYear(text: String) {
    #expect(PeriodHint.remedy(text) == "; write the year 2014, or a quarter such as 2014Q2")
  }

  @Test func others() {
    #expect(PeriodHint.remedy("2014年") == "; write 2014")
    for text in ["", "soon", "201", "2014Q5", "12", "99999999", "1.5", "2014Q3?"] {
      #expect(PeriodHint.remedy(text) == "")
    }
  }
}
