import Foundation
import Testing

/// The walk-throughs of the guides to the sub-model tools, line by line, on the tables of the repository.
@Suite struct ToolGuidesCommandTests {
  /// Lines of a guide that begin with `khorshoo`, and what they said.
  private func walk(_ path: String) throws -> (count: Int, screen: String) {
    let text = try String(contentsOfFile: Command.repository + "/Sources/" + path, encoding: .utf8)
    let scratch = Scratch()
    try FileManager.default.createDirectory(atPath: scratch.path("scenarios"), withIntermediateDirectories: true)
    for name in ["herds", "networks", "tables"] {
      try FileManager.default.copyItem(
        atPath: "\(Command.repository)/scenarios/\(name)", toPath: scratch.path("scenarios/\(name)"))
    }
    var (count, screen) = (0, "")
    for line in text.split(separator: "\n") where line.hasPrefix("    khorshoo ") {
      let outcome = try Command.shell(String(line.dropFirst(4)), in: scratch.folder)
      #expect(outcome.exit == 0 && outcome.errors.isEmpty, "\(line): \(outcome)")
      screen += outcome.output
      count += 1
    }
    return (count, screen)
  }

  @Test func theGuideToTablesWorks() throws {
    let found = try walk("KhorshooScenarios/KhorshooScenarios.docc/TableTools.md")
    #expect(found.count >= 12)
    for text in ["standard error", "constant", "no female left", "satellite", "Balanced (GRAS)", "closed loop", " > "] {
      #expect(found.screen.contains(text), "\(text) in \(found.screen)")
    }
  }

  @Test func theGuideToNetworksWorks() throws {
    let found = try walk("KhorshooNetworks/KhorshooNetworks.docc/KhorshooNetworks.md")
    #expect(found.count >= 8)
    for text in [
      "random mean", "Hazard by exposure", "probability", "with the same draws", "at rest after", "hear from 2",
      "groups of gacha has a seed", "at risk after leaving",
    ] {
      #expect(found.screen.contains(text), "\(text) in \(found.screen)")
    }
  }
}
