import KhorshooNumerics

/// Benefits and costs from one perspective: items that are weighted sums of paired differences over the run, and their sum.
public struct BalanceDefinition: Sendable {
  /// One benefit (above zero) or cost (below).
  public struct Item: Sendable {
    /// Lower camel case.
    public let name: String
    /// Short label in English and Chinese.
    public let label, labelChinese: String
    /// One sentence in English and Chinese.
    public let meaning, meaningChinese: String
    /// Cells; none where the item is a transfer within the perspective, and so zero.
    public let terms: [RatioDefinition.Term]

    /// Memberwise.
    public init(
      name: String, label: String, labelChinese: String, meaning: String, meaningChinese: String,
      terms: [RatioDefinition.Term]
    ) {
      self.name = name
      self.label = label
      self.labelChinese = labelChinese
      self.meaning = meaning
      self.meaningChinese = meaningChinese
      self.terms = terms
    }
  }

  /// Lower camel case.
  public let name: String
  /// Whose benefits and costs, in English and Chinese.
  public let label, labelChinese: String
  /// Unit of every item.
  public let unit: String
  /// Every item, in the order in which they are added up.
  public let items: [Item]
  /// What an item is multiplied by to be an amount a household and year.
  public let perHouseholdYear: Double

  /// Memberwise.
  public init(
    name: String, label: String, labelChinese: String, unit: String, items: [Item], perHouseholdYear: Double
  ) {
    self.name = name
    self.label = label
    self.labelChinese = labelChinese
    self.unit = unit
    self.items = items
    self.perHouseholdYear = perHouseholdYear
  }
}

/// A mean difference and its 95 % interval: of the mean when parameters are fixed, else that in which a drawn world lies.
public struct BalanceEstimate: Sendable, Equatable {
  /// Replicates, or worlds.
  public let count: Int
  /// Mean.
  public let mean: Double
  /// Ends of the interval; not numbers when there are fewer than two.
  public let ci95Low, ci95High: Double

  /// As it stands in a table.
  package init(count: Int, mean: Double, ci95Low: Double, ci95High: Double) {
    (self.count, self.mean, self.ci95Low, self.ci95High) = (count, mean, ci95Low, ci95High)
  }

  /// Of the moments of a sum.
  package init(_ moments: RatioMoments) {
    count = moments.count.isNaN ? 0 : Int(moments.count)
    mean = moments.numerator
    let half =
      count > 1
      ? studentQuantile975(degreesOfFreedom: moments.count - 1) * moments.numeratorVariance.squareRoot() : Double.nan
    (ci95Low, ci95High) = (mean - half, mean + half)
  }
}

/// What the table of benefits and costs needs of a finished run.
public protocol BalanceTables: Sendable {
  /// Names of the arms, in scenario order.
  var arms: [String] { get }
  /// Index of the arm that the others are compared with.
  var referenceArm: Int { get }
  /// Perspectives.
  var balances: [BalanceDefinition] { get }
  /// An item of a balance in an arm against the reference; the sum of all items when nil.
  func balance(arm: Int, balance: Int, item: Int?) -> BalanceEstimate
}

/// What a run sums over its quarters: both sides of ratios, and items of balances.
public struct SumDefinitions: Sendable {
  /// Ratios of paired differences.
  public let ratios: [RatioDefinition]
  /// Balances.
  public let balances: [BalanceDefinition]

  /// Memberwise.
  public init(ratios: [RatioDefinition], balances: [BalanceDefinition]) {
    (self.ratios, self.balances) = (ratios, balances)
  }

  /// Rows: ratios first, then of each balance its items and its total.
  var rowCount: Int { ratios.count + balances.reduce(0) { $0 + $1.items.count + 1 } }

  /// Row of an item of a balance; of its total when nil.
  package func row(balance: Int, item: Int?) -> Int {
    let first = ratios.count + balances[..<balance].reduce(0) { $0 + $1.items.count + 1 }
    return first + (item ?? balances[balance].items.count)
  }
}
