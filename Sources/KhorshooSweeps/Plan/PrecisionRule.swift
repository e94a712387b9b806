import KhorshooEngine
import KhorshooExperiments
import KhorshooNumerics
import KhorshooText

/// When there are enough replicates, as after `--until`: `ci95(uplift.incomePerHousehold) < 200`.
///
/// What is in the brackets is an ``OutcomeTarget``, an uplift. Looking after each batch is allowed for, see `SequentialPrecision`.
/// - Proof: `PrecisionRuleUnit`, `UntilCommandTests`.
public struct PrecisionRule: Sendable {
  /// As it was written, blanks aside.
  public let text: String
  /// What is to be known so precisely.
  public let target: OutcomeTarget
  /// When to look, and the budget.
  public let procedure: SequentialPrecision

  /// Reads the rule.
  ///
  /// - Throws: `UserError` 64 `until-syntax`, `precision-goal`, `precision-budget`.
  public init(parsing written: String, maximumReplicates: Int) throws(UserError) {
    let text = String(written.filter { !$0.isWhitespace })
    let pattern = #/ci95\((uplift\.[^()]+)\)<=?([0-9.eE+-]+)/#
    guard let match = text.wholeMatch(of: pattern), let width = Double(match.2),
      let target = try? OutcomeTarget(parsing: String(match.1), option: "--until")
    else {
      throw Self.fault(
        "until-syntax",
        "found \(quoted(written)), expected a goal such as 'ci95(uplift.incomePerHousehold) < 200', "
          + "'ci95(uplift.linkage.incomePerHousehold@member) < 500'", .usage)
    }
    self.text = text
    self.target = target
    do {
      procedure = try SequentialPrecision(
        goal: PrecisionGoal(halfWidth: width), minimumReplicates: min(64, maximumReplicates),
        maximumReplicates: maximumReplicates, batch: laneCount)
    } catch { throw Self.fault(error.code, error.message, .usage) }
  }

  private static func fault(_ code: String, _ message: String, _ exit: UserError.Exit) -> UserError {
    UserError(exit, [Diagnostic(code: code, path: "--until", message: message)])
  }
}

/// The replicates that a rule has seen so far.
public struct PrecisionWatch: Sendable {
  private let rule: PrecisionRule
  private let referenceArm: Int
  private let arm: Int
  private let cell: Int
  private let groupCells: Range<Int>
  private let pair = PairStatistics(cellCount: 1)
  // Of antithetic pairs; nil when replicates are independent.
  private let antithetic: AntitheticSums?
  private var replicates = 0

  /// Of no replicates yet.
  ///
  /// - Throws: as ``OutcomeTarget/find(in:)``.
  public init(_ rule: PrecisionRule, _ model: some BlockModel) throws(UserError) {
    self.rule = rule
    referenceArm = model.referenceArm
    groupCells = model.layout.groupCells
    antithetic = model.isAntithetic ? AntitheticSums(cellCount: 1) : nil
    (arm, cell) = try rule.target.find(in: RecordedLayout(model))
  }

  /// Takes in the recorded lanes of a block. Call in block order.
  public mutating func add(_ record: BlockRecord, of block: ReplicateBlock) {
    let reference =
      groupCells.contains(cell)
      ? record.matchedReference[arm].baseAddress! + (cell - groupCells.lowerBound) * laneCount
      : record.values[referenceArm].baseAddress! + cell * laneCount
    let own = record.values[arm].baseAddress! + cell * laneCount
    pair.add(reference, own, validLanes: block.validLanes)
    antithetic?.add(own, less: reference, cells: 0..<1)
    replicates += block.validLanes
  }

  /// What to do now. Replicates in which the outcome is undefined count for the budget and not for the interval.
  public var assessment: SequentialPrecision.Assessment {
    let error = antithetic?.standardError(cell: 0) ?? pair.standardError(pair: 0)
    let count = pair.count(pair: 0)
    return rule.procedure.assess(
      count: count, mean: pair.meanDifference(pair: 0), variance: error * error * Double(count),
      units: antithetic?.pairs(cell: 0))
  }

  /// How many more replicates are wanted: none when the goal is reached or the budget spent.
  public var wanted: Int {
    guard case .more(let count) = assessment.decision else { return 0 }
    return min(ReplicateBlock.count(replicates: count) * laneCount, rule.procedure.maximumReplicates - replicates)
  }
}
