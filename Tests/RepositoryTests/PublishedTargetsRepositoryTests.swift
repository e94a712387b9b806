import Foundation
import KhorshooText
import Testing

/// Every published figure stands in the model's page of validation; what the model gives is compared by make targets-check.
@Suite struct PublishedTargetsRepositoryTests {
  private let page = Repository.text("Sources/KhorshooModel/KhorshooModel.docc/Validation.md")

  /// Rows of the table of figures, by column.
  private func figures() throws -> [[String: String]] {
    let text = Repository.text("scenarios/calibration/published.csv")
    let records = try CSVText.records(text).map(\.cells)
    let header = try #require(records.first)
    return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  @Test("each has a row with its number, or is named with the reason why the model does not give it")
  func everyFigureIsThere() throws {
    let figures = try figures()
    #expect(figures.count == 38 && Set(figures.compactMap { $0["id"] }).count == 38)
    let lines = page.split(separator: "\n").map(String.init)
    for figure in figures {
      let (id, note) = (figure["id"] ?? "", figure["note"] ?? "")
      let isGiven = figure["measure"]?.isEmpty == false
      let own = lines.filter { $0.hasPrefix(isGiven ? "| \(id) |" : "* \(id), ") }
      #expect(own.count == 1, "\(id) stands in \(own.count) lines of Validation.md; run make targets")
      #expect(own.first?.contains(note) == true, "Validation.md says something else of \(id) than published.csv")
      #expect(figure["source"]?.isEmpty == false && !note.isEmpty, "\(id) has no source or no note")
    }
  }

  @Test("the value lies in its band, and every measure is one that is computed")
  func everyFigureIsWhole() throws {
    let script = Repository.text("notebooks/targets.py")
    for figure in try figures() {
      let numbers = ["low", "value", "high"].compactMap { figure[$0].flatMap(Double.init) }
      #expect(numbers.count == 3 && numbers == numbers.sorted() && numbers[0] < numbers[2], "\(figure["id"] ?? "")")
      guard let measure = figure["measure"], !measure.isEmpty else { continue }
      let isDzud = measure.hasPrefix("dzud")
      #expect(script.contains(isDzud ? "f\"dzud{name}\"" : "\"\(measure)\":"), "\(measure) is not in targets.py")
      #expect(["ewenki", "mongolia"].contains(figure["scenario"] ?? ""))
    }
  }
}
