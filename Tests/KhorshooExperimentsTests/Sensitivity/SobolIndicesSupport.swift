import Glibc
import KhorshooExperiments
import KhorshooNumerics

/// Ishigami and Homma 1990 with a = 7, b = 0.1, on the unit cube.
func ishigami(_ u: [Double]) -> Double {
  let x = u.map { Double.pi * (2 * $0 - 1) }
  return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0])
}
