import KhorshooNetworks
import KhorshooNumerics
import Testing

func exponential(_ x: Double) -> Double { stableExp(x) }

@Suite("Bass's curve")
struct BassAnalytic {
  /// F(t) = (1 - e^-(p+q)t) / (1 + q/p e^-(p+q)t).
  static func closedForm(_ p: Double, _ q: Double, _ t: Double) -> Double {
    let e = exponential(-(p + q) * t)
    return (1 - e) / (1 + q / p * e)
  }

  /// Mean share of adopters after each period, with its standard error over replicates.
  private func shares(
    _ graph: TieGraph, _ exposure: SpreadExposure, steps: Int, q: Float = 0.38
  ) -> [(mean: Double, error: Double)] {
    let rule = AdoptionRule.bass(innovation: 0.03, imitation: q, steps: steps)
    let n = Double(graph.householdCount)
    return SpreadSimulation(graph, .adoption(exposure, rule))
      .run(replicates: 32, seed: 4, seeds: .households([]), periods: 15, threads: 2).adopters.map { row in
        let shares = row.map { Double($0) / n }
        let mean = shares.reduce(0, +) / 32
        return (mean, (shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (31 * 32)).squareRoot())
      }
  }

  @Test("fully mixed, many households and short steps: the closed form; longer steps lag behind it")
  func mixed() {
    let many = graph(10_000, [])
    let group = SpreadExposure.mixed(groups: Array(repeating: 0, count: 10_000))
    let (fine, coarse) = (shares(many, group, steps: 256), shares(many, group, steps: 4))
    for t in 0...15 {
      let exact = Self.closedForm(0.03, 0.38, Double(t))
      // A step of 1/256 shifts the curve by less than 0.001.
      #expect((fine[t].mean - exact).magnitude < 4.5 * fine[t].error + 0.001, "period \(t): \(fine[t]), exact \(exact)")
      #expect(fine[t].error < 0.003)
    }
    #expect(coarse[10].mean < Self.closedForm(0.03, 0.38, 10) - 4.5 * coarse[10].error)
  }

  @Test("on a complete graph the share of neighbours is the share of all")
  func complete() {
    let n = 400
    let all = graph(n, (0..<n).flatMap { a in ((a + 1)..<n).map { (a, $0) } })
    let networked = shares(all, .share, steps: 16)
    for t in 0...15 {
      #expect((networked[t].mean - Self.closedForm(0.03, 0.38, Double(t))).magnitude < 0.03, "period \(t)")
    }
  }

  @Test("without imitation it is the exponential; with another q it is not the closed form")
  func limits() {
    let many = graph(10_000, [])
    let group = SpreadExposure.mixed(groups: Array(repeating: 0, count: 10_000))
    let alone = shares(many, group, steps: 1, q: 0)
    for t in 0...15 { #expect((alone[t].mean - (1 - exponential(-0.03 * Double(t)))).magnitude < 0.003) }
    let other = shares(many, group, steps: 64, q: 0.42)
    #expect((0...15).contains { (other[$0].mean - Self.closedForm(0.03, 0.38, Double($0))).magnitude > 0.03 })
  }
}
