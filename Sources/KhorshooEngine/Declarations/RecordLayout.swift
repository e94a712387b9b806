/// What one outcome is: declared once, read by the recorder, the tables and the documents.
public struct OutcomeDefinition: Sendable {
  /// How often a value is recorded.
  public enum Frequency: String, Sendable {
    /// At the end of each quarter.
    case quarterly
    /// At the end of winter, for the four quarters of the year.
    case yearly
  }

  /// What an outcome of quarters is for a year as a whole.
  public enum OfYear: String, Sendable {
    /// Its value at the end of winter: a stock.
    case end
    /// The sum of the four quarters: a flow.
    case sum
    /// The mean of the four quarters: a share that is taken anew in each.
    case mean
  }

  /// Lower camel case, unit last where the name needs one.
  public let name: String
  /// Unit, `1` for a share or an index.
  public let unit: String
  /// Short label in English and in Chinese.
  public let label, labelChinese: String
  /// One sentence in English and in Chinese.
  public let meaning, meaningChinese: String
  /// How often it is recorded.
  public let frequency: Frequency
  /// Levels it is recorded at.
  public let levels: [PlaceLevel]
  /// What it is for a year; of no account for what is recorded once a year.
  public let ofYear: OfYear

  /// Memberwise.
  public init(
    name: String, unit: String, label: String, labelChinese: String, meaning: String, meaningChinese: String,
    frequency: Frequency, levels: [PlaceLevel], ofYear: OfYear = .end
  ) {
    self.name = name
    self.unit = unit
    self.label = label
    self.labelChinese = labelChinese
    self.meaning = meaning
    self.meaningChinese = meaningChinese
    self.frequency = frequency
    self.levels = levels
    self.ofYear = ofYear
  }

  /// Whether a year's value is made of all four quarters.
  public var isGathered: Bool { frequency == .quarterly && ofYear != .end }
}

/// A place or group that outcomes are recorded for.
public struct Place: Sendable, Hashable {
  /// Identifier of the banner as a whole.
  public static let bannerID = "banner"

  /// What kind of place it is.
  public let level: PlaceLevel
  /// Stable identifier in files.
  public let id: String
  /// Name in English or transliteration.
  public let name: String
  /// Name in Chinese.
  public let nameChinese: String

  /// Memberwise.
  public init(level: PlaceLevel, id: String, name: String, nameChinese: String) {
    self.level = level
    self.id = id
    self.name = name
    self.nameChinese = nameChinese
  }
}

/// Which outcomes are recorded where and when: the row order of every result table.
public struct RecordLayout: Sendable {
  /// One recorded quantity: an outcome at a place in a quarter (all indices into the layout).
  public struct Cell: Sendable, Hashable {
    /// Index into ``RecordLayout/outcomes``.
    public let outcome: Int
    /// Index into ``RecordLayout/places``.
    public let place: Int
    /// Index into ``RecordLayout/quarters``.
    public let time: Int
    /// Whether it is the sum or the mean of the year's four quarters, that of `time` being the last.
    public var isGathered = false

    /// Memberwise.
    public init(outcome: Int, place: Int, time: Int, isGathered: Bool = false) {
      self.outcome = outcome
      self.place = place
      self.time = time
      self.isGathered = isGathered
    }
  }

  /// Every outcome, in the order of columns.
  public let outcomes: [OutcomeDefinition]
  /// Every place, coarse levels first.
  public let places: [Place]
  /// Every quarter of the run.
  public let quarters: [Quarter]
  /// Every recorded quantity, by place, then time, then outcome: the order of rows.
  public let cells: [Cell]
  private let firstCell: [Int]
  private let gatheredCells: [Int: Int]

