import KhorshooNumerics

let classCount = 24
let outcomeCount = 3

private let weatherStream = RandomStream(root: .dynamics, number: 1, name: "weather")
private let priceStream = RandomStream(root: .dynamics, number: 2, name: "price")
private let householdStream = RandomStream(root: .dynamics, number: 3, name: "household")

/// The state of one block of sixteen replicates, a village at a time through all quarters.
///
/// Not `Sendable`: each thread has its own.
final class Block {
  private let inputs: Inputs
  private let seed: UInt64
  // Households of the largest village x 24, and rows a household of it; members and exposure of the whole banner, as the ties number them.
  private let herd, size, chance, luck, member, exposure, price: UnsafeMutablePointer<Lanes>
  /// Quarters x (herd, income, members) x 16: sums over households.
  let sums: UnsafeMutablePointer<Double>
  private let sumCount: Int

  init(_ inputs: Inputs, seed: UInt64) {
    self.inputs = inputs
    self.seed = seed
    func rows(_ count: Int) -> UnsafeMutablePointer<Lanes> {
      let rows = UnsafeMutablePointer<Lanes>.allocate(capacity: count)
      rows.initialize(repeating: .zero, count: count)
      return rows
    }
    let largest = zip(inputs.villageStarts, inputs.villageStarts.dropFirst()).map { $1 - $0 }.max() ?? 0
    (herd, size) = (rows(largest * classCount), rows(largest))
    (chance, luck) = (rows(largest), rows(largest))
    (member, exposure, price) = (rows(inputs.households), rows(inputs.households), rows(inputs.quarters))
    sumCount = inputs.quarters * outcomeCount * laneCount
    sums = .allocate(capacity: sumCount)
  }

  deinit {
    for rows in [herd, size, chance, luck, member, exposure, price] { rows.deallocate() }
    sums.deallocate()
  }

  /// Runs sixteen replicates; `sums` holds what came of them.
  func simulate(firstReplicate: Int) {
    let random = LaneRandom(seed: seed, firstReplicate: firstReplicate)
    let parameters = Parameters(inputs.parameters)
    sums.initialize(repeating: 0, count: sumCount)
    var x = Lanes.zero
    for t in 0..<inputs.quarters {
      let z = normalQuantileLanes(random.uniforms(priceStream, entity: 0, quarter: t).0)
      x = x * parameters.priceMemory + z * parameters.priceSpread
      price[t] = expLanes(x)
    }
    for v in 0..<inputs.villages {
      let households = inputs.villageStarts[v]..<inputs.villageStarts[v + 1]
      start(households)
      for t in 0..<inputs.quarters {
        let weather = normalQuantileLanes(random.uniforms(weatherStream, entity: v, quarter: t).0)
        inputs.ties.multiply(member, into: exposure, rows: households)
        let total = quarter(
          t, households, firstReplicate: firstReplicate, parameters,
          survival: expLanes((-weather - 0.5).atLeast(0) * -parameters.mortality),
          feed: logisticLanes(weather + parameters.forageIntercept))
        let row = UnsafeMutableRawPointer(sums + t * outcomeCount * laneCount).assumingMemoryBound(
          to: SIMD8<Double>.self)
        for (outcome, lanes) in [total.herd, total.income, total.member].enumerated() {
          row[2 * outcome] += SIMD8<Double>(lanes.lowHalf)
          row[2 * outcome + 1] += SIMD8<Double>(lanes.highHalf)
        }
      }
    }
  }

  private func start(_ households: Range<Int>) {
    for i in households {
      let local = i - households.lowerBound
      var units = Lanes.zero
      for a in 0..<classCount {
        herd[local * classCount + a] = Lanes(repeating: inputs.herds[i * classCount + a])
        units += herd[local * classCount + a] * inputs.units[a]
      }
      size[local] = units
      member[i] = Lanes(repeating: inputs.member[i])
    }
  }

