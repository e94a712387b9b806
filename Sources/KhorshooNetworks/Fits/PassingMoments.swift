import KhorshooNumerics

/// Moments of one history of participation on a network.
struct PassingMoments: Sendable {
  private let shares: SparseRows
  private let dates: [Int]

  init(_ graph: TieGraph, dates: [Int]) {
    shares = graph.normalisedIncoming
    self.dates = dates
  }

  /// Of the observed history.
  func observed(_ adoption: AdoptionTimes) -> [Double] {
    let n = Double(adoption.householdCount)
    let curve = dates.map { date in
      Double(adoption.times.count { ($0.map { Int($0) - Int(adoption.periods.lowerBound) } ?? .max) <= date }) / n
    }
    let lanes = adoption.times.map { Lanes(repeating: $0 == nil ? 0 : 1) }
    return curve + ties(lanes, count: 1)[0]
  }

  /// Of each replicate of a block.
  func simulated(_ states: InformationPassing.States, count: Int) -> [[Double]] {
    let n = Double(shares.rowCount)
    let last = ties(states.participants, count: count)
    return (0..<count).map { lane in dates.map { Double(states.participantCounts[$0][lane]) / n } + last[lane] }
  }

  /// Covariance of adoption with the share of adopters among ties, and share of adopters without an adopting tie, of each lane.
  private func ties(_ adopted: [Lanes], count: Int) -> [[Double]] {
    var seen = [Lanes](repeating: .zero, count: adopted.count)
    adopted.withUnsafeBufferPointer { x in
      seen.withUnsafeMutableBufferPointer { y in
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        shares.multiply(x, into: y, rows: 0..<shares.rowCount)
      }
    }
    var (products, sums, exposures) = (SIMD16<Double>.zero, SIMD16<Double>.zero, SIMD16<Double>.zero)
    var (alone, aloneAdopted) = (SIMD16<Double>.zero, SIMD16<Double>.zero)
    for h in adopted.indices {
      products += widened(adopted[h] * seen[h])
      sums += widened(adopted[h])
      exposures += widened(seen[h])
      let none = Lanes(repeating: 1).masked(by: seen[h] .== Lanes.zero)
      alone += widened(none)
      aloneAdopted += widened(none * adopted[h])
    }
    let n = Double(adopted.count)
    return (0..<count).map { lane in
      [
        products[lane] / n - sums[lane] / n * (exposures[lane] / n),
        alone[lane] == 0 ? 0 : aloneAdopted[lane] / alone[lane],
      ]
    }
  }
}