  /// Lays out all cells of the given outcomes, places and quarters.
  ///
  /// - Parameters:
  ///   - isRecorded: leaves out what is not wanted.
  ///   - isGathered: whether the year that ends with a quarter is wanted as a whole too; asked of flows and shares alone.
  public init(
    outcomes: [OutcomeDefinition], places: [Place], quarters: [Quarter],
    isRecorded: (OutcomeDefinition, Place, Quarter) -> Bool = { _, _, _ in true },
    isGathered: (OutcomeDefinition, Place, Quarter) -> Bool = { _, _, _ in false }
  ) {
    self.outcomes = outcomes
    self.places = places
    self.quarters = quarters
    var cells: [Cell] = []
    var gathered: [Int: Int] = [:]
    var first = [Int](repeating: -1, count: outcomes.count * places.count * quarters.count)
    // A sweep lays out cells at every point, so levels are looked at once.
    let levels = Set(places.map(\.level))
    let outcomesOfLevel = Dictionary(
      uniqueKeysWithValues: levels.map { level in
        (level, outcomes.indices.filter { outcomes[$0].levels.contains(level) })
      })
    let isQuarterly = outcomes.map { $0.frequency == .quarterly }
    for (p, place) in places.enumerated() {
      let candidates = outcomesOfLevel[place.level] ?? []
      for (t, quarter) in quarters.enumerated() {
        for o in candidates {
          let index = (p * quarters.count + t) * outcomes.count + o
          // Of whole years alone: a run begins in spring.
          if quarter.number == 4, t >= 3, outcomes[o].isGathered, isGathered(outcomes[o], place, quarter) {
            gathered[index] = cells.count
            cells.append(Cell(outcome: o, place: p, time: t, isGathered: true))
          }
          if (isQuarterly[o] || quarter.number == 4) && isRecorded(outcomes[o], place, quarter) {
            first[index] = cells.count
            cells.append(Cell(outcome: o, place: p, time: t))
          }
        }
      }
    }
    self.cells = cells
    firstCell = first
    gatheredCells = gathered
  }

  /// The cells of level `group`: groups are the last places.
  public var groupCells: Range<Int> {
    let first = cells.firstIndex { places[$0.place].level == .group } ?? cells.count
    precondition(cells[first...].allSatisfy { places[$0.place].level == .group }, "groups are the last places")
    return first..<cells.count
  }

  /// The cells of each quarter, as runs of neighbours in their order.
  var cellsOfQuarters: [[Range<Int>]] {
    var runs = [[Range<Int>]](repeating: [], count: quarters.count)
    for (index, cell) in cells.enumerated() {
      if let last = runs[cell.time].last, last.upperBound == index {
        runs[cell.time][runs[cell.time].count - 1] = last.lowerBound..<index + 1
      } else {
        runs[cell.time].append(index..<index + 1)
      }
    }
    return runs
  }

  /// The place of each cell among those of its quarter, and of each cell of level `group` among such.
  var rowsOfQuarters: (rows: [Int32], groupRows: [Int32]) {
    func rows(_ cells: ArraySlice<Cell>) -> [Int32] {
      var next = [Int32](repeating: 0, count: quarters.count)
      return cells.map { cell in
        defer { next[cell.time] += 1 }
        return next[cell.time]
      }
    }
    return (rows(cells[...]), rows(cells[groupCells]))
  }

  /// Whether a cell is the value of a year: gathered over it, or taken at its end.
  public func isOfYear(_ cell: Cell) -> Bool {
    cell.isGathered || quarters[cell.time].number == 4 && !outcomes[cell.outcome].isGathered
  }

  /// Index into ``cells`` of the value of the year that ends with a quarter; nil when it is not recorded.
  public func yearCell(outcome: Int, place: Int, time: Int) -> Int? {
    guard quarters[time].number == 4 else { return nil }
    guard outcomes[outcome].isGathered else { return cell(outcome: outcome, place: place, time: time) }
    return gatheredCells[(place * quarters.count + time) * outcomes.count + outcome]
  }

