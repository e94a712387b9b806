import KhorshooEngine

// The money ledger as outcomes: model description 5.

extension ModelOutcomes {
  /// Every kind of payment of the banner in a year, with who pays whom.
  static let payments: [Outcome] = MoneyFlow.allCases.map { flow in
    let (label, english, chinese) = flow.words
    let (source, destination) = (flow.source.words, flow.destination.words)
    return Outcome(
      flow.outcome, "CNY", label, chinese, at: [.banner], .payment(flow),
      "Paid in the year by \(source.english) to \(destination.english): \(english).",
      "全年由\(source.chinese)付给\(destination.chinese)：\(chinese)。", .yearly)
  }
}

extension Account {
  /// In a sentence.
  var words: (english: String, chinese: String) {
    switch self {
    case .household: ("households", "牧户")
    case .cooperative: ("cooperatives", "合作社")
    case .market: ("the gacha's own market", "嘎查内市场")
    case .government: ("government", "政府")
    case .bank: ("the bank", "银行")
    case .restOfWorld: ("the rest of the world", "外部")
    }
  }
}

extension MoneyFlow {
  /// A label, and what it is paid for in English and Chinese.
  var words: (label: String, english: String, chinese: String) {
    switch self {
    case .sales: ("Livestock sales", "animals at market prices, and the gain of finishing", "售畜收入")
    case .premium: ("Price premium paid", "price premium", "价格溢价")
    case .wages: ("Wages", "work off the farm", "务工收入")
    case .transfers: ("Transfers", "transfers", "转移支付")
    case .grasslandReward: ("Grassland reward", "grassland ecological reward", "草原生态奖补")
    case .dibao: ("Dibao", "subsistence allowance", "低保金")
    case .rent: ("Rent of grassland received", "rent of grassland", "草场租金收入")
    case .rentPaid: ("Rent of grassland paid", "rent of grassland", "草场租金支出")
    case .emigration: ("Cash taken away", "cash of families whose place others take over", "迁出户带走的现金")
    case .property: ("Rent and other property", "rent and other property", "财产性收入")
    case .meritPay: ("Merit pay of central households", "merit pay of central households", "中心户绩效工资")
    case .dividend: ("Refund and dividend", "patronage refund and capital dividend", "盈余返还与分红")
    case .riskPayout: ("Payouts of the risk pool", "losses that the risk pool bears", "风险互助金赔付")
    case .borrowing: ("Loans taken", "loans", "借款")
    case .capitalReturned: ("Shares paid back and estates", "capital shares and estates", "退还股金与清算")
    case .localIncome: ("Local income", "income from sales to other households", "本地收入")
    case .localConsumption: ("Local consumption", "consumption bought from other households", "本地消费")
    case .localInputs: ("Local inputs", "herding inputs bought from other households", "本地投入")
    case .localImports: ("Imports for local sale", "goods that local sellers buy outside", "本地商品外购")
    case .inputs: ("Inputs from outside", "hay, care, transport and labour from outside", "外购投入")
    case .interest: ("Interest of households", "interest", "利息")
    case .commission: ("Commission", "commission on pooled sales", "统一销售佣金")
    case .fee: ("Membership fees", "membership fees", "社员年费")
    case .riskContribution: ("Contributions to the risk pool", "contributions to the risk pool", "风险互助金缴费")
    case .consumption: ("Consumption from outside", "consumption from outside", "外部消费")
    case .investment: ("Investment", "investment and other use of idle cash", "投资")
    case .purchases: ("Purchases of animals", "breeding animals", "购畜")
    case .repayment: ("Loans repaid", "repayment of loans", "还款")
    case .capitalPaid: ("Shares paid in", "capital shares", "缴纳股金")
    case .bargainingGain: ("Gain of bargaining", "gain of bargaining and processing", "议价与加工增益")
    case .cooperativeCosts: ("Costs of cooperatives", "costs of cooperatives", "合作社成本")
    case .cooperativeInterest: ("Interest of cooperatives", "interest on overdrafts", "合作社利息")
    case .cooperativeGrant: ("Grants paid out", "grants", "合作社补助")
    case .loss: ("Debts written off", "debts of dissolved cooperatives that are written off", "合作社坏账")
    case .estateLeft: ("Estates left to nobody", "what dissolved cooperatives leave to nobody", "合作社清算余额")
    case .deferred: ("Price kept for later", "animals whose price the cooperative keeps for now", "合作社暂欠的货款")
    case .arrears: ("Arrears paid", "animals delivered in earlier quarters", "补付以前所欠货款")
    case .capture: ("Surplus taken by core members", "what core members take of the surplus", "核心社员拿走的盈余")
    case .institutionCost:
      ("Central households and support", "central households, and support of cooperatives", "中心户与指导支出")
    }
  }
}
