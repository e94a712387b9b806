/// Draws of one stream, replicate and quarter in double precision: for building a population, one number at a time.
///
/// Uses the same 32-bit words as ``LaneRandom``, all bits of them: a uniform is (word + 1/2) / 2^32. Each draw belongs to
/// an entity and an index below 262,144. Gamma and beta draws, which need an unknown number of words, have words of their
/// own: draw indices from 131,072 upwards, so other draws should stay below that.
public struct ScalarRandom: Sendable {
  /// Stream drawn from.
  public let stream: RandomStream
  /// Replicate; 0 for things all replicates share.
  public let replicate: Int
  /// Quarter; 0 for the start.
  public let quarter: Int
  let generator: Philox4x32

  /// Draws of one stream, replicate and quarter.
  public init(seed: UInt64, stream: RandomStream, replicate: Int = 0, quarter: Int = 0) {
    precondition(
      UInt32(exactly: replicate) != nil && UInt16(exactly: quarter) != nil,
      "stream \(stream.name): replicate \(replicate), quarter \(quarter)")
    self.stream = stream
    self.replicate = replicate
    self.quarter = quarter
    generator = Philox4x32(key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
  }

  /// The four words of draw indices `4 quad ..< 4 quad + 4`.
  public func words(entity: Int, quad: Int) -> SIMD4<UInt32> {
    precondition(
      UInt32(exactly: entity) != nil && UInt16(exactly: quad) != nil,
      "stream \(stream.name): entity \(entity), quad \(quad)")
    return generator.words(
      SIMD4(UInt32(replicate), UInt32(entity), UInt32(quarter) << 16 | UInt32(quad), stream.counterWord))
  }

  /// A number in the open interval (0, 1).
  public func uniform(entity: Int, index: Int) -> Double {
    uniformDouble(words(entity: entity, quad: index >> 2)[index & 3])
  }

  /// Normal, by inversion.
  public func normal(mean: Double = 0, standardDeviation: Double = 1, entity: Int, index: Int) -> Double {
    mean + standardDeviation * stableNormalQuantile(uniform(entity: entity, index: index))
  }

  /// Lognormal with the mean and standard deviation of the logarithm, by inversion.
  public func lognormal(logMean: Double, logStandardDeviation: Double, entity: Int, index: Int) -> Double {
    stableExp(normal(mean: logMean, standardDeviation: logStandardDeviation, entity: entity, index: index))
  }

  /// Exponential with a mean, by inversion.
  public func exponential(mean: Double, entity: Int, index: Int) -> Double {
    -mean * stableLog(1 - uniform(entity: entity, index: index))
  }

  /// `true` with a probability.
  public func bernoulli(_ probability: Double, entity: Int, index: Int) -> Bool {
    uniform(entity: entity, index: index) < probability
  }

  /// Gamma with a shape and a scale (mean: shape x scale). Index below 512.
  ///
  /// Source: Marsaglia and Tsang 2000, doi:10.1145/358407.358414; shapes below 1 by their power of a uniform.
  public func gamma(shape: Double, scale: Double = 1, entity: Int, index: Int) -> Double {
    scale * gammaOfSequence(shape: shape, entity: entity, sequence: 2 * index)
  }

  /// Beta with two shapes (mean: alpha / (alpha + beta)). Index below 512; shares its words with the gamma of that index.
  public func beta(alpha: Double, beta: Double, entity: Int, index: Int) -> Double {
    let a = gammaOfSequence(shape: alpha, entity: entity, sequence: 2 * index)
    let b = gammaOfSequence(shape: beta, entity: entity, sequence: 2 * index + 1)
    return a / (a + b)
  }

  /// Events of a Poisson distribution, by inversion; see ``poissonQuantile(_:mean:)``.
  public func poisson(mean: Double, entity: Int, index: Int) -> Int {
    poissonQuantile(uniform(entity: entity, index: index), mean: mean)
  }

  /// Successes among `count` trials, by inversion; see ``binomialQuantile(_:count:probability:)``.
  public func binomial(count: Int, probability: Double, entity: Int, index: Int) -> Int {
    binomialQuantile(uniform(entity: entity, index: index), count: count, probability: probability)
  }

  /// Standard gamma from sequence 0 ..< 1,024, with up to 32 attempts of one call each (one in twenty fails).
  private func gammaOfSequence(shape: Double, entity: Int, sequence: Int) -> Double {
    precondition(shape > 0 && (0..<1024).contains(sequence), "gamma of shape \(shape), sequence \(sequence)")
    let d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    for attempt in 0..<32 {
      let word = words(entity: entity, quad: 32_768 + 32 * sequence + attempt)
      let z = stableNormalQuantile(uniformDouble(word[0]))
      let v = (1 + c * z) * (1 + c * z) * (1 + c * z)
      guard v > 0, stableLog(uniformDouble(word[1])) < 0.5 * z * z + d - d * v + d * stableLog(v) else { continue }
      return shape < 1 ? d * v * stableExp(stableLog(uniformDouble(word[2])) / shape) : d * v
    }
    // 32 failures in a row: probability below 1e-41.
    return shape
  }
}

private func uniformDouble(_ word: UInt32) -> Double { (Double(word) + 0.5) * 0x1p-32 }

/// The smallest count at which a Poisson distribution function reaches `u`.
///
/// Exact inversion up to a mean of 500, beyond that the rounded Cornish-Fisher value. Monotone in `u` and in the mean.
public func poissonQuantile(_ u: Double, mean: Double) -> Int {
  precondition(mean >= 0 && mean < 1e15, "Poisson distribution of mean \(mean)")
  if mean > 500 {
    let z = stableNormalQuantile(u)
    return max(0, Int((mean + mean.squareRoot() * z + (z * z - 1) / 6).rounded()))
  }
  return countQuantile(u, probabilityOfNone: stableExp(-mean), mean: mean) { mean / $0 }
}

/// The smallest count at which a binomial distribution function reaches `u`.
///
/// Exact inversion while the rarer outcome is expected at most 500 times, beyond that the rounded Cornish-Fisher value.
public func binomialQuantile(_ u: Double, count: Int, probability p: Double) -> Int {
  precondition(count >= 0 && p >= 0 && p <= 1, "binomial distribution of \(count) trials with probability \(p)")
  if p > 0.5 { return count - binomialQuantile(1 - u, count: count, probability: 1 - p) }
  let n = Double(count)
  let mean = n * p
  // Beyond 500 expected, and where the probability of none (q^n, at least e^-700) would lose its digits.
  if mean > 500 {
    let z = stableNormalQuantile(u)
    let value = mean + (mean * (1 - p)).squareRoot() * z + (1 - 2 * p) * (z * z - 1) / 6
    return min(count, max(0, Int(value.rounded())))
  }
  // ln(1 - p), with the rounding error of the subtraction put back.
  let logNone = n * (stableLog(1 - p) + ((1 - (1 - p)) - p) * (1 + p))
  let odds = p / (1 - p)
  return min(count, countQuantile(u, probabilityOfNone: stableExp(logNone), mean: mean) { (n + 1) / $0 * odds - odds })
}

/// Inversion from zero upwards, ending where nothing more can come.
private func countQuantile(
  _ u: Double, probabilityOfNone: Double, mean: Double, ratio: (Double) -> Double
) -> Int {
  var probability = probabilityOfNone
  var remaining = u - probability
  var k = 0.0
  while remaining > 0 && (probability > 1e-18 || k < mean) {
    k += 1
    probability *= ratio(k)
    remaining -= probability
  }
  return Int(k)
}
