import KhorshooEngine
import Testing

@Suite struct QuarterUnit {
  @Test func text() {
    #expect(Quarter("2020Q1") == Quarter(year: 2020, number: 1))
    #expect(Quarter("0001Q4")?.description == "1Q4")
    for wrong in [
      "", "2020", "2020Q", "2020Q0", "2020Q5", "2020Q01", "2020q1", "020Q1", "0000Q1", "-020Q1", "+020Q1", "2020Q1 ",
      "2020Q1Q2",
    ] {
      #expect(Quarter(wrong) == nil, "\(wrong)")
    }
  }

  @Test func arithmetic() {
    let start = Quarter(year: 2020, number: 3)
    #expect(start.advanced(by: 0) == start)
    #expect(start.advanced(by: 2) == Quarter(year: 2021, number: 1))
    #expect(start.advanced(by: -3) == Quarter(year: 2019, number: 4))
    #expect(start.advanced(by: 40).year == 2030)
    for step in -20...20 { #expect(start.advanced(by: step).advanced(by: -step) == start) }
    #expect(Quarter(year: 2020, number: 4) < Quarter(year: 2021, number: 1))
    #expect(!(start < start))
  }
}
