import KhorshooEngine
import KhorshooModel
import KhorshooText

/// A value that a scenario rests on without a source that was read: assumed, or recalled from memory.
public struct Assumption: Sendable {
  /// The ledger's row.
  public let parameter: Parameter
  /// Value in the scenario where no arm says otherwise.
  public let value: ParameterValue
  /// The value as people write it.
  public var valueText: String { value.plainText }
  /// What arms set instead: `arm: value`, with dates and places of an intervention, separated by semicolons; empty when
  /// none does.
  public let byArm: String
  /// Whether the scenario or an arm has another value than the ledger.
  public let isChanged: Bool
  /// The channel of uplift that it belongs to, if to one.
  public let channel: Channel?
  /// Place among the few that set the size of a channel, in the order of channels; nil when it is none of them.
  public let mainRank: Int?
  /// The part of the model that reads it.
  public let process: LocalizedText
}

extension ResolvedScenario {
  /// Every assumed or recalled value that acts in an arm of the scenario, in the order of the ledger.
  ///
  /// Values of cooperatives, central households and channels act only where an arm has them; all others always.
  /// - Proof: `AssumptionsUnit`.
  public var assumptions: [Assumption] {
    let players = Set(arms.flatMap(ChannelDecomposition.players))
    let cooperates = arms.contains { $0.values.boolean("policy.cooperatives.enabled") }
    let isGuided = arms.contains { $0.values.boolean("policy.centralHouseholds.enabled") }
    let main = Channel.allCases.flatMap(mainKeys)
    return ledger.parameters.compactMap { parameter in
      guard parameter.trust == .assumed || parameter.trust == .recalled, let value = values[parameter.key] else {
        return nil
      }
      let channel = Channel.allCases.first { $0.owns(parameter.key) }
      let isInForce =
        switch parameter.key.prefixOfSections {
        case "cooperatives", "policy.cooperatives", "diffusion": cooperates
        case "institution", "policy.centralHouseholds": isGuided
        case "policy.channels": cooperates || isGuided
        default: true
        }
      let isOfWorld = ["herds", "market", "regimes.improved"].contains(parameter.key.prefixOfSections)
      guard isInForce, isOfWorld || channel.map(players.contains) ?? true else { return nil }
      let set = zip(arms, armOverrides).flatMap { arm, overrides in
        let own = overrides.first { $0.key == parameter.key }.map { $0.value.plainText }
        return ((own.map { [$0] } ?? []) + arm.interventions.flatMap { $0.texts(of: parameter.key) }).map {
          "\(arm.name): \($0)"
        }
      }
      return Assumption(
        parameter: parameter, value: value,
        byArm: set.joined(separator: "; "),
        isChanged: value != parameter.value || !set.isEmpty, channel: channel,
        mainRank: main.firstIndex(of: parameter.key), process: parameter.process)
    }
  }

  /// The first key of the ledger that each pattern of a channel fits.
  private func mainKeys(of channel: Channel) -> [String] {
    channel.mainPatterns.compactMap { pattern in ledger.parameters.first { $0.key.fits(pattern) }?.key }
  }
}

extension Intervention {
  /// `3 from 2023Q1 to 2025Q4 in hui`, `by steps to 6 from …`; empty when it leaves the lever alone.
  fileprivate func texts(of key: String) -> [String] {
    changes.filter { $0.key == key }.map { change in
      (change.course == .ramp ? "by steps to " : "") + "\(change.value.plainText) from \(from)"
        + (to.map { " to \($0)" } ?? " on") + (places.isEmpty ? "" : " in \(places.joined(separator: " and "))")
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
    }
  }

  /// What else belongs to the channel.
  private var otherPatterns: [String] {
    switch self {
    case .price: ["cooperatives.commissionShare", "policy.cooperatives.finishingShare", "regimes.feedlot.*"]
    case .input, .risk, .finance: []
    case .labour: ["herds.*.labourDaysPerHeadYear"]
    case .knowledge:
      [
        "institution.forgettingPerYear", "policy.centralHouseholds.training", "herds.*.parturitionKnowledgeGain",
        "regimes.improved.*",
      ]
    case .dividend:
      [
        "cooperatives.capitalShareYuan", "cooperatives.initialReservesYuan", "cooperatives.unitCostShare",
        "cooperatives.sizeReference", "cooperatives.sizeElasticity", "cooperatives.coordinationCost",
      ]
    case .office: ["policy.centralHouseholds.bonusShare"]
    }
  }

  fileprivate func owns(_ key: String) -> Bool {
    key == switchKey || (mainPatterns + otherPatterns).contains { key.fits($0) }
  }
}

extension String {
  /// The first part of a key; two of a lever or a regime, whose groups are different things.
  fileprivate var prefixOfSections: String {
    let parts = split(separator: ".")
    return parts.prefix(["policy", "regimes"].contains(parts[0]) && parts.count > 2 ? 2 : 1).joined(separator: ".")
  }
}

extension Parameter {
  /// The part of the model that reads the value.
  fileprivate var process: LocalizedText {
    let (en, zh) =
      switch key.prefixOfSections {
      case "places", "households": ("population", "人口与地点")
      case "network": ("household network", "牧户网络")
      case "forage": ("forage", "牧草")
      case "dzud": ("dzud", "白灾")
      case "market": ("prices", "价格")
      case "spillover": ("local trade", "本地联动")
      case "income", "policy.grassland": ("household accounts", "家庭收支")
      case "cooperatives", "policy.cooperatives", "policy.channels": ("cooperative", "合作社")
      case "diffusion", "policy": ("diffusion of membership", "入社扩散")
      case "institution", "policy.centralHouseholds": ("central households", "中心户")
      default: ("herds", "畜群")
      }
    return LocalizedText(en: en, zh: zh)
  }
}
