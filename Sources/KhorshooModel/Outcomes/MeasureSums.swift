import KhorshooNumerics

/// Which row of the sums each measure has: every measure that an outcome of places is made of, once.
struct MeasureTable: Sendable {
  /// In the order of rows; the head of each species comes first.
  private(set) var measures: [Measure] = []
  private var rows: [Measure: Int] = [:]

  init(speciesCount: Int) {
    for species in 0..<speciesCount { _ = row(.head(species: species)) }
  }

  /// The row of a measure; a new one for a new measure.
  mutating func row(_ measure: Measure) -> Int {
    if let row = rows[measure] { return row }
    rows[measure] = measures.count
    measures.append(measure)
    return measures.count - 1
  }
}

extension RecordPlan.QuarterCells {
  /// Which rows of the sums its cells are made of.
  fileprivate func isUsed(width: Int) -> [Bool] {
    var isUsed = [Bool](repeating: false, count: width)
    for place in yearPlaces + places {
      for cell in place.cells {
        switch cell.rule {
        case .total(let row), .perHousehold(let row), .perPerson(let row): isUsed[row] = true
        case .ratio(let one, let other), .theil(let one, let other), .incomeShare(_, let one, let other),
          .consumptionShare(let one, let other):
          (isUsed[one], isUsed[other]) = (true, true)
        case .distribution, .cooperative, .payment: break
        }
      }
    }
    return isUsed
  }
}

/// Sums of the measures that a quarter is recorded with, for every unit of every level in one arm; other rows mean nothing.
///
/// Shape: units x measures x 16; single precision in a grid, double precision above. Each level is the sum of the level
/// below it in a fixed order, so totals agree at every level.
final class MeasureSums {
  let width: Int
  let grids: Rows
  let gacha: UnsafeMutablePointer<AccountLanes>
  let sumu: UnsafeMutablePointer<AccountLanes>
  let banner: UnsafeMutablePointer<AccountLanes>
  private let places: Places
  // Households of each grid, as runs of neighbours.
  private let runs: [[Range<Int>]]
  private let speciesCount: Int
  private let memory: UnsafeMutablePointer<AccountLanes>

  /// A measure with its row.
  private struct Row<Value> {
    let row: Int
    let value: Value
  }

  private var households: [Row<HouseholdMeasure>] = []
  private var flows: [Row<FlowMeasure>] = []
  private var ofGrids: [Row<GridMeasure>] = []
  private var offices: [Row<OfficeMeasure>] = []
  // Rows that each item of the public's cost is added to.
  private let costs: [(item: PublicCost, rows: [Int])]
  // Those of the quarter that is gathered, and where its arm has them.
  private var householdRows: [Row<HouseholdValues>] = []
  private var flowRows: [Row<FlowValues>] = []
  private var gridRows: [Row<GridMeasure>] = []
  private var costRows: [(item: PublicCost, rows: [Int])] = []
  private var officeRows: [Row<OfficeMeasure>] = []
  // All of these, and the head of each species, upwards.
  private var rows: [Int]

  init(_ places: Places, _ table: MeasureTable, speciesCount: Int) {
    self.places = places
    runs = places.grids.map { $0.households.runs }
    self.speciesCount = speciesCount
    rows = Array(0..<speciesCount)
    width = table.measures.count
    grids = Rows.allocate(capacity: places.grids.count * width)
    grids.initialize(repeating: .zero, count: places.grids.count * width)
    let units = places.gacha.count + places.sumu.count + 1
    memory = .allocate(capacity: units * width)
    memory.initialize(repeating: .zero, count: units * width)
    gacha = memory
    sumu = gacha + places.gacha.count * width
    banner = sumu + places.sumu.count * width
    costs = PublicCost.allCases.map { item in
      (
        item,
        table.measures.indices.filter {
          if case .ofCost(let sum) = table.measures[$0] { sum.includes(item) } else { false }
        }
      )
    }
    for (row, measure) in table.measures.enumerated() {
      switch measure {
      case .ofHouseholds(let value): households.append(Row(row: row, value: value))
      case .ofFlows(let value): flows.append(Row(row: row, value: value))
      case .ofGrid(let value): ofGrids.append(Row(row: row, value: value))
      case .ofOffice(let value): offices.append(Row(row: row, value: value))
      case .ofCost, .head: break
      }
    }
  }

  deinit {
    memory.deallocate()
    grids.deallocate()
  }

