import KhorshooEngine
import KhorshooNumerics

/// The years before the run: households as drawn live through them without cooperatives and central households, so that herds,
/// debts, stocks of hay and pasture are where such years leave them when the run begins.
///
/// A household drawn with more animals than its pasture and purse carry has sold them by then, and the first year is one like any
/// other. All arms of a block begin where one past ended; nobody retires, leaves or splits in it, and draws that last for a
/// household's whole life (who takes up dibao, who finds a partner to rent) are those of the run.
///
/// - Source: burn-in of `past.years`, Grimm and Railsback 2005, *Individual-based Modeling and Ecology*, chapter 9; warm-up of a
///   simulation, Law 2015, *Simulation Modeling and Analysis*, section 9.5.1.
/// - Proof: `PastProperty`, `SteadyStartStatistical`.
package enum Past {
  /// Draws of the past are keyed by quarters from here on, later than any run goes.
  static let firstQuarter = 40_000

  /// The scenario's own parameters with all linkage off and households that stay.
  static func arm(_ values: ParameterValues) -> Arm {
    var values = values
    for key in ["policy.cooperatives.enabled", "policy.centralHouseholds.enabled", "turnover.enabled"] {
      values[key] = .boolean(false)
    }
    return Arm(name: "past", label: "", labelChinese: "", values: values)
  }

  /// What each household brings into the run; membership, standing and traits are set by ``InitialState``.
  static func hand(_ past: ModelState, to state: ModelState, _ banner: Banner) {
    let (households, classes) = (banner.places.householdCount, banner.table.classes.count)
    state.herd.update(from: past.herd, count: households * classes)
    func copy(_ rows: KeyPath<ModelState, Rows>) {
      state[keyPath: rows].update(from: past[keyPath: rows], count: households)
    }
    copy(\.cashYuan)
    copy(\.debtYuan)
    copy(\.hayKg)
    copy(\.standingKg)
    copy(\.grazedKg)
    copy(\.pastureCondition)
    copy(\.letMu)
    copy(\.rentedMu)
    copy(\.dibaoYuan)
    copy(\.deficitMemory)
    copy(\.incomeYearYuan)
    copy(\.localIncomeYearYuan)
    copy(\.sheepUnits)
  }
}

/// Where the past of one block ended. Models that differ from the one it was lived through in alone by their arms begin from it
/// and save those years.
///
/// - Proof: `PastProperty`.
package final class LivedPast: @unchecked Sendable {
  // Written by the block that lived through it, read alone since.
  fileprivate let state: ModelState
  fileprivate let firstReplicate: Int

  fileprivate init(_ state: ModelState, of block: ReplicateBlock) {
    (self.state, firstReplicate) = (state, block.firstReplicate)
  }
}

extension LinkageModel.Workspace {
  /// What another world may take over when this one is left.
  var states: [ModelState] { contexts.map(\.state) + (lived == nil ? past.map { [$0.state] } ?? [] : []) }

  /// The past of the block that was simulated last, to be begun from again; this memory is for no other block from now on.
  ///
  /// - Returns: nil when there is none that all arms share.
  package func keepPast(of block: ReplicateBlock) -> LivedPast? {
    guard let past, shocks.count == 1 else { return nil }
    let kept = lived ?? LivedPast(past.state, of: block)
    lived = kept
    return kept
  }
}

extension LinkageModel {
  /// One worker's memory for one block whose past was lived through before, with the states of another world that is left.
  package func makeWorkspace(from past: LivedPast, after last: Workspace? = nil) -> Workspace {
    let workspace = StatesLeft.$current.withValue(last.map { StatesLeft($0.states) }) {
      makeWorkspace(pastState: past.state)
    }
    workspace.lived = past
    return workspace
  }

  /// Sees to it that the past of a block stands in the worker's memory.
  func reachStart(_ block: ReplicateBlock, _ workspace: Workspace, _ random: LaneRandom, _ record: BlockRecord) {
    guard let lived = workspace.lived else { return livePast(workspace, random, record) }
    precondition(lived.firstReplicate == block.firstReplicate, "memory with the past of another block")
  }

  /// Head of each species in a gacha.
  func head(of gacha: Gacha, _ context: QuarterContext) -> [Lanes] {
    context.rates.species.map { species in
      var head = Lanes.zero
      for g in gacha.grids {
        var grid = Lanes.zero
        for h in context.banner.places.grids[g].households {
          for k in species.classes { grid += context.state.herd[h * context.rates.classCount + k] }
        }
        head += grid
      }
      return head
    }
  }

  /// Lives through the past of a block; arms that begin afterwards begin where it ended.
  package func livePast(_ workspace: Workspace, _ random: LaneRandom, _ record: BlockRecord) {
    guard let context = workspace.past else { return }
    context.random = random
    context.shocks.draw(random)
    InitialState.set(context)
    context.headBefore = banner.places.gacha.flatMap { head(of: $0, context) }
    let places = workspace.places(ofArm: nil)
    for quarter in 0..<4 * pastYears {
      context.time = Past.firstQuarter + quarter
      context.season = quarter % 4 + 1
      ModelSchedule.open(context)
      for gacha in banner.places.gacha.indices {
        beginQuarter(context, gacha)
        ModelSchedule.run(context, gacha: gacha)
        // The herds of the end of the quarter, which the ledger of stock closes with.
        places.sums.gatherHead(context, gacha: gacha)
        closeLedgers(context, gacha)
      }
      ModelSchedule.close(context)
      note(context, record)
    }
  }
}
