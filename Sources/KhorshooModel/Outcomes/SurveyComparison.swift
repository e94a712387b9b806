import KhorshooEngine
import KhorshooNumerics

/// What a survey of the simulated households would take for the effect of membership, beside the effect itself.
///
/// The survey sees who is a member, the income of the year, and of each household its herd and pasture before the run,
/// persons, labour, knowledge, trust, distance to the central household, off-farm share, and the lasting yield of its gacha.
/// It does not see aversion to risk, ties and what they tell, awareness, whether the cooperative within reach is active, use
/// of services, nor luck.
///
/// - Source: model description 10; matching as in ``NearestMatching``; adjustment by regression as in Frisch and Waugh 1933,
///   doi:10.2307/1907330.
/// - Proof: `SelectionStatistical` (VT-22).
package final class SurveyComparison {
  /// Of each replicate; NaN where it is not defined.
  package struct Estimates {
    /// Mean income of members less that of non-members, yuan; and as a share of the latter.
    package var naive = AccountLanes(repeating: .nan), naiveRelative = AccountLanes(repeating: .nan)
    /// Mean income of members less that of non-members of like odds of membership, yuan; and as a share of the latter.
    package var matched = AccountLanes(repeating: .nan), matchedRelative = AccountLanes(repeating: .nan)
    /// Share of members for which such a non-member was found.
    package var matchedShare = AccountLanes(repeating: .nan)
    /// Coefficient of membership in a linear regression on membership and covariates, yuan; and as a share of the mean
    /// income of members without it.
    package var adjusted = AccountLanes(repeating: .nan), adjustedRelative = AccountLanes(repeating: .nan)
    /// Mean income of members less that of the same households in the reference arm, yuan; and as a share of the latter.
    package var effect = AccountLanes(repeating: .nan), effectRelative = AccountLanes(repeating: .nan)
  }

  private let logit: LogisticRegression
  private let matching: NearestMatching
  private let logOdds: Rows
  private let count: Int

  /// - Parameter covariates: what the survey sees. Shape: households x covariates.
  /// - Throws: `NumericsError` when a covariate is not finite.
  package init(covariates: Matrix<Double>) throws(NumericsError) {
    count = covariates.rowCount
    logit = try LogisticRegression(covariates)
    matching = NearestMatching(count: count)
    logOdds = .allocate(capacity: count)
    logOdds.initialize(repeating: .zero, count: count)
  }

  deinit { logOdds.deallocate() }

  /// What the survey sees of each household. Shape: households x 9.
  package static func covariates(_ banner: Banner) -> Matrix<Double> {
    let households = banner.households
    return Matrix(
      households.persons.indices.map { h in
        [
          Double(banner.gachaLogYield[banner.places.gachaOfHousehold[h]]),
          stableLog(1 + Double(households.sheepUnitsAtStart[h])), stableLog(1 + Double(households.pastureMu[h])),
          Double(households.persons[h]), Double(households.labour[h]), Double(households.knowledge[h]),
          Double(households.trust[h]), Double(households.distanceKm[h]), Double(households.offFarmShare[h]),
        ]
      })
  }

  /// Compares members with others and with themselves.
  ///
  /// - Parameters:
  ///   - members: 1 or 0. Shape: households x 16.
  ///   - income: net income of the year, yuan. Shape: households x 16.
  ///   - reference: the same in the reference arm.
  ///   - needsMatching: whether the matched gap is wanted, which costs most.
  package func estimate(members: Rows, income: Rows, reference: Rows, needsMatching: Bool = true) -> Estimates {
    let sums = sums(members, income, reference)
    var found = Estimates()
    let others = AccountLanes(repeating: Double(count)) - sums.members
    let memberMean = sums.memberIncome / sums.members
    let otherMean = sums.otherIncome / others
    found.effect = sums.gain / sums.members
    found.effectRelative = found.effect / (memberMean - found.effect)
    found.naive = memberMean - otherMean
    found.naiveRelative = found.naive / otherMean
    found.adjusted = adjusted(sums)
    found.adjustedRelative = found.adjusted / (memberMean - found.adjusted)
    guard needsMatching, (0..<laneCount).contains(where: { sums.members[$0] > 0 }) else { return found }
    let fits = logit.fit(members, into: logOdds)
    for lane in 0..<laneCount where fits[lane] == .converged {
      let pair = matching.compare(scores: logOdds, isTreated: members, outcomes: income, lane: lane)
      found.matched[lane] = pair.treatedMean - pair.controlMean
      found.matchedRelative[lane] = found.matched[lane] / pair.controlMean
      found.matchedShare[lane] = Double(pair.matched) / Double(pair.treated)
    }
    return found
  }

  private struct Sums {
    var members = AccountLanes.zero
    var memberIncome = AccountLanes.zero
    var otherIncome = AccountLanes.zero
    var gain = AccountLanes.zero
    /// Products of the orthogonal covariates with membership, then with income.
    var withMembers: [AccountLanes]
    var withIncome: [AccountLanes]
  }

  private func sums(_ members: Rows, _ income: Rows, _ reference: Rows) -> Sums {
    let slopes = logit.width - 1
    let none = [AccountLanes](repeating: .zero, count: slopes)
    var total = Sums(withMembers: none, withIncome: none)
    var products = [Lanes](repeating: .zero, count: 2 * slopes)
    // Single precision within parts of 128 households, double precision between them.
    for first in stride(from: 0, to: count, by: 128) {
      var (inside, own, other, gain) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      products.withUnsafeMutableBufferPointer { products in
        products.update(repeating: .zero)
        for h in first..<min(count, first + 128) {
          let (member, y) = (members[h], income[h])
          inside += member
          own += member * y
          other += (1 - member) * y
          gain += member * (y - reference[h])
          for k in 0..<slopes {
            let q = logit.orthogonal[h * slopes + k]
            products[k] += member * q
            products[slopes + k] += y * q
          }
        }
      }
      total.members += widened(inside)
      total.memberIncome += widened(own)
      total.otherIncome += widened(other)
      total.gain += widened(gain)
      for k in 0..<slopes {
        total.withMembers[k] += widened(products[k])
        total.withIncome[k] += widened(products[slopes + k])
      }
    }
    return total
  }

  /// Membership and income freed of the covariates, which are orthogonal with variance 1: their regression.
  private func adjusted(_ sums: Sums) -> AccountLanes {
    let n = AccountLanes(repeating: Double(count))
    let income = sums.memberIncome + sums.otherIncome
    var product = sums.memberIncome - sums.members * income / n
    var square = sums.members - sums.members * sums.members / n
    for k in sums.withMembers.indices {
      product -= sums.withMembers[k] * sums.withIncome[k] / n
      square -= sums.withMembers[k] * sums.withMembers[k] / n
    }
    // What is left of membership is rounding where the covariates determine it.
    let isDetermined = square .< AccountLanes(repeating: 1e-4)
    return (product / square).replacing(with: AccountLanes(repeating: .nan), where: isDetermined)
  }
}