  /// One quarter of one village: sums over its households.
  ///
  /// A pass for each process: a household's draws, functions and herd wait for one another, those of the next ones do not,
  /// and the processor looks only some hundred instructions ahead.
  private func quarter(
    _ t: Int, _ households: Range<Int>, firstReplicate: Int, _ parameters: Parameters, survival: Lanes, feed: Lanes
  ) -> (herd: Lanes, income: Lanes, member: Lanes) {
    var (herdSum, incomeSum, memberSum) = (Lanes.zero, Lanes.zero, Lanes.zero)
    // Made here, so that the keys stay in registers: what comes by reference is read again after every store.
    let random = LaneRandom(seed: seed, firstReplicate: firstReplicate)
    let (price, spread, first) = (price[t], parameters.incomeSpread, households.lowerBound)
    inputs.withTables(season: t & 3) { tables in
      for i in households {
        let uniforms = random.uniforms(householdStream, entity: i, quarter: t)
        chance[i &- first] = uniforms.0
        luck[i &- first] = uniforms.1
      }
      for i in households {
        let (before, e) = (member[i], exposure[i])
        let wishes = choose(
          before .> 0.5, parameters.exitIntercept - e * parameters.exitExposure,
          e * parameters.adoptExposure + (parameters.adoptIntercept + parameters.adoptOpenness * tables.openness[i]))
        let after = choose(chance[i &- first] .< logisticLanes(wishes), 1 - before, before)
        member[i] = after
        memberSum += after
      }
      for j in 0..<households.count {
        luck[j] = expLanes(normalQuantileLanes(luck[j]) * spread - 0.5 * spread * spread)
      }
      for i in households {
        let (j, member) = (i &- first, member[i])
        let crowding = (tables.capacity[i] / size[j]).atMost(1)
        let (sold, units) = project(
          herd + j &* classCount, tables, survival: survival,
          fertile: feed * crowding * (member * parameters.fertilityGain + 1))
        size[j] = units
        herdSum += units
        incomeSum += price * sold * (member * parameters.premium + 1) * luck[j] + tables.wage[i]
      }
    }
    return (herdSum, incomeSum, memberSum)
  }

  /// Ages the herd of one household by a quarter; the value of what was sold, and the sheep units that are left.
  @inline(__always)
  private func project(
    _ herd: UnsafeMutablePointer<Lanes>, _ tables: Tables, survival: Lanes, fertile: Lanes
  ) -> (sold: Lanes, units: Lanes) {
    // Written out: the compiler leaves a loop over species as it is.
    let first = projectSpecies(0, herd, tables, survival: survival, fertile: fertile)
    let second = projectSpecies(8, herd, tables, survival: survival, fertile: fertile)
    let third = projectSpecies(16, herd, tables, survival: survival, fertile: fertile)
    return (first.sold + second.sold + third.sold, first.units + second.units + third.units)
  }

  /// The same for the eight classes of one species, from class `s` on.
  @inline(__always)
  private func projectSpecies(
    _ s: Int, _ herd: UnsafeMutablePointer<Lanes>, _ tables: Tables, survival: Lanes, fertile: Lanes
  ) -> (sold: Lanes, units: Lanes) {
    let n = herd + s
    // Two sums of births, and sums that begin with the old: shorter to wait for.
    var (births, birthsOdd) = (n[0] * tables.fertility[s], n[1] * tables.fertility[s &+ 1])
    var a = 2
    while a < 8 {
      births += n[a] * tables.fertility[s &+ a]
      birthsOdd += n[a &+ 1] * tables.fertility[s &+ a &+ 1]
      a &+= 2
    }
    let young = n[0] * tables.stay[s] * survival + (births + birthsOdd) * fertile
    var (sold, units) = (Lanes.zero, Lanes.zero)
    a = 7
    while a > 0 {
      let next = (n[a] * tables.stay[s &+ a] + n[a &- 1] * tables.move[s &+ a]) * survival
      n[a] = next
      sold += next * tables.sale[s &+ a]
      units += next * tables.units[s &+ a]
      a &-= 1
    }
    n[0] = young
    return (sold + young * tables.sale[s], units + young * tables.units[s])
  }
}

/// Numbers that hold for all households, in the order of the file.
private struct Parameters {
  let mortality, forageIntercept, priceMemory, priceSpread, adoptIntercept, adoptExposure, adoptOpenness: Float
  let exitIntercept, exitExposure, fertilityGain, premium, incomeSpread: Float

  init(_ p: [Float]) {
    (mortality, forageIntercept, priceMemory, priceSpread) = (p[0], p[1], p[2], p[3])
    (adoptIntercept, adoptExposure, adoptOpenness) = (p[4], p[5], p[6])
    (exitIntercept, exitExposure, fertilityGain, premium, incomeSpread) = (p[7], p[8], p[9], p[10], p[11])
  }
}

/// The tables of one season, and the traits of households.
private struct Tables {
  let fertility, stay, move, sale, units, capacity, wage, openness: UnsafePointer<Float>
}

extension Inputs {
  fileprivate func withTables(season: Int, _ body: (Tables) -> Void) {
    func pointer(_ array: [Float], _ offset: Int = 0) -> UnsafePointer<Float> {
      array.withUnsafeBufferPointer { $0.baseAddress! + offset }
    }
    let first = season * classCount
    withExtendedLifetime(self) {
      body(
        Tables(
          fertility: pointer(fertility, first), stay: pointer(stay, first), move: pointer(move, first),
          sale: pointer(sale, first), units: pointer(units), capacity: pointer(capacity), wage: pointer(wage),
          openness: pointer(openness)))
    }
  }
}
