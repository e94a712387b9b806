import KhorshooNumerics

/// A ratio of two paired differences: what one thing changes by, a unit of what another changes by.
///
/// Both sides are sums over recorded cells, so that a present value or a count of persons needs no state of its own.
public struct RatioDefinition: Sendable {
  /// A recorded cell and what it counts for.
  public struct Term: Sendable {
    /// Index into ``RecordLayout/cells``, none of level `group`.
    public let cell: Int
    /// Factor of the difference between an arm and the reference.
    public let weight: Double

    /// Memberwise.
    public init(cell: Int, weight: Double) {
      self.cell = cell
      self.weight = weight
    }
  }

  /// One side: its cells and its words.
  public struct Side: Sendable {
    /// Words for what is summed, in English and Chinese.
    public let label, labelChinese: String
    /// Cells.
    public let terms: [Term]

    /// Memberwise.
    public init(label: String, labelChinese: String, terms: [Term]) {
      self.label = label
      self.labelChinese = labelChinese
      self.terms = terms
    }
  }

  /// Lower camel case.
  public let name: String
  /// Unit, `1` for a pure number.
  public let unit: String
  /// Short label in English and Chinese.
  public let label, labelChinese: String
  /// One or two sentences in English and Chinese.
  public let meaning, meaningChinese: String
  /// What is divided, and by what.
  public let numerator, denominator: Side

  /// Memberwise.
  public init(
    name: String, unit: String, label: String, labelChinese: String, meaning: String, meaningChinese: String,
    numerator: Side, denominator: Side
  ) {
    self.name = name
    self.unit = unit
    self.label = label
    self.labelChinese = labelChinese
    self.meaning = meaning
    self.meaningChinese = meaningChinese
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// What the table of ratios needs of a finished run.
public protocol RatioTables: Sendable {
  /// Names of the arms, in scenario order.
  var arms: [String] { get }
  /// Index of the arm that the others are compared with.
  var referenceArm: Int { get }
  /// Ratios that are estimated.
  var ratios: [RatioDefinition] { get }
  /// Moments of a ratio of paired differences between an arm and the reference.
  func ratio(arm: Int, ratio index: Int) -> RatioMoments
}

/// Numerators and denominators of all ratios in one block, and the items of balances as numerators of their own: differences between
/// each arm and the reference, summed as the quarters come.
///
/// Proof: `RatioStatisticsAnalytic`, `BalanceStatisticsAnalytic`.
package final class RatioSums {
  /// Shape: arms, rows of ``SumDefinitions`` x 16.
  package private(set) var numerators, denominators: [[Double]]
  private var sides: [(numerator: [[RatioDefinition.Term]], denominator: [[RatioDefinition.Term]])] = []
  /// With the weights of the block's world.
  package private(set) var definitions: SumDefinitions
  private let layout: RecordLayout
  private let referenceArm: Int

  /// Of no quarter yet.
  package init(_ model: some BlockModel) {
    (layout, definitions, referenceArm) = (model.layout, model.sums, model.referenceArm)
    numerators = model.armNames.map { [definitions] _ in Array(repeating: 0, count: definitions.rowCount * laneCount) }
    denominators = numerators
    lookUp()
  }

  /// Takes the weights of a block's world, whose sums are of the same cells.
  func enter(_ definitions: SumDefinitions) {
    precondition(definitions.rowCount == self.definitions.rowCount, "a world with other sums")
    self.definitions = definitions
    lookUp()
  }

  private func lookUp() {
    func byQuarter(_ list: [RatioDefinition.Term]) -> [[RatioDefinition.Term]] {
      var terms = [[RatioDefinition.Term]](repeating: [], count: layout.quarters.count)
      for term in list { terms[layout.cells[term.cell].time].append(term) }
      return terms
    }
    sides =
      definitions.ratios.map { (byQuarter($0.numerator.terms), byQuarter($0.denominator.terms)) }
      + definitions.balances.flatMap {
        $0.items.map { (byQuarter($0.terms), byQuarter([])) } + [(byQuarter([]), byQuarter([]))]
      }
  }

  /// Adds up the items of each balance, in their order: at the end of a block.
  package func total() {
    for arm in numerators.indices where arm != referenceArm {
      for (index, balance) in definitions.balances.enumerated() {
        let total = definitions.row(balance: index, item: nil)
        for lane in 0..<laneCount {
          numerators[arm][total * laneCount + lane] = balance.items.indices.reduce(0) {
            $0 + numerators[arm][definitions.row(balance: index, item: $1) * laneCount + lane]
          }
        }
      }
    }
  }

  /// Begins a block.
  package func clear() {
    for arm in numerators.indices {
      for index in numerators[arm].indices { (numerators[arm][index], denominators[arm][index]) = (0, 0) }
    }
  }

  /// Takes in a quarter.
  package func add(_ record: BlockRecord, quarter: Int) {
    for arm in numerators.indices where arm != referenceArm {
      for (index, side) in sides.enumerated() {
        for term in side.numerator[quarter] { add(term, record, arm, &numerators[arm], index) }
        for term in side.denominator[quarter] { add(term, record, arm, &denominators[arm], index) }
      }
    }
  }

  private func add(
    _ term: RatioDefinition.Term, _ record: BlockRecord, _ arm: Int, _ sums: inout [Double], _ ratio: Int
  ) {
    let row = record.row(term.cell) * laneCount
    for lane in 0..<laneCount {
      let difference = record.values[arm][row + lane] - record.values[referenceArm][row + lane]
      sums[ratio * laneCount + lane] += term.weight * difference
    }
  }
}
