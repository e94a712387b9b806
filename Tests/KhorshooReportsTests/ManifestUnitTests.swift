import Foundation
import KhorshooEngine
import KhorshooReports
import TestSupport
import Testing

@Suite struct ManifestUnitTests {
  @Test func everyPartComesBackAndKeysAreSorted() throws {
    var manifest = Manifest(
      version: "0.1.0", scenario: Manifest.Scenario(title: "鄂温克", path: "a/b.yaml", sha256: "00", resolvedSha256: "11"),
      arms: ["none", "linkage"])
    manifest.seed = .max
    manifest.counts = ["household": 2000, "banner": 1]
    manifest.secondsElapsed = 1.25
    manifest.inputFiles = [Manifest.InputFile(path: "households.csv", sha256: "22")]
    manifest.ledgerChecks = [
      "stock": Manifest.LedgerCheck(largestResidual: 0, unit: "head", tolerance: 1e-6, closed: true),
      "money": Manifest.LedgerCheck(largestResidual: .infinity, unit: "yuan", tolerance: 0.01, closed: false),
    ]
    let text = manifest.json
    #expect(text.contains("\"path\" : \"a/b.yaml\"") && text.contains("鄂温克") && text.hasSuffix("}\n"))
    #expect(text.contains("\"largestResidual\" : \"INF\""))
    #expect(!text.contains("created"))
    let keys = [
      "arms", "counts", "inputFiles", "ledgerChecks", "outputFiles", "program", "scenario", "seed", "version",
    ]
    let places = keys.map { text.range(of: "\n  \"\($0)\"")?.lowerBound }
    #expect(!places.contains(nil) && places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    let scratch = Scratch()
    scratch.write(text, "manifest.json")
    #expect(try Manifest.read(folder: scratch.root) == manifest)
  }
}
