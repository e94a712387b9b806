import Glibc
import KhorshooNumerics
import Testing

/// Applies a lane function to one number, in all lanes at once, and checks that the lanes agree.
func scalar(_ f: (Lanes) -> Lanes, _ x: Float) -> Float {
  let y = f(Lanes(repeating: x))
  for lane in 1..<laneCount where y[lane].bitPattern != y[0].bitPattern {
    Issue.record("lane \(lane) of f(\(x)) is \(y[lane]), lane 0 is \(y[0])")
  }
  return y[0]
}
