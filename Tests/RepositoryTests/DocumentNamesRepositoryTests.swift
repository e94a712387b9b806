import Foundation
import KhorshooScenarios
import Testing

/// What documents name exists.
@Suite struct DocumentNamesRepositoryTests {
  private static let documents = Repository.documents

  @Test("paths in documents exist", arguments: documents)
  func paths(document: String) {
    let folder = document.components(separatedBy: "/").dropLast().joined(separator: "/")
    // Articles of a catalog may name files of their own target.
    let target = folder.components(separatedBy: "/").dropLast().joined(separator: "/")
    let known = ["Sources/", "Tests/", "scenarios/", "notebooks/", "Benchmarks/"]
    let extensions = [".swift", ".md", ".ipynb", ".cff", ".yaml", ".py"]
    let text = Repository.text(document)
    let links = matches("\\]\\(([^)#:]+)\\)", in: text).flatMap { $0 }
    for word in codeWords(in: text) + links {
      guard word.wholeMatch(of: /[A-Za-z0-9_.\/-]+/) != nil, !word.hasPrefix("results/"), !word.hasPrefix("."),
        word != "scenario.resolved.yaml",
        known.contains(where: word.hasPrefix) || extensions.contains(where: word.hasSuffix) || links.contains(word)
      else { continue }
      let places = ["", folder + "/", target + "/"].map { $0 == "/" ? "" : $0 }
      let found = places.contains { Repository.exists($0 + word) }
      #expect(found, "\(document) names \(word), which does not exist; correct the name or restore the file")
    }
  }

  @Test("parameter keys in documents are in the ledger", arguments: documents)
  func keys(document: String) {
    let keys = ParameterLedger.standard().parameters.map(\.key)
    let sections = Set(keys.compactMap { $0.split(separator: ".").first.map(String.init) })
    for word in codeWords(in: Repository.text(document)) {
      let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard parts.count > 1, sections.contains(parts[0]), parts.last != "csv", word.wholeMatch(of: /[A-Za-z.<>*]+/) != nil
      else { continue }
      let pattern = parts.map { $0.hasPrefix("<") ? "[A-Za-z]+" : $0 == "*" ? ".+" : $0 }.joined(separator: "\\.")
      let found = keys.contains { $0.range(of: "^(\(pattern))$", options: .regularExpression) != nil }
      #expect(found, "\(document) names the key \(word), which no parameter has; `khorshoo parameters` lists all keys")
    }
  }

  @Test("Swift names in documents are declared", arguments: documents)
  func symbols(document: String) {
    for word in codeWords(in: Repository.text(document)) {
      guard !["CONTRIBUTING.md"].contains(document),
        let match = word.wholeMatch(of: /([A-Z][a-z]+[A-Za-z]*)(\.[a-z][A-Za-z]+)?/),
        !word.hasSuffix("Tests"), word != "Makefile", !Repository.exists("Sources/" + word)
      else { continue }
      let name = String(match.1)
      let found = Self.declared.contains(name)
      #expect(found, "\(document) names \(name), which no source declares; correct the name")
      if let member = match.2?.dropFirst() {
        #expect(Self.words.contains(String(member)), "\(document) names \(word), but \(member) is in no source; correct it")
      }
    }
  }

  @Test("tests named as proofs exist")
  func proofs() {
    let files = Repository.swiftFiles(below: "Tests")
    let suites = matches("@Suite[^\\n]*\\s(?:struct|class|actor|enum) (\\w+)", in: files.map(Repository.text).joined(separator: "\n"))
    let known = Set(suites.flatMap { $0 } + files.compactMap { $0.split(separator: "/").last?.dropLast(6) }.map(String.init))
    let rules = ["CONTRIBUTING.md", "CHANGELOG.md"]
    var named: [String: String] = [:]
    for path in Repository.swiftFiles(below: "Sources") {
      for line in matches("Proof: ([^\\n]*)", in: Repository.text(path)).flatMap({ $0 }) {
        for test in matches("`(\\w+)`", in: line).flatMap({ $0 }) { named[test] = path }
      }
    }
    for path in Repository.documents where !rules.contains(path) {
      for test in codeWords(in: Repository.text(path)) where test.wholeMatch(of: /\w+Tests/) != nil && test != "RepositoryTests" {
        named[test] = path
      }
    }
    for (test, path) in named.sorted(by: { $0.key < $1.key }) where !known.contains(test) {
      #expect(
        Self.toBeWritten.contains(test),
        "\(path) names \(test) as a proof, but Tests/ has no such file or suite; write it or correct the name")
    }
    for test in Self.toBeWritten where known.contains(test) || named[test] == nil {
      Issue.record("\(test) exists or is no longer named; take it off the list in this test")
    }
  }

  /// Proofs that sources name and nobody has written. The list may only become shorter.
  private static let toBeWritten: Set = [
    "BlockShocksTests", "CooperativeTradeTests", "ExposureTests", "ForageTests", "HerdProcessTests", "HerdProjectionTests",
    "HouseholdAccountsTests", "HouseholdSynthesisTests", "InstitutionTests", "LinkageModelTests", "MembershipTests",
    "NetworkSynthesisTests", "PhiloxTests", "PlaceSynthesisTests", "TrainingTests",
  ]

  private static let sources = Repository.swiftFiles(below: "Sources").map(Repository.text).joined(separator: "\n")
  private static let declared = Set(
    matches("\\b(?:struct|enum|class|protocol|typealias|extension|actor) (\\w+)", in: sources).flatMap { $0 })
  private static let words = Set(matches("\\b([a-z]\\w+)\\b", in: sources).flatMap { $0 })
}
