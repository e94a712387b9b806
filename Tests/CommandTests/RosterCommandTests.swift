import Foundation
import Testing

/// `roster`, and runs on tables of the user's own.
@Suite struct RosterCommandTests {
  private static let ownData = "\(Command.repository)/scenarios/own-data/own-data.yaml"

  @Test func theExampleIsCheckedWithWhatWasRead() throws {
    let outcome = try Command.run("check", "scenarios/own-data/own-data.yaml", in: Command.repository)
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    for word in ["203 households and 903 ties", "read: sumu, gacha, grid", "kept: interviewer", "nothing wrong"] {
      #expect(outcome.output.contains(word), "\(outcome)")
    }
  }

  @Test func resultsHoldTheTablesAndAreVerified() throws {
    let scratch = Scratch()
    let run = try Command.run(
      "run", Self.ownData, "--replicates", "16", "--years", "1", "--out", "r", in: scratch.folder)
    #expect(run.exit == 0 && run.output.contains("Roster: 203 households"), "\(run)")
    let tables: Set = ["roster.households.csv", "roster.ties.csv", "roster.grids.csv", "roster.cooperatives.csv"]
    #expect(tables.isSubset(of: scratch.names(in: "r") ?? []))
    let manifest = try String(contentsOfFile: scratch.path("r/manifest.json"), encoding: .utf8)
    #expect(manifest.contains("\"drawn\"") && manifest.contains("own-data/ties.csv"))
    let verified = try Command.run("verify", "r", in: scratch.folder)
    #expect(verified.exit == 0, "\(verified)")
    // A table that was changed is noticed.
    let path = scratch.path("r/roster.ties.csv")
    try (String(contentsOfFile: path, encoding: .utf8) + "BT-001,BT-099,kin,,\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try Command.run("verify", "r", in: scratch.folder).exit == 65)
  }

  @Test func anExportedPopulationRuns() throws {
    let scratch = Scratch()
    let export = try Command.run("roster", Self.ownData, "--out", "p", in: scratch.folder)
    #expect(export.exit == 0, "\(export)")
    let files: Set = ["households.csv", "ties.csv", "grids.csv", "cooperatives.csv", "base.yaml", "scenario.yaml"]
    #expect(files.isSubset(of: scratch.names(in: "p") ?? []))
    let run = try Command.run(
      "run", "p/scenario.yaml", "--replicates", "4", "--years", "1", "--out", "r", in: scratch.folder)
    #expect(run.exit == 0, "\(run)")
  }

  @Test func aPrivatePopulationNamesNobodyAndRuns() throws {
    let scratch = Scratch()
    let export = try Command.run("roster", Self.ownData, "--private", "--k", "7", "--out", "p", in: scratch.folder)
    #expect(export.exit == 0 && export.output.contains("fewer than 7 "), "\(export)")
    for name in try #require(scratch.names(in: "p")) {
      let text = try String(contentsOfFile: scratch.path("p/\(name)"), encoding: .utf8)
      #expect(!text.contains("BT-0") && !text.contains("interviewer"), "\(name) names a household")
    }
    let run = try Command.run(
      "run", "p/scenario.yaml", "--replicates", "4", "--years", "1", "--out", "r", in: scratch.folder)
    #expect(run.exit == 0, "\(run)")
  }

  @Test func severalNetworksAreRunAndRefusedWhereIntervalsDoNotKnowThem() throws {
    let scratch = Scratch()
    let options = ["--set", "run.networkDraws=2", "--replicates", "32", "--years", "1"]
    let run = try Command.run(["run", Self.ownData] + options + ["--out", "r"], in: scratch.folder)
    #expect(run.exit == 0, "\(run)")
    #expect(try Command.run("verify", "r", in: scratch.folder).exit == 0)
    let sweep = try Command.run(
      ["sweep", Self.ownData] + options + ["--vary", "network.weightKin=0,1", "--out", "s"], in: scratch.folder)
    #expect(sweep.exit == 65 && sweep.errors.contains("several-networks"), "\(sweep)")
  }

  @Test func strictTakesWarningsForErrors() throws {
    let arguments = ["run", Self.ownData, "--replicates", "2", "--years", "1"]
    let scratch = Scratch()
    let outcome = try Command.run(arguments + ["--strict", "--out", "r"], in: scratch.folder)
    #expect(outcome.exit == 65 && outcome.errors.contains("few-replicates"), "\(outcome)")
    #expect(try Command.run(arguments + ["--out", "r"], in: scratch.folder).exit == 0)
  }

  @Test func wrongNumbersOfPrivacyAre64() throws {
    #expect(try Command.run("roster", Self.ownData, "--out", "p", "--k", "1").exit == 64)
    #expect(try Command.run("roster", Self.ownData, "--out", "p", "--cell-km", "0").exit == 64)
  }
}
