import Foundation
import KhorshooKit
import Testing

/// A program in Swift gets what the command gives.
@Suite struct SimulationAcceptanceTests {
  @Test("the folder of a simulation holds the tables of khorshoo run, byte for byte")
  func sameTables() throws {
    let scratch = Scratch()
    let scenario = try scratch.scenario()
    var simulation = Simulation(scenario)
    simulation.settings = ["policy.centralHouseholds.outreach=2"]
    simulation.keepsReplicates = true
    let result = try simulation.run(into: scratch.path("swift"))
    let command = try Command.run(
      "run", scenario, "--set", "policy.centralHouseholds.outreach=2", "--keep", "replicates", "--out",
      scratch.path("command"))
    #expect(command.exit == 0, "\(command)")
    let names = try #require(scratch.names(in: "command"))
    #expect(scratch.names(in: "swift") == names && names.contains("outcomes.csv"))
    for name in names where name.hasSuffix(".csv") {
      #expect(scratch.content("swift/\(name)") == scratch.content("command/\(name)"), "\(name)")
    }
    #expect(result.text.contains("Results: \(scratch.path("swift"))"))
  }

  @Test("outcomes and uplift are those of the tables, and what is not there is nil")
  func numbers() throws {
    let scratch = Scratch()
    var simulation = Simulation(try scratch.scenario())
    simulation.replicates = 16
    let result = try simulation.run(into: scratch.path("r"))
    let arms = result.statistics.arms
    let (arm, reference) = (arms[1], arms[0])
    let mean = try #require(result.summary(of: "incomePerHousehold", arm: arm)).mean
    let before = try #require(result.summary(of: "incomePerHousehold", arm: reference)).mean
    let uplift = try #require(result.uplift(of: "incomePerHousehold", arm: arm))
    #expect(uplift.replicates == 16 && abs(uplift.difference - (mean - before)) < 1e-6 * abs(mean))
    #expect(result.summary(of: "noSuchOutcome", arm: arm) == nil)
    #expect(result.uplift(of: "incomePerHousehold", arm: "noSuchArm") == nil)
  }

  @Test("what is wrong with the scenario is thrown with file and line")
  func problems() throws {
    let scratch = Scratch()
    let scenario = try scratch.scenario("bad.yaml", "run: {years: many}")
    let error = #expect(throws: UserError.self) { try Simulation(scenario).run(into: scratch.path("r")) }
    #expect(error?.exit == .invalidData && error?.diagnostics.first?.path == scenario)
    #expect(scratch.names(in: "r") == nil)
  }
}
