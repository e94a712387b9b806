import Foundation
import Testing

/// Layers and sizes of the sources.
@Suite struct SourcesRepositoryTests {
  /// What each layer may import. Layers point down; numerics, engine and model do without Foundation.
  private static let layers: [(name: String, imports: Set<String>)] = [
    ("KhorshooNumerics", ["CBLASTuning", "CLanes", "COpenBLAS"]),
    ("KhorshooText", ["CCrypto", "CExpat", "CZlib", "Foundation", "Glibc", "Yams"]),
    ("KhorshooEngine", ["KhorshooNumerics", "Dispatch", "Glibc", "Synchronization"]),
    ("KhorshooNetworks", ["KhorshooEngine", "KhorshooNumerics"]),
    ("KhorshooModel", ["KhorshooNetworks", "KhorshooEngine", "KhorshooNumerics"]),
    (
      "KhorshooInputs",
      [
        "KhorshooModel", "KhorshooNetworks", "KhorshooEngine", "KhorshooNumerics", "KhorshooText", "Foundation",
        "Synchronization",
      ]
    ),
    (
      "KhorshooExplain",
      ["KhorshooScenarios", "KhorshooModel", "KhorshooEngine", "KhorshooNumerics", "KhorshooText", "Foundation"]
    ),
    (
      "KhorshooScenarios",
      [
        "KhorshooInputs", "KhorshooModel", "KhorshooNetworks", "KhorshooExperiments", "KhorshooEngine",
        "KhorshooNumerics", "KhorshooText", "CResources", "Foundation", "Glibc", "Synchronization",
      ]
    ),
    ("KhorshooExperiments", ["KhorshooEngine", "KhorshooNumerics", "KhorshooText", "CResources", "Foundation"]),
    (
      "KhorshooReports",
      ["KhorshooEngine", "KhorshooNumerics", "KhorshooText", "CXlsx", "Foundation", "Synchronization"]
    ),
    (
      "KhorshooSweeps",
      [
        "KhorshooScenarios", "KhorshooReports", "KhorshooExperiments", "KhorshooModel", "KhorshooEngine",
        "KhorshooNumerics", "KhorshooText", "Dispatch", "Foundation", "GRDB", "Synchronization",
      ]
    ),
    (
      "KhorshooCommands",
      [
        "KhorshooSweeps", "KhorshooExplain", "KhorshooExperiments", "KhorshooScenarios", "KhorshooInputs",
        "KhorshooReports", "KhorshooModel", "KhorshooNetworks", "KhorshooEngine", "KhorshooNumerics", "KhorshooText",
        "Foundation", "Synchronization",
      ]
    ),
    ("KhorshooKit", ["KhorshooCommands", "KhorshooEngine", "KhorshooText"]),
    (
      "khorshoo",
      [
        "KhorshooCommands", "KhorshooExplain", "KhorshooScenarios", "KhorshooInputs", "KhorshooReports",
        "KhorshooModel", "KhorshooNetworks", "KhorshooNumerics", "KhorshooText", "ArgumentParser", "Foundation",
        "Synchronization",
      ]
    ),
    ("khorshooDocs", ["KhorshooScenarios", "KhorshooModel", "Foundation"]),
  ]

  @Test("imports follow the layers")
  func imports() {
    let folders = Set(Repository.swiftFiles(below: "Sources").map { $0.split(separator: "/")[1] })
    for folder in folders {
      let isKnown = Self.layers.contains { $0.name == folder }
      #expect(isKnown, "Sources/\(folder) has no layer; say in this test what it may import")
    }
    for layer in Self.layers {
      for path in Repository.swiftFiles(below: "Sources/\(layer.name)") {
        let pattern =
          "^(?:@\\w+(?:\\(\\w+\\))? )?(?:public |package |internal )?import (?:struct |func |class |enum )?(\\w+)"
        for module in matches(pattern, in: Repository.text(path)).flatMap({ $0 }) {
          #expect(
            layer.imports.contains(module),
            "\(path) imports \(module), which \(layer.name) may not; move the code to the layer above, or the need below"
          )
        }
      }
    }
  }

  @Test("no Swift file is longer than 400 lines")
  func length() {
    for path in Repository.files where path.hasSuffix(".swift") {
      let lines = Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lines <= 400, "\(path) has \(lines) lines; split it by what its reader looks for")
    }
  }

  @Test("suites say their kind at the end of their name, since names are what can be selected")
  func suiteNames() {
    let kinds = [
      "Unit", "Analytic", "Property", "Statistical", "Golden", "Command", "Acceptance", "Fuzz", "Repository",
    ]
    for path in Repository.swiftFiles(below: "Tests") {
      for suite in matches("^@Suite[^\\n]*\\s(?:struct|class|actor|enum) (\\w+)", in: Repository.text(path)).flatMap({
        $0
      }) {
        #expect(
          kinds.contains { suite.hasSuffix($0) || suite.hasSuffix($0 + "Tests") },
          "\(path): the suite \(suite) does not end in its kind; kinds are \(kinds.joined(separator: ", "))")
      }
    }
  }
}
