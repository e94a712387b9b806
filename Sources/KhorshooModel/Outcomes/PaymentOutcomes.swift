import KhorshooEngine

// The money ledger as outcomes: model description 5.

extension ModelOutcomes {
  /// Every kind of payment of the banner in a year, with who pays whom.
  static var payments: [Declared] {
    MoneyFlow.allCases.map { flow in
      let (english, chinese) = flow.words
      return define(
        "payment\("\(flow)".capitalised)Yuan", "CNY", chinese, ["banner"], .payment(flow),
        "Paid in the year by \(flow.source.words) to \(flow.destination.words): \(english).", .yearly)
    }
  }
}

extension Account {
  /// In a sentence.
  var words: String {
    switch self {
    case .household: "households"
    case .cooperative: "cooperatives"
    case .market: "the gacha's own market"
    case .government: "government"
    case .bank: "the bank"
    case .restOfWorld: "the rest of the world"
    }
  }
}

extension MoneyFlow {
  /// What it is paid for, in English and Chinese.
  var words: (english: String, chinese: String) {
    switch self {
    case .sales: ("animals at market prices, and the gain of finishing", "售畜收入")
    case .premium: ("price premium", "价格溢价")
    case .wages: ("work off the farm", "务工收入")
    case .transfers: ("transfers", "转移支付")
    case .grasslandReward: ("grassland ecological reward", "草原生态奖补")
    case .property: ("rent and other property", "财产性收入")
    case .meritPay: ("merit pay of central households", "中心户绩效工资")
    case .dividend: ("patronage refund and capital dividend", "盈余返还与分红")
    case .riskPayout: ("losses that the risk pool bears", "风险互助赔付")
    case .borrowing: ("loans", "借款")
    case .capitalReturned: ("capital shares and estates", "退还股金与清算")
    case .localIncome: ("income from sales to other households", "本地收入")
    case .localConsumption: ("consumption bought from other households", "本地消费")
    case .localInputs: ("herding inputs bought from other households", "本地投入")
    case .localImports: ("goods that local sellers buy outside", "本地商品外购")
    case .inputs: ("hay, care, transport and labour from outside", "外购投入")
    case .interest: ("interest", "利息")
    case .commission: ("commission on pooled sales", "统销佣金")
    case .fee: ("membership fees", "社员年费")
    case .riskContribution: ("contributions to the risk pool", "风险互助缴费")
    case .consumption: ("consumption from outside", "外部消费")
    case .investment: ("investment and other use of idle cash", "投资")
    case .purchases: ("breeding animals", "购畜")
    case .repayment: ("repayment of loans", "还款")
    case .capitalPaid: ("capital shares", "缴纳股金")
    case .bargainingGain: ("gain of bargaining and processing", "议价与加工增益")
    case .cooperativeCosts: ("costs of cooperatives", "合作社成本")
    case .cooperativeInterest: ("interest on overdrafts", "合作社利息")
    case .cooperativeGrant: ("grants", "合作社补助")
    case .loss: ("debts of dissolved cooperatives that are written off", "合作社坏账")
    case .estateLeft: ("what dissolved cooperatives leave to nobody", "合作社清算余额")
    case .institutionCost: ("central households, and support of cooperatives", "中心户与指导支出")
    }
  }
}
