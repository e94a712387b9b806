import KhorshooNumerics

/// Central households learn and forget, and set their effort: what they pass on in the quarter is settled.
///
///     target effort = level x ability x (span / reference)^-eta x (1 + a (1 - exp(-pay / scale))) x (1 + b threat)
///     effort'       = effort + speed (target - effort)
///     threat        = replacement probability x min(1, reviewed share / position in the last appraisal)
///     knowledge'    = knowledge + gain(season) (1 - knowledge) - forgetting / 4 (knowledge - knowledge before office)
///     outreach      = effort x reach of the carriers
///     passing       = training x rate / 4 x effort x knowledge / reference x attendance(season)
///
/// - When: first in a quarter, for the banner.
/// - Reads: central households' `ability`, `position`, `payYuan`, `ownKnowledge`, levers.
/// - Writes: their `effort`, `knowledge`, `outreach`, `passing`, `coverage`.
/// - Random: none.
/// - Source: model description 8. That leaders work if paid a little: BenYishay and Mobarak 2019, Review of Economic
///   Studies; sizes are assumptions (`institution.effort.*`); the scale makes the mean effort of the reference scenario 1.
/// - Proof: `InstitutionAnalytic`, `InstitutionProperty`.
enum CentralWork {
  static func run(_ context: QuarterContext) {
    guard context.settings.institution.isEnabled else { return }
    for gacha in context.banner.places.gacha.indices {
      context.enter(gacha: gacha)
      work(context, gacha)
    }
    context.enterBanner()
  }

  private static func work(_ context: QuarterContext, _ gacha: Int) {
    let (institution, plan, central) = (context.settings.institution, context.institution, context.state.central)
    let season = context.season - 1
    let forgets = institution.centralForgettingPerYear / 4
    let rate = institution.training * institution.knowledgePerYear / 4 / institution.knowledgeReference
    for g in context.banner.places.gacha[gacha].grids {
      central.effort[g] += (target(context, g) - central.effort[g]) * institution.effort.speed
      let gain = plan.hasVideo[g] ? plan.videoKnowledgeGain[season] : plan.knowledgeGain[season]
      let known = central.knowledge[g]
      central.knowledge[g] = known + (1 - known) * gain - (known - central.ownKnowledge[g]) * forgets
      central.outreach[g] = central.effort[g] * plan.carrierReach[g]
      central.passing[g] = (central.effort[g] * central.knowledge[g] * (rate * plan.attendance[season])).atMost(1)
      central.coverage[g] = (central.effort[g] * (institution.training * plan.attendance[season])).atMost(1)
    }
  }

  /// Effort that the holder of an office tends to.
  static func target(_ context: QuarterContext, _ g: Int) -> Lanes {
    let (institution, central) = (context.settings.institution, context.state.central)
    let effort = institution.effort
    let paid = 1 - expLanes(-(central.payYuan[g] * (4 / effort.payScaleYuan)))
    let nearness = (Lanes(repeating: Float(institution.reviewShare)) / central.position[g]).atMost(1)
    let threat = nearness * institution.replacementProbability
    let target =
      central.ability[g] * (effort.level * context.institution.spanFactor[g]) * (1 + paid * effort.payResponse)
      * (1 + threat * effort.threatResponse)
    return target.atMost(5)
  }
}