  /// Index into ``cells``, nil when the outcome is not recorded there and then.
  public func cell(outcome: Int, place: Int, time: Int) -> Int? {
    let index = firstCell[(place * quarters.count + time) * outcomes.count + outcome]
    return index < 0 ? nil : index
  }
}

/// Distribution of one cell over replicates.
public struct Summary: Sendable, Equatable {
  /// Replicates in which the outcome is defined.
  public let replicates: Int
  /// Mean over replicates.
  public let mean: Double
  /// Monte Carlo standard error of the mean.
  public let mcse: Double
  /// 5 %, 25 %, 50 %, 75 % and 95 % quantiles over replicates.
  public let p05, p25, p50, p75, p95: Double

  /// Memberwise.
  public init(
    replicates: Int, mean: Double, mcse: Double, p05: Double, p25: Double, p50: Double, p75: Double, p95: Double
  ) {
    self.replicates = replicates
    self.mean = mean
    self.mcse = mcse
    self.p05 = p05
    self.p25 = p25
    self.p50 = p50
    self.p75 = p75
    self.p95 = p95
  }
}

/// Difference of one cell between an arm and the reference arm, replicate by replicate.
public struct PairedDifference: Sendable, Equatable {
  /// Replicates in which both sides are defined.
  public let replicates: Int
  /// Mean of (arm - reference).
  public let difference: Double
  /// 95 % interval: of that mean when parameters are fixed (Student's t), else that in which a drawn world lies.
  public let ci95Low, ci95High: Double
  /// Difference divided by the mean of the reference; NaN when that mean is zero.
  public let relative: Double
  /// Correlation of the two sides over replicates; NaN when a side is constant.
  public let correlation: Double
  /// Replicates of each arm with which unpaired arms would reach this interval; NaN when the difference does not vary.
  public let unpairedReplicates: Double
  /// What is not known of it; nil when parameters are fixed.
  public let worlds: WorldSpread?

  /// Memberwise.
  public init(
    replicates: Int, difference: Double, ci95Low: Double, ci95High: Double, relative: Double, correlation: Double,
    unpairedReplicates: Double, worlds: WorldSpread? = nil
  ) {
    self.replicates = replicates
    self.difference = difference
    self.ci95Low = ci95Low
    self.ci95High = ci95High
    self.relative = relative
    self.correlation = correlation
    self.unpairedReplicates = unpairedReplicates
    self.worlds = worlds
  }
}

/// What the tables need of a finished run: implemented by the engine's statistics.
public protocol RunTables: Sendable {
  /// Cells, in row order.
  var layout: RecordLayout { get }
  /// Names of the arms, in scenario order.
  var arms: [String] { get }
  /// Index of the arm that the others are compared with.
  var referenceArm: Int { get }
  /// Distribution of a cell in an arm.
  func summary(arm: Int, cell: Int) -> Summary
  /// Paired difference of a cell between an arm and the reference. Cells of level `group` compare the same
  /// households on both sides: those that are in the group in `arm`.
  func difference(arm: Int, cell: Int) -> PairedDifference
  /// Whether a cell has a value in some replicate of an arm.
  func isDefined(arm: Int, cell: Int) -> Bool
}

extension RunTables {
  /// As its distribution says.
  public func isDefined(arm: Int, cell: Int) -> Bool { summary(arm: arm, cell: cell).replicates > 0 }
}

/// One policy within a scenario.
public struct Arm: Sendable {
  /// Name in files and options.
  public let name: String
  /// Label in English.
  public let label: String
  /// Label in Chinese.
  public let labelChinese: String
  /// Value of every parameter under this arm.
  public let values: ParameterValues
  /// Dated changes of its levers; no two change a lever in one place and quarter.
  public let interventions: [Intervention]

  /// Memberwise.
  public init(
    name: String, label: String, labelChinese: String, values: ParameterValues, interventions: [Intervention] = []
  ) {
    self.name = name
    self.label = label
    self.labelChinese = labelChinese
    self.values = values
    self.interventions = interventions
  }
}
