import KhorshooEngine
import KhorshooNumerics

/// A way in which linkage can raise income.
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
    }
  }
}

/// Which of the eight channels are open (1) or shut (0) in each replicate. Shape of each: 16.
///
/// An arm has them alike in all replicates (`policy.channels.*`); a decomposition allows them in another order in each.
package struct OpenChannels: Sendable {
  package var price, input, labour, knowledge, risk, finance, dividend, office: Lanes

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
    }
  }
}
