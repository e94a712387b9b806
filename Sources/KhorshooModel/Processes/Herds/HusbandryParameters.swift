import KhorshooEngine

/// How herders keep, sell and restock their herds (`husbandry.*`, `regimes.*`).
struct HusbandryParameters {
  let isStochastic: Bool
  /// Share of the year's mortality hazard in spring, summer, autumn, winter; sums to one.
  let mortalitySeasonShares: SIMD4<Double>
  /// Feed that the newborn eat in their first spring, share of their sheep units.
  let newbornSpringDemand: Float
  /// Part of the weather's harm to animals that sheds and shelter take away, 0 to 1.
  let shelter: Float
  /// Herd that a household aims at, relative to its herd at the start.
  let targetHerdRatio: Float
  /// Yearly growth of that target (log).
  let targetGrowthPerYear: Float
  /// Whether the regular offtake is scaled so that each species stands still in a mean year.
  let isOfftakeBalanced: Bool
  /// Rise of the regular offtake, relative, a unit of herd above its target, relative.
  let offtakeElasticity: Float
  /// Herd that is kept above the target, relative, before more than the regular offtake is sold.
  let targetTolerance: Float
  /// Share of the surplus over the target and its tolerance that is sold in autumn.
  let destockingShare: Float
  /// Sheep units bought each spring, as a share of the gap below the target.
  let restockingShare: Float
  /// Share of free cash spent on breeding females.
  let restockingCashShare: Float
  /// Share of the herd sold a unit of feed deficit.
  let distressSaleResponse: Float
  /// Largest share of the herd's value that is sold in a quarter to pay arrears.
  let arrearsSaleMax: Float
  /// Largest share of the saleable herd that is sold in distress in a quarter.
  let distressSaleMax: Float
  /// Price reduction of distress sales.
  let distressDiscount: Float
  /// Concentrate, minerals and other bought feed apart from hay, yuan a sheep unit and year.
  let supplementYuanPerSheepUnitYear: Float
  /// Fuel, machines, fences and other costs of keeping animals, yuan a sheep unit and year.
  let overheadYuanPerSheepUnitYear: Float
  /// Rise of the cost of care, relative, a unit of knowledge above that at the start.
  let learntCareCost: Float
  /// Standard deviation of a household's luck in marketing (log price).
  let priceLuckLogSd: Float
  /// Standard deviation of a household's luck in mortality (log hazard).
  let mortalityLuckLogSd: Float
  /// Knowledge above which the improved regime is kept.
  let improvedThreshold: Float
  /// Mortality in the improved regime, relative to the traditional one.
  let improvedMortalityRatio: Float
  /// Offtake of young stock in the improved regime, relative.
  let improvedOfftakeRatio: Float
  /// Veterinary cost in the improved regime, relative.
  let improvedVeterinaryRatio: Float
  /// Gain of live weight at sale by finishing through the cooperative.
  let feedlotWeightGain: Float
  /// Concentrate of finishing, yuan a yuan of sales.
  let feedlotCostShare: Float

  init(_ values: ParameterValues) {
    isStochastic = values.text("husbandry.demography") == "stochastic"
    let shares = ["Spring", "Summer", "Autumn", "Winter"].map { values.number("husbandry.mortalityWeight" + $0) }
    mortalitySeasonShares = SIMD4(shares) / shares.reduce(0, +)
    newbornSpringDemand = values.float("husbandry.newbornSpringDemand")
    shelter = values.float("husbandry.shelter")
    targetHerdRatio = values.float("husbandry.targetHerdRatio")
    targetGrowthPerYear = values.float("husbandry.targetGrowthPerYear")
    isOfftakeBalanced = values.text("husbandry.offtakeRule") == "balanced"
    offtakeElasticity = values.float("husbandry.offtakeElasticity")
    targetTolerance = values.float("husbandry.targetTolerance")
    destockingShare = values.float("husbandry.destockingShare")
    restockingShare = values.float("husbandry.restockingShare")
    restockingCashShare = values.float("husbandry.restockingCashShare")
    distressSaleResponse = values.float("husbandry.distressSaleResponse")
    arrearsSaleMax = values.float("husbandry.arrearsSaleMax")
    distressSaleMax = values.float("husbandry.distressSaleMax")
    distressDiscount = values.float("husbandry.distressDiscount")
    supplementYuanPerSheepUnitYear = values.float("husbandry.supplementYuanPerSheepUnitYear")
    overheadYuanPerSheepUnitYear = values.float("husbandry.overheadYuanPerSheepUnitYear")
    learntCareCost = values.float("husbandry.learntCareCost")
    priceLuckLogSd = values.float("husbandry.priceLuckLogSd")
    mortalityLuckLogSd = values.float("husbandry.mortalityLuckLogSd")
    improvedThreshold = values.float("regimes.improved.knowledgeThreshold")
    improvedMortalityRatio = values.float("regimes.improved.mortalityRatio")
    improvedOfftakeRatio = values.float("regimes.improved.offtakeRatio")
    improvedVeterinaryRatio = values.float("regimes.improved.veterinaryRatio")
    feedlotWeightGain = values.float("regimes.feedlot.weightGain")
    feedlotCostShare = values.float("regimes.feedlot.costShare")
  }
}
