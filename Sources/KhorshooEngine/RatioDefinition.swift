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

/// Joint moments of the two differences of every ratio in one arm.
///
/// Proof: `RatioStatisticsAnalytic`.
final class RatioStatistics {
  private let ratios: [RatioDefinition]
  private let pairs: PairStatistics
  // One block's numerators and denominators. Shape: ratios x 16.
  private var numerators: [Double]
  private var denominators: [Double]

  init(_ ratios: [RatioDefinition]) {
    self.ratios = ratios
    pairs = PairStatistics(cellCount: ratios.count)
    numerators = Array(repeating: 0, count: ratios.count * laneCount)
    denominators = numerators
  }

  /// Takes in the recorded lanes of a block.
  func add(_ reference: UnsafePointer<Double>, _ values: UnsafePointer<Double>, validLanes: Int) {
    for (index, ratio) in ratios.enumerated() {
      for lane in 0..<laneCount {
        func sum(_ side: RatioDefinition.Side) -> Double {
          side.terms.reduce(0) { sum, term in
            let at = term.cell * laneCount + lane
            return sum + term.weight * (values[at] - reference[at])
          }
        }
        numerators[index * laneCount + lane] = sum(ratio.numerator)
        denominators[index * laneCount + lane] = sum(ratio.denominator)
      }
    }
    pairs.add(numerators, denominators, validLanes: validLanes)
  }

  /// Numerator and denominator of each ratio in the block that was taken in last. Shape: 2 x ratios x 16.
  var sides: [Double] {
    ratios.indices.flatMap { index in
      numerators[index * laneCount..<(index + 1) * laneCount]
        + denominators[index * laneCount..<(index + 1) * laneCount]
    }
  }

  /// Moments of one ratio.
  func moments(_ index: Int) -> RatioMoments { pairs.ratioMoments(pair: index) }
}
