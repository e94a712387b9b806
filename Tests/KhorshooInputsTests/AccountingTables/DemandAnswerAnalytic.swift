import KhorshooInputs
import Testing

@Suite struct DemandAnswerAnalytic {
  /// The demand of the table gives its output; a unit of demand gives the multiplier.
  @Test func demandOfTheTableGivesItsOutput() throws {
    let analysis = try InputOutputAnalysis(TextbookTables.twoSectors)
    let own = try DemandAnswer(analysis, isTypeTwo: false, given: [0: .demand(350), 1: .demand(1700)])
    #expect(abs(own.output[0] - 1000) < 1e-9 && abs(own.output[1] - 2000) < 1e-9)
    let unit = try DemandAnswer(analysis, isTypeTwo: false, given: [1: .demand(1)])
    #expect(abs(unit.output.reduce(0, +) - analysis.rows[1].typeOne!.output) < 1e-12 && unit.demand == [0, 1])
  }

  /// Miller and Blair 2009, section 13.2: with one output fixed the other follows x2 = (f2 + a21 x1) / (1 - a22), and the demand
  /// for the first that is met is (1 - a11) x1 - a12 x2.
  @Test func aFixedOutput() throws {
    let analysis = try InputOutputAnalysis(TextbookTables.twoSectors)
    let found = try DemandAnswer(analysis, isTypeTwo: false, given: [0: .output(900), 1: .demand(1700)])
    let second = (1700 + 0.2 * 900) / (1 - 0.05)
    #expect(abs(found.output[1] - second) < 1e-9 && found.output[0] == 900)
    #expect(abs(found.demand[0] - (0.85 * 900 - 0.25 * second)) < 1e-9 && found.demand[1] == 1700)
    // Whatever is fixed, outputs and demand met together are a solution of x = A x + f.
    let free = try DemandAnswer(
      analysis, isTypeTwo: false, given: [0: .demand(found.demand[0]), 1: .demand(1700)])
    for (a, b) in zip(free.output, found.output) { #expect(abs(a - b) < 1e-9) }
    let all = try DemandAnswer(analysis, isTypeTwo: false, given: [0: .output(900), 1: .output(1500)])
    #expect(all.output == [900, 1500] && abs(all.demand[1] - (0.95 * 1500 - 0.2 * 900)) < 1e-9)
  }
}
