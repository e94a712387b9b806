import KhorshooText
import Testing

/// Codes for no answer and dates of spreadsheets, told from values by where they stand.
@Suite struct DoubtfulNumbersUnit {
  static func doubts(_ values: [Double], isPeriod: Bool = false) -> [String] {
    var numbers = DoubtfulNumbers()
    for (row, value) in values.enumerated() { numbers.note(value, line: row + 2) }
    return numbers.doubts(isPeriod: isPeriod).map { "\($0.code) \($0.line)" }
  }

  @Test func codesStandApartAndRepeat() {
    #expect(Self.doubts([3, 4, 99, 2, 99, 5]) == ["missing-code 4"])
    #expect(Self.doubts([3, 4, 97, 2, 98, 5]) == ["missing-code 4"])
    #expect(Self.doubts([120, 9999, 80, 300, 9999]) == ["missing-code 3"])
    #expect(Self.doubts([500, -99, 20_000, -99, 0]) == ["missing-code 3"])
    #expect(Self.doubts([3, 4, 9999, 2, 5]) == ["missing-code 4"])
    #expect(Self.doubts([96, 1800, 9999, 195, 1500]) == ["missing-code 4"])
  }

  @Test func valuesAreLeftAlone() {
    // Once, or among others, or a debt beside debts.
    #expect(Self.doubts([3, 4, 99, 2, 5]) == [])
    #expect(Self.doubts([3000, 4000, 9999, 2000]) == [])
    #expect(Self.doubts([95, 96, 97, 98, 99, 99, 100, 60]) == [])
    #expect(Self.doubts([500, -99, -5000, -99, 3000]) == [])
    #expect(Self.doubts([700, 999, 800, 999, 1200]) == [])
    #expect(Self.doubts([0, 0, 0]) == [] && Self.doubts([]) == [] && Self.doubts([.nan, .nan]) == [])
    #expect(Self.doubts([20_000, 45_752, 38_000]) == [])
    #expect(Self.doubts([-1, -1]) == [])
  }

  @Test func datesAreNoCounts() {
    #expect(Self.doubts([3, 45_752, 30]) == ["date-serial 3"])
    #expect(Self.doubts([3, 50_000, 30]) == ["date-serial 3"])
  }

  /// Dates as most periods, and year and month, are errors; a date among counts or other periods is told.
  @Test func whatCannotBeMeantIsAnError() {
    func areErrors(_ values: [Double], isPeriod: Bool) -> [Bool] {
      var numbers = DoubtfulNumbers()
      for (row, value) in values.enumerated() { numbers.note(value, line: row + 2) }
      return numbers.doubts(isPeriod: isPeriod).map(\.isError)
    }
    #expect(areErrors([41_760, 41_791, 42_124], isPeriod: true) == [true])
    #expect(areErrors([202_011, 202_012, 202_101], isPeriod: true) == [true])
    #expect(areErrors([3, 45_752, 30], isPeriod: false) == [false])
    #expect(areErrors([2014, 9999, 2016, 2015], isPeriod: true) == [false])
    #expect(areErrors([2, 3, 41_760, 4], isPeriod: true) == [false])
  }

  @Test func periods() {
    #expect(Self.doubts([41_760, 41_791, 42_124], isPeriod: true) == ["date-serial 2"])
    #expect(Self.doubts([2014, 0, 2016, 2015], isPeriod: true) == ["missing-code 3"])
    #expect(Self.doubts([2014, 9999, 2016, 2015], isPeriod: true) == ["missing-code 3"])
    #expect(Self.doubts([0, 1, 2, 3], isPeriod: true) == [])
    #expect(Self.doubts([1, 2, 99, 3, 99], isPeriod: true) == ["missing-code 4"])
    #expect(Self.doubts([2014, 2015, 2016], isPeriod: true) == [])
  }
}
