// Distributions of sixteen lanes by inversion: one uniform gives one draw, and a greater uniform never a smaller draw,
// so that the same world with worse odds has a worse outcome.

/// Mean above which counts come from the normal approximation instead of exact inversion.
public let exactCountMeanMax: Float = 16

/// 1 with a probability, otherwise 0.
///
/// Shape: 16 lanes. Greater probability, same uniform: never smaller. Probability 0 always gives 0, 1 always 1.
@inlinable @inline(__always)
public func bernoulliLanes(probability: Lanes, uniform: Lanes) -> Lanes {
  choose(uniform .< probability, Lanes(repeating: 1), .zero).replacing(
    with: probability, where: probability .!= probability)
}

/// Successes among `count` independent trials (whole numbers, 0 to 2^22), by inversion of the distribution function.
///
/// Shape: 16 lanes. Lanes where the rarer of success and failure is expected at most 16 times are exact to single
/// precision (each probability within 2e-5 of its value up to a count of 1,000); others round mean + s z + c (z^2 - 1) / 6
/// with c = 1 - 2p and stay within 0 ... count (Cornish and Fisher 1937; each probability within 0.003). Rounding adds 1/12
/// to the variance and the last term c^2 / 18, so s^2 is the variance less both: the draw has the variance of the count.
/// Monotone in the uniform. Probabilities beyond 0 and 1 count as 0 and 1; NaN passes on.
/// Cost: as many rounds as the greatest draw among the exact lanes.
@inlinable
public func binomialLanes(count: Lanes, probability: Lanes, uniform: Lanes) -> Lanes {
  let p = probability.atLeast(0).atMost(1)
  let n = count.atLeast(0)
  // Work with the rarer event; failures take the mirrored uniform, so that the draw still grows with the uniform.
  let flipped = p .> 0.5
  let rare = choose(flipped, 1 - p, p)
  let u = choose(flipped, 1 - uniform, uniform)
  let mean = n * rare
  let common = 1 - rare
  // ln(1 - rare), with the rounding error of the subtraction put back.
  let logCommon = logOfNormal(common) + ((1 - common) - rare) * (1 + rare)
  let odds = rare / common
  let exact = mean .<= exactCountMeanMax
  let none = expLanes(n * logCommon)
  let steps = (n + 1) * odds
  var draw = countByInversion(probabilityOfNone: none, uniform: u, exact: exact) { steps * $0 - odds }
  if hasAny(mean .> exactCountMeanMax) {
    let z = normalQuantileLanes(u)
    let asymmetry = 1 - rare - rare
    let skew = asymmetry * (z * z - 1) * 0.166_666_67
    // Where the mean is over 16 the variance is over 8; lanes that are exact may not have so much.
    let variance = (mean * common - asymmetry * asymmetry * 0.055_555_556 - 0.083_333_336).atLeast(0)
    draw = choose(exact, draw, floorLanes(mean + sqrtLanes(variance) * z + skew + 0.5))
  }
  draw = draw.atLeast(0).atMost(n)
  return choose(flipped, n - draw, draw).replacing(with: mean, where: mean .!= mean)
}

/// Events in a Poisson distribution of a mean from 0 to 10^6, by inversion of the distribution function.
///
/// Shape: 16 lanes. Exact to single precision for means up to 16, beyond that mean + s z + (z^2 - 1) / 6 rounded, where s^2
/// is the mean less the 1/18 and 1/12 that the last term and rounding add to the variance (Cornish and Fisher 1937; each
/// probability within 0.003). Monotone in the uniform. Negative means count as 0; NaN passes on.
@inlinable
public func poissonLanes(mean: Lanes, uniform: Lanes) -> Lanes {
  let m = mean.atLeast(0)
  let exact = m .<= exactCountMeanMax
  var draw = countByInversion(probabilityOfNone: expLanes(-m), uniform: uniform, exact: exact) { m * $0 }
  if hasAny(m .> exactCountMeanMax) {
    let z = normalQuantileLanes(uniform)
    let deviation = sqrtLanes((m - 0.138_888_9).atLeast(0))
    draw = choose(exact, draw, floorLanes(m + deviation * z + (z * z - 1) * 0.166_666_67 + 0.5))
  }
  return draw.atLeast(0).replacing(with: mean, where: mean .!= mean)
}

/// The smallest count whose distribution function reaches the uniform, in lanes that are `exact`; zero in others.
///
/// - Parameter ratio: probability of `k` over that of `k - 1`, from `1 / k`.
@inlinable @inline(__always)
func countByInversion(
  probabilityOfNone: Lanes, uniform: Lanes, exact: SIMDMask<SIMD16<Int32>>, ratio: (Float) -> Lanes
) -> Lanes {
  var probability = probabilityOfNone
  var remaining = (uniform - probabilityOfNone).masked(by: exact)
  var draw = Lanes.zero
  var k: Float = 0
  // A distribution function summed in single precision may stop short of the greatest uniforms: below 1e-11 (only the
  // upper tail gets there, at a mean of 16 or less) nothing more is to come. 16 + 12 deviations bound the rounds.
  while k < 64 {
    let active = (remaining .> 0) .& (probability .> 1e-11)
    guard hasAny(active) else { break }
    k += 1
    draw = draw.replacing(with: Lanes(repeating: k), where: active)
    probability = probability * ratio(1 / k)
    remaining = remaining - probability
  }
  return draw
}
