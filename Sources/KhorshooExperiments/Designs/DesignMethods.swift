import KhorshooNumerics

extension Design {
  /// Every combination of the factors' values, the last factor changing fastest, to be run in an interleaved order.
  ///
  /// Points run in the order in which the Sobol' sequence first meets them, so that after any number of points every factor
  /// has had its values about equally often, and no two factors have moved together.
  /// - Throws: `ExperimentError` `no-factors`, `factor-twice`, `factor-not-listed` for a range, `design-size`.
  /// - Proof: `FactorialDesignUnit`, `RunOrderProperty`.
  public static func factorial(_ factors: [Factor]) throws(ExperimentError) -> Design {
    try requireDistinctKeys(factors)
    var count = 1
    for factor in factors {
      guard let levels = factor.levelCount else {
        throw ExperimentError(
          code: "factor-not-listed", key: factor.name,
          "a full factorial needs values, not a range; list them or write lo:hi:step, or use lhs or sobol")
      }
      count = levels > pointLimit / count ? pointLimit + 1 : count * levels
    }
    try requireCount(count, of: "combinations")
    var coordinates = Matrix<Double>(rows: count, columns: factors.count)
    for point in 0..<count {
      var rest = point
      for j in factors.indices.reversed() {
        let levels = factors[j].levelCount ?? 1
        coordinates[point, j] = (Double(rest % levels) + 0.5) / Double(levels)
        rest /= levels
      }
    }
    return Design(
      .factorial, factors: factors, coordinates: coordinates,
      order: try interleavedOrder(factors.map { $0.levelCount ?? 1 }))
  }

  /// A Latin hypercube: each factor has exactly one point in each of `count` strata, at a random place within it.
  ///
  /// - Throws: `ExperimentError` `no-factors`, `factor-twice`, `design-size`.
  /// - Source: McKay, Beckman and Conover 1979, doi:10.1080/00401706.1979.10489755.
  /// - Proof: `SampledDesignProperty`.
  public static func latinHypercube(_ factors: [Factor], count: Int, seed: UInt64) throws(ExperimentError) -> Design {
    try requireDistinctKeys(factors)
    try requireCount(count, of: "samples")
    var coordinates = Matrix<Double>(rows: count, columns: factors.count)
    for j in factors.indices {
      let random = ScalarRandom(seed: seed, stream: ExperimentStreams.latinHypercube, replicate: j)
      // Fisher and Yates' shuffle of the strata.
      var strata = Array(0..<count)
      for i in stride(from: count - 1, to: 0, by: -1) {
        strata.swapAt(i, Int(random.uniform(entity: i, index: 0) * Double(i + 1)))
      }
      for i in 0..<count {
        coordinates[i, j] = (Double(strata[i]) + random.uniform(entity: i, index: 1)) / Double(count)
      }
    }
    return Design(.latinHypercube, seed: seed, factors: factors, coordinates: coordinates)
  }

  /// The first points of a scrambled Sobol' sequence; best at a power of two, and extended without changing the first ones.
  ///
  /// - Throws: `ExperimentError` `no-factors`, `factor-twice`, `design-size`, `too-many-factors`.
  /// - Source: see ``SobolSequence``.
  /// - Proof: `SampledDesignProperty`.
  public static func sobol(_ factors: [Factor], count: Int, seed: UInt64) throws(ExperimentError) -> Design {
    try requireDistinctKeys(factors)
    try requireCount(count, of: "samples")
    let sequence = try SobolSequence(dimensions: factors.count, scrambledBy: seed)
    return Design(.sobol, seed: seed, factors: factors, coordinates: sequence.points(count))
  }

  /// The first points of a scrambled Halton sequence; any number is as good as the next, and extended without changing the first ones.
  ///
  /// - Throws: `ExperimentError` `no-factors`, `factor-twice`, `design-size`, `too-many-factors`.
  /// - Source: see ``HaltonSequence``.
  /// - Proof: `HaltonSequenceProperty`.
  public static func halton(_ factors: [Factor], count: Int, seed: UInt64) throws(ExperimentError) -> Design {
    try requireDistinctKeys(factors)
    try requireCount(count, of: "samples")
    let sequence = try HaltonSequence(dimensions: factors.count, scrambledBy: seed)
    return Design(.halton, seed: seed, factors: factors, coordinates: sequence.points(count))
  }

