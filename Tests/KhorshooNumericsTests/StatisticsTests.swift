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

@Suite struct StudentTAnalytic {
  /// Closed forms for 1 and 2 degrees of freedom; SciPy 1.x `t.ppf(0.975, v)` for the others.
  @Test func quantilesAgree() {
    let known: [(Double, Double)] = [
      (1, tan(0.475 * .pi)), (2, 0.95 / 0.04875.squareRoot()), (9, 2.262_157_162_798_205),
      (200, 1.971_896_223_633_908_8), (0.5, 164.557_673_480_488_18), (0.1, 1_682_362_288_745.0078),
      (1e12, 1.959_963_984_540_054),
    ]
    for (v, truth) in known { #expect(abs(studentQuantile975(degreesOfFreedom: v) / truth - 1) < 1e-9, "\(v)") }
    // Printed tables (Fisher and Yates).
    for (v, truth) in [(3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (60, 2.000), (120, 1.980)] {
      #expect(abs(studentQuantile975(degreesOfFreedom: Double(v)) - truth) < 5.1e-4)
    }
    #expect(studentQuantile975(degreesOfFreedom: 0.01).isNaN && studentQuantile975(degreesOfFreedom: .nan).isNaN)
    #expect(abs(studentQuantile975(degreesOfFreedom: .infinity) - 1.959_963_984_540_054) < 1e-15)
  }

  @Test func fallsWithTheDegreesOfFreedom() {
    var last = Double.infinity
    for i in 1...3000 {
      let t = studentQuantile975(degreesOfFreedom: 0.1 * Double(i))
      #expect(t < last)
      last = t
    }
  }
}

@Suite struct QuantilesAnalytic {
  /// R: quantile(1:4) is 1, 1.75, 2.5, 3.25, 4.
  @Test func typeSevenOfOneToFour() {
    let found = [0, 0.25, 0.5, 0.75, 1].map { quantileType7(sorted: [1, 2, 3, 4], probability: $0) }
    #expect(found == [1, 1.75, 2.5, 3.25, 4])
    #expect(quantileType7(sorted: [7], probability: 0.3) == 7 && quantileType7(sorted: [], probability: 0.3).isNaN)
  }
}

@Suite struct RadixSortProperty {
  @Test(arguments: [0, 1, 2, 3, 100, 4539, 70_000])
  func sortsLikeTheLibrary(count: Int) {
    let kinds: [(Double) -> Float] = [
      { Float($0) }, { Float($0 * 1e30) }, { Float(($0 * 8).rounded()) }, { _ in 4 }, { Float($0 * 1e-39) },
      { $0 < -0.4 ? -.infinity : $0 > 0.4 ? .infinity : Float(1 / $0) }, { Float(abs($0) * 1000) },
    ]
    for (seed, kind) in kinds.enumerated() {
      var values = testNumbers(count, seed: UInt64(seed)).map(kind)
      var scratch = [Float](repeating: .nan, count: count)
      let sorted = values.sorted()
      values.withUnsafeMutableBufferPointer { a in
        scratch.withUnsafeMutableBufferPointer { radixSort(a, scratch: $0) }
      }
      #expect(values == sorted)
    }
  }
}
