import Glibc
import KhorshooNumerics
import Testing

@Suite struct ScalarMathAnalytic {
  @Test func logarithmAndExponentialAgreeWithGlibc() {
    for i in 1...20_000 {
      let x = Double(i) * 0.0371
      #expect(abs(stableLog(x) - log(x)) <= 2 * max(log(x).ulp, 1e-17))
      let y = Double(i - 10_000) * 0.0699
      #expect(abs(stableExp(y) / exp(y) - 1) < 5e-16)
    }
    #expect(abs(stableLog(.leastNonzeroMagnitude) / log(.leastNonzeroMagnitude) - 1) < 1e-15)
    #expect(stableExp(-720) > 0 && abs(stableExp(-720) / exp(-720) - 1) < 1e-9)
  }

  @Test func endsAreAsStated() {
    #expect(stableLog(0) == -.infinity && stableLog(-1).isNaN && stableLog(.infinity) == .infinity)
    #expect(stableLog(.nan).isNaN && stableExp(.nan).isNaN)
    #expect(stableExp(-800) == 0 && stableExp(800) == .infinity && stableExp(0) == 1 && stableLog(1) == 0)
    #expect(stableNormalQuantile(0) == -.infinity && stableNormalQuantile(1) == .infinity)
    #expect(stableNormalQuantile(-0.1).isNaN && stableNormalQuantile(0.5) == 0)
  }

  /// The quantile, put into the distribution function, gives the probability back.
  @Test func normalQuantileInvertsErfc() {
    for p in [1e-300, 1e-20, 1e-9, 0.001, 0.02425, 0.075, 0.2, 0.5, 0.7, 0.924, 0.975, 0.9999] {
      let z = stableNormalQuantile(p)
      #expect(abs(0.5 * erfc(-z / 2.0.squareRoot()) / p - 1) < 1e-14 * max(1, z * z), "\(p)")
    }
    #expect(abs(stableNormalQuantile(0.975) - 1.959_963_984_540_054) < 1e-15)
  }
}
