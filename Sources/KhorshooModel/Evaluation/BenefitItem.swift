/// One kind of benefit (above zero) or cost (below), and what it is from each perspective.
enum BenefitItem: String, CaseIterable {
  case sales, ownConsumption, herdAtEnd, wages, property
  case officeIncome, meritPay, transfers, dibao, rents, localTrade, loans
  case cooperativePayments, cooperativeFunds, bargaining, inputs, cooperativeCosts
  case institution, grants, estates, memberTime, centralTime, publicFunds

  /// Whether it is told from a perspective: all are to households and society, where transfers are zero; to the public purse what it
  /// pays or receives.
  func isListed(in perspective: Perspective) -> Bool {
    switch perspective {
    case .households: self != .publicFunds
    case .society: true
    case .publicPurse: [.meritPay, .transfers, .dibao, .institution, .grants, .estates].contains(self)
    }
  }

  /// What it is made of.
  func amounts(_ perspective: Perspective, _ valuation: Valuation) -> [YearlyAmount] {
    switch perspective {
    case .households: ofHouseholds(valuation)
    case .society: ofSociety(valuation)
    case .publicPurse: ofPurse
    }
  }

  private func ofHouseholds(_ valuation: Valuation) -> [YearlyAmount] {
    switch self {
    case .sales, .ownConsumption, .herdAtEnd, .wages, .property, .memberTime, .centralTime, .inputs:
      resources(valuation)
    // The income of an office is told net of its time.
    case .officeIncome: [office(1)] + [YearlyAmount(outcome: "centralHouseholds", weight: valuation.officeYearYuan)]
    case .meritPay: [paid(.meritPay)]
    case .transfers: [paid(.transfers), paid(.grasslandReward)]
    case .dibao: [paid(.dibao)]
    case .rents: [paid(.rent), paid(.rentPaid, -1)]
    case .localTrade: [paid(.localIncome)]
    case .loans:
      [paid(.borrowing, 1, .lentToTheEnd), paid(.repayment, -1, .lentToTheEnd), paid(.interest, -1)]
    case .cooperativePayments: Self.ofMembers.map { paid($0.flow, $0.sign) }
    case .cooperativeFunds:
      MoneyFlow.allCases.flatMap { flow -> [YearlyAmount] in
        (flow.destination == .cooperative ? [paid(flow, 1, .keptToTheEnd)] : [])
          + (flow.source == .cooperative ? [paid(flow, -1, .keptToTheEnd)] : [])
      }
    case .bargaining, .cooperativeCosts, .institution, .grants, .estates, .publicFunds: []
    }
  }

  private func ofSociety(_ valuation: Valuation) -> [YearlyAmount] {
    switch self {
    case .sales, .ownConsumption, .herdAtEnd, .wages, .property, .memberTime, .centralTime, .inputs:
      resources(valuation)
    case .bargaining:
      [
        paid(.bargainingGain, 1 - valuation.partnersLossShare),
        YearlyAmount(outcome: "cooperativeInputSavingYuan", weight: -valuation.partnersLossShare),
      ]
    case .cooperativeCosts: [paid(.cooperativeCosts, -1)]
    case .institution: [paid(.institutionCost, -1)]
    case .publicFunds:
      BenefitItem.allCases.filter { $0.isListed(in: .publicPurse) }.flatMap(\.ofPurse).map {
        YearlyAmount(outcome: $0.outcome, weight: $0.weight * (valuation.costOfFunds - 1))
      }
    case .officeIncome, .meritPay, .transfers, .dibao, .rents, .localTrade, .loans, .cooperativePayments,
      .cooperativeFunds, .grants, .estates:
      []
    }
  }

  private var ofPurse: [YearlyAmount] {
    switch self {
    case .meritPay: [paid(.meritPay, -1)]
    case .transfers: [paid(.transfers, -1), paid(.grasslandReward, -1)]
    case .dibao: [paid(.dibao, -1)]
    case .institution: [paid(.institutionCost, -1)]
    case .grants: [paid(.cooperativeGrant, -1)]
    case .estates: [paid(.estateLeft)]
    default: []
    }
  }

  /// What is made and used up, the same to households and society.
  private func resources(_ valuation: Valuation) -> [YearlyAmount] {
    switch self {
    case .sales: [paid(.sales), paid(.purchases, -1)]
    case .ownConsumption: [YearlyAmount(outcome: "ownConsumptionPerHousehold", weight: valuation.households)]
    case .herdAtEnd:
      [YearlyAmount(outcome: "herdYuanPerHousehold", weight: valuation.households, timing: .atTheEnd)]
    case .wages: [paid(.wages), office(-1)]
    case .property: [paid(.property)]
    case .inputs: [paid(.inputs, -1), paid(.localInputs, -1)]
    case .memberTime:
      [YearlyAmount(outcome: "membershipShare", weight: -valuation.households * valuation.memberYearYuan)]
    case .centralTime: [YearlyAmount(outcome: "centralHouseholds", weight: -valuation.officeYearYuan)]
    default: []
    }
  }

  /// Payments between members and their cooperative, as members see them.
  private static let ofMembers: [(flow: MoneyFlow, sign: Double)] = MoneyFlow.allCases.compactMap { flow in
    switch (flow.source, flow.destination) {
    case (.cooperative, .household): (flow, 1)
    case (.household, .cooperative): (flow, -1)
    default: nil
    }
  }

  private func paid(
    _ flow: MoneyFlow, _ weight: Double = 1, _ timing: YearlyAmount.Timing = .paid
  ) -> YearlyAmount {
    YearlyAmount(outcome: flow.outcome, weight: weight, timing: timing)
  }

  private func office(_ weight: Double) -> YearlyAmount {
    YearlyAmount(outcome: "officePremiumYuan", weight: weight)
  }
}

extension MoneyFlow {
  /// Name of the outcome that has it by year.
  var outcome: String { "payment\("\(self)".capitalised)Yuan" }
}
