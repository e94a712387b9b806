import KhorshooInputs
import KhorshooText
import Testing

/// Rows of totals and means at the foot of a roster, and periods as programs write them.
@Suite struct RosterSumsFieldCasesUnit {
  /// A row of totals has no gacha, and a row of means has the name of one.
  @Test func rowsOfSumsAndMeansAreNoHouseholds() {
    let rows = "id,gacha,sheepUnits\na,G,10\nb,G,20\nc,H,60\n"
    for name in ["合　计", "Grand total", "Итого"] {
      let told = RosterFieldCasesUnit.told(rows + "\(name),,90\n")
      #expect(
        told.count == 1 && told[0].hasPrefix("households.csv:5:1: ")
          && told[0].hasSuffix(" is the name of a sum or a mean, and the row has no gacha; delete the row [sum-row]"),
        "\(told)")
    }
    #expect(
      RosterFieldCasesUnit.told(rows + "平均,G,30\n") == [
        "households.csv:5:1: the household '平均' has sheepUnits 30, the mean of the other 3 rows; delete the row [sum-row]"
      ])
    #expect(
      RosterFieldCasesUnit.told(rows + "Mean,G,7\n") == [
        "households.csv:5:1: warning: the household 'Mean' has the name of a mean; delete the row, or give it another name [sum-row]"
      ])
  }

  /// A column of years with gaps comes out of pandas as 2014.0.
  @Test func yearsOfPandasAreRead() throws {
    let joined = try RosterFieldCasesUnit.read(["households.csv": "id,joined\na,2014.0\nb,\nc,2016.0\n"]).roster.joined
    #expect(joined == [2014, nil, 2016])
    #expect(
      RosterFieldCasesUnit.told("id,joined\na,2014-Q3\n").map { $0.suffix(35) } == [
        "or nothing; write 2014Q3 [malformed-period]".suffix(35)
      ])
  }
}