  /// Saltelli's cross-sampling for ``SobolIndices``: from a Sobol' point of 2d dimensions (a, b), the d + 2 points a, then a with
  /// one factor from b in turn, then b. Blocks are in the order of SALib without second order.
  ///
  /// - Throws: `ExperimentError` `no-factors`, `factor-twice`, `design-size`, `too-many-factors` beyond 555 factors.
  /// - Source: Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018.
  /// - Proof: `SampledDesignProperty`, `SobolIndicesAnalytic`.
  public static func saltelli(_ factors: [Factor], blocks: Int, seed: UInt64) throws(ExperimentError) -> Design {
    try requireDistinctKeys(factors)
    let d = factors.count
    try requireCount(blocks, times: d + 2, of: "blocks")
    let sequence = try SobolSequence(dimensions: 2 * d, scrambledBy: seed)
    let coordinates = sequence.points(blocks)
    return Design(.saltelli, seed: seed, factors: factors, coordinates: coordinates)
  }

  /// Morris trajectories for ``ElementaryEffects``: from a random point of a grid, each factor in random order moves once, up
  /// or down, by `levels / (2 (levels - 1))` of its range.
  ///
  /// - Parameter levels: levels of the grid, even.
  /// - Throws: `ExperimentError` `no-factors`, `factor-twice`, `design-size`, `morris-levels`.
  /// - Source: Morris 1991, doi:10.1080/00401706.1991.10484804.
  /// - Proof: `SampledDesignProperty`, `ElementaryEffectsAnalytic`.
  public static func morris(
    _ factors: [Factor], trajectories: Int, levels: Int = 4, seed: UInt64
  ) throws(ExperimentError) -> Design {
    try requireDistinctKeys(factors)
    let d = factors.count
    try requireCount(trajectories, times: d + 1, of: "trajectories")
    guard levels >= 2, levels % 2 == 0, levels <= 1000 else {
      throw ExperimentError(
        code: "morris-levels", "a grid of \(levels) levels; use an even number from 2 to 1000, such as 4")
    }
    var coordinates = Matrix<Double>(rows: trajectories, columns: 3 * d)
    for trajectory in 0..<trajectories {
      let random = ScalarRandom(seed: seed, stream: ExperimentStreams.trajectories, replicate: trajectory)
      var turns = Array(0..<d)
      for i in stride(from: d - 1, to: 0, by: -1) {
        turns.swapAt(i, Int(random.uniform(entity: i, index: 0) * Double(i + 1)))
      }
      for (turn, j) in turns.enumerated() {
        let low = Int(random.uniform(entity: j, index: 1) * Double(levels / 2))
        let isUpwards = random.bernoulli(0.5, entity: j, index: 2)
        let ends = [low, low + levels / 2].map { Double($0) / Double(levels - 1) }
        coordinates[trajectory, j] = ends[isUpwards ? 0 : 1]
        coordinates[trajectory, d + j] = ends[isUpwards ? 1 : 0]
        coordinates[trajectory, 2 * d + j] = Double(turn)
      }
    }
    return Design(.morris, seed: seed, factors: factors, coordinates: coordinates)
  }
}

extension Design {
  /// Points of a factorial in the order in which Sobol' points first fall into their cells; the few never met come last.
  ///
  /// - Parameter levels: values of each factor; the last changes fastest in the number of a point.
  static func interleavedOrder(_ levels: [Int]) throws(ExperimentError) -> [Int] {
    let varied = levels.indices.filter { levels[$0] > 1 }
    let count = levels.reduce(1, *)
    let sequence = try SobolSequence(dimensions: varied.count, scrambledBy: nil)
    var isMet = [Bool](repeating: false, count: count)
    var order: [Int] = []
    order.reserveCapacity(count)
    var point = 0
    while order.count < count, point < 8 * count {
      var dimension = 0
      let cell = levels.reduce(0) { cell, levels in
        guard levels > 1 else { return cell }
        defer { dimension += 1 }
        return cell * levels + Int(sequence.coordinate(point: point, dimension: dimension) * Double(levels))
      }
      if !isMet[cell] {
        isMet[cell] = true
        order.append(cell)
      }
      point += 1
    }
    return order + (0..<count).filter { !isMet[$0] }
  }

  /// Rows of a table in steps of about 0.618 of its length, so that rows done are spread over it whatever it is sorted by.
  static func spreadOrder(_ count: Int) -> [Int] {
    guard count > 2 else { return Array(0..<count) }
    func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
    var step = Int((Double(count) * 0.618_033_988_749_894_9).rounded())
    while divisor(count, step) != 1 { step += 1 }
    return (0..<count).map { $0 * step % count }
  }
}
