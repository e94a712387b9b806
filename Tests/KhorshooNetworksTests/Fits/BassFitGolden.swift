import KhorshooNetworks
import Testing

@Suite("Bass's curve is that of SciPy and of the literature")
struct BassFitGolden {
  /// Room air conditioners 1949 to 1961, thousands (Bass 1969, table 2).
  static let airConditioners: [Double] = [96, 195, 238, 380, 1045, 1230, 1267, 1828, 1586, 1673, 1800, 1580, 1500]

  @Test("estimates and standard errors of rising and of falling sales", arguments: 0..<2)
  func scipy(_ number: Int) throws {
    let row = try Fixture.numbers("bass.csv")[number]
    let series = [Self.airConditioners, [900, 760, 610, 480, 400, 290, 260, 190, 150, 120]][number]
    let found = try BassFit(series)
    for (parameter, known) in zip([found.innovation, found.imitation, found.market], zip(row[1...3], row[4...6])) {
      #expect((parameter.value / known.0 - 1).magnitude < 1e-6, "\(parameter) for \(known)")
      #expect((parameter.error / known.1 - 1).magnitude < 1e-5, "\(parameter) for \(known)")
    }
    #expect(found.fitted.count == series.count && found.rSquared > 0.9)
    #expect((found.peak == nil) == (number == 1))
  }

  /// Srinivasan and Mason 1986: p 0.0094, q 0.3748, m 18,712 thousand.
  @Test("published least squares of air conditioners")
  func published() throws {
    let found = try BassFit(Self.airConditioners)
    #expect((found.innovation.value - 0.0094).magnitude < 5e-5 && (found.imitation.value - 0.3748).magnitude < 5e-5)
    #expect((found.market.value - 18_712).magnitude < 1)
    // The peak of the continuous curve: ln(q / p) / (p + q).
    #expect(isNear(found.peak, 9.58, 1e-3))
  }
}
