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
    case .premium: ("price premium", "價格溢價")
    case .wages: ("work off the farm", "務工收入")
    case .transfers: ("transfers", "轉移支付")
    case .grasslandReward: ("grassland ecological reward", "草原生態獎補")
    case .property: ("rent and other property", "財產性收入")
    case .meritPay: ("merit pay of central households", "中心戶績效工資")
    case .dividend: ("patronage refund and capital dividend", "盈餘返還與分紅")
    case .riskPayout: ("losses that the risk pool bears", "風險互助賠付")
    case .borrowing: ("loans", "借款")
    case .capitalReturned: ("capital shares and estates", "退還股金與清算")
    case .localIncome: ("income from sales to other households", "本地收入")
    case .localConsumption: ("consumption bought from other households", "本地消費")
    case .localInputs: ("herding inputs bought from other households", "本地投入")
    case .localImports: ("goods that local sellers buy outside", "本地商品外購")
    case .inputs: ("hay, care, transport and labour from outside", "外購投入")
    case .interest: ("interest", "利息")
    case .commission: ("commission on pooled sales", "統銷佣金")
    case .fee: ("membership fees", "社員年費")
    case .riskContribution: ("contributions to the risk pool", "風險互助繳費")
    case .consumption: ("consumption from outside", "外部消費")
    case .investment: ("investment and other use of idle cash", "投資")
    case .purchases: ("breeding animals", "購畜")
    case .repayment: ("repayment of loans", "還款")
    case .capitalPaid: ("capital shares", "繳納股金")
    case .bargainingGain: ("gain of bargaining and processing", "議價與加工增益")
    case .cooperativeCosts: ("costs of cooperatives", "合作社成本")
    case .cooperativeInterest: ("interest on overdrafts", "合作社利息")
    case .cooperativeGrant: ("grants", "合作社補助")
    case .loss: ("debts of dissolved cooperatives that are written off", "合作社壞賬")
    case .estateLeft: ("what dissolved cooperatives leave to nobody", "合作社清算餘額")
    case .institutionCost: ("central households, and support of cooperatives", "中心戶與指導支出")
    }
  }
}
