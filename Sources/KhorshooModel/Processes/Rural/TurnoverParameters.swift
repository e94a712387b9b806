import KhorshooEngine
import KhorshooNumerics

/// Ageing, leaving and splitting of households (`turnover.*`).
struct TurnoverParameters {
  let isEnabled: Bool
  /// Ages of heads at the start: mean and standard deviation, years.
  let ageMean, ageSd: Float
  /// Age from which a head may retire, years.
  let retirementAge: Float
  /// Probability a year to retire from that age on.
  let retiringPerYear: Float
  /// Share of those who retire that have a successor in the household.
  let successionShare: Float
  /// Age of a successor, and of the head of a new household, years.
  let successorAge: Float
  /// Probability a year to leave for town before the age of retirement.
  let leavingPerYear: Float
  /// That of households below the poverty line, relative.
  let poorRatio: Float
  /// Share of own labour that works after leaving for town.
  let townWorkShare: Float
  /// Own labour lost a year beyond the age of retirement, share.
  let labourLossPerYear: Float
  /// Probability a year that a young couple wants its own household.
  let splittingPerYear: Float
  /// Part of herd and cash that it brings.
  let splittingShare: Float

  init(_ values: ParameterValues) {
    isEnabled = values.boolean("turnover.enabled")
    ageMean = values.float("turnover.ageYearsMean")
    ageSd = values.float("turnover.ageYearsSd")
    retirementAge = values.float("turnover.retirementAgeYears")
    retiringPerYear = values.float("turnover.retiringPerYear")
    successionShare = values.float("turnover.successionShare")
    successorAge = values.float("turnover.successorAgeYears")
    leavingPerYear = values.float("turnover.leavingPerYear")
    poorRatio = values.float("turnover.leavingPoorRatio")
    townWorkShare = values.float("turnover.townWorkShare")
    labourLossPerYear = values.float("turnover.labourLossPerYear")
    splittingPerYear = values.float("turnover.splittingPerYear")
    splittingShare = values.float("turnover.splittingShare")
  }

  /// Own labour that is left at an age, share.
  @inline(__always)
  func labour(age: Lanes) -> Lanes { (1 - (age - retirementAge).atLeast(0) * labourLossPerYear).atLeast(0.3) }

  /// Share of its spare labour that a place works off the farm: as before, or in town once it was left; who retired rests.
  @inline(__always)
  func offFarmShare(_ usual: Float, hasLeft: Lanes, age: Lanes) -> Lanes {
    let inTown = choose(age .< Lanes(repeating: retirementAge), Lanes(repeating: townWorkShare), .zero)
    return inTown * hasLeft + (1 - hasLeft) * usual
  }
}
