import KhorshooEngine
import KhorshooExperiments
import KhorshooModel
import KhorshooNumerics

/// Takes what options bring in each world while the run goes on.
///
/// Unchecked: the engine calls it in block order and never from two threads at once.
final class DecisionRecorder: @unchecked Sendable {
  private let quantities: DecisionQuantities
  private let arms: [Int]
  let householdCount: Int
  private(set) var outcomes: OptionOutcomes
  /// Sums over replicates of what each fifth of the households has in the reference.
  private(set) var referenceIncomes = DecisionQuantities.fifths.map { _ in 0.0 }

  /// - Parameters:
  ///   - arms: those that are options, in their order.
  ///   - outcome: that is asked for.
  init(_ model: LinkageModel, outcome: String?, arms: [Int]) {
    (quantities, self.arms) = (DecisionQuantities(model, outcome: outcome), arms)
    householdCount = model.banner.places.householdCount
    outcomes = OptionOutcomes(options: arms.count, quantities: DecisionQuantities.Quantity.allCases.count)
  }

  /// Takes in a world: the differences from the reference, replicate by replicate.
  func add(_ record: BlockRecord, _ block: ReplicateBlock) {
    let rows = (0..<block.validLanes).map { lane in
      arms.flatMap { arm in
        DecisionQuantities.Quantity.allCases.map { quantities.difference($0, arm: arm, lane: lane, in: record) }
      }
    }
    for fifth in referenceIncomes.indices {
      for lane in 0..<block.validLanes {
        referenceIncomes[fifth] += quantities.referenceIncome(ofFifth: fifth, lane: lane, in: record)
      }
    }
    let world = DrawnWorlds<LinkageModel>.number(of: block)
    outcomes.add(set: world / WorldMoments.worldsPerSet, rows)
  }
}
