import KhorshooInputs
import KhorshooNumerics
import Testing

/// Validation target VT-4: FAO T0828E, dairy and meat cattle at low inputs.
@Suite struct SteadyStateHerdAnalytic {
  private let rates = SteadyStateHerd.Rates(
    cows: 100, calvingRate: 0.67, cowDeathFraction: 0.03, calfDeathFraction: 0.25, replacementDeathFraction: 0.05,
    firstAge: 3, lastAge: 10)

  /// Whole animals, as printed.
  @Test func published() {
    let herd = SteadyStateHerd(rates, isWhole: true)
    #expect([herd.calves, herd.recruits, herd.cowDeaths, herd.culls] == [67, 14, 3, 11])
    #expect([herd.heifersKept, herd.heifersSold, herd.bullsSold] == [15, 10, 25])
    let liveWeightKg = herd.liveWeightKg(cow: 250, calf: 135)
    #expect(liveWeightKg == 7475)
    // Half of the live weight is carcass; a lactation gives 600 litres.
    #expect(liveWeightKg / 2 == 3737.5)
    #expect(herd.milkLitres(perLactation: 600) == 40_200)
    // The published productivity of 24.6 kg follows from the published 151.8 livestock units, which are not computed.
    #expect(abs(liveWeightKg / 2 / 151.8 - 24.6) < 0.05)
  }

  /// Unrounded flows give the same within 1 %, and keep the herd constant.
  @Test func unrounded() {
    let herd = SteadyStateHerd(rates, isWhole: false)
    #expect(abs(herd.liveWeightKg(cow: 250, calf: 135) / 7475 - 1) < 0.01)
    #expect(abs(herd.recruits - herd.cowDeaths - herd.culls) < 1e-12)
    // Those culled are the survivors of the last age: R q^n.
    let survivors = herd.recruits * stableExp(8 * stableLog(0.97))
    #expect(abs(herd.culls - survivors) < 1e-9)
  }
}
