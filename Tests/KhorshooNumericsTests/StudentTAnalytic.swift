import Glibc
import KhorshooNumerics
import Testing

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
