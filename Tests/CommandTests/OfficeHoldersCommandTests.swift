import Foundation
import Testing

/// `scenarios/decisions/who.yaml` on a small banner: the same grids with other holders, side by side and as a decision.
@Suite struct OfficeHoldersCommandTests {
  private func scratch() throws -> Scratch {
    let scratch = Scratch()
    try scratch.scenario("scenarios/ewenki.yaml", "run: {years: 2, replicates: 640}", drawsWorlds: true)
    for folder in ["policies", "decisions"] {
      try FileManager.default.copyItem(
        atPath: "\(Command.repository)/scenarios/\(folder)", toPath: scratch.path("scenarios/\(folder)"))
    }
    return scratch
  }

  @Test func gridsStayAndHoldersDiffer() throws {
    let scratch = try scratch()
    try scratch.write(
      "schema: 1\nbase: scenarios/decisions/who.yaml\noutcomes: {levels: [banner, grid]}\n", as: "grids.yaml")
    let outcome = try Command.run(
      [
        "run", "grids.yaml", "--uncertainty", "none", "--replicates", "32", "--out", "r",
        "--arms", "linkage,nearness,degree",
      ], in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    let places = try scratch.table("r/places.csv")
    let grids = try scratch.table("r/grids.csv")
    #expect(try places.rows(where: ["level": "grid"]).count == 6, "a place is the same place in all arms")
    #expect(grids.rows.count == 18)
    let (arms, mean) = (try grids.column("arms"), try grids.column("meanKm"))
    func distance(_ arm: String) throws -> Double {
      try grids.rows.filter { $0[arms] == arm }.map { try #require(Double($0[mean])) }.reduce(0, +)
    }
    #expect(Set(grids.rows.map { $0[arms] }) == ["linkage", "nearness", "degree"])
    #expect(try distance("nearness") < distance("linkage") && distance("nearness") < distance("degree"))
    // Grid by grid, an arm is compared with the reference.
    let differences = try scratch.table("r/differences.csv")
    let rows = try differences.rows(where: ["level": "grid", "arm": "nearness", "outcome": "householdKnowledge"])
    #expect(!rows.isEmpty && Set(rows.map { $0[try! differences.column("placeID")] }).count == 6)
  }

  /// Every option keeps as many offices; today's criteria are the reference, whose own gain is nothing.
  @Test func theDecisionIsAmongWaysOfChoosing() throws {
    let scratch = try scratch()
    let outcome = try Command.run(["decide", "scenarios/decisions/who.yaml", "--out", "d"], in: scratch.folder)
    try #require(outcome.exit == 0 && outcome.output.hasPrefix("Choose “"), "\(outcome)")
    #expect(!outcome.errors.contains("warning"), "\(outcome.errors)")
    let values = try scratch.table("d/values.csv")
    let names = Set(values.rows.map { $0[try! values.column("option")] })
    #expect(
      names == ["linkage", "able", "chance", "nearness", "degree", "eigenvector", "diffusion", "spread", "open"])
    let gains = try values.column("households")
    for name in names {
      let own = try values.rows(where: ["option": name]).map { try #require(Double($0[gains])) }
      #expect(own.count == 40 && own.allSatisfy { $0 == 0 } == (name == "linkage"), "\(name)")
    }
  }
}
