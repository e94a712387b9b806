import KhorshooInputs
import KhorshooNumerics
import Testing

@Suite struct CircularFlowAnalytic {
  /// The parts sum to the multiplier; what is within a group has no open loop, and one group has transfers alone.
  @Test func partsSumToTheMultiplier() throws {
    let analysis = try socialAccounts()
    let inverse = try #require(analysis.typeTwo)
    for effect in try CircularFlow(analysis).effects {
      let (r, c) = (inverse.accounts.firstIndex(of: effect.to)!, inverse.accounts.firstIndex(of: effect.from)!)
      #expect((effect.total - inverse.matrix[r, c]).magnitude < 1e-12)
      if analysis.table.accounts[effect.from].kind == analysis.table.accounts[effect.to].kind {
        #expect(effect.openLoop.magnitude < 1e-14 && effect.closedLoop > 0)
      } else {
        #expect(effect.transfer.magnitude < 1e-14 && effect.openLoop > 0)
      }
    }
    let production = try InputOutputAnalysis(TextbookTables.threeSectors)
    for effect in try CircularFlow(production).effects {
      #expect(effect.openLoop.magnitude < 1e-14 && effect.closedLoop.magnitude < 1e-14 && effect.transfer > 0)
    }
  }

  /// Trade and households that pay each other a and b: once round is ab, so the closed loop of trade is ab / (1 - ab).
  @Test func aCircleOfTwo() throws {
    let (spending, local, added) = (0.79, 0.55, 0.6)
    let round = spending * local * added
    let found = try CircularFlow(
      InputOutputAnalysis(TextbookTables.localTrade(spending: spending, local: local, valueAdded: added)))
    let own = try #require(found.effects.first { $0.from == 0 && $0.to == 0 })
    let across = try #require(found.effects.first { $0.from == 0 && $0.to == 1 })
    #expect((own.closedLoop - round / (1 - round)).magnitude < 1e-12 && own.openLoop == 0)
    #expect((across.openLoop - added).magnitude < 1e-12)
    #expect((across.closedLoop - added * round / (1 - round)).magnitude < 1e-12)
  }
}
