import KhorshooEngine
import KhorshooNumerics

/// Turns the sums of one arm's quarter into the outcomes of places and cooperatives.
final class PlaceRecorder {
  let sums: MeasureSums
  private let distributions: PlaceDistributions
  // Of all places of each level.
  private let grids, gacha, sumu, banner, cooperatives: [Unit]
  private let division: Int

  /// - Parameter division: which of the banner's divisions into grids the banner has; grids of others are undefined.
  init(_ banner: Banner, division: Int, outcomes: ModelOutcomes) {
    self.division = division
    let places = banner.places
    let sums = MeasureSums(places, outcomes.table, speciesCount: banner.table.species.count)
    self.sums = sums
    distributions = PlaceDistributions(places)
    func unit(_ sums: Unit.Sums, _ households: some Collection<Int>, _ cooperatives: Range<Int>) -> Unit {
      let persons = households.reduce(0.0) { $0 + Double(banner.households.persons[$1]) }
      return Unit(sums: sums, households: Double(households.count), persons: persons, cooperatives: cooperatives)
    }
    grids = places.grids.enumerated().map { unit(.ofGrid(sums.grids + $0 * sums.width), $1.households, 0..<0) }
    gacha = places.gacha.enumerated().map {
      unit(.raised(sums.gacha + $0 * sums.width), $1.households, $1.cooperatives)
    }
    sumu = places.sumu.enumerated().map { index, place in
      unit(
        .raised(sums.sumu + index * sums.width), joined(place.gacha.map { places.gacha[$0].households }),
        joined(place.gacha.map { places.gacha[$0].cooperatives }))
    }
    cooperatives = places.registeredCooperatives.map { unit(.raised(sums.banner), 0..<0, $0..<$0 + 1) }
    self.banner = [unit(.raised(sums.banner), 0..<places.householdCount, places.cooperatives.indices)]
  }

  /// A place's sums, numbers of households and persons, and cooperatives.
  private struct Unit {
    enum Sums {
      case ofGrid(Rows)
      case raised(UnsafeMutablePointer<AccountLanes>)

      subscript(_ measure: Int) -> AccountLanes {
        switch self {
        case .ofGrid(let rows): widened(rows[measure])
        case .raised(let rows): rows[measure]
        }
      }
    }

    let sums: Sums
    let households, persons: Double
    let cooperatives: Range<Int>
  }

  /// Writes the outcomes of all places in one quarter of one arm.
  func record(
    _ places: [RecordPlan.PlaceCells<PlaceRule>], of context: QuarterContext, write: (Int, AccountLanes) -> Void
  ) {
    context.state.incomeOrder.forget()
    if context.season == 4 { measureDistributions(places, context) }
    for place in places {
      guard place.level != .grid || place.division == division else {
        for cell in place.cells { write(cell.cell, SIMD16(repeating: .nan)) }
        continue
      }
      let unit = unit(place)
      let distribution = distributions.rows(level: place.level, unit: place.unit)
      for cell in place.cells { write(cell.cell, value(cell.rule, unit, distribution, context)) }
    }
  }

  /// Sorts and describes incomes of the year where an outcome is made of them.
  private func measureDistributions(_ places: [RecordPlan.PlaceCells<PlaceRule>], _ context: QuarterContext) {
    let levels = places.filter { $0.cells.contains { $0.rule.isDistribution } }.map(\.level)
    guard !levels.isEmpty else { return }
    distributions.measure(context.sortIncomes(), levels: Set(levels))
  }

  private func unit(_ place: RecordPlan.PlaceCells<PlaceRule>) -> Unit {
    switch place.level {
    case .grid: grids[place.unit]
    case .gacha: gacha[place.unit]
    case .sumu: sumu[place.unit]
    case .cooperative: cooperatives[place.unit]
    case .banner, .group: banner[place.unit]
    }
  }

  private func value(
    _ rule: PlaceRule, _ unit: Unit, _ distribution: UnsafePointer<AccountLanes>?, _ context: QuarterContext
  ) -> AccountLanes {
    switch rule {
    case .total(let m): unit.sums[m]
    case .perHousehold(let m): unit.sums[m] / SIMD16(repeating: unit.households)
    case .perPerson(let m): unit.sums[m] / SIMD16(repeating: unit.persons)
    case .ratio(let m, let n): unit.sums[m] / unit.sums[n]
    case .theil(let income, let entropy):
      theilLanes(count: SIMD16(repeating: unit.households), total: unit.sums[income], entropy: unit.sums[entropy])
    case .cooperative(let measure): value(measure, unit, context)
    case .payment(let flow): context.payments[flow]
    case .incomeShare(let kind, let own, let income):
      (context.payments[kind] + (kind == .business ? unit.sums[own] : .zero)) / unit.sums[income]
    case .consumptionShare(let own, let income):
      (context.payments[.consumption] + context.payments[.localConsumption] + unit.sums[own]) / unit.sums[income]
    case .distribution(let row): distribution.map { $0[row] } ?? SIMD16(repeating: .nan)
    }
  }

  private func value(_ measure: CooperativeMeasure, _ unit: Unit, _ context: QuarterContext) -> AccountLanes {
    // Without cooperatives there are none, and so none has a size.
    guard context.settings.cooperative.areEnabled else { return measure == .size ? SIMD16(repeating: .nan) : .zero }
    func sum(_ measure: CooperativeMeasure) -> AccountLanes {
      unit.cooperatives.reduce(.zero) { $0 + measure.value(of: $1, context) }
    }
    let isOne = unit.cooperatives.count == 1 && unit.households == 0
    return measure == .size && !isOne ? sum(.size) / sum(.active) : sum(measure)
  }
}

/// One range from the first to the last of contiguous ranges.
private func joined(_ ranges: [Range<Int>]) -> Range<Int> {
  guard let first = ranges.first, let last = ranges.last else { return 0..<0 }
  return first.lowerBound..<last.upperBound
}
