import Foundation
import KhorshooEngine
import KhorshooText

/// `stories.json`: the households that a run's report tells of, so that the report can be written again in another language.
///
/// - Proof: `HouseholdStoryUnit`.
package enum HouseholdStoryFile {
  /// Name in a result folder.
  package static let name = "stories.json"

  private struct Words: Codable {
    let en, zh: String
    init(_ text: LocalizedText) { (en, zh) = (text.en, text.zh) }
    var text: LocalizedText { LocalizedText(en: en, zh: zh) }
  }

  private struct Path: Codable {
    let arm: Words
    let herdSheepUnits, incomeYuan: [Double]
    let heard, joined, left, office: String?
  }

  private struct Household: Codable {
    let number: Int
    let place: Words
    let persons: Int
    let start: String
    let paths: [Path]
    let reference: Int
  }

  /// The content of the file.
  package static func json(_ stories: [HouseholdStory]) -> String {
    JSONText.encode(
      stories.map { story in
        Household(
          number: story.number, place: Words(story.place), persons: story.persons, start: story.start.description,
          paths: story.paths.map { path in
            Path(
              arm: Words(path.arm), herdSheepUnits: path.herd, incomeYuan: path.income,
              heard: path.heard?.description, joined: path.joined?.description, left: path.left?.description,
              office: path.office?.description)
          }, reference: story.reference)
      })
  }

  /// Reads the file of a result folder; none where there is none, or it is not as this program writes it.
  package static func read(_ folder: StoredResult) -> [HouseholdStory] {
    guard folder.record(of: name) != nil, let content = FileManager.default.contents(atPath: folder.path(of: name)),
      let households = JSONText.decode([Household].self, from: content)
    else { return [] }
    return households.compactMap { household in
      guard let start = Quarter(household.start), household.paths.indices.contains(household.reference) else {
        return nil
      }
      func quarter(_ text: String?) -> Quarter? { text.flatMap { Quarter($0) } }
      let paths = household.paths.map { stored in
        var path = HouseholdStory.Path(arm: stored.arm.text)
        (path.herd, path.income) = (stored.herdSheepUnits, stored.incomeYuan)
        (path.heard, path.joined) = (quarter(stored.heard), quarter(stored.joined))
        (path.left, path.office) = (quarter(stored.left), quarter(stored.office))
        return path
      }
      return HouseholdStory(
        number: household.number, place: household.place.text, persons: household.persons, start: start, paths: paths,
        reference: household.reference)
    }
  }
}
