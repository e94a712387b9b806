import KhorshooEngine
import KhorshooNumerics

/// Uniforms of what all households of a block share: weather, snow disasters, prices.
///
/// Of antithetic pairs, the replicates in lanes i and i + 8 have u and 1 - u: each of them the law of any other replicate, and
/// together their luck cancels as far as outcomes go up or down with it. Draws of single households are not mirrored: in a mean over
/// hundreds of them they have cancelled already.
///
/// - Source: antithetic variates, Hammersley and Morton 1956, doi:10.1017/S0305004100031455; Law 2015, *Simulation Modeling and
///   Analysis*, section 11.3.
/// - Proof: `AntitheticShocksStatistical`.
struct SharedDraws {
  private let random: LaneRandom
  private let isAntithetic: Bool

  init(_ random: LaneRandom, isAntithetic: Bool) { (self.random, self.isAntithetic) = (random, isAntithetic) }

  /// The uniform of one draw index.
  func uniform(_ stream: RandomStream, entity: Int, quarter: Int, index: Int) -> Lanes {
    let drawn = random.uniform(stream, entity: entity, quarter: quarter, index: index)
    // Uniforms are odd multiples of 2^-24, so that their mirror images are exact and as probable.
    return isAntithetic ? Lanes(lowHalf: drawn.lowHalf, highHalf: 1 - drawn.lowHalf) : drawn
  }
}
