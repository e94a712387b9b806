import Foundation
import Testing

/// `khorshoo diffusion`: a history of adoption described, fitted and simulated.
@Suite struct DiffusionCommandTests {
  private static let folder = "\(Command.repository)/scenarios/networks"
  private static let ties = ["--ties", "\(folder)/ties.csv"]
  private static let tables = ties + ["--households", "\(folder)/households.csv"]

  private func rows(_ path: String) throws -> [[String]] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\r\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func describe() throws {
    let scratch = Scratch()
    let outcome = try Command.run(["diffusion", "describe"] + Self.tables + ["--out", scratch.path("d")])
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    let curve = try rows(scratch.path("d/curve.csv"))
    #expect(curve.count == 11 && curve[1].prefix(4) == ["2012", "3", "3", "0.0375"], "\(curve)")
    #expect(try rows(scratch.path("d/adopters.csv")).count == 81)
    #expect(try rows(scratch.path("d/exposure.csv")).count == 801)
    let tests = try rows(scratch.path("d/dependence.csv"))
    // Adoption was made along ties.
    #expect(tests.count == 3 && tests.dropFirst().allSatisfy { (Double($0[4]) ?? 1) < 0.05 }, "\(tests)")
    let within = try Command.run(
      ["diffusion", "describe"] + Self.tables + ["--within", "gacha", "--exposure", "equivalence", "--json"])
    #expect(within.exit == 0 && within.output.contains("\"dependence\""), "\(within)")
  }

  @Test func fit() throws {
    let scratch = Scratch()
    let outcome = try Command.run(
      ["diffusion", "fit"] + Self.tables + ["--covariates", "sheepUnits", "--out", scratch.path("f"), "--lang", "zh"])
    #expect(outcome.exit == 0 && outcome.output.contains("标准误"), "\(outcome)")
    let found = try rows(scratch.path("f/coefficients.csv"))
    #expect(found.map { $0[0] }.dropFirst() == ["constant", "exposure", "sheepUnits"], "\(found)")
    // Made with 3.5.
    #expect(Double(found[2][4])! < 3.5 && 3.5 < Double(found[2][5])!, "\(found)")
    let other = try Command.run(
      ["diffusion", "fit"] + Self.tables + [
        "--model", "cloglog", "--baseline", "periods", "--cluster", "gacha", "--lag", "0",
      ])
    #expect(other.exit == 0 && other.output.contains("period 2021"), "\(other)")
    // Three adopted in 2012, the first period; no column has a gap.
    for fact in ["a covariate missing 0", "adopted in the first period 3"] {
      #expect(other.output.contains("households left out, " + fact), "\(other)")
    }
  }

  @Test func simulate() throws {
    let scratch = Scratch()
    let command = ["diffusion", "simulate"] + Self.ties
    let cascade =
      command + ["--mechanism", "cascade", "--probability", "0.2", "--random-seeds", "3", "--replicates", "500"]
    for (name, threads) in [("a", "1"), ("b", "3")] {
      let outcome = try Command.run(cascade + ["--threads", threads, "--out", scratch.path(name)])
      #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    }
    for file in ["spread.csv", "reached.csv", "replicates.csv", "spread.svg"] {
      #expect(
        FileManager.default.contents(atPath: scratch.path("a/\(file)"))
          == FileManager.default.contents(atPath: scratch.path("b/\(file)")), "\(file)")
    }
    for mechanism in [
      ["contagion", "--sources", "2", "--seeds", "h01,h02"],
      ["threshold", "--threshold-high", "0.9", "--seeds", "h01"],
      ["threshold", "--noise", "0.2"], ["utility"], ["bass", "--mixed"], ["passing", "--seeds", "h07"],
    ] {
      let outcome = try Command.run(command + ["--replicates", "20", "--json", "--mechanism"] + mechanism)
      #expect(outcome.exit == 0 && outcome.output.contains("\"variance\""), "\(mechanism): \(outcome)")
      #expect(outcome.output.contains("\"stepError\": null") == (mechanism[0] != "bass"), "\(mechanism): \(outcome)")
    }
  }

  @Test(
    arguments: [
      (["simulate", "--mechanism", "cascade", "--seeds", "h99"], "unknown-household", 64),
      (["simulate", "--mechanism", "cascade", "--random-seeds", "81"], "too-many-seeds", 64),
      (["simulate", "--mechanism", "cascade"], "--seeds", 64),
      (["simulate", "--mechanism", "cascade", "--seeds", "h01", "--probability", "2"], "--probability", 64),
      (["describe"], "no-adoption-times", 65), (["fit", "H", "--covariates", "shep"], "unknown-covariate", 64),
      (["fit", "H", "--cluster", "grid"], "unknown-partition", 64),
      (["describe", "H", "--first", "2015"], "period-order", 65),
      (["fit", "H", "--model", "passing", "--first", "2010"], "no-seeds", 65),
      (["fit", "H", "--covariates", "sheepUnits,sheepUnits"], "no-estimate", 65),
    ])
  func mistakesAreSaid(_ arguments: [String], _ word: String, _ exit: Int) throws {
    let households = ["--households", "\(Self.folder)/households.csv"]
    let outcome = try Command.run(["diffusion"] + arguments.flatMap { $0 == "H" ? households : [$0] } + Self.ties)
    #expect(outcome.exit == exit && outcome.errors.contains(word) && outcome.output.isEmpty, "\(outcome)")
  }

  @Test func tablesThatCannotBeStudiedAreSaid() throws {
    let scratch = Scratch()
    func run(_ households: String, _ more: [String]) throws -> Command.Outcome {
      try households.write(toFile: scratch.path("h.csv"), atomically: true, encoding: .utf8)
      try "source,target\na,b\nb,c\n".write(toFile: scratch.path("t.csv"), atomically: true, encoding: .utf8)
      return try Command.run(
        ["diffusion"] + more + ["--ties", scratch.path("t.csv"), "--households", scratch.path("h.csv")])
    }
    let wave = try run("id,joined\na,2012\nb,2012\nc,\n", ["describe"])
    #expect(wave.exit == 0 && wave.output.contains("3 households, 2 adopted"), "\(wave)")
    #expect(!wave.output.contains("exposureAtAdoption") && wave.output.contains("moranI"), "\(wave)")
    let once = try run("id,joined\na,2012\nb,2012\nc,\n", ["fit"])
    #expect(once.exit == 65 && once.errors.contains("one-adoption-time"), "\(once)")
    let ring = scratch.path("ring.csv")
    try ("source,target\n" + (0..<3001).map { "\($0),\(($0 + 1) % 3001)\n" }.joined())
      .write(toFile: ring, atomically: true, encoding: .utf8)
    let joined = "id,joined\n" + (0..<3001).map { "\($0),\($0 < 2 ? "\(2010 + $0)" : "")\n" }.joined()
    try joined.write(toFile: scratch.path("many.csv"), atomically: true, encoding: .utf8)
    let large = try Command.run(
      "diffusion", "describe", "--ties", ring, "--households", scratch.path("many.csv"), "--exposure", "equivalence")
    #expect(large.exit == 65 && large.errors.contains("too-many-households"), "\(large)")
    let words = try run("id,joined,rank\na,2012,high\nb,2013,low\nc,,low\n", ["fit", "--covariates", "rank"])
    #expect(words.exit == 65 && words.errors.contains("covariate-not-a-number"), "\(words)")
  }
}
