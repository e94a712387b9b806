import KhorshooEngine
import KhorshooNumerics

/// Published counts of households by gacha and by classes of herd, pasture and persons.
public struct MarginTable: Sendable, Hashable {
  /// What households are classed by, beside their gacha.
  public enum Trait: String, Sendable, Hashable, CaseIterable {
    /// Sheep units, mu, persons.
    case sheepUnits, pastureMu, persons
  }

  /// A class of a trait: `50-200` is from 50 to below 200, of persons from the first to the last.
  public struct Class: Sendable, Hashable {
    /// As written.
    public let label: String
    /// First value, and the first above.
    public let from, below: Double

    /// Memberwise.
    public init(label: String, from: Double, below: Double) {
      self.label = label
      self.from = from
      self.below = below
    }

    /// Whether a value is in it.
    public func contains(_ value: Double) -> Bool { from <= value && value < below }
  }

  /// Names of the gacha, in order of appearance.
  public let gachaNames: [String]
  /// Sumu of each gacha.
  public let sumuNames: [String]
  /// Classes of each trait that a margin names, from low to high.
  public let axes: [(trait: Trait, classes: [Class])]
  /// Totals over gacha (axis 0) and classes (axes 1 and on, as in ``axes``).
  public let margins: [ProportionalFit.Margin]
  /// Columns of each margin, for messages.
  public let titles: [String]

  /// Memberwise.
  public init(
    gachaNames: [String], sumuNames: [String], axes: [(trait: Trait, classes: [Class])],
    margins: [ProportionalFit.Margin], titles: [String]
  ) {
    self.gachaNames = gachaNames
    self.sumuNames = sumuNames
    self.axes = axes
    self.margins = margins
    self.titles = titles
  }

  /// Equal when they say the same.
  public static func == (left: MarginTable, right: MarginTable) -> Bool {
    left.gachaNames == right.gachaNames && left.sumuNames == right.sumuNames && left.margins == right.margins
      && left.axes.map(\.trait) == right.axes.map(\.trait) && left.axes.map(\.classes) == right.axes.map(\.classes)
  }

  /// By its names and totals.
  public func hash(into hasher: inout Hasher) { hasher.combine(gachaNames) }
}

/// Households whose numbers by gacha and class are the published ones.
///
///     first table = shares of the classes among households drawn from the scenario's distributions, alike in every gacha
///     fitted      = ``ProportionalFit`` of it to the margins: what they do not say keeps the odds ratios of the distributions
///     households  = fitted cells made whole by rounding their running sum, so that each gacha is met to the household
///     traits      = those of a drawn household of the class
///
/// - Source: Deming and Stephan 1940; Beckman, Baggerly and McKay 1996 (doi:10.1016/0965-8564(96)00004-3) for populations.
/// - Random: ``ModelStreams/householdTraits``, entity = number; households of the first table as any, 40 which of its class,
///   41 to 43 its traits where none was drawn.
/// - Proof: `MarginSynthesisProperty`.
public struct MarginSynthesis {
  /// Households drawn for the first table.
  static let sampleCount = 20_000
  /// Weight of a class in which none was drawn.
  static let leastShare = 1e-3

  /// Households with gacha, sumu and the three traits.
  public let roster: Roster
  /// Rounds until the margins were met.
  public let rounds: Int
  /// Largest miss of the fitted table, households.
  public let largestMiss: Double
  /// Largest miss of the whole households of the roster.
  public let largestRounding: Double

  /// - Throws: `ProportionalFit.Fault` when the margins cannot be met.
  public init(_ table: MarginTable, values: ParameterValues, speciesNames: [String], seed: UInt64)
    throws(ProportionalFit.Fault)
  {
    let population = HouseholdSynthesis(
      values: values, table: HerdTable(values, speciesNames: speciesNames), seed: seed)
    let sample = population.traits(count: Self.sampleCount)
    let shape = [table.gachaNames.count] + table.axes.map(\.classes.count)
    let classCount = shape.dropFirst().reduce(1, *)
    var members = [[Int]](repeating: [], count: classCount)
    for h in 0..<Self.sampleCount {
      var cell: Int? = 0
      for (trait, classes) in table.axes {
        let value = Self.value(sample, trait, h)
        guard let place = classes.firstIndex(where: { $0.contains(value) }) else {
          cell = nil
          break
        }
        cell = cell.map { $0 * classes.count + place }
      }
      if let cell { members[cell].append(h) }
    }
    let first = members.map { max(Double($0.count), Self.leastShare) }
    let fit = try ProportionalFit(
      shape: shape, first: table.gachaNames.flatMap { _ in first }, margins: table.margins)
    let counts = Self.whole(fit.cells)
    rounds = fit.rounds
    largestMiss = fit.largestMiss
    largestRounding = Self.miss(counts.map(Double.init), shape, table.margins)
    roster = Self.roster(table, counts, members, sample, seed)
  }

