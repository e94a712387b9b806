import KhorshooEngine
import KhorshooModel
import Testing

/// Every outcome has its words in both languages.
@Suite struct OutcomeWordsUnit {
  @Test func labelsAndMeanings() {
    let outcomes = ModelOutcomes(speciesNames: World.species).definitions
    #expect(Set(outcomes.map(\.name)).count == outcomes.count)
    #expect(Set(outcomes.map(\.label)).count == outcomes.count, "two outcomes share an English label")
    for outcome in outcomes {
      #expect(!outcome.label.isEmpty && outcome.label.first!.isUppercase, "\(outcome.name): \(outcome.label)")
      #expect(outcome.label.allSatisfy { $0.isASCII }, "\(outcome.name): \(outcome.label)")
      #expect(outcome.labelChinese.contains { !$0.isASCII }, "\(outcome.name)")
      #expect(outcome.meaning.last == ".", "\(outcome.name)")
      #expect(outcome.meaningChinese.last == "。", "\(outcome.name)")
      #expect(!outcome.meaningChinese.contains { $0.isLetter && $0.isASCII }, "\(outcome.name): not Chinese")
      #expect(outcome.levels == outcome.levels.sorted(), "\(outcome.name): \(outcome.levels)")
      #expect(!outcome.levels.isEmpty, "\(outcome.name) is recorded nowhere")
    }
  }

  /// Levels are written coarse first, groups last.
  @Test func levels() {
    #expect(PlaceLevel.allCases.map(\.rawValue) == ["banner", "sumu", "gacha", "grid", "cooperative", "group"])
    #expect(PlaceLevel.allCases.shuffled().sorted() == PlaceLevel.allCases)
  }
}
