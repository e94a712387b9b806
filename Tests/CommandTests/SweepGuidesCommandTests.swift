import Foundation
import Testing

/// The walk-throughs of the guides, line by line, on a small banner in place of the reference scenario.
@Suite struct SweepGuidesCommandTests {
  @Test func theGuideToSweepsWorks() throws {
    let guide = try Guide("Sweeps")
    #expect(guide.lines.count >= 8, "the walk-through is written differently; adapt this test")
    try guide.walk()
  }

  /// What the guide explains is on the screen and in the file.
  @Test func theGuideToSensitivityWorks() throws {
    let guide = try Guide("Sensitivity")
    #expect(guide.lines.count >= 10, "the walk-through is written differently; adapt this test")
    for name in ["ishigami-points.csv", "ishigami-outcomes.csv"] {
      let text = try String(contentsOfFile: Command.repository + "/scenarios/tables/" + name, encoding: .utf8)
      try guide.scratch.write(text, as: "scenarios/tables/" + name)
    }
    let screen = try guide.walk()
    for words in [
      "mu*", "mu", "sigma", "mu* of noise", "first order", "total", "second order", "SRC", "PCC", "SRRC", "PRCC",
      "coverage", "density", "mass",
      "quasi-p",
      "Of the variance of the points' means, parameters cause",
    ] { #expect(screen.contains(words) && guide.text.contains(words), "'\(words)' is missing on\n\(screen)") }
    let header = try guide.scratch.table("results/losers.csv").header
    for name in ["total", "totalLow", "totalHigh"] {
      #expect(header.contains(name) && guide.text.contains("`\(name)`"), "\(header)")
    }
  }

  @Test func theGuideToCalibrationWorks() throws {
    let guide = try Guide("Calibrating")
    #expect(guide.lines.count >= 4, "the walk-through is written differently; adapt this test")
    let screen = try guide.walk()
    for words in ["Targets:", "目标：", "posterior.csv"] {
      #expect(screen.contains(words), "'\(words)' is missing on\n\(screen)")
    }
    let shipped = try String(
      contentsOfFile: Command.repository + "/scenarios/calibration/yearbook.csv", encoding: .utf8)
    #expect(guide.text.contains(shipped), "the guide shows another table than the one that is shipped")
  }

  @Test func theGuideToDecisionsWorks() throws {
    let guide = try Guide("Deciding", drawsWorlds: true)
    #expect(guide.lines.count >= 5, "the walk-through is written differently; adapt this test")
    let screen = try guide.walk()
    for words in [
      "Choose “", "选择“", "Regret:", "Chosen on one half", "Worth buying at some worth", "Others would choose",
      "To know the world first", "Worlds went to the options that compete", "Levers: 20 combinations of",
    ] { #expect(screen.contains(words), "'\(words)' is missing on\n\(screen)") }
    for table in ["choices", "options", "frontier", "acceptability", "information", "values"] {
      let header = try guide.scratch.table("results/lever/\(table).csv").header
      #expect(guide.text.contains("`\(table).csv`"), "\(table)")
      // Columns that the guide names are there.
      if table == "information" { #expect(header.contains("chance") && guide.text.contains("`chance`")) }
    }
  }

  /// A walk fails at an option that is none, an outcome that is not recorded, and an exit code that the guide does not say.
  @Test(arguments: [
    "sensitivity results/first --off x", "sensitivity results/first --of none.income", "status results/first",
  ])
  func faultsAreNoticed(line: String) throws {
    let sweep = "khorshoo sweep scenarios/ewenki.yaml --vary run.years=1,2 --out results/first"
    try Guide(text: "    \(sweep)\n").walk()
    withKnownIssue { try Guide(text: "    \(sweep)\n    khorshoo \(line)\n").walk() }
  }
}

/// A guide of the catalog, and a folder in which its lines can run: a small banner under the reference scenario's name, and the guide's own scenario.
private struct Guide {
  let text: String
  let scratch = Scratch()

  /// - Parameter drawsWorlds: whether the small banner has all arms, 40 worlds and the policies and decisions of the repository.
  init(_ name: String, drawsWorlds: Bool = false) throws {
    let path = Command.repository + "/Sources/KhorshooSweeps/KhorshooSweeps.docc/\(name).md"
    try self.init(text: String(contentsOfFile: path, encoding: .utf8))
    guard drawsWorlds else { return }
    try scratch.scenario("scenarios/ewenki.yaml", "run: {years: 1, replicates: 640}", drawsWorlds: true)
    for folder in ["policies", "decisions"] {
      try FileManager.default.copyItem(
        atPath: "\(Command.repository)/scenarios/\(folder)", toPath: scratch.path("scenarios/\(folder)"))
    }
  }

  init(text: String) throws {
    self.text = text
    try scratch.scenario(
      "scenarios/ewenki.yaml",
      "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 1, replicates: 30}")
    for block in text.components(separatedBy: "```yaml\n").dropFirst() {
      try scratch.write(block.components(separatedBy: "```")[0], as: "scenarios/outreach.yaml")
    }
    for block in text.components(separatedBy: "```csv\n").dropFirst() {
      try scratch.write(block.components(separatedBy: "```")[0], as: "scenarios/calibration/yearbook.csv")
    }
  }

  var lines: [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("    khorshoo ") }.map { String($0.dropFirst(4)) }
  }

  /// Runs every line and gives what was on the screen.
  @discardableResult func walk() throws -> String {
    var screen = ""
    for line in lines {
      let outcome = try Command.shell(line, in: scratch.folder)
      #expect(outcome.exit == (line.contains("before the shards") ? 76 : 0), "\(line): \(outcome)")
      screen += outcome.output
    }
    return screen
  }
}
