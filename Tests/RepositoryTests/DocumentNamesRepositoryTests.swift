import Foundation
import KhorshooScenarios
import Testing

/// What documents name exists.
@Suite struct DocumentNamesRepositoryTests {
  private static let documents = Repository.documents

  @Test("paths in documents exist", arguments: documents)
  func paths(document: String) {
    for path in Self.missingPaths(in: Repository.text(document), of: document) {
      Issue.record("\(document) names \(path), which does not exist; correct the name or restore the file")
    }
  }

  @Test("parameter keys in documents are in the ledger", arguments: documents)
  func keys(document: String) {
    for key in Self.unknownKeys(in: Repository.text(document)) {
      Issue.record("\(document) names the key \(key), which no parameter has; `khorshoo parameters` lists all keys")
    }
  }

  // The guide for contributors speaks of names to come.
  @Test("Swift names in documents are declared", arguments: documents.filter { $0 != "CONTRIBUTING.md" })
  func symbols(document: String) {
    for name in Self.undeclared(in: Repository.text(document)) {
      Issue.record("\(document) names \(name), which no source declares; correct the name")
    }
  }

  @Test("each of these checks notices a fault")
  func deliberateFaults() {
    let text =
      "`Sources/KhorshooModel/Nowhere.swift` ![p](Nowhere.svg) `herds.sheep.noSuchRate` `NoSuchType` `Banner.noSuchMember`"
    #expect(Self.missingPaths(in: text, of: "README.md") == ["Sources/KhorshooModel/Nowhere.swift", "Nowhere.svg"])
    #expect(Self.unknownKeys(in: text) == ["herds.sheep.noSuchRate"])
    #expect(Self.undeclared(in: text) == ["NoSuchType", "Banner.noSuchMember"])
  }

  /// Paths and links that lead nowhere. Articles of a catalog may name files of their own target.
  private static func missingPaths(in text: String, of document: String) -> [String] {
    let folder = document.components(separatedBy: "/").dropLast()
    let places = ["", folder.joined(separator: "/") + "/", folder.dropLast().joined(separator: "/") + "/"]
    let roots = ["Sources/", "Tests/", "scripts/", "scenarios/", "notebooks/", "Benchmarks/"]
    let extensions = [".swift", ".md", ".ipynb", ".cff", ".yaml", ".py"]
    let links = matches("\\]\\(([^)#:]+)\\)", in: text).flatMap { $0 }
    let words = codeWords(in: text).filter { word in
      word.wholeMatch(of: /[A-Za-z0-9_.\/-]+/) != nil && !word.hasPrefix("results/") && !word.hasPrefix(".")
        && word != "scenario.resolved.yaml"
        && (roots.contains(where: word.hasPrefix) || extensions.contains(where: word.hasSuffix))
    }
    return (words + links).filter { word in !places.contains { Repository.exists(($0 == "/" ? "" : $0) + word) } }
  }

  /// Dotted keys of a section of the ledger that no parameter has; `<species>` and `*` stand for anything.
  private static func unknownKeys(in text: String) -> [String] {
    let keys = ParameterLedger.standard().parameters.map(\.key)
    let sections = Set(keys.compactMap { $0.split(separator: ".").first.map(String.init) })
    return codeWords(in: text).filter { word in
      let parts = word.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard parts.count > 1, sections.contains(parts[0]), parts.last != "csv",
        word.wholeMatch(of: /[A-Za-z.<>*]+/) != nil
      else { return false }
      let pattern = parts.map { $0.hasPrefix("<") ? "[A-Za-z]+" : $0 == "*" ? ".+" : $0 }.joined(separator: "\\.")
      return !keys.contains { $0.range(of: "^(\(pattern))$", options: .regularExpression) != nil }
    }
  }

  /// `Type` and `Type.member` that stand in no source.
  private static func undeclared(in text: String) -> [String] {
    codeWords(in: text).filter { word in
      guard let match = word.wholeMatch(of: /([A-Z][a-z]+[A-Za-z]*)(\.[a-z][A-Za-z]+)?/), !isSuiteName(word),
        !word.hasSuffix(".swift"), !word.hasSuffix(".md"), word != "Makefile", !Repository.exists("Sources/" + word)
      else { return false }
      let member = match.2.map { String($0.dropFirst()) }
      return !declared.contains(String(match.1)) || member.map { !words.contains($0) } ?? false
    }
  }

  @Test("tests named as proofs exist")
  func proofs() {
    let files = Repository.swiftFiles(below: "Tests")
    let suites = matches(
      "@Suite[^\\n]*\\s(?:struct|class|actor|enum) (\\w+)", in: files.map(Repository.text).joined(separator: "\n"))
    let known = Set(
      suites.flatMap { $0 } + files.compactMap { $0.split(separator: "/").last?.dropLast(6) }.map(String.init))
    let rules = ["CONTRIBUTING.md", "CHANGELOG.md"]
    var named: [String: String] = [:]
    for path in Repository.swiftFiles(below: "Sources") {
      for line in matches("Proof: ([^\\n]*)", in: Repository.text(path)).flatMap({ $0 }) {
        for test in matches("`(\\w+)`", in: line).flatMap({ $0 }) { named[test] = path }
      }
    }
    for path in Repository.documents where !rules.contains(path) {
      for test in codeWords(in: Repository.text(path))
      where test.first?.isUppercase == true && Self.isSuiteName(test) && test != "RepositoryTests" {
        named[test] = path
      }
    }
    for (test, path) in named.sorted(by: { $0.key < $1.key }) where !known.contains(test) {
      Issue.record(
        "\(path) names \(test) as a proof, but Tests/ has no such file or suite; write it or correct the name")
    }
    #expect(named.count > 10, "proofs are written differently; adapt this test")
  }

  /// Names of suites end in their kind.
  private static func isSuiteName(_ word: String) -> Bool {
    word.wholeMatch(of: /\w+(?:Unit|Analytic|Property|Statistical|Golden|Command|Acceptance|Fuzz|Tests)/) != nil
  }

  private static let sources = Repository.swiftFiles(below: "Sources").map(Repository.text).joined(separator: "\n")
  private static let declared = Set(
    matches("\\b(?:struct|enum|class|protocol|typealias|extension|actor) (\\w+)", in: sources).flatMap { $0 })
  private static let words = Set(matches("\\b([a-z]\\w+)\\b", in: sources).flatMap { $0 })
}
