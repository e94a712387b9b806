import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooScenarios
import Testing

@Suite struct PlaceNamesProperty {
  /// The names that a scenario is checked with are those of its banner.
  @Test func namesAreThoseOfTheBanner() throws {
    let scenario = try Scenario.resolve(path: World.ewenki)
    let names = PlaceNames(scenario.values, namedSumu: scenario.namedSumu, namedGacha: scenario.namedGacha)
    let places = try scenario.model().banner.places
    #expect(places.sumu.map(\.id) == names.sumu.map(\.id) && places.sumu.map(\.name) == names.sumu.map(\.name))
    #expect(places.gacha.map(\.id) == names.gacha.map(\.id))
    #expect(places.gacha.map(\.nameChinese) == names.gacha.map(\.nameChinese))
    #expect(places.gacha.map { places.sumu[$0.sumu].id } == names.gacha.map(\.sumuID))
    #expect(names.gacha.count == 44 && Set(names.gacha.map(\.id)).count == 44)
  }
}
