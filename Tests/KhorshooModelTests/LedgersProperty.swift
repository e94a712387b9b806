import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import Testing

@Suite struct LedgersProperty {
  /// Case 4: both ledgers close in every quarter, replicate and arm, below the tolerances that the model declares.
  @Test(arguments: ["expected", "stochastic"], [1, 2, 3, 4] as [UInt64])
  func close(demography: String, seed: UInt64) throws {
    let settings: Settings = ["husbandry.demography": demography, "dzud.probabilityPerWinter": "0.4"]
    let model = try World.model(
      [World.lively, World.paid, settings], arms: [World.none, World.linkage, [:]], years: 5, seed: seed)
    let trace = Trace(model, replicates: 32)
    for (index, ledger) in model.ledgers.enumerated() {
      let residual = trace.residual(index)
      #expect(residual <= ledger.tolerance, "\(ledger.name): \(residual), seed \(seed)")
      // Single precision never closes to the last bit over 60 households: a residual of zero would mean no check.
      #expect(residual > 0 || ledger.name != "money", "\(ledger.name) seed \(seed)")
    }
  }

  /// One gacha's quarter, stopped before its ledger is closed.
  private func quarterOfPayments(_ model: LinkageModel, time: Int, then check: (Stepper) -> Void) {
    let stepper = Stepper(model, arm: 1)
    for t in 0...time {
      stepper.quarter(t) { step, gacha in
        if t == time && gacha == 0 && step == "InstitutionCost" { check(stepper) }
      }
    }
  }

  /// Deliberate fault: a payment of the wrong amount, of 1 in 10,000 of all that was paid, is seen, whichever it is.
  @Test func aWrongAmountIsSeen() throws {
    let model = try World.model([World.lively], arms: [World.none, World.linkage])
    let tolerance = model.ledgers[1].tolerance
    quarterOfPayments(model, time: 3) { stepper in
      let ledger = stepper.context.flows.money
      #expect(ledger.residual <= tolerance)
      let turnover = MoneyFlow.allCases.reduce(AccountLanes.zero) { $0 + ledger.booked($1) }
      let wrong = turnover * AccountLanes(repeating: 1e-4)
      // Payments between the market, the government and nobody else touch no account that is kept.
      for flow in MoneyFlow.allCases where flow != .institutionCost {
        ledger.book(flow, wrong)
        #expect(ledger.residual > tolerance, "\(flow)")
        ledger.book(flow, AccountLanes.zero - wrong)
      }
      #expect(ledger.residual <= tolerance)
      // One lane of sixteen is enough, NaN too.
      var one = AccountLanes.zero
      one[3] = .nan
      ledger.book(.sales, one)
      #expect(ledger.residual.isNaN)
    }
  }

  /// What cooperatives hold (reserves, capital shares, risk pool, surplus not yet distributed) changes by what is booked for them.
  @Test func cooperativesHoldWhatTheyWerePaid() throws {
    let model = try World.model([World.lively, ["dzud.probabilityPerWinter": "0.9"]], years: 4)
    let stepper = Stepper(model, arm: 1)
    let accounts = stepper.context.state.cooperatives
    func held(_ gacha: Int) -> AccountLanes {
      model.banner.places.gacha[gacha].cooperatives.reduce(.zero) {
        $0 + accounts.reservesYuan[$1] + accounts.riskPoolYuan[$1] + accounts.surplusYearYuan[$1]
          + accounts.capitalYuan[$1] + accounts.arrearsYuan[$1]
      }
    }
    var traded = 0.0
    for time in 0..<16 {
      let before = model.banner.places.gacha.indices.map(held)
      stepper.quarter(time) { step, gacha in
        guard step == "InstitutionCost" else { return }
        let ledger = stepper.context.flows.money
        let change = held(gacha) - before[gacha]
        let turnover = MoneyFlow.allCases.reduce(AccountLanes.zero) { $0 + ledger.booked($1) }
        for lane in 0..<laneCount {
          traded += ledger.booked(.premium)[lane] + ledger.booked(.riskPayout)[lane]
          // Members are paid in single precision, cooperatives keep accounts in double: 1e-6 of the gacha's turnover.
          #expect(abs(change[lane] - ledger.net(.cooperative)[lane]) < 1e-6 * turnover[lane])
        }
      }
    }
    #expect(traded > 1000)
  }

  /// VT-20: at least 60 % of what is distributed goes by patronage, at most 40 % by capital share.
  @Test func patronageRefund() throws {
    for share in ["0.6", "0.75", "1"] {
      let settings: Settings = [
        "policy.cooperatives.patronageShare": share, "policy.cooperatives.grantYuanPerYear": "30000",
      ]
      let model = try World.model([World.lively, settings])
      let stepper = Stepper(model, arm: 1)
      var paid = 0.0
      for time in 0..<12 {
        stepper.quarter(time) { step, gacha in
          guard step == "CooperativeFailure", time % 4 == 3 else { return }
          let quarter = stepper.context.cooperativeQuarter
          for c in model.banner.places.gacha[gacha].cooperatives {
            let refund = numbers(quarter.refund[c] * quarter.patronage[c])
            let capital = numbers(quarter.capitalDividend[c] * quarter.shareQuarters[c])
            for (byTrade, byCapital) in zip(refund, capital) where byTrade + byCapital > 0 {
              paid += byTrade
              // Two divisions and products in single precision.
              #expect(abs(byTrade / (byTrade + byCapital) - Double(share)!) < 1e-5)
            }
          }
        }
      }
      #expect(paid > 0)
    }
  }
}
