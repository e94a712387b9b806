import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import Testing

/// What a run records by default, with `--detail`, and where a scenario selects.
@Suite struct RunRecordingUnit {
  private static let outcomes = ModelOutcomes(speciesNames: ["sheep"]).definitions
  private static let banner = Place(level: .banner, id: Place.bannerID, name: "", nameChinese: "")
  private static func place(_ level: PlaceLevel, _ id: String = "p") -> Place {
    Place(level: level, id: id, name: "", nameChinese: "")
  }

  private func scenario(_ rest: String = "") throws -> ResolvedScenario {
    let base = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../scenarios/ewenki.yaml")
      .standardizedFileURL.path
    return try Scenario.resolve(
      text: "schema: 1\nbase: \(base)\n" + rest, path: "s.yaml", knownOutcomes: ResolvedScenario.outcomeNames(),
      knownLevels: ModelOutcomes.levels)
  }

  private func names(_ recording: RunRecording, _ place: Place) -> Set<String> {
    Set(Self.outcomes.filter { $0.levels.contains(place.level) && recording.isInTables($0, place) }.map(\.name))
  }

  @Test func tablesHoldTheBannerAFewOutcomesOfSumuAndGroups() throws {
    let recording = try scenario().recording()
    #expect(names(recording, Self.banner).count > 150)
    #expect(names(recording, Self.place(.sumu)).count == 10)
    #expect(names(recording, Self.place(.group, "member")).isSuperset(of: ["cashIncomePerHousehold", "incomeGini"]))
    #expect(!names(recording, Self.place(.group, "quintile1")).contains("cashIncomePerHousehold"))
    #expect(names(recording, Self.place(.group, "member.quintile1")).count == 4)
    for level in [PlaceLevel.gacha, .grid, .cooperative] { #expect(names(recording, Self.place(level)).isEmpty) }
  }

  /// `--detail` records more and leaves the tables as they are.
  @Test func detailLeavesTheTablesAsTheyAre() throws {
    let (plain, more) = (try scenario().recording(), try scenario().recording(detail: [.gacha, .quarter]))
    for place in [Self.banner, Self.place(.sumu), Self.place(.group, "member"), Self.place(.gacha)] {
      #expect(names(plain, place) == names(more, place))
    }
    #expect(more.detail == [.gacha, .quarter] && plain.detail.isEmpty)
  }

  @Test func aSelectionRules() throws {
    let recording = try scenario("outcomes: {names: [incomeGini, sheepUnits], levels: [gacha, banner]}\n").recording()
    #expect(names(recording, Self.banner) == ["incomeGini", "sheepUnits"])
    #expect(names(recording, Self.place(.gacha)) == ["incomeGini", "sheepUnits"])
    #expect(names(recording, Self.place(.sumu)).isEmpty)
    let named = try scenario("outcomes: {names: [birthsHead]}\n").recording()
    #expect(names(named, Self.place(.sumu)) == ["birthsHead"] && names(named, Self.place(.gacha)).isEmpty)
  }
}
