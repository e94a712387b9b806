import Foundation
import KhorshooEngine
import KhorshooReports
import KhorshooText
import TestSupport
import Testing

/// A run with made-up numbers: three arms, places with awkward names, one outcome that is not always defined.
struct MadeUpRun: RunTables {
  var layout: RecordLayout
  var arms = ["none", "centralOnly", "linkage"]
  var referenceArm = 0
  /// Values are rounded for texts to look at, else full of digits.
  var isRound = false
  /// An outcome that no arm defines.
  var undefined = ""

  init(years: Int = 2, gachaCount: Int = 2) {
    let banner = Place(level: .banner, id: "B1", name: "Ewenki Banner", nameChinese: "鄂温克族自治旗")
    let gachas = (0..<gachaCount).map { i in
      Place(level: .gacha, id: "G\(i + 1)", name: i == 0 ? "=Sum, \"a\"" : "Gacha \(i + 1)", nameChinese: "嘎查\(i + 1)")
    }
    layout = RecordLayout(
      outcomes: [
        OutcomeDefinition(
          name: "incomeYuan", unit: "yuan", label: "", labelChinese: "户均纯收入", meaning: "Net income a household.",
          meaningChinese: "",
          frequency: .yearly,
          levels: [.banner, .gacha]),
        OutcomeDefinition(
          name: "herdHead", unit: "head", label: "", labelChinese: "牲畜存栏", meaning: "Animals.", meaningChinese: "",
          frequency: .quarterly,
          levels: [.banner, .gacha]),
        OutcomeDefinition(
          name: "memberShare", unit: "1", label: "", labelChinese: "入社比例", meaning: "Share of members.",
          meaningChinese: "", frequency: .quarterly,
          levels: [.banner]),
        OutcomeDefinition(
          name: "hayKg", unit: "kg", label: "", labelChinese: "干草", meaning: "Hay.", meaningChinese: "",
          frequency: .quarterly, levels: [.gacha]),
      ],
      places: [banner] + gachas,
      quarters: (0..<(4 * years)).map { Quarter(year: 2020, number: 1).advanced(by: $0) })
  }

  private func isDefined(_ arm: Int, _ cell: Int) -> Bool {
    let name = layout.outcomes[layout.cells[cell].outcome].name
    return name != undefined && (arm > 0 || name != "memberShare")
  }

  private func level(_ arm: Int, _ cell: Int) -> Double {
    let outcome = layout.outcomes[layout.cells[cell].outcome].name
    let scale = outcome == "memberShare" ? 0.25 : outcome == "incomeYuan" ? 42_000.0 : 1_500.0
    let detail = isRound ? 0 : Double((cell &* 2_654_435_761) % 1_000_003) / 1_000_003
    return scale * (1 + 0.03 * Double(arm) + 0.1 * detail)
  }

  func summary(arm: Int, cell: Int) -> Summary {
    guard isDefined(arm, cell) else {
      return Summary(replicates: 0, mean: .nan, mcse: .nan, p05: .nan, p25: .nan, p50: .nan, p75: .nan, p95: .nan)
    }
    let mean = level(arm, cell)
    return Summary(
      replicates: 1000, mean: mean, mcse: mean / 300, p05: mean * 0.9, p25: mean * 0.96, p50: mean * 0.99,
      p75: mean * 1.04, p95: mean * 1.12)
  }

  func difference(arm: Int, cell: Int) -> PairedDifference {
    guard isDefined(0, cell) else {
      return PairedDifference(
        replicates: 0, difference: .nan, ci95Low: .nan, ci95High: .nan, relative: .nan, correlation: .nan,
        unpairedReplicates: .nan)
    }
    let difference = level(arm, cell) - level(0, cell)
    return PairedDifference(
      replicates: 1000, difference: difference, ci95Low: difference * 0.8, ci95High: difference * 1.2,
      relative: difference / level(0, cell), correlation: 0.87, unpairedReplicates: 7123)
  }
}

/// A file without its byte-order mark.
func unmarked(_ path: String) -> String {
  let text = content(path)
  return text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
}

/// Writes a complete result and returns its manifest.
@discardableResult
func writeResult(
  _ run: MadeUpRun, to path: String, language: Language = .english, byteOrderMark: Bool = false,
  keepReplicates: Bool = true, prepare: (ResultFolder) -> Void = { _ in }
) throws -> Manifest {
  let folder = try ResultFolder(path: path, byteOrderMark: byteOrderMark)
  prepare(folder)
  try OutcomeTables.write(run, language: language, threads: 2, to: folder)
  if keepReplicates {
    let table = try ReplicateTable(run.layout, in: folder)
    for arm in run.arms {
      for replicate in 0..<3 {
        try table.append(arm: arm, replicate: replicate) { time, outcome in
          outcome == 2 && arm == "none" ? .nan : Double(replicate * 100 + time) + Double(outcome) / 7
        }
      }
    }
  }
  try PlacesTable.write(
    run.layout.places.map {
      PlacesTable.Row($0, parentID: $0.level == .banner ? nil : "B1", xKm: 1.5, households: 30)
    },
    to: folder)
  try folder.write("title: test\n", as: "scenario.resolved.yaml")
  var manifest = Manifest(version: "0.1.0", scenario: Manifest.Scenario(title: "Test"), arms: run.arms)
  manifest.created = "2026-01-01T00:00:00Z"
  return try folder.commit(manifest)
}
