import Glibc
import KhorshooNumerics
import Testing

/// The Lorenz curve of some amounts.
private func curve(_ amounts: [Double]) -> LorenzCurve {
  amounts.map(Float.init).withUnsafeBufferPointer { LorenzCurve(sorted: $0) }
}

/// Amounts at the middle ranks of a distribution with this quantile function.
private func ranks(_ count: Int, _ quantile: (Double) -> Double) -> [Double] {
  (0..<count).map { quantile((Double($0) + 0.5) / Double(count)) }
}

/// Theil's index by the functions that the recorder sums with.
private func theil(_ amounts: [Double]) -> Double {
  let entropy = amounts.reduce(0) { $0 + Double(entropyLanes(Lanes(repeating: Float($1)))[3]) }
  return theilIndex(count: Double(amounts.count), total: amounts.reduce(0) { $0 + max(0, $1) }, entropy: entropy)
}

/// FGT(0), FGT(1), FGT(2) of equal households.
private func poverty(_ amounts: [Double], line: Double) -> [Double] {
  let gaps = amounts.map {
    Double(povertyGapLanes(Lanes(repeating: Float($0)), line: Lanes(repeating: Float(line)))[7])
  }
  let count = Double(amounts.count)
  return [
    Double(amounts.count { $0 < line }) / count, gaps.reduce(0, +) / count, gaps.reduce(0) { $0 + $1 * $1 } / count,
  ]
}

@Suite struct InequalityAnalytic {
  /// Equal shares 0; one has all (n - 1) / n; 1 ... n gives (n - 1) / (3 n); half have nothing 1/2; Lorenz of a uniform 1/3.
  @Test func giniOfKnownDistributions() {
    #expect(curve([5, 5, 5, 5]).gini == 0)
    #expect(curve([0, 0, 0, 1]).gini == 0.75)
    #expect(curve([0, 0, 1, 1]).gini == 0.5)
    for n in [1, 2, 7, 8, 9, 10, 23, 1000] {
      #expect(abs(curve((1...n).map(Double.init)).gini - Double(n - 1) / Double(3 * n)) < 1e-12)
    }
    #expect(curve([0, 0]).gini.isNaN && curve([]).gini.isNaN && curve([-3, 1]).gini.isNaN)
    let uniform = curve(testNumbers(20_000, seed: 2).map { $0 + 0.5 }.sorted()).gini
    // Standard error of the Gini of a uniform sample near 0.25 / sqrt(n); five of them.
    #expect(abs(uniform - 1.0 / 3) < 5 * 0.25 / 20_000.0.squareRoot())
  }

  /// L(p) = p + (1 - p) ln(1 - p) of the exponential, p^2 of the uniform; straight between few amounts.
  @Test func lorenzCurveOfKnownDistributions() {
    let exponential = curve(ranks(40_000) { -log(1 - $0) })
    let uniform = curve(ranks(40_000) { $0 })
    for tenth in 0..<9 {
      let p = Double(tenth + 1) / 10
      #expect(abs(exponential.decileShares[tenth] - (p + (1 - p) * log(1 - p))) < 2e-4)
      #expect(abs(uniform.decileShares[tenth] - p * p) < 1e-6)
    }
    #expect(abs(exponential.gini - 0.5) < 2e-4)
    // Four households with 1, 2, 3, 4: the poorest tenth has 0.4 of the first, seven tenths all of two and 0.8 of the third.
    let four = curve([1, 2, 3, 4])
    #expect(abs(four.decileShares[0] - 0.04) < 1e-12 && abs(four.decileShares[6] - 0.54) < 1e-12)
    // Debts: the curve dips below zero.
    #expect(curve([-1, 1, 4]).decileShares[2] < 0)
    #expect(curve([-3, 1]).decileShares[0].isNaN)
  }

  /// Exponential: top tenth 1 - L(0.9) = 0.33026, bottom two fifths 0.09350; all alike: a tenth over four tenths.
  @Test func palmaRatioOfKnownDistributions() {
    #expect(abs(curve(ranks(40_000) { -log(1 - $0) }).palmaRatio - 0.330_258_5 / 0.093_504_6) < 5e-3)
    #expect(abs(curve(Array(repeating: 7, count: 30)).palmaRatio - 0.25) < 1e-12)
    #expect(curve([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]).palmaRatio.isNaN && curve([]).palmaRatio.isNaN)
  }

  /// T = 0 of equals, ln n when one has all, ln 2 - 1/2 of the uniform, 1 - Euler's constant of the exponential, variance
  /// of logs / 2 of the log-normal.
  @Test func theilOfKnownDistributions() {
    #expect(theil([3, 3, 3]) < 1e-6 && theil([3, 3, 3]) >= 0)
    #expect(abs(theil([0, 0, 0, 2]) - log(4)) < 1e-6)
    #expect(abs(theil(ranks(20_000) { $0 }) - (log(2) - 0.5)) < 1e-4)
    #expect(abs(theil(ranks(20_000) { -log(1 - $0) }) - 0.422_784_335) < 1e-3)
    #expect(abs(theil(ranks(20_000) { exp(0.6 * stableNormalQuantile($0)) }) - 0.18) < 1e-3)
    // A debt counts as nothing; nothing at all has no index.
    #expect(theil([-5, 0, 0, 2]) == theil([0, 0, 0, 2]) && theil([0, -1]).isNaN)
  }

  /// Uniform from 0 to 1, line z: z, z / 2, z / 3. Haughton and Khandker 2009, Handbook on Poverty and Inequality, table 4.2:
  /// line 125, incomes 100, 100, 150, 150 and 124, 124, 150, 150 have headcount 0.5 and gaps 0.10 and 0.004.
  @Test func povertyOfKnownDistributions() {
    let uniform = poverty(ranks(2000) { $0 }, line: 0.3)
    for (order, found) in uniform.enumerated() { #expect(abs(found - 0.3 / Double(order + 1)) < 2e-4) }
    let published = [poverty([100, 100, 150, 150], line: 125), poverty([124, 124, 150, 150], line: 125)]
    #expect(published.map { $0[0] } == [0.5, 0.5])
    #expect(abs(published[0][1] - 0.1) < 1e-6 && abs(published[1][1] - 0.004) < 1e-6)
    #expect(abs(published[0][2] - 0.02) < 1e-6)
    // Debt is as poor as no income; on the line is not poor; without a line only debtors are.
    #expect(poverty([-50, 125], line: 125) == [0.5, 0.5, 0.5])
    #expect(poverty([-1, 0, 1], line: 0)[1] == 1.0 / 3)
  }
}
