import KhorshooEngine
import KhorshooNumerics

/// How word of the cooperative spreads and who joins (`diffusion.*`).
struct DiffusionParameters {
  /// How an aware non-member that considers it decides.
  enum Mechanism: String {
    /// By what it expects: a logit of gain, exposure and traits.
    case utility
    /// As soon as enough of its ties are members.
    case threshold
    /// One chance with each tie that has just joined.
    case cascade
    /// Innovation and imitation of the gacha's members.
    case bass
  }

  /// How households decide.
  let mechanism: Mechanism
  /// Share of members among ties that it takes, of the household that needs least and of the one that needs most.
  let thresholdLow, thresholdHigh: Float
  /// Scale of logistic noise about a threshold, 0 for none.
  let thresholdNoise: Float
  /// Hazard that goes along a tie of full weight, once.
  let cascadeHazard: Float
  /// Hazard a quarter of who is not influenced.
  let bassInnovation: Float
  /// Hazard a quarter that a gacha of members adds.
  let bassImitation: Float
  /// Passing by aware non-members, hazard a quarter at full exposure.
  let passingNonMembers: Float
  /// Passing by members, hazard a quarter at full exposure.
  let passingMembers: Float
  /// Passing by the central household at full effort and no distance, hazard a quarter.
  let passingCentral: Float
  /// Distance over which the central household's reach falls to 1/e, km.
  let reachKm: Float
  /// Probability that an aware non-member considers joining in a quarter.
  let considerationPerQuarter: Float
  /// Intercept of the utility (log odds).
  let intercept: Float
  /// Weight of log(1 + perceived gain).
  let gainWeight: Float
  /// Weight of a perceived loss, relative to that of a gain.
  let lossAversion: Float
  /// Weight of the share of members among ties.
  let exposureWeight: Float
  /// Weight of trust.
  let trustWeight: Float
  /// Weight of knowledge.
  let knowledgeWeight: Float
  /// Weight of distance, a 10 km.
  let distanceWeight: Float
  /// Weight of risk aversion.
  let riskWeight: Float
  /// Weight of the logarithm of the herd relative to the banner's median.
  let herdWeight: Float
  /// Gain that cooperatives announce, relative to income.
  let announcedGain: Float
  /// Weight of the announcement against the members' example (in units of exposure).
  let announcementWeight: Float
  /// Weight of the experience of who has left, when it leaves, and the part of it that is left after a quarter.
  let formerVoice, formerMemory: Float
  /// Intercept of leaving at the end of a year (log odds).
  let exitIntercept: Float
  /// Weight of the shortfall of experienced against announced gain.
  let exitShortfallWeight: Float
  /// Weight of experienced gain above the announced one.
  let exitGainWeight: Float
  /// Weight of a cooperative's negative reserves (distress).
  let exitDistressWeight: Float

  init(_ values: ParameterValues) {
    mechanism = Mechanism(rawValue: values.text("diffusion.mechanism"))!
    thresholdLow = values.float("diffusion.thresholdLow")
    thresholdHigh = values.float("diffusion.thresholdHigh")
    thresholdNoise = values.float("diffusion.thresholdNoise")
    cascadeHazard = Float(-stableLog(1 - values.number("diffusion.cascadeProbability")))
    bassInnovation = values.float("diffusion.bassInnovationPerQuarter")
    bassImitation = values.float("diffusion.bassImitationPerQuarter")
    passingNonMembers = values.float("diffusion.passingNonMembersPerQuarter")
    passingMembers = values.float("diffusion.passingMembersPerQuarter")
    passingCentral = values.float("diffusion.passingCentralPerQuarter")
    reachKm = values.float("diffusion.reachKm")
    considerationPerQuarter = values.float("diffusion.considerationPerQuarter")
    intercept = values.float("diffusion.utilityIntercept")
    gainWeight = values.float("diffusion.gainWeight")
    lossAversion = values.float("diffusion.lossAversion")
    exposureWeight = values.float("diffusion.exposureWeight")
    trustWeight = values.float("diffusion.trustWeight")
    knowledgeWeight = values.float("diffusion.knowledgeWeight")
    distanceWeight = values.float("diffusion.distanceWeightPer10Km")
    riskWeight = values.float("diffusion.riskWeight")
    herdWeight = values.float("diffusion.herdWeight")
    announcedGain = values.float("diffusion.announcedGain")
    announcementWeight = values.float("diffusion.announcementWeight")
    formerVoice = values.float("diffusion.formerVoice")
    formerMemory = 1 - values.float("diffusion.formerForgettingPerYear") / 4
    exitIntercept = values.float("diffusion.exitIntercept")
    exitShortfallWeight = values.float("diffusion.exitShortfallWeight")
    exitGainWeight = values.float("diffusion.exitGainWeight")
    exitDistressWeight = values.float("diffusion.exitDistressWeight")
  }
}
