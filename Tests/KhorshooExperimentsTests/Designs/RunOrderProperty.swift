import KhorshooExperiments
import KhorshooNumerics
import Testing

@Suite struct RunOrderProperty {
  /// Greatest deviation of the count of a factor's value from equal counts, in shares of these, among the points done first, and greatest
  /// correlation between two factors there.
  private func imbalance(_ design: Design, _ order: [Int], done: Int) -> (share: Double, correlation: Double) {
    var share = 0.0
    var scores: [[Double]] = []
    for (j, factor) in design.factors.enumerated() {
      let levels = factor.levelCount ?? 1
      let column = order.prefix(done).map { Int(design.coordinate(point: $0, factor: j) * Double(levels)) }
      for level in 0..<levels {
        share = max(share, abs(Double(column.count { $0 == level }) * Double(levels) / Double(done) - 1))
      }
      scores.append(column.map(Double.init))
    }
    var correlation = 0.0
    for i in scores.indices {
      for j in 0..<i {
        let (a, b) = (Moments(scores[i]), Moments(scores[j]))
        let product = zip(scores[i], scores[j]).reduce(0) { $0 + ($1.0 - a.mean) * ($1.1 - b.mean) }
        correlation = max(correlation, abs(product) / (a.squaredDeviations * b.squaredDeviations).squareRoot())
      }
    }
    return (share, correlation)
  }

  @Test func interruptedFactorialsAreBalanced() throws {
    for sizes in [[8, 8], [2, 2, 2, 2, 2, 2], [3, 5, 4], [10, 2, 7], [50, 20]] {
      let design = try Design.factorial(sizes.enumerated().map { try listed("k\($0)", $1) })
      #expect(design.order.sorted() == Array(0..<design.pointCount), "\(sizes): each point once")
      for part in [3, 4, 5] {
        let done = design.pointCount * part / 8
        let found = imbalance(design, design.order, done: done)
        #expect(found.share < 0.5 && found.correlation < 0.35, "\(sizes), \(done) done: \(found)")
        // Deliberate fault: in the order of the table, the first factor has hardly moved.
        let plain = imbalance(design, Array(0..<design.pointCount), done: done)
        #expect(plain.share >= 0.5, "\(sizes), \(done) done in order: \(plain)")
      }
    }
  }
}
