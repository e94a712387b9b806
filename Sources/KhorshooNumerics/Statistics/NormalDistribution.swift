/// Probability that a standard normal variable lies below `z`; the bits are the same on every machine.
///
/// Relative error below 1e-13 in both tails. Source: series and continued fraction of the error function, Abramowitz and
/// Stegun 7.1.6 and 7.1.14. Proof: `UncertaintyAnalytic` (SciPy).
public func stableNormalDistribution(_ z: Double) -> Double {
  guard !z.isNaN else { return z }
  let x = z.magnitude
  guard x < 39 else { return z < 0 ? 0 : 1 }
  // exp(-x^2 / 2) without losing digits of the square: x = high + low, high with few bits.
  let high = (x * 16).rounded(.down) / 16
  let density =
    stableExp(-0.5 * high * high) * stableExp(-0.5 * (x - high) * (x + high)) * 0.398_942_280_401_432_7
  if x < 2 {
    // Phi(x) - 1/2 = density (x + x^3 / 3 + x^5 / 15 + ...): no term is negative.
    var (term, sum, n) = (x, x, 1.0)
    while term > sum * 1e-17 {
      n += 2
      term *= x * x / n
      sum += term
    }
    return z < 0 ? 0.5 - density * sum : 0.5 + density * sum
  }
  // The tail is density / (x + 1 / (x + 2 / (x + 3 / (x + ...)))), from the inside out.
  var fraction = x
  for k in stride(from: 160.0, through: 1, by: -1) { fraction = x + k / fraction }
  let tail = density / fraction
  return z < 0 ? tail : 1 - tail
}
