import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("Intervals of Bass's curve")
struct BassFitStatistical {
  /// Of 400 series with normal errors, 95 of 100 intervals hold the truth: the standard error is 1.1 %.
  @Test("hold the truth as often as they say")
  func coverage() throws {
    let (p, q, m) = (0.01, 0.4, 20_000.0)
    let curve = (1...20).map { m * (BassFit.share(p, q, at: Double($0)) - BassFit.share(p, q, at: Double($0 - 1))) }
    var held = [0, 0, 0]
    for series in 0..<400 {
      let random = ScalarRandom(seed: 5, stream: SpreadStreams.generation, replicate: series)
      let sales = curve.enumerated().map { max(0, $1 + 60 * random.normal(entity: $0, index: 0)) }
      let found = try BassFit(sales)
      for (k, pair) in [(found.innovation, p), (found.imitation, q), (found.market, m)].enumerated()
      where pair.0.low < pair.1 && pair.1 < pair.0.high { held[k] += 1 }
    }
    #expect(held.allSatisfy { (362...396).contains($0) }, "of 400: \(held)")
  }
}
