import Foundation
import Testing

/// `khorshoo herd --matrix`.
@Suite struct MatrixHerdCommandTests {
  private let scratch = Scratch()

  init() throws {
    try scratch.write(",lambs,hoggets,ewes\nlambs,0,0.4,0.48\nhoggets,0.85,,\newes,,0.93,0.9\n", as: "good.csv")
    // The same stages in another order.
    try scratch.write(",ewes,lambs,hoggets\newes,0.7,,0.75\nlambs,0.25,0,0.1\nhoggets,,0.45,\n", as: "bad.csv")
  }

  private func run(_ arguments: String...) throws -> Command.Outcome {
    try Command.run(["herd"] + arguments, in: scratch.folder)
  }

  private func json(_ arguments: String...) throws -> [String: Any] {
    let outcome = try Command.run(["herd"] + arguments + ["--format", "json"], in: scratch.folder)
    return try #require(
      try JSONSerialization.jsonObject(with: outcome.outputBytes) as? [String: Any], "\(outcome)")
  }

  @Test func aLifeCycleIsAnalysed() throws {
    let object = try json("--matrix", "good.csv")
    #expect(abs((object["growthFactor"] as? Double ?? 0) - 1.226_141_237_579_920_1) < 1e-12)
    #expect(abs((object["netReproduction"] as? Double ?? 0) - 4.1344) < 1e-12)
    #expect((object["elasticities"] as? [[Double]])?.flatMap { $0 }.reduce(0, +) ?? 0 > 0.999_999)
    let csv = try run("--matrix", "good.csv", "--out", "stages.csv")
    #expect(csv.exit == 0, "\(csv)")
    let table = try scratch.table("stages.csv")
    #expect(table.rows.map { $0[0] } == ["lambs", "hoggets", "ewes"] && table.header.contains("elasticity.ewes"))
    let screen = try run("--matrix", "good.csv", "--lang", "zh")
    #expect(screen.exit == 0 && screen.output.contains("繁殖值") && screen.output.contains("世代时间"), "\(screen)")
  }

  @Test func birthsMayStandInAFile() throws {
    try scratch.write(",lambs,hoggets,ewes\nlambs,,0.4,0.48\nhoggets,,,\newes,,,\n", as: "births.csv")
    let (byRow, byFile) = (
      try json("--matrix", "good.csv", "--newborn", "lambs"), try json("--matrix", "good.csv", "--births", "births.csv")
    )
    #expect(byRow["netReproduction"] as? Double == byFile["netReproduction"] as? Double)
    // Deliberate fault: with the wrong row there is another R0, and a warning that more than all live on.
    let wrong = try run("--matrix", "good.csv", "--newborn", "hoggets")
    #expect(wrong.exit == 0 && wrong.errors.contains("[survival-above-one]"), "\(wrong)")
  }

  @Test func aStartHerdIsProjected() throws {
    let outcome = try run(
      "--matrix", "good.csv", "--start", "ewes=100", "--steps", "2", "--out", "p.csv", "--picture", "p.svg")
    #expect(outcome.exit == 0, "\(outcome)")
    let table = try scratch.table("p.csv")
    // 100 ewes: 48 lambs and 90 ewes; then 43.2 lambs, 40.8 hoggets, 81 ewes.
    #expect(table.rows.map { Double($0[1]) ?? 0 }.map { ($0 * 1e6).rounded() / 1e6 } == [100, 138, 165])
    #expect(String(decoding: scratch.content("p.svg") ?? Data(), as: UTF8.self).hasPrefix("<svg"))
  }

  @Test func variableYearsHaveRisk() throws {
    let object = try json(
      "--matrix", "good.csv", "--matrix", "bad.csv", "--weights", "0.7,0.3", "--start", "lambs=10,hoggets=20,ewes=70",
      "--steps", "12", "--threshold", "60", "--replicates", "400")
    #expect(abs((object["logGrowth"] as? Double ?? 0) - 0.083_7) < 0.01)
    let projection = try #require(object["projection"] as? [[String: Any]])
    // By NumPy over every sequence of years.
    #expect(abs((projection[12]["mean"] as? Double ?? 0) - 350.148_596_228_943_75) < 1e-6)
    #expect(abs((projection[12]["standardDeviation"] as? Double ?? 0) - 219.218_034_949_238_6) < 1e-5)
    #expect((object["lostShare"] as? Double ?? 0) > 0)
    let again = try json(
      "--matrix", "good.csv", "--matrix", "bad.csv", "--weights", "0.7,0.3", "--start", "lambs=10,hoggets=20,ewes=70",
      "--steps", "12", "--threshold", "60", "--replicates", "400", "--seed", "2")
    #expect(again["logGrowth"] as? Double != object["logGrowth"] as? Double)
    let dzud = try run("--matrix", "good.csv", "--dzud", "0.1:lambs=0.7,ewes=0.3", "--replicates", "50")
    #expect(dzud.exit == 0 && dzud.output.contains("Tuljapurkar"), "\(dzud)")
  }

  @Test func faultsHaveTheirPlaces() throws {
    try scratch.write(",a,b\na,0,1\nc,1,-2\n", as: "wrong.csv")
    try scratch.write(",a,b\na,0,0\nb,0.5,0\n", as: "gone.csv")
    for (arguments, exit, text) in [
      (["--matrix", "wrong.csv"], 65, "wrong.csv:3:1: c: the row has no column of its name"),
      (["--matrix", "wrong.csv"], 65, "wrong.csv:3:5: b: found -2"),
      (["--matrix", "gone.csv"], 65, "[no-stable-herd]"),
      (["--matrix", "none.csv"], 66, "[missing-file]"),
      (["--matrix", "good.csv", "--newborn", "lamb"], 65, "did you mean 'lambs'"),
      (["--matrix", "good.csv", "--start", "ewe=3"], 65, "[unknown-stage]"),
      (["--matrix", "good.csv", "--start", "ewes"], 64, "[start-syntax]"),
      (["--matrix", "good.csv", "--matrix", "gone.csv"], 65, "[other-stages]"),
      (["--matrix", "good.csv", "--dzud", "0.1"], 64, "--dzud"), (["--start", "a=1"], 64, "needs --matrix"),
      (["--matrix", "good.csv", "--weights", "1,2"], 64, "--weights"),
    ] {
      let outcome = try Command.run(["herd"] + arguments, in: scratch.folder)
      #expect(outcome.exit == Int32(exit) && outcome.errors.contains(text), "\(arguments): \(outcome)")
    }
  }
}
