/// What `benefits.csv` calls perspectives and items, for whoever reads it in another language than it was written in.
package enum BenefitWords {
  /// A name with its label and meaning, in English and in Chinese.
  package typealias Words = (english: String, chinese: String)

  /// Labels of the perspectives, by name.
  package static let perspectives: [String: Words] = Dictionary(
    uniqueKeysWithValues: Perspective.allCases.map { ($0.rawValue, $0.words) })

  /// Labels and meanings of the items, by name.
  package static let items: [String: (label: Words, meaning: Words)] = Dictionary(
    uniqueKeysWithValues: BenefitItem.allCases.map { ($0.rawValue, ($0.words, $0.meaning)) })
}

extension BenefitItem {
  /// A label in English and in Chinese.
  var words: (english: String, chinese: String) {
    switch self {
    case .sales: ("animals sold less bought", "售畜减购畜")
    case .ownConsumption: ("animals eaten at home", "自食牲畜")
    case .herdAtEnd: ("herd at the end", "期末畜群")
    case .wages: ("work off the farm", "务工")
    case .property: ("property outside", "外部财产收入")
    case .officeIncome: ("income of the office", "任职收入")
    case .meritPay: ("merit pay", "绩效工资")
    case .transfers: ("transfers and grassland reward", "转移支付与草原奖补")
    case .dibao: ("dibao", "低保")
    case .rents: ("rents among households", "牧户间租金")
    case .localTrade: ("trade among households", "牧户间交易")
    case .loans: ("loans and interest", "借贷与利息")
    case .cooperativePayments: ("payments of cooperatives", "合作社往来")
    case .cooperativeFunds: ("cooperatives' funds at the end", "期末合作社资金")
    case .bargaining: ("bargaining and processing", "议价与加工")
    case .inputs: ("inputs and hired labour", "投入与雇工")
    case .cooperativeCosts: ("costs of cooperatives", "合作社成本")
    case .institution: ("central households and support", "中心户与指导支出")
    case .grants: ("grants to cooperatives", "合作社补助")
    case .estates: ("estates of cooperatives", "合作社清算余额")
    case .memberTime: ("members' time", "社员时间")
    case .centralTime: ("central households' time", "中心户时间")
    case .publicFunds: ("cost of public funds", "公共资金成本")
    }
  }

  /// What it counts, and why not where it does not, in English and in Chinese.
  var meaning: (english: String, chinese: String) {
    switch self {
    case .sales: ("Animals sold at market prices, and the gain of finishing, less animals bought.", "按市价售畜及育肥增益，减去购畜。")
    case .ownConsumption: ("Animals eaten at home at their farm-gate price.", "自食牲畜按出场价计。")
    case .herdAtEnd: ("Herds at the end of the run at mean prices.", "期末畜群按平均价格计。")
    case .wages: ("Wages of work off the farm, without what an office brings.", "务工工资，不含任职收入。")
    case .property: ("Rent and other property from outside.", "外部财产性收入。")
    case .officeIncome:
      (
        "What the office of central household brings beside its pay, its time included: a rent that others go without, so zero to society.",
        "任职带来的绩效工资之外的收入（含所投时间）：属租金性收入，对社会为零。"
      )
    case .meritPay: ("Merit pay of central households: a transfer, zero to society.", "中心户绩效工资：转移，对社会为零。")
    case .transfers: ("Transfers and grassland reward: transfers, zero to society.", "转移支付与草原奖补：转移，对社会为零。")
    case .dibao: ("Subsistence allowance: a transfer, zero to society.", "低保金：转移，对社会为零。")
    case .rents: ("Rent of grassland received less paid; households pay one another.", "草场租金收入减支出；牧户之间互付。")
    case .localTrade:
      (
        "Income from sales to other households of the gacha, net of goods bought outside: zero to society, which would spend elsewhere.",
        "对本嘎查牧户的销售净收入；社会支出另有去处，对社会为零。"
      )
    case .loans:
      (
        "Loans less repayment, interest and what is owed at the end: a transfer, zero to society.",
        "借款减还款、利息与期末欠款：转移，对社会为零。"
      )
    case .cooperativePayments:
      (
        "Premium, refund, payouts and shares paid back less commission, fees, contributions and shares.",
        "溢价、返还、赔付、退股减佣金、会费、缴费、股金。"
      )
    case .cooperativeFunds:
      ("Reserves, shares and pools of cooperatives at the end, which members own.", "期末合作社公积金、股金与互助金，归社员所有。")
    case .bargaining:
      (
        "What cooperatives gain by prices of sales, less the part of this gain and of savings on inputs that trading partners lose.",
        "合作社销售议价增益，减去该增益与投入节省中由交易对方承担的部分。"
      )
    case .inputs: ("Hay, care, transport and hired labour as paid.", "饲草、防疫、运输与雇工的实付支出。")
    case .cooperativeCosts:
      ("Costs of running cooperatives; households bear them by their cooperatives' funds.", "合作社运行成本；牧户经合作社资金承担。")
    case .institution: ("Public cost of central households and of the support of cooperatives.", "中心户与合作社指导的公共支出。")
    case .grants:
      (
        "Grants to cooperatives: a transfer, zero to society; households have them in their cooperatives' funds.",
        "合作社补助：转移，对社会为零；牧户计入合作社资金。"
      )
    case .estates: ("What dissolved cooperatives leave to nobody: a transfer, zero to society.", "解散合作社的无主余额：转移，对社会为零。")
    case .memberTime: ("Days that members give to their cooperatives, at a part of the wage.", "社员为合作社投入的时间，按工资的一定比例计。")
    case .centralTime:
      ("Unpaid days that the office takes of central households, at a part of the wage.", "中心户任职的无偿时间，按工资的一定比例计。")
    case .publicFunds:
      (
        "What raising the net public outlay costs society beyond the outlay itself: the excess burden of taxes.",
        "筹措公共资金在支出本身之外的社会成本（税收超额负担）。"
      )
    }
  }
}