  /// Looks up what is summed in a quarter, and where an arm has it: once a quarter, before its first gacha.
  func enter(_ context: QuarterContext, _ cells: RecordPlan.QuarterCells) {
    let isUsed = cells.isUsed(width: width)
    func now<Value, Found>(_ rows: [Row<Value>], _ find: (Value) -> Found) -> [Row<Found>] {
      rows.filter { isUsed[$0.row] }.map { Row(row: $0.row, value: find($0.value)) }
    }
    householdRows = now(households) { $0.values(context.state) }
    flowRows = now(flows) { $0.values(context.flows) }
    gridRows = now(ofGrids) { $0 }
    officeRows = now(offices) { $0 }
    costRows = costs.map { item, rows in (item: item, rows: rows.filter { isUsed[$0] }) }.filter { !$0.rows.isEmpty }
    rows = isUsed.indices.filter { isUsed[$0] || $0 < speciesCount }
  }

  /// Sums the households of a gacha, grid by grid.
  func gather(_ context: QuarterContext, gacha index: Int) {
    let first = places.gacha[index].households.lowerBound
    let stock = context.flows.stock
    for s in 0..<speciesCount { stock.entries[s].closing = .zero }
    for g in places.gacha[index].grids {
      let row = grids + g * width
      for cost in costRows { for index in cost.rows { row[index] = .zero } }
      // What is counted by offices is not known yet.
      for office in officeRows { row[office.row] = .zero }
      addHead(context, g, first, row)
      addHouseholds(context, runs[g], first, row)
      addGrid(context, g, row)
      for s in 0..<speciesCount { stock.entries[s].closing += row[s] }
    }
    raise(gacha: index, rows)
  }

  /// Counts the herds alone, for the ledger of stock, where nothing is recorded.
  func gatherHead(_ context: QuarterContext, gacha index: Int) {
    let first = places.gacha[index].households.lowerBound
    let stock = context.flows.stock
    for s in 0..<speciesCount { stock.entries[s].closing = .zero }
    for g in places.gacha[index].grids {
      addHead(context, g, first, grids + g * width)
      for s in 0..<speciesCount { stock.entries[s].closing += grids[g * width + s] }
    }
  }

  /// What is counted by offices, after the appraisal.
  func gatherOffices(_ context: QuarterContext) {
    guard context.settings.institution.isEnabled else { return }
    for g in places.grids.indices {
      let row = grids + g * width
      for office in officeRows { row[office.row] = office.value.value(context, g) }
    }
    let rows = officeRows.map(\.row)
    for v in places.gacha.indices { raise(gacha: v, rows) }
  }

  /// What households have: measure by measure, each read in one run and summed in a register.
  private func addHouseholds(_ context: QuarterContext, _ runs: [Range<Int>], _ first: Int, _ row: Rows) {
    for measure in householdRows {
      measure.value.each(context) { value in
        var total = Lanes.zero
        for run in runs { for h in run { total += value(h) } }
        row[measure.row] = total
      }
    }
    for measure in flowRows {
      measure.value.each(context) { value in
        var total = Lanes.zero
        for run in runs { for h in run { total += value(h - first) } }
        row[measure.row] = total
      }
    }
  }

  /// Head of each species.
  private func addHead(_ context: QuarterContext, _ g: Int, _ first: Int, _ row: Rows) {
    let head = context.flows.speciesHead - first * speciesCount
    for s in 0..<speciesCount {
      var total = Lanes.zero
      for run in runs[g] { for h in run { total += head[h * speciesCount + s] } }
      row[s] = total
    }
  }

  /// What a grid has as a whole, and what it costs the public.
  private func addGrid(_ context: QuarterContext, _ g: Int, _ row: Rows) {
    let count = places.grids[g].households.count
    for measure in gridRows {
      row[measure.row] = measure.value.value(context, g, households: count)
    }
    for cost in costRows {
      let yuan = InstitutionCost.yuan(cost.item, context, grid: g)
      for index in cost.rows { row[index] += yuan }
    }
  }

  /// Sums gacha to sumu, sumu to the banner.
  func raise() {
    for (u, unit) in places.sumu.enumerated() {
      total(unit.gacha, rows, sumu + u * width) { gacha[$0 * width + $1] }
    }
    total(places.sumu.indices, rows, banner) { sumu[$0 * width + $1] }
  }

  /// Sums some measures of grids to their gacha.
  @inline(__always)
  private func raise(gacha index: Int, _ measures: [Int]) {
    total(places.gacha[index].grids, measures, gacha + index * width) { widened(grids[$0 * width + $1]) }
  }

  @inline(__always)
  private func total(
    _ units: Range<Int>, _ measures: [Int], _ sum: UnsafeMutablePointer<AccountLanes>,
    _ part: (_ unit: Int, _ measure: Int) -> AccountLanes
  ) {
    for m in measures { sum[m] = .zero }
    for unit in units {
      for m in measures { sum[m] += part(unit, m) }
    }
  }
}
