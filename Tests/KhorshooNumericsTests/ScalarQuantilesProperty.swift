import KhorshooNumerics
import Testing

@Suite struct ScalarQuantilesProperty {
  @Test func countsGrowWithTheUniformAndTheMean() {
    for mean in [0.1, 3, 30, 499, 501] as [Double] {
      var last = 0
      for i in 1..<1000 {
        let u = Double(i) / 1000
        let k = poissonQuantile(u, mean: mean)
        #expect(k >= last && poissonQuantile(u, mean: mean * 1.1) >= k)
        last = k
        let b = binomialQuantile(u, count: 40, probability: min(1, mean / 40))
        #expect((0...40).contains(b))
      }
    }
    #expect(poissonQuantile(0.5, mean: 0) == 0)
    #expect(binomialQuantile(0.999, count: 1_000_000, probability: 0) == 0)
    #expect(binomialQuantile(0.001, count: 1_000_000, probability: 1) == 1_000_000)
  }
}
