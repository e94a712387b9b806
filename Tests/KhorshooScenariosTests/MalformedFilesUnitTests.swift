import Foundation
import KhorshooScenarios
import KhorshooText
import Testing

/// The folder `Malformed` holds one file for each fault, scenarios and price files; `MESSAGES.txt` in it holds what the
/// user reads about each.
@Suite struct MalformedFilesUnitTests {
  private static let folder = Bundle.module.resourceURL!.appendingPathComponent("Malformed")

  private static let files: [String: [UInt8]] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var files = ["valid.yaml": Array(Fixtures.scenarioText.utf8)]
    for name in names where name.hasSuffix(".yaml") || name.hasSuffix(".csv") {
      files[name] = (try? Data(contentsOf: folder.appendingPathComponent(name))).map(Array.init)
    }
    return files
  }()

  private static let messages: [Substring] = {
    let text = (try? String(contentsOf: folder.appendingPathComponent("MESSAGES.txt"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n")
  }()

  static let names = files.keys.filter { $0 != "valid.yaml" }.sorted()

  /// Problems of a scenario, or of a price file in a scenario that is right.
  static func problems(_ name: String) -> UserError? {
    var (path, files) = (name, files)
    if name.hasSuffix(".csv") {
      path = "uses-\(name).yaml"
      let history = "{file: \(name), method: bootstrap, blockYears: 1}"
      files[path] = Array("schema: 1\nbase: valid.yaml\nmarket: {history: \(history)}\n".utf8)
    }
    do throws(UserError) {
      _ = try Scenario.resolve(
        path: path, files: .memory(files), overrides: ScenarioOverrides(), ledger: Fixtures.ledger,
        knownOutcomes: Fixtures.outcomes, knownLevels: Fixtures.levels)
      return nil
    } catch { return error }
  }

  @Test(arguments: names)
  func eachFaultIsToldInTheseWords(name: String) throws {
    let error = try #require(Self.problems(name), "\(name) was accepted")
    let expected = Self.messages.filter { $0.hasPrefix(name + ":") }.joined(separator: "\n")
    #expect(error.description == expected)
    #expect(error.exit == (name.hasSuffix("missing-file.yaml") ? .missingInput : .invalidData))
  }

  @Test func everyMessageHasItsFile() {
    #expect(Self.names.count > 50)
    for message in Self.messages {
      let name = String(message.prefix { $0 != ":" })
      #expect(Self.files[name] != nil, "MESSAGES.txt names \(name), which is not in the folder")
    }
  }

  /// Codes that no single file provokes: they are provoked in the suites named.
  private static let provokedElsewhere = [
    "unreadable-file": "ScenarioResolutionUnitTests", "base-too-deep": "ScenarioResolutionUnitTests",
    "member-without-cooperative": "OwnDataUnit", "malformed-period": "OwnDataUnit",
    "file-too-large": "ScenarioMutationFuzzTests",
    "many-problems": "PriceHistoryFileUnitTests", "series-too-long": "PriceHistoryFileUnitTests",
    "price-replaced": "PriceHistoryScenarioUnitTests", "malformed-setting": "CommandLineSettingsUnitTests",
    "few-replicates": "ScenarioResolutionUnitTests", "lever-without-effect": "ScenarioResolutionUnitTests",
    "identical-arms": "ScenarioResolutionUnitTests", "removed-species": "ScenarioResolutionUnitTests",
    "setting-hidden": "ScenarioResolutionUnitTests", "reference-changed": "ScenarioResolutionUnitTests",
    "inherited-size": "RemedyCommandTests", "shares-sum": "RemedyCommandTests", "species-at-zero": "RemedyCommandTests",
    "bad-uncertainty": "WorldDrawsUnit", "not-uncertain": "WorldDrawsUnit",
    "lever-not-local": "InterventionsUnitTests", "intervention-beyond-run": "InterventionsUnitTests",
  ]

  @Test func everyCodeIsDocumentedAndProvoked() {
    let documented = Set(Scenario.diagnosticCodes.map(\.code))
    #expect(documented.count == Scenario.diagnosticCodes.count)
    let provoked = Set(
      Self.messages.compactMap { message in
        message.split(separator: "[").last.map { String($0.dropLast()) }
      })
    #expect(
      provoked.union(Self.provokedElsewhere.keys) == documented,
      "add the missing code to Scenario.diagnosticCodes or a file to Malformed")
  }

  /// With `KHORSHOO_WRITE_MESSAGES` set to a path, writes what the program says now, to be read and put in the folder.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["KHORSHOO_WRITE_MESSAGES"] != nil))
  func messagesAreWrittenForReview() throws {
    let path = try #require(ProcessInfo.processInfo.environment["KHORSHOO_WRITE_MESSAGES"])
    let text = Self.names.map { Self.problems($0)?.description ?? "\($0): accepted" }.joined(separator: "\n")
    try (text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }
}
