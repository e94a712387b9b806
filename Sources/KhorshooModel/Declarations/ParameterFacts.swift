import KhorshooEngine

// What the model says of a parameter: which part reads it, what has to work for it, which channel it belongs to. That what stands
// below `policy` is a lever is said by `Parameter.isLever`; nobody else looks at the parts of a key.

/// A part of the model, as people look for it.
package enum ModelPart: Sendable {
  case population, network, forage, dzud, prices, localTrade, accounts, cooperative, diffusion, centralHouseholds, herds

  /// The part that reads a parameter.
  package init(of key: String) {
    self = ModelPart.patterns.first { $0.keys.contains { key.fits($0) } }?.part ?? .herds
  }

  /// What each part reads; the first that fits counts, and the rest is read by the herds.
  private static let patterns: [(part: ModelPart, keys: [String])] = [
    (.population, ["places.*", "households.*", "turnover.*", "past.*"]), (.network, ["network.*"]),
    (.forage, ["forage.*", "rental.*"]),
    (.dzud, ["dzud.*"]),
    (.prices, ["market.*"]), (.localTrade, ["spillover.*"]),
    (.accounts, ["income.*", "credit.*", "evaluation.*", "policy.grassland.*", "policy.dibao.*"]),
    (
      .centralHouseholds,
      ["institution.*", "policy.centralHouseholds.*"]
        + Channel.ofInstitution.filter { $0 != .office }.map(\.switchKey)
    ),
    (.cooperative, ["cooperatives.*", "policy.cooperatives.*", "policy.channels.*"]),
    (.diffusion, ["diffusion.*", "policy.*"]),
  ]

  /// Name in English and in Chinese.
  package var words: (english: String, chinese: String) {
    switch self {
    case .population: ("population", "人口与地点")
    case .network: ("household network", "牧户网络")
    case .forage: ("forage", "牧草")
    case .dzud: ("dzud", "白灾")
    case .prices: ("prices", "价格")
    case .localTrade: ("local trade", "本地联动")
    case .accounts: ("household accounts", "家庭收支")
    case .cooperative: ("cooperative", "合作社")
    case .diffusion: ("diffusion of membership", "入社扩散")
    case .centralHouseholds: ("central households", "中心户")
    case .herds: ("herds", "畜群")
    }
  }
}

/// What has to work in an arm for a parameter to act.
package enum ParameterNeed: Sendable {
  case nothing, cooperatives, centralHouseholds, either

  package init(of key: String) {
    self = ParameterNeed.patterns.first { $0.keys.contains { key.fits($0) } }?.need ?? .nothing
  }

  private static let patterns: [(need: ParameterNeed, keys: [String])] = [
    (.cooperatives, ["cooperatives.*", "policy.cooperatives.*", "diffusion.*"]),
    (
      .centralHouseholds,
      ["institution.*", "policy.centralHouseholds.*"]
        + Channel.ofInstitution.filter { $0 != .office }.map(\.switchKey)
    ),
    (.either, ["policy.channels.*"]),
  ]

  /// Whether it works in an arm with these values.
  package func isMet(by values: ParameterValues) -> Bool {
    switch self {
    case .nothing: true
    case .cooperatives: ModelSwitch.cooperatives.isOn(values)
    case .centralHouseholds: ModelSwitch.centralHouseholds.isOn(values)
    case .either: ModelSwitch.cooperatives.isOn(values) || ModelSwitch.centralHouseholds.isOn(values)
    }
  }
}

extension Channel {
  /// What sets the size of the channel, most important first; `*` stands for a species.
  package var mainPatterns: [String] {
    switch self {
    case .price: ["cooperatives.priceGainMaximum", "cooperatives.premiumShare", "cooperatives.volumeScaleYuan"]
    case .input: ["cooperatives.discountMaximum", "cooperatives.inputScaleYuan"]
    case .labour: ["cooperatives.labourSaving", "market.wageYuanPerDay"]
    case .knowledge:
      ["institution.knowledgePerYear", "cooperatives.knowledgePerYear", "herds.*.knowledgeResponse"]
    case .risk: ["cooperatives.riskCoverage", "cooperatives.riskContributionYuan", "cooperatives.riskDeductible"]
    case .finance: ["cooperatives.herdTargetGain", "cooperatives.creditGain", "cooperatives.interestReduction"]
    case .dividend: ["cooperatives.feeYuanPerYear", "cooperatives.reserveShare", "cooperatives.fixedCostYuanPerYear"]
    case .office: ["policy.centralHouseholds.payYuanPerYear", "institution.officePremiumShare"]
    case .information, .trust, .example, .services: []
    }
  }

  /// What else belongs to the channel.
  private var otherPatterns: [String] {
    switch self {
    case .price:
      [
        "cooperatives.commissionShare", "policy.cooperatives.finishingShare", "regimes.feedlot.*",
        "cooperatives.latePaymentShare", "cooperatives.arrearsPaidPerQuarter", "cooperatives.lateSideSelling",
        "policy.cooperatives.promptPayment",
      ]
    case .input: ["cooperatives.inputSpendingGain"]
    case .risk, .finance, .information, .trust, .example, .services: []
    case .labour: ["herds.*.labourDaysPerHeadYear"]
    case .knowledge:
      [
        "institution.forgettingPerYear", "policy.centralHouseholds.training", "herds.*.parturitionKnowledgeGain",
        "regimes.improved.*", "husbandry.learntCareCost",
      ]
    case .dividend:
      [
        "cooperatives.capitalShareYuan", "cooperatives.initialReservesYuan", "cooperatives.unitCostShare",
        "cooperatives.sizeReference", "cooperatives.sizeElasticity", "cooperatives.coordinationCost",
        "cooperatives.captureShare", "cooperatives.coreShare", "policy.cooperatives.audit",
      ]
    case .office: ["policy.centralHouseholds.bonusShare"]
    }
  }

  /// What belongs to a channel and acts without it too.
  private static let worldPatterns = ["herds.*", "market.*", "regimes.improved.*", "husbandry.learntCareCost"]

  /// The channel of income that owns a parameter; nil when none does.
  package static func owner(of key: String) -> Channel? {
    ofIncome.first { channel in
      key == channel.switchKey || (channel.mainPatterns + channel.otherPatterns).contains { key.fits($0) }
    }
  }

  /// Whether a parameter acts though the channel that owns it is shut.
  package static func actsAnyway(_ key: String) -> Bool { worldPatterns.contains { key.fits($0) } }
}
