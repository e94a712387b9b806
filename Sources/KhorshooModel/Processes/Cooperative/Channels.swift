import KhorshooEngine
import KhorshooNumerics

/// A way in which linkage acts: the first eight raise or lower income, the last four are how central households act on their grids.
public enum Channel: String, CaseIterable, Sendable {
  /// Sale price: premium, commission, finishing.
  case price
  /// Discount on inputs bought together.
  case input
  /// Herding labour saved.
  case labour
  /// Training and advice: mortality, parturition.
  case knowledge
  /// Pooling of livestock losses.
  case risk
  /// Access to credit.
  case finance
  /// Patronage refund and capital dividend.
  case dividend
  /// Merit pay and other income of the office of central household.
  case office
  /// Central households pass on word of the cooperative.
  case information
  /// Trust in the central household weighs in the decision to join.
  case trust
  /// Central households call founding meetings, are in the cooperatives that they lead, and stay.
  case example
  /// Central households train herders, and what they serve or leave undone moves trust in them.
  case services

  /// Ways in which linkage can raise income: the parts of an arm's uplift.
  public static let ofIncome: [Channel] = [
    .price, .input, .labour, .knowledge, .risk, .finance, .dividend, .office,
  ]
  /// All ways in which central households act on households: the parts of what the institution does.
  public static let ofInstitution: [Channel] = [.information, .trust, .example, .services, .office]

  /// Key of its switch in the parameter ledger.
  package var switchKey: String {
    switch self {
    case .price: "policy.channels.price"
    case .input: "policy.channels.input"
    case .labour: "policy.channels.labour"
    case .knowledge: "policy.channels.knowledge"
    case .risk: "policy.channels.risk"
    case .finance: "policy.channels.finance"
    case .dividend: "policy.channels.dividend"
    case .office: "policy.channels.office"
    case .information: "policy.channels.information"
    case .trust: "policy.channels.trust"
    case .example: "policy.channels.example"
    case .services: "policy.channels.services"
    }
  }

  /// English label.
  public var label: String {
    switch self {
    case .price: "Sale price"
    case .input: "Inputs"
    case .labour: "Labour"
    case .knowledge: "Knowledge"
    case .risk: "Risk pooling"
    case .finance: "Finance"
    case .dividend: "Dividend"
    case .office: "Office"
    case .information: "Information"
    case .trust: "Trust"
    case .example: "Example"
    case .services: "Services and training"
    }
  }

  /// Chinese label.
  public var labelChinese: String {
    switch self {
    case .price: "销售价格"
    case .input: "投入品"
    case .labour: "劳动力"
    case .knowledge: "技术知识"
    case .risk: "风险分担"
    case .finance: "融资"
    case .dividend: "盈余分配"
    case .office: "任职收入"
    case .information: "信息传播"
    case .trust: "信任"
    case .example: "示范带动"
    case .services: "服务与培训"
    }
  }
}

/// Which of the channels are open (1) or shut (0) in each replicate. Shape of each: 16.
///
/// An arm has them alike in all replicates (`policy.channels.*`); a decomposition allows them in another order in each.
package struct OpenChannels: Sendable {
  package var price, input, labour, knowledge, risk, finance, dividend, office: Lanes
  package var information, trust, example, services: Lanes

  /// As an arm's switches say.
  package init(_ values: ParameterValues) {
    self.init { Lanes(repeating: values.boolean($0.switchKey) ? 1 : 0) }
  }

  /// From the lanes of each channel.
  package init(_ lanes: (Channel) -> Lanes) {
    price = lanes(.price)
    input = lanes(.input)
    labour = lanes(.labour)
    knowledge = lanes(.knowledge)
    risk = lanes(.risk)
    finance = lanes(.finance)
    dividend = lanes(.dividend)
    office = lanes(.office)
    information = lanes(.information)
    trust = lanes(.trust)
    example = lanes(.example)
    services = lanes(.services)
  }

  /// Open here and there.
  func and(_ other: OpenChannels) -> OpenChannels { OpenChannels { self[$0] * other[$0] } }

  /// The lanes of a channel.
  package subscript(channel: Channel) -> Lanes {
    get { self[keyPath: OpenChannels.path(channel)] }
    set { self[keyPath: OpenChannels.path(channel)] = newValue }
  }

  private static func path(_ channel: Channel) -> WritableKeyPath<OpenChannels, Lanes> {
    switch channel {
    case .price: \.price
    case .input: \.input
    case .labour: \.labour
    case .knowledge: \.knowledge
    case .risk: \.risk
    case .finance: \.finance
    case .dividend: \.dividend
    case .office: \.office
    case .information: \.information
    case .trust: \.trust
    case .example: \.example
    case .services: \.services
    }
  }
}
