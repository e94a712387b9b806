import Glibc
import KhorshooNumerics
import Testing

@Suite struct MomentsAnalytic {
  /// Student's sleep data: extra hours of ten patients under two drugs; t = 4.0621, interval 0.70 ... 2.46
  /// (Student 1908; R's t.test(paired = TRUE)).
  @Test func pairedTOfStudentsSleepData() {
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    let d = pairedDifference(first, second)
    #expect(abs(d.mean - 1.58) < 1e-12 && abs(d.tStatistic - 4.0621) < 5e-5)
    #expect(abs(d.mean - d.halfWidth95 - 0.7001142) < 5e-7 && abs(d.mean + d.halfWidth95 - 2.4598858) < 5e-7)
    let none = pairedDifference(first, first)
    #expect(none.mean == 0 && none.halfWidth95 == 0)
  }

  /// NIST StRD: NumAcc1 is 10000001, 3, 2 with mean 10000002 and deviation 1; NumAcc3 and 4 are 1001 numbers about 10^6
  /// and 10^7 with deviation exactly 0.1.
  @Test func standardDeviationsOfNISTNumAcc() {
    let first = Moments([10_000_001, 10_000_003, 10_000_002])
    #expect(first.mean == 10_000_002 && first.standardDeviation == 1)
    for base in [1.2, 1_000_000.2, 10_000_000.2] {
      let m = Moments([base] + (0..<1000).map { $0 % 2 == 0 ? base - 0.1 : base + 0.1 })
      #expect(abs(m.mean - base) < 1e-9 && abs(m.standardDeviation - 0.1) < 1e-8)
    }
  }

  @Test func mergedPartsEqualTheWhole() {
    let values = testNumbers(1000, seed: 4).map { $0 * 50 + 1e5 }
    var merged = Moments()
    for part in stride(from: 0, to: 1000, by: 137) { merged.merge(Moments(values[part..<min(1000, part + 137)])) }
    merged.merge(Moments())
    let whole = Moments(values)
    #expect(merged.count == 1000 && abs(merged.mean - whole.mean) < 1e-10)
    #expect(abs(merged.variance / whole.variance - 1) < 1e-11)
  }

  @Test func tooFewNumbersHaveNoVariance() {
    #expect(Moments().mean.isNaN && Moments([1.0]).variance.isNaN && Moments([1.0]).halfWidth95.isNaN)
    #expect(Moments([1.0]).mean == 1)
  }
}
