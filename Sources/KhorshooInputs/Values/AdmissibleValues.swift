import KhorshooEngine
import KhorshooText

extension Parameter {
  /// `0 to 1`, `true or false`, `a, b or c`.
  package var admissible: String { admissible(.english) }

  /// The same in a language.
  package func admissible(_ language: Language) -> String {
    let to = LocalizedText(en: " to ", zh: " 至 ")[language]
    let or = LocalizedText(en: " or ", zh: " 或 ")[language]
    switch kind {
    case .boolean: return "true\(or)false"
    case .choice(let options):
      guard let last = options.last, options.count > 1 else { return options.first ?? "" }
      return options.dropLast().joined(separator: ", ") + or + last
    case .number, .integer:
      guard let range else { return "any" }
      return plainNumber(range.lowerBound) + to + plainNumber(range.upperBound)
    }
  }
}
