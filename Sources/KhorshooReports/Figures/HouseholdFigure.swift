import KhorshooEngine
import KhorshooText

/// One household's herd and income under each arm, side by side; a ring where it joined, a cross where it left.
///
/// - Proof: `HouseholdSectionUnit`.
struct HouseholdFigure {
  private let story: HouseholdStory
  private let language: Language
  private static let (width, top, bottom) = (900.0, 76.0, 200.0)
  private static let panels = [(left: 62.0, right: 436.0), (left: 532.0, right: 888.0)]
  private static let keyRow = 18.0

  init(_ story: HouseholdStory, language: Language) { (self.story, self.language) = (story, language) }

  private func word(_ english: String, _ chinese: String) -> String {
    LocalizedText(en: english, zh: chinese)[language]
  }

  /// The picture, the same bytes for the same numbers.
  var svg: String {
    let first = Double(story.start.year) + Double(story.start.number - 1) / 4
    let herds = story.paths.map { path in path.herd.enumerated().map { (first + Double($0 + 1) / 4, $1) } }
    // Income of a year is drawn at its end.
    let incomes = story.paths.map { path in path.income.enumerated().map { (Double(story.start.year + $0 + 1), $1) } }
    let body =
      panel(0, herds, word("herd, sheep units", "畜群（羊单位）"), marksEvents: true)
      + panel(1, incomes, word("income of the year, CNY", "年收入（元）"), marksEvents: false) + key
    let rows = (story.paths.count + 1) / 2
    return FigureFrame(
      title: word("Its path under each policy", "各方案下的经历"),
      subtitle: word("ring: joined the cooperative; cross: left it", "圆圈：入社；叉号：退社"), width: Self.width,
      height: Self.bottom + 40 + Self.keyRow * Double(rows), fontSize: 13, titleSize: 16
    ).svg(body)
  }

  private func panel(
    _ number: Int, _ lines: [[(x: Double, y: Double)]], _ name: String, marksEvents: Bool
  ) -> [String] {
    let (left, right) = Self.panels[number]
    let x = RoundAxis(lines.flatMap { $0.map(\.x) } + [Double(story.start.year)], from: left, to: right)
    let y = RoundAxis(lines.flatMap { $0.map(\.y) } + [0], from: Self.bottom, to: Self.top, steps: 4)
    var parts = [FigureParts.label(name, x: left - 46, y: Self.top - 12, size: 12)]
    for (tick, text) in zip(y.ticks, y.texts) {
      let at = y.place(tick)
      parts.append(FigureParts.line([(left, at), (right, at)], colour: tick == 0 ? "#555555" : "#dddddd"))
      parts.append(FigureParts.label(text, x: left - 6, y: at + 4, anchor: "end", colour: "#555555", size: 11))
    }
    for tick in x.ticks where tick == tick.rounded() {
      // Years have no comma.
      parts.append(
        FigureParts.label(
          "\(Int(tick))", x: x.place(tick), y: Self.bottom + 17, anchor: "middle", colour: "#555555", size: 11))
    }
    for (index, line) in lines.enumerated() {
      let points = line.map { (x: x.place($0.x), y: y.place($0.y)) }
      guard !points.isEmpty else { continue }
      parts.append(
        FigureParts.line(
          points, colour: Self.colour(index), width: 1.8, dash: FigureParts.dashes[index % FigureParts.dashes.count]))
      if marksEvents { parts += marks(story.paths[index], points, Self.colour(index)) }
    }
    return parts
  }

  private static func colour(_ index: Int) -> String { FigureParts.colours[index % FigureParts.colours.count] }

  private func marks(_ path: HouseholdStory.Path, _ points: [(x: Double, y: Double)], _ colour: String) -> [String] {
    func point(_ quarter: Quarter?) -> (x: Double, y: Double)? {
      guard let quarter else { return nil }
      let index = 4 * (quarter.year - story.start.year) + quarter.number - story.start.number
      return points.indices.contains(index) ? points[index] : nil
    }
    let joined = point(path.joined).map {
      "<circle cx=\"\(FigureParts.at($0.x))\" cy=\"\(FigureParts.at($0.y))\" r=\"4.5\" fill=\"#ffffff\" stroke=\"\(colour)\" stroke-width=\"2\"/>"
    }
    let left = point(path.left).map { at in
      "<path d=\"M\(FigureParts.at(at.x - 4)) \(FigureParts.at(at.y - 4))l8 8m0 -8l-8 8\" stroke=\"\(colour)\" stroke-width=\"2\"/>"
    }
    return [joined, left].compactMap { $0 }
  }

  private var key: [String] {
    story.paths.enumerated().flatMap { index, path -> [String] in
      let left = Self.panels[index % 2].left
      let y = Self.bottom + 40 + Self.keyRow * Double(index / 2)
      return [
        FigureParts.line(
          [(left, y - 4), (left + 34, y - 4)], colour: Self.colour(index), width: 2,
          dash: FigureParts.dashes[index % FigureParts.dashes.count]),
        FigureParts.label(path.arm[language], x: left + 42, y: y, size: 12),
      ]
    }
  }
}
