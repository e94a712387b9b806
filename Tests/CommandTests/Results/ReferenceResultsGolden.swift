import Foundation
import Testing

/// Results of the scenarios of the repository do not move unseen.
///
/// What stands here is no proof that a number is right (the analytic and property suites are), only that it is the one that
/// was looked at. When a change is meant: `make reference` writes the files anew, and the change log says under *Changed
/// results* what moved, how much and why, with the code of the new reference.
@Suite struct ReferenceResultsGolden {
  static let remedy = "if this is meant: make reference, and an entry under *Changed results* in CHANGELOG.md"

  /// Relative differences that other kernels of BLAS may make (single precision, summed in another order).
  static let otherFamily = 1e-3

  @Test(arguments: PinnedRun.all) func numbersAndBytes(_ run: PinnedRun) throws {
    let results = try run.run()
    if PinnedFiles.isWriting {
      try #require(results.isOfPinnedFamily, "write the reference on a processor with AVX2")
      try PinnedFiles.write(results.numbers.mapValues(PinnedFiles.text), as: run.name + ".tsv")
      try PinnedFiles.write(results.hashes, as: run.name + ".sha256.tsv")
    }
    let pinned = try PinnedFiles.read(run.name + ".tsv")
    #expect(pinned.count > 20)
    let differences = PinnedFiles.differences(
      results.numbers, from: pinned, tolerance: results.isOfPinnedFamily ? 1e-11 : Self.otherFamily)
    #expect(
      differences.isEmpty,
      "\(run.name): \(differences.count) of \(pinned.count) numbers moved, such as \(differences.prefix(5)); \(Self.remedy)"
    )
    guard results.isOfPinnedFamily else { return }
    #expect(try PinnedFiles.read(run.name + ".sha256.tsv") == results.hashes, "bytes moved; \(Self.remedy)")
  }

  /// Every value of the ledger as it was looked at.
  @Test func ledger() throws {
    let values = try Self.ledgerValues()
    if PinnedFiles.isWriting { try PinnedFiles.write(values, as: "ledger.tsv") }
    let pinned = try PinnedFiles.read("ledger.tsv")
    let moved = Set(values.keys).union(pinned.keys).filter { values[$0] != pinned[$0] }.sorted()
    #expect(moved.isEmpty, "values of the ledger moved: \(moved.prefix(10)); \(Self.remedy)")
  }

  /// A deliberate fault: a coefficient a hundredth larger moves the pinned numbers.
  @Test(arguments: [
    "herds.sheep.parturitionPerYear", "herds.cattle.priceYuanPerKg", "forage.yieldKgPerHectare",
    "market.wageYuanPerDay",
    "cooperatives.priceGainMaximum", "cooperatives.commissionShare", "diffusion.trustWeight",
    "income.transfersYuanPerPersonYear", "institution.knowledgePerYear", "spillover.localShare",
  ]) func aCoefficientThatMovesIsSeen(_ key: String) throws {
    let text = try #require(try Self.ledgerValues()[key], "no key \(key)")
    let value = try #require(Double(text))
    let results = try PinnedRun.ownData.run(["\(key)=\(value * 1.01)"])
    let differences = PinnedFiles.differences(
      results.numbers, from: try PinnedFiles.read("own-data.tsv"),
      tolerance: results.isOfPinnedFamily ? 1e-11 : Self.otherFamily)
    #expect(!differences.isEmpty, "\(key) moved by 1 % and nothing was seen")
  }

  /// The change log names the reference that is pinned: a new one without a word of why does not pass.
  @Test func changeLogNamesTheReference() throws {
    let code = try Self.code()
    let log = try String(contentsOfFile: Command.repository + "/CHANGELOG.md", encoding: .utf8)
    let isNamed = log.contains("reference `\(code)`")
    #expect(isNamed, "CHANGELOG.md, *Changed results*: name the reference `\(code)`")
  }

  /// Twelve digits of the hash of all pinned files.
  private static func code() throws -> String {
    let line = "cat $(ls *.tsv | LC_ALL=C sort) | sha256sum"
    return String(try Command.shell(line, in: PinnedFiles.folder).output.prefix(12))
  }

  private static func ledgerValues() throws -> [String: String] {
    let scratch = Scratch()
    let outcome = try Command.shell("khorshoo parameters --format csv > ledger.csv", in: scratch.folder)
    try #require(outcome.exit == 0, "\(outcome)")
    let table = try scratch.table("ledger.csv")
    let (key, value) = (try table.column("key"), try table.column("value"))
    return Dictionary(uniqueKeysWithValues: table.rows.map { ($0[key], $0[value]) })
  }
}
