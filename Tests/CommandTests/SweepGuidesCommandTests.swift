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
    #expect(guide.lines.count >= 9, "the walk-through is written differently; adapt this test")
    let screen = try guide.walk()
    for words in [
      "mu*", "mu", "sigma", "mu* of noise", "first order", "total", "SRC", "PRCC", "coverage", "density", "mass",
      "quasi-p",
      "Of the variance of the points' means, parameters cause",
    ] { #expect(screen.contains(words) && guide.text.contains(words), "'\(words)' is missing on\n\(screen)") }
    let header = try guide.scratch.table("results/losers.csv").header
    for name in ["total", "totalLow", "totalHigh"] {
      #expect(header.contains(name) && guide.text.contains("`\(name)`"), "\(header)")
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

  init(_ name: String) throws {
    let path = Command.repository + "/Sources/KhorshooSweeps/KhorshooSweeps.docc/\(name).md"
    try self.init(text: String(contentsOfFile: path, encoding: .utf8))
  }

  init(text: String) throws {
    self.text = text
    try scratch.scenario(
      "scenarios/ewenki.yaml",
      "arms: {centralOnly: none, cooperativeOnly: none, stronger: none}\nrun: {years: 1, replicates: 30}")
    for block in text.components(separatedBy: "```yaml\n").dropFirst() {
      try scratch.write(block.components(separatedBy: "```")[0], as: "scenarios/outreach.yaml")
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
      #expect(outcome.exit == (line.contains("before the shards") ? 75 : 0), "\(line): \(outcome)")
      screen += outcome.output
    }
    return screen
  }
}