  /// Whole numbers whose running sum is that of the cells, rounded.
  private static func whole(_ cells: [Double]) -> [Int] {
    var (sum, before) = (0.0, 0)
    return cells.map { cell in
      sum += cell
      let now = Int((sum + 1e-6).rounded())
      defer { before = now }
      return now - before
    }
  }

  private static func miss(_ cells: [Double], _ shape: [Int], _ margins: [ProportionalFit.Margin]) -> Double {
    margins.map { $0.largestMiss(cells, shape: shape) }.max() ?? 0
  }

  private static func value(_ all: Households, _ trait: MarginTable.Trait, _ h: Int) -> Double {
    switch trait {
    case .sheepUnits: Double(all.sheepUnitsAtStart[h])
    case .pastureMu: Double(all.pastureMu[h])
    case .persons: Double(all.persons[h])
    }
  }

  private static func roster(
    _ table: MarginTable, _ counts: [Int], _ members: [[Int]], _ sample: Households, _ seed: UInt64
  ) -> Roster {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.householdTraits)
    let total = counts.reduce(0, +)
    var roster = Roster(ids: [])
    var numbers = MarginTable.Trait.allCases.map { _ in [Double]() }
    var gacha: [Int] = []
    for (cell, count) in counts.enumerated() {
      let (g, kind) = cell.quotientAndRemainder(dividingBy: members.count)
      for _ in 0..<count {
        let number = gacha.count
        gacha.append(g)
        roster.ids.append("h-\(padded(number + 1, "\(total)".count))")
        let choice = members[kind]
        let u = random.uniform(entity: number, index: 40)
        let h = choice.isEmpty ? nil : choice[min(choice.count - 1, Int(u * Double(choice.count)))]
        for (k, trait) in MarginTable.Trait.allCases.enumerated() {
          if let h {
            numbers[k].append(value(sample, trait, h))
          } else {
            numbers[k].append(drawn(table, kind, trait, random.uniform(entity: number, index: 41 + k)))
          }
        }
      }
    }
    roster.gacha = Roster.Units(names: table.gachaNames, index: gacha)
    let sumu = table.sumuNames.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    roster.sumu = Roster.Units(names: sumu, index: gacha.map { sumu.firstIndex(of: table.sumuNames[$0])! })
    let traits: [MarginTable.Trait: RosterTrait] = [
      .sheepUnits: .sheepUnits, .pastureMu: .pastureMu, .persons: .persons,
    ]
    for (k, trait) in MarginTable.Trait.allCases.enumerated() { roster.numbers[traits[trait]!] = numbers[k] }
    return roster
  }

  /// A value of a class in which no household was drawn, evenly within it; not a number for a trait that is not classed,
  /// which is then drawn for that household.
  private static func drawn(_ table: MarginTable, _ kind: Int, _ trait: MarginTable.Trait, _ u: Double) -> Double {
    var rest = kind
    for (axis, classes) in table.axes.reversed() {
      let (next, place) = rest.quotientAndRemainder(dividingBy: classes.count)
      rest = next
      guard axis == trait else { continue }
      let range = classes[place]
      let below = range.below.isFinite ? range.below : max(2 * range.from, range.from + 1)
      let value = range.from + u * (below - range.from)
      return trait == .persons ? value.rounded(.down) : value
    }
    return .nan
  }
}

extension ProportionalFit.Margin {
  /// Largest difference of a table's totals from these.
  package func largestMiss(_ cells: [Double], shape: [Int]) -> Double {
    let sums = ProportionalFit.totals(of: cells, shape: shape, axes: axes)
    return zip(sums, totals).map { $1.isNaN ? 0 : abs($0 - $1) }.max() ?? 0
  }
}
