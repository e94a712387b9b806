import KhorshooModel
import KhorshooText

/// Whether classes of a sex stand from young to old: the newborn enter the first, and each passes into the next, so that a
/// table of cows before calves gives another growth without any wrong number in it.
///
/// What tells a young class: it does not breed while one before it does from birth on, it is much lighter than the one before it,
/// or it has the name of the newborn. Classes of different sexes may stand in any order.
///
/// - Proof: `ClassOrderUnitTests`.
struct ClassOrder {
  /// Classes in another order than that of their ages.
  struct Doubt: Equatable {
    /// Index of the class that stands too early, and of the one that stands too late.
    let early, late: Int
    let reason: String
  }

  /// An older animal that is much lighter than a younger one of its sex: at most this share.
  private static let lighter = 0.7
  /// Words of the newborn, in lower case.
  private static let newborn = [
    "calf", "calves", "lamb", "kid", "foal", "newborn", "suckl", "cria", "kalb", "kälber", "lamm", "lämmer", "fohlen",
    "veau", "agneau", "poulain", "ternero", "cordero", "телен", "телят", "ягнен", "ягнят", "хурга", "тугал", "ишиг",
    "унага", "ботго", "犊", "羔", "驹", "仔", "幼",
  ]

  let herd: CohortProjection

  /// At most one doubt a sex.
  var doubts: [Doubt] { [true, false].compactMap { doubt(herd.life(isFemale: $0)) } }

  private func doubt(_ life: [Int]) -> Doubt? {
    guard let first = life.first else { return nil }
    let cohorts = herd.cohorts
    if cohorts[first].youngPerYear > 0, let barren = life.first(where: { cohorts[$0].youngPerYear == 0 }) {
      return Doubt(
        early: first, late: barren,
        reason: "it gives birth and stands first, so that the newborn are \(cohorts[first].name), while "
          + "\(cohorts[barren].name) after it does not breed")
    }
    for (young, old) in zip(life, life.dropFirst()) {
      for (value, unit) in [(\CohortProjection.Cohort.liveWeightKg, "kg"), (\.sheepUnits, "sheep units")] {
        guard let before = cohorts[young][keyPath: value], let after = cohorts[old][keyPath: value],
          after < Self.lighter * before
        else { continue }
        return Doubt(
          early: young, late: old,
          reason: "it has \(plainNumber(before)) \(unit), \(cohorts[old].name) after it \(plainNumber(after))")
      }
    }
    guard let grown = life.first(where: { !isNewborn(cohorts[$0]) }),
      let late = life.drop(while: { $0 != grown }).first(where: { isNewborn(cohorts[$0]) })
    else { return nil }
    return Doubt(
      early: grown, late: late, reason: "\(cohorts[late].name), by the name the newborn, stands after it")
  }

  private func isNewborn(_ cohort: CohortProjection.Cohort) -> Bool {
    let name = cohort.name.lowercased()
    return cohort.youngPerYear == 0 && Self.newborn.contains { name.contains($0) }
  }
}
