import Foundation
import KhorshooEngine
import KhorshooScenarios
import Testing

/// The first page is short and true.
@Suite struct ReadmeRepositoryTests {
  private let readme = Repository.text("README.md")

  @Test("at most 150 lines")
  func length() {
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    #expect(lines <= 150, "README.md has \(lines) lines; move what is detail to an article of a documentation catalog")
  }

  @Test("every scenario is named in the README or a guide")
  func scenarios() {
    let documents = Repository.documents.map(Repository.text).joined()
    for path in Repository.files where path.hasPrefix("scenarios/") && path.hasSuffix(".yaml") {
      #expect(documents.contains(path), "\(path) is named in no document; say in README.md what it is for")
    }
  }

  @Test("its numbers of parameters are those of the ledger")
  func parameterCounts() {
    let parameters = ParameterLedger.standard().parameters
    func count(_ trust: Trust) -> Int { parameters.count { $0.trust == trust } }
    let sentence =
      "Of \(parameters.count) parameters \(count(.verified)) are verified, \(count(.derived)) derived from such numbers, "
      + "\(count(.recalled)) recalled, and \(count(.assumed)) assumed."
    let words = readme.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(sentence), "README.md states other counts than the ledger; write: \(sentence)")
    #expect(
      count(.computed) == 0, "the sentence of README.md has no place for computed parameters; add one, here and there")
  }

  @Test("its Swift is the example that is compiled with these tests")
  func example() {
    let block =
      readme.components(separatedBy: "```swift\n").dropFirst().first?.components(separatedBy: "```").first ?? ""
    let compiled = Repository.text("Tests/RepositoryTests/ReadmeExample.swift")
    #expect(
      !block.isEmpty && compiled.hasSuffix(block),
      "make Tests/RepositoryTests/ReadmeExample.swift end with the Swift block of README.md")
  }

  @Test("make targets in documents are in the Makefile", .enabled(if: Repository.exists("Makefile")))
  func makeTargets() {
    let targets = Set(matches("^([a-z]+):", in: Repository.text("Makefile")).flatMap { $0 })
    for document in Repository.documents {
      let named = matches("(?:`|^    )make ([a-z]+)", in: Repository.text(document)).flatMap { $0 }
      for target in named {
        #expect(
          targets.contains(target),
          "\(document) says make \(target), which the Makefile has not; add the target or correct the name")
      }
    }
  }

  @Test("no document names a path of one machine")
  func machinePaths() {
    for document in Repository.documents + Repository.files.filter({ $0.hasSuffix(".ipynb") }) {
      let found = matches("(/(?:home|Users|tmp|root|work)/\\w+)", in: Repository.text(document)).flatMap { $0 }
      #expect(
        found.isEmpty,
        "\(document) names \(found.first ?? ""), which exists on one machine; write it relative to the repository")
    }
  }

  @Test("notebooks are kept without outputs")
  func notebooks() {
    for path in Repository.files where path.hasSuffix(".ipynb") {
      let text = Repository.text(path)
      let hasOutputs =
        text.contains("\"output_type\"")
        || text.range(of: "\"execution_count\": [0-9]", options: .regularExpression) != nil
      #expect(
        !hasOutputs, "\(path) holds outputs; clear them before the commit (jupyter nbconvert --clear-output --inplace)")
    }
  }
}
