import KhorshooEngine
import KhorshooNumerics

/// Turns the sums of one arm's quarter into the outcomes of places and cooperatives.
final class PlaceRecorder {
  let sums: MeasureSums
  private let banner: Banner
  private let outcomes: ModelOutcomes
  private let registered: [Int]
  private let distributions: PlaceDistributions

  init(_ banner: Banner, outcomes: ModelOutcomes) {
    self.banner = banner
    self.outcomes = outcomes
    registered = banner.places.registeredCooperatives
    sums = MeasureSums(banner.places, speciesCount: banner.table.species.count)
    distributions = PlaceDistributions(banner.places)
  }

  /// A place's sums, households, persons and cooperatives.
  private struct Unit {
    let sums: UnsafeMutablePointer<AccountLanes>
    let households: Range<Int>
    let persons: Double
    let cooperatives: Range<Int>
  }

  /// Writes the outcomes of all places in one quarter of one arm.
  func record(_ places: [RecordPlan.PlaceCells], of context: QuarterContext, write: (Int, AccountLanes) -> Void) {
    let levels = places.filter { $0.cells.contains { Distribution.serves(outcomes.rules[$0.outcome]) } }.map(\.level)
    if !levels.isEmpty {
      distributions.measure(
        income: context.state.incomeLastYearYuan, persons: banner.households.persons, levels: Set(levels))
    }
    for place in places {
      let unit = unit(place)
      for cell in place.cells {
        let rule = outcomes.rules[cell.outcome]
        if case .distribution(let row) = rule {
          write(cell.cell, distributions.row(row, level: place.level, unit: place.unit))
        } else {
          write(cell.cell, value(rule, unit, context))
        }
      }
    }
  }

  private func unit(_ place: RecordPlan.PlaceCells) -> Unit {
    let places = banner.places
    let index = place.unit
    func make(
      _ sums: UnsafeMutablePointer<AccountLanes>, _ households: Range<Int>, _ cooperatives: Range<Int>
    ) -> Unit {
      let persons = households.reduce(0.0) { $0 + Double(banner.households.persons[$1]) }
      return Unit(sums: sums, households: households, persons: persons, cooperatives: cooperatives)
    }
    switch place.level {
    case "grid": return make(sums.grids + index * sums.width, places.grids[index].households, 0..<0)
    case "gacha":
      return make(
        sums.gacha + index * sums.width, places.gacha[index].households, places.gacha[index].cooperatives)
    case "sumu":
      let gacha = places.sumu[index].gacha
      return make(
        sums.sumu + index * sums.width, joined(gacha.map { places.gacha[$0].households }),
        joined(gacha.map { places.gacha[$0].cooperatives }))
    case "cooperative": return make(sums.banner, 0..<0, registered[index]..<registered[index] + 1)
    default: return make(sums.banner, 0..<places.householdCount, places.cooperatives.indices)
    }
  }

  /// One range from the first to the last of contiguous ranges.
  private func joined(_ ranges: [Range<Int>]) -> Range<Int> {
    guard let first = ranges.first, let last = ranges.last else { return 0..<0 }
    return first.lowerBound..<last.upperBound
  }

  private func value(_ rule: OutcomeRule, _ unit: Unit, _ context: QuarterContext) -> AccountLanes {
    switch rule {
    case .total(let m): unit.sums[m]
    case .perHousehold(let m): unit.sums[m] / SIMD16(repeating: Double(unit.households.count))
    case .perPerson(let m): unit.sums[m] / SIMD16(repeating: unit.persons)
    case .ratio(let m, let n): unit.sums[m] / unit.sums[n]
    case .theil:
      theilLanes(
        count: SIMD16(repeating: Double(unit.households.count)), total: unit.sums[Measure.incomeHead.rawValue],
        entropy: unit.sums[Measure.entropyHead.rawValue])
    case .cooperative(let measure): cooperatives(measure, unit, context)
    case .payment(let flow): context.payments[flow]
    case .groupShare, .salesSheepUnits, .deathsSheepUnits, .comparison, .distribution:
      preconditionFailure("outcome rule \(rule) is not made of the sums of a place")
    }
  }

  private func cooperatives(_ measure: CooperativeMeasure, _ unit: Unit, _ context: QuarterContext) -> AccountLanes {
    // Without cooperatives there are none, and so none has a size.
    guard context.settings.cooperative.areEnabled else { return measure == .size ? SIMD16(repeating: .nan) : .zero }
    func sum(_ measure: CooperativeMeasure) -> AccountLanes {
      unit.cooperatives.reduce(.zero) { $0 + measure.value(of: $1, context) }
    }
    let isOne = unit.cooperatives.count == 1 && unit.households.isEmpty
    return measure == .size && !isOne ? sum(.size) / sum(.active) : sum(measure)
  }
}
