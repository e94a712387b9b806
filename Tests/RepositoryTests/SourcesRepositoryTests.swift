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
      [
        "KhorshooScenarios", "KhorshooReports", "KhorshooModel", "KhorshooEngine", "KhorshooNumerics", "KhorshooText",
        "Foundation",
      ]
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
      ["KhorshooEngine", "KhorshooNumerics", "KhorshooText", "CXlsx", "Foundation", "GRDB", "Synchronization"]
    ),
    (
      "KhorshooSweeps",
      [
        "KhorshooScenarios", "KhorshooInputs", "KhorshooReports", "KhorshooExperiments", "KhorshooModel",
        "KhorshooEngine", "KhorshooNumerics", "KhorshooText", "Dispatch", "Foundation", "GRDB", "Synchronization",
      ]
    ),
    (
      "KhorshooCommands",
      [
        "KhorshooSweeps", "KhorshooExplain", "KhorshooExperiments", "KhorshooScenarios", "KhorshooInputs",
        "KhorshooReports", "KhorshooModel", "KhorshooNetworks", "KhorshooEngine", "KhorshooNumerics", "KhorshooText",
        "CProgram", "Foundation", "Synchronization",
      ]
    ),
    (
      "KhorshooExplorer",
      [
        "KhorshooCommands", "KhorshooReports", "KhorshooScenarios", "KhorshooModel", "KhorshooEngine",
        "KhorshooNumerics", "KhorshooText", "CResources", "FlyingFox", "FlyingSocks", "Foundation", "Synchronization",
      ]
    ),
    ("KhorshooKit", ["KhorshooCommands", "KhorshooEngine", "KhorshooText"]),
    (
      "khorshoo",
      [
        "KhorshooExplorer", "KhorshooCommands", "KhorshooExplain", "KhorshooScenarios", "KhorshooInputs",
        "KhorshooReports", "KhorshooModel", "KhorshooNetworks", "KhorshooNumerics", "KhorshooText", "ArgumentParser",
        "Foundation", "Synchronization",
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

  @Test("tests see what the package sees, since a release build has nothing that is testable")
  func testableImports() {
    let word = "@" + "testable"
    for path in Repository.swiftFiles(below: "Tests") {
      #expect(!Repository.text(path).contains(word), "\(path): \(word); make the member `package`, and import plainly")
    }
  }

  @Test("no Swift file is longer than 400 lines")
  func length() {
    for path in Repository.files where path.hasSuffix(".swift") {
      let lines = Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lines <= 400, "\(path) has \(lines) lines; split it by what its reader looks for")
    }
  }

  @Test("no function is longer than 70 lines")
  func lengthOfFunctions() {
    for path in Repository.files where path.hasSuffix(".swift") {
      for (name, lines) in Self.functions(in: Repository.text(path)) {
        #expect(lines <= 70, "\(path): \(name) has \(lines) lines; give its parts names")
      }
    }
    let long =
      "struct A {\n  static func sum(\n    of: Int\n  ) -> Int {\n" + String(repeating: "    x += 1\n", count: 68)
    let found = Self.functions(in: long + "  }\n  func none() {}\n  init(_ a: Int) {\n    self.a = a\n  }\n}\n")
    #expect(found.map(\.lines) == [72, 1, 3] && found.map(\.name) == ["func sum", "func none", "init"])
  }

  /// Functions, initialisers and computed properties that open a block, with their lines: from their first to the bracket that
  /// closes at its indent, as the formatter writes it.
  private static func functions(in text: String) -> [(name: String, lines: Int)] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let words =
      "(?:@\\w+(?:\\(\\w+\\))? |public |package |private |fileprivate |static |mutating |override |final |convenience )*"
    let head = "^( *)\(words)(func [^ (<]+|init\\b|subscript\\b|var \\w+: .*\\{$)"
    return lines.enumerated().compactMap { start, line in
      guard ["func ", "init", "subscript", "var "].contains(where: line.contains),
        let found = matches(head, in: String(line)).first
      else { return nil }
      let (indent, name) = (found[0], found[1])
      if line.hasSuffix("}") { return (name, 1) }
      // A requirement of a protocol has no block: what follows stands at its indent.
      let closing = lines[(start + 1)...].firstIndex { next in
        !next.isEmpty && next.prefix(while: { $0 == " " }).count <= indent.count
          && ![")", "{", "where "].contains { next.hasPrefix(indent + $0) }
      }
      guard let closing, lines[closing] == indent + "}" else { return nil }
      return (name, closing - start + 1)
    }
  }

  @Test("the program holds arguments and the terminal only, in at most 1,200 lines")
  func lengthOfProgram() {
    let lines = Repository.swiftFiles(below: "Sources/khorshoo").map { Repository.text($0).count { $0 == "\n" } }
    #expect(
      (1...1200).contains(lines.reduce(0, +)),
      "\(lines.reduce(0, +)) lines; move what neither parses arguments nor speaks on the terminal to KhorshooCommands")
  }

  @Test("suites say their kind at the end of their name, since names are what can be selected")
  func suiteNames() {
    let kinds = [
      "Unit", "Analytic", "Property", "Statistical", "Golden", "Command", "Acceptance", "Fuzz", "Repository",
    ]
    for (path, suites) in Self.suites {
      for suite in suites {
        #expect(
          kinds.contains { suite.hasSuffix($0) || suite.hasSuffix($0 + "Tests") },
          "\(path): the suite \(suite) does not end in its kind; kinds are \(kinds.joined(separator: ", "))")
      }
    }
  }

  @Test("a suite stands alone in a file of its name")
  func suiteFiles() {
    let heads = Repository.swiftFiles(below: "Tests").map { matches("^@Suite", in: Repository.text($0)).count }
    #expect(heads.reduce(0, +) == Self.suites.reduce(0) { $0 + $1.suites.count }, "a suite that this test cannot read")
    for (path, suites) in Self.suites where !suites.isEmpty {
      let name = path.split(separator: "/").last.map { String($0.dropLast(6)) }
      #expect(suites == [name], "\(path) holds \(suites.joined(separator: ", ")); move each into a file of its name")
    }
  }

  /// The suites of each file of tests.
  private static let suites = Repository.swiftFiles(below: "Tests").map { path in
    let head = "^@Suite(?:\\([^\\n]*\\))?\\s+(?:final )?(?:struct|class|actor|enum) (\\w+)"
    return (path: path, suites: matches(head, in: Repository.text(path)).flatMap { $0 })
  }
}
