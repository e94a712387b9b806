import KhorshooNumerics

extension AdoptionSpread {
  /// Error of the steps of Bass's rule: the largest difference, over periods, of the mean share of adopters from that of
  /// eight times as many steps, both with probabilities in the place of draws. Zero for the other rules.
  public func stepError(seeds: SpreadSeeds, periods: Int) -> Double {
    guard case .bass(let innovation, let imitation, let steps) = rule else { return 0 }
    func curve(_ steps: Int) -> [Double] {
      let own = BassRule(innovation: innovation, imitation: imitation, steps: steps)
      return expected(own, seeds: seeds, periods: periods, steps: steps)
    }
    return zip(curve(steps), curve(8 * steps)).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
  }

  /// Mean share of adopters after each period, every household having adopted with its probability.
  ///
  /// One number a household, where replicates have sixteen: here a block of lanes is sixteen households.
  private func expected(_ rule: BassRule, seeds: SpreadSeeds, periods: Int, steps: Int) -> [Double] {
    let blocks = (householdCount + laneCount - 1) / laneCount
    var adopted = [Lanes](repeating: .zero, count: blocks)
    switch seeds {
    case .households(let fixed): for h in fixed { adopted[h / laneCount][h % laneCount] = 1 }
    case .drawn(let count):
      let share = Float(count) / Float(max(1, householdCount))
      adopted = Array(repeating: Lanes(repeating: share), count: blocks)
    case .drawnOfGroups(let count, let groups):
      for h in 0..<householdCount { adopted[h / laneCount][h % laneCount] = Float(groups.chance(h, seats: count)) }
    }
    var seen = [Lanes](repeating: .zero, count: blocks)
    var shares: [Double] = []
    for step in 0..<(periods * steps) {
      adopted.withUnsafeBytes { adopted in
        seen.withUnsafeMutableBytes { seen in
          guard let x = adopted.bindMemory(to: Float.self).baseAddress,
            let y = seen.bindMemory(to: Float.self).baseAddress
          else { return }
          look(x, into: y)
        }
      }
      for block in 0..<blocks { adopted[block] += (1 - adopted[block]) * rule.probability(seen[block]) }
      guard (step + 1) % steps == 0 else { continue }
      let sum = (0..<householdCount).reduce(0.0) { $0 + Double(adopted[$1 / laneCount][$1 % laneCount]) }
      shares.append(sum / Double(max(1, householdCount)))
    }
    return shares
  }

  /// Exposure of every household, by the same sums as in replicates.
  private func look(_ adopted: UnsafePointer<Float>, into seen: UnsafeMutablePointer<Float>) {
    switch exposure {
    case .ties(let rows): rows.multiply(adopted, into: seen)
    case .groups(let groups, let sizes):
      var sums = [Float](repeating: 0, count: sizes.count)
      for h in 0..<householdCount { sums[groups[h]] += adopted[h] }
      for group in sizes.indices where sizes[group] > 0 { sums[group] = sums[group] / sizes[group] }
      for h in 0..<householdCount { seen[h] = sums[groups[h]] }
    }
  }
}
