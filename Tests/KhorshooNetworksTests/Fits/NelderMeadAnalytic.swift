import KhorshooNetworks
import KhorshooNumerics
import Testing

@Suite("The simplex walks to the least value")
struct NelderMeadAnalytic {
  @Test("a quadratic, and Rosenbrock's valley")
  func functions() {
    let bowl = nelderMead(from: [3, -2, 1], step: 0.5, evaluations: 400, tolerance: 1e-6) { x -> Double in
      let (a, b, c): (Double, Double, Double) = (x[0] - 1, x[1] + 0.5, x[2] - x[0])
      return a * a + 2 * b * b + c * c
    }
    #expect(zip(bowl, [1, -0.5, 1]).allSatisfy { ($0 - $1).magnitude < 1e-4 }, "\(bowl)")
    let valley = nelderMead(from: [-1.2, 1], step: 0.5, evaluations: 1000, tolerance: 1e-7) { x -> Double in
      let (a, b): (Double, Double) = (1 - x[0], x[1] - x[0] * x[0])
      return a * a + 100 * b * b
    }
    #expect(zip(valley, [1, 1]).allSatisfy { ($0 - $1).magnitude < 1e-4 }, "\(valley)")
  }
}
