import KhorshooEngine
import KhorshooNumerics

/// Which central households are linked to which cooperatives at the reference date.
///
/// - Source: model description 1 and 6; 75 linked organisations, beef and mutton in Yilan and Yimin (Wang Meng 2020);
///   shares of modes, products and inactive cooperatives are parameters `cooperatives.*`.
/// - Random: ``ModelStreams/cooperatives``, entity = grid or cooperative.
struct CooperativeSynthesis {
  let values: ParameterValues
  let seed: UInt64
  /// What a survey says of them; nil when all are drawn.
  var survey: RosterPopulation? = nil

  /// All cooperatives, gacha by gacha; sets the range of each gacha in `places`.
  func cooperatives(_ places: inout Places, _ namedGacha: [NamedGacha]) -> [Cooperative] {
    let random = ScalarRandom(seed: seed, stream: ModelStreams.all.cooperatives)
    let count = values.integer("places.cooperativeCount")
    if let survey, let rows = survey.roster.cooperatives {
      return inOrder(registered(rows, survey, places), &places, random)
    }
    // Named products first, then one for each grid in random order, and round again if there are more.
    var slots: [(grid: Int, product: String?)] = []
    for named in namedGacha {
      guard let gacha = places.gacha.first(where: { $0.id == named.id }) else { continue }
      for (k, product) in named.products.enumerated() {
        slots.append((gacha.grids.lowerBound + k % gacha.grids.count, product))
      }
    }
    let order = places.grids.indices.sorted {
      let (a, b) = (random.uniform(entity: $0, index: 0), random.uniform(entity: $1, index: 0))
      return a == b ? $0 < $1 : a < b
    }
    let taken = Set(slots.map(\.grid))
    var waiting = order.filter { !taken.contains($0) }
    while slots.count < count {
      if waiting.isEmpty { waiting = order }
      slots.append((waiting.removeFirst(), nil))
    }
    let sorted = slots.prefix(count).enumerated().sorted {
      ($0.element.grid, $0.offset) < ($1.element.grid, $1.offset)
    }
    let drawn = sorted.enumerated().map { index, slot in
      cooperative(index, grid: slot.element.grid, product: slot.element.product, places, random)
    }
    return inOrder(drawn, &places, random)
  }

  /// Those registered and those that may be founded, gacha by gacha; sets the range of each gacha in `places`.
  private func inOrder(_ registered: [Cooperative], _ places: inout Places, _ random: ScalarRandom) -> [Cooperative] {
    var result = registered + foundable(places, registered: registered, random)
    // Gacha by gacha; registered ones keep their order.
    result = result.enumerated().sorted { ($0.element.gacha, $0.offset) < ($1.element.gacha, $1.offset) }.map(\.element)
    for g in places.gacha.indices {
      let first = result.firstIndex { $0.gacha >= g } ?? result.count
      let end = result.firstIndex { $0.gacha > g } ?? result.count
      places.gacha[g].cooperatives = first..<end
    }
    return result
  }

  func cooperative(
    _ index: Int, grid: Int, product: String?, _ places: Places, _ random: ScalarRandom
  ) -> Cooperative {
    let u = random.uniform(entity: index, index: 1)
    let lead = values.number("cooperatives.leadShare")
    let found = values.number("cooperatives.foundShare")
    let mode: LinkageMode = u < lead ? .lead : u < lead + found ? .found : .join
    let products = ["beef", "mutton", "mixed"]
    let drawn = products[min(2, Int(3 * random.uniform(entity: index, index: 2)))]
    // A cooperative that a source names, or that a central household runs, is active.
    let isShell =
      product == nil && mode == .join
      && random.bernoulli(
        min(1, values.number("cooperatives.shellShare") / max(1 - lead - found, 1e-9)), entity: index, index: 3)
    return Cooperative(
      id: "coop-\(padded(index + 1, 3))", gacha: places.grids[grid].gacha, grid: grid, mode: mode,
      product: product ?? drawn, isShell: isShell, isRegistered: true)
  }

  /// In each gacha without an active cooperative, one that a central household may found in a run.
  private func foundable(_ places: Places, registered: [Cooperative], _ random: ScalarRandom) -> [Cooperative] {
    let served = Set(registered.filter { !$0.isShell }.map(\.gacha))
    return places.gacha.indices.filter { !served.contains($0) }.enumerated().map { index, g in
      let grids = places.gacha[g].grids
      // Draws follow those of the registered ones.
      let entity = registered.count + g
      let grid =
        grids.lowerBound + min(grids.count - 1, Int(Double(grids.count) * random.uniform(entity: entity, index: 1)))
      let products = ["beef", "mutton", "mixed"]
      return Cooperative(
        id: "founding-\(padded(index + 1, 3))", gacha: g, grid: grid, mode: .found,
        product: products[min(2, Int(3 * random.uniform(entity: entity, index: 2)))], isShell: false,
        isRegistered: false)
    }
  }
}

/// The cooperative that each household can join: one of its own grid, else that of the nearest grid of its gacha.
struct CooperativeReach {
  /// Index of the cooperative of each household, -1 for none. Households of a grid with several are dealt out in turn.
  let cooperative: [Int]

  /// Distance between grids is that of their central households.
  init(_ places: Places, xKm: [Double], yKm: [Double]) {
    let choices = places.grids.indices.map { g -> [Int] in
      let gacha = places.gacha[places.grids[g].gacha]
      let active = gacha.cooperatives.filter { !places.cooperatives[$0].isShell }
      let offered = active.isEmpty ? Array(gacha.cooperatives) : active
      let home = places.grids[g].centralHousehold
      func squaredKm(_ cooperative: Int) -> Double {
        let other = places.grids[places.cooperatives[cooperative].grid].centralHousehold
        let (dx, dy) = (xKm[other] - xKm[home], yKm[other] - yKm[home])
        return dx * dx + dy * dy
      }
      guard let nearest = offered.map(squaredKm).min() else { return [] }
      return offered.filter { squaredKm($0) == nearest }
    }
    var cooperative = [Int](repeating: -1, count: places.householdCount)
    for (grid, offered) in zip(places.grids, choices) where !offered.isEmpty {
      for (turn, household) in grid.households.enumerated() { cooperative[household] = offered[turn % offered.count] }
    }
    self.cooperative = cooperative
  }
}
