import Foundation
import Testing

/// `khorshoo network`: statistics of the user's own ties.
@Suite struct NetworkCommandTests {
  private static let folder = "\(Command.repository)/scenarios/networks"
  private static let tables = ["--ties", "\(folder)/ties.csv", "--households", "\(folder)/households.csv"]

  @Test func aFolderHoldsTablesPictureAndDescription() throws {
    let scratch = Scratch()
    let outcome = try Command.run(["network"] + Self.tables + ["--out", scratch.path("net")])
    #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(outcome)")
    #expect(outcome.output.contains("80 households") && outcome.output.contains("within gacha"), "\(outcome)")
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path("net")).sorted()
    #expect(
      names == [
        "assortativity.csv", "centralities.csv", "datapackage.json", "degrees.svg", "manifest.json", "network.csv",
        "network.svg", "triads.csv",
      ])
    let rows = try String(contentsOfFile: scratch.path("net/network.csv"), encoding: .utf8).split(separator: "\r\n")
    #expect(rows.count == 4 && rows[1].hasPrefix("all,80,213,0,"), "\(rows)")
    let households = try String(contentsOfFile: scratch.path("net/centralities.csv"), encoding: .utf8)
    #expect(households.split(separator: "\r\n").count == 1 + 3 * 80)
    #expect(try String(contentsOfFile: scratch.path("net/degrees.svg"), encoding: .utf8).hasPrefix("<svg"))
  }

  @Test func chineseAndJSONAndLayers() throws {
    let chinese = try Command.run(["network"] + Self.tables + ["--lang", "zh"])
    #expect(chinese.exit == 0 && chinese.output.contains("扩散中心性") && chinese.output.contains("80 户"), "\(chinese)")
    let json = try Command.run(["network"] + Self.tables + ["--json", "--layers", "kin"])
    #expect(json.exit == 0 && json.output.contains("\"households\": 80") && !json.output.contains("advice"), "\(json)")
  }

  @Test(
    arguments: [
      (["network"], "either", 64), (["network", "--ties", "nowhere.csv"], "nowhere.csv", 66),
      (["network", "--ties", "T", "--layers", "kni"], "unknown-layer", 64),
      (["network", "--ties", "T", "--layers", "kin=-1"], "layer-weight", 64),
      (["network", "--ties", "T", "--attenuation", "1"], "--attenuation", 64),
      (["network", "--ties", "T", "--out", "F"], "not-a-result-folder", 73),
    ])
  func mistakesAreSaid(_ arguments: [String], _ word: String, _ exit: Int) throws {
    let outcome = try Command.run(
      arguments.map { $0 == "T" ? "\(Self.folder)/ties.csv" : $0 == "F" ? Self.folder : $0 })
    #expect(outcome.exit == exit && outcome.errors.contains(word) && outcome.output.isEmpty, "\(outcome)")
  }

  @Test func aTableWithoutTiesIsSaid() throws {
    let scratch = Scratch()
    try "source,target\n".write(toFile: scratch.path("empty.csv"), atomically: true, encoding: .utf8)
    let outcome = try Command.run("network", "--ties", scratch.path("empty.csv"))
    #expect(outcome.exit == 65 && outcome.errors.contains("no-rows") && outcome.output.isEmpty, "\(outcome)")
  }
}
