import KhorshooSweeps
import KhorshooText
import Testing

/// What a question about a sweep is about.
@Suite struct OutcomeTargetUnit {
  @Test(
    arguments: [
      ("uplift.incomePerHousehold", true, nil, "incomePerHousehold", "banner"),
      (" uplift . linkage . incomePerHousehold@member", true, "linkage", "incomePerHousehold", "member"),
      ("linkage.membershipShare", false, "linkage", "membershipShare", "banner"),
    ] as [(String, Bool, String?, String, String)])
  func reads(written: String, isUplift: Bool, arm: String?, outcome: String, place: String) throws {
    let target = try OutcomeTarget(parsing: written, option: "--of")
    #expect(target.isUplift == isUplift && target.arm == arm)
    #expect(target.outcome == outcome && target.placeID == place)
    #expect(try OutcomeTarget(parsing: target.text, option: "--of") == target)
  }

  /// A bare name says neither uplift nor arm.
  @Test(arguments: ["incomePerHousehold", "", "uplift.", "uplift.a.b.c", "uplift.income per(", "uplift.1a"])
  func refuses(written: String) {
    let error = #expect(throws: UserError.self) { try OutcomeTarget(parsing: written, option: "--of") }
    #expect(error?.exit == .usage && error?.diagnostics.first?.code == "target-syntax")
  }
}
