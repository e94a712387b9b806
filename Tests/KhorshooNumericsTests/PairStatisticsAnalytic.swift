import KhorshooNumerics
import Testing

@Suite struct PairStatisticsAnalytic {
  func pairs(_ x: [Double], _ y: [Double], padding: Double = .nan) -> PairStatistics {
    let s = PairStatistics(cellCount: 1)
    for start in stride(from: 0, to: x.count, by: laneCount) {
      let valid = min(laneCount, x.count - start)
      let rest = Array(repeating: padding, count: laneCount - valid)
      s.add(Array(x[start..<start + valid]) + rest, Array(y[start..<start + valid]) + rest, validLanes: valid)
    }
    return s
  }

  @Test func agreesWithPairedMoments() {
    let x = testNumbers(150, seed: 20).map { $0 * 4 + 1000 }
    let noise = testNumbers(150, seed: 21)
    var y = zip(x, noise).map { 0.5 * $0 + $1 + 600 }
    y[17] = .nan
    let s = pairs(x, y)
    let used = x.indices.filter { $0 != 17 }
    let d = pairedDifference(used.map { x[$0] }, used.map { y[$0] })
    #expect(s.count(pair: 0) == 149 && abs(s.meanDifference(pair: 0) - d.mean) < 1e-10)
    #expect(abs(s.halfWidth95(pair: 0) / d.halfWidth95 - 1) < 1e-10)
    let mx = Moments(used.map { x[$0] })
    let my = Moments(used.map { y[$0] })
    let product = used.reduce(0) { $0 + (x[$1] - mx.mean) * (y[$1] - my.mean) }
    let correlation = product / (mx.squaredDeviations * my.squaredDeviations).squareRoot()
    #expect(abs(s.correlation(pair: 0) - correlation) < 1e-10)
    #expect(abs(s.firstMean(pair: 0) - mx.mean) < 1e-9 && abs(s.secondMean(pair: 0) - my.mean) < 1e-9)
    #expect(abs(s.varianceRatio(pair: 0) - d.squaredDeviations / (mx.squaredDeviations + my.squaredDeviations)) < 1e-10)
    let unpaired = 149 * (mx.squaredDeviations + my.squaredDeviations) / d.squaredDeviations
    #expect(s.unpairedReplicates(pair: 0) == unpaired.rounded(.up))
  }

  @Test func identicalSidesDifferByExactlyZero() {
    let x = testNumbers(137, seed: 22).map { $0 * 1e7 + 0.1 }
    for padding in [Double.nan, 0, 1e9] {
      let s = pairs(x, x, padding: padding)
      #expect(s.meanDifference(pair: 0) == 0 && s.halfWidth95(pair: 0) == 0 && s.standardError(pair: 0) == 0)
      #expect(s.correlation(pair: 0) == 1 && s.unpairedReplicates(pair: 0).isNaN)
    }
    let shifted = pairs(x.map { $0.rounded() }, x.map { $0.rounded() + 3 })
    #expect(shifted.meanDifference(pair: 0) == 3 && shifted.halfWidth95(pair: 0) == 0)
  }

  @Test func tooFewPairsGiveNoInterval() {
    let s = pairs([1], [2])
    #expect(s.meanDifference(pair: 0) == 1 && s.halfWidth95(pair: 0).isNaN && s.correlation(pair: 0).isNaN)
    #expect(pairs([.nan], [2]).meanDifference(pair: 0).isNaN)
    #expect(pairs([1, 2], [5, 5]).correlation(pair: 0).isNaN)
  }
}
