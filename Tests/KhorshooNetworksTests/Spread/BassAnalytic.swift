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
    _ graph: TieGraph, _ exposure: SpreadExposure, steps: Int, p: Float = 0.03, q: Float = 0.38
  ) -> [(mean: Double, error: Double)] {
    let rule = AdoptionRule.bass(innovation: p, imitation: q, steps: steps)
    let n = Double(graph.householdCount)
    return SpreadSimulation(graph, .adoption(exposure, rule))
      .run(replicates: 32, seed: 4, seeds: .households([]), periods: 15, threads: 2).adopters.map { row in
        let shares = row.map { Double($0) / n }
        let mean = shares.reduce(0, +) / 32
        return (mean, (shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (31 * 32)).squareRoot())
      }
  }

  @Test("fully mixed and many households: the closed form, for long steps as for short ones")
  func mixed() {
    let many = graph(10_000, [])
    let group = SpreadExposure.mixed(groups: Array(repeating: 0, count: 10_000))
    for steps in [1, 4, 64] {
      let found = shares(many, group, steps: steps)
      for t in 0...15 {
        let exact = Self.closedForm(0.03, 0.38, Double(t))
        // What 10,000 households differ from infinitely many by is below 0.0005.
        #expect(
          (found[t].mean - exact).magnitude < 4.5 * found[t].error + 0.0005, "\(steps) steps, period \(t): \(found[t])")
        #expect(found[t].error < 0.003)
      }
    }
  }

  @Test("slow start and strong imitation, with the steps of the command: F(5) = 0.285 for p = 0.005, q = 0.84")
  func strongImitation() {
    let many = graph(20_000, [])
    let group = SpreadExposure.mixed(groups: Array(repeating: 0, count: 20_000))
    let found = shares(many, group, steps: 16, p: 0.005, q: 0.84)[5]
    #expect((Self.closedForm(0.005, 0.84, 5) - 0.285).magnitude < 5e-4)
    #expect((found.mean - 0.285).magnitude < 4.5 * found.error + 0.001 && found.error < 0.004, "\(found)")
    // A hazard that stays as it was at the start of a step of a quarter period gives 0.209.
    #expect(found.mean > 0.25)
  }

  @Test("the error of steps: none where all meet all, and less with more steps on a ring")
  func stepError() {
    func error(_ graph: TieGraph, _ exposure: SpreadExposure, _ steps: Int) -> Double {
      AdoptionSpread(graph, exposure: exposure, rule: .bass(innovation: 0.005, imitation: 0.84, steps: steps))
        .stepError(seeds: .households([]), periods: 12)
    }
    #expect(error(graph(300, []), .mixed(groups: Array(repeating: 0, count: 300)), 2) < 2e-5)
    let ring = graph(300, (0..<300).flatMap { h in [1, 2].map { (h, (h + $0) % 300) } })
    let seeded = { (steps: Int) in
      AdoptionSpread(ring, exposure: .share, rule: .bass(innovation: 0, imitation: 0.84, steps: steps))
        .stepError(seeds: .households([0, 7]), periods: 12)
    }
    let (coarse, fine) = (seeded(2), seeded(16))
    #expect(coarse > 2 * fine && fine > 0 && fine < 0.01, "\(coarse), \(fine)")
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
