import KhorshooEngine
import KhorshooInputs
import KhorshooText

// `places: {roster: …}`: tables of a survey in the place of a drawn population. A derived file replaces all of it;
// `roster: none` takes the roster of the base out.
extension ScenarioFileReader {
  static let rosterTables = ["households", "ties", "grids", "cooperatives"]

  private static let missingTieShare = Parameter(
    key: "places.roster.missingTieShare", value: .number(0), unit: "share of ties", kind: .number, range: 0...0.9,
    uncertainty: "", source: "", trust: .assumed, meaning: "", meaningChinese: "")

  private static let decimal = Parameter(
    key: "places.roster.decimal", value: .text(DecimalMark.point.rawValue), unit: "1",
    kind: .choice(DecimalMark.allCases.map(\.rawValue)), range: nil, uncertainty: "", source: "", trust: .assumed,
    meaning: "", meaningChinese: "")

  /// `places: {margins: margins.csv}`: published counts in the place of a roster.
  mutating func readMargins(_ node: YamlNode, beside roster: YamlEntry?) {
    if case .scalar(let scalar) = node.content, scalar.text == "none" {
      if draft.roster?.value.margins != nil { draft.roster = nil }
      return
    }
    if let roster {
      report(
        "unneeded-key", node.place, "places.margins",
        "a roster on line \(roster.place.line) gives the households already; keep one")
      return
    }
    guard let file = text(node, "places.margins", "the path of a CSV file") else { return }
    var paths = RosterPaths()
    paths.margins = ScenarioChain.join(file.place.path, file.value)
    draft.roster = Stated(value: paths, place: file.place)
  }

  mutating func readRoster(_ node: YamlNode) {
    let key = "places.roster"
    guard case .mapping = node.content else {
      if case .scalar(let scalar) = node.content, scalar.text == "none" {
        draft.roster = nil
      } else {
        report(
          ValueReader.missing(node, "'none' (to do without) or the keys households, ties, grids, cooperatives"),
          node.place, key)
      }
      return
    }
    var paths = RosterPaths()
    for field in entries(node, key, known: Self.rosterTables + ["directed", "missingTieShare", "decimal"]) {
      let fieldKey = "\(key).\(field.key)"
      if field.key == "directed" {
        paths.isDirected = boolean(field.value, fieldKey) ?? false
        continue
      }
      if field.key == "decimal" {
        if case .text(let mark) = value(field.value, Self.decimal, fieldKey) {
          paths.decimal = DecimalMark(rawValue: mark) ?? .point
        }
        continue
      }
      if field.key == "missingTieShare" {
        if case .number(let share) = value(field.value, Self.missingTieShare, fieldKey) {
          paths.missingTieShare = share
        }
        continue
      }
      guard let file = text(field.value, fieldKey, "the path of a CSV file") else { continue }
      let path = ScenarioChain.join(file.place.path, file.value)
      switch field.key {
      case "households": paths.households = path
      case "ties": paths.ties = path
      case "grids": paths.grids = path
      default: paths.cooperatives = path
      }
    }
    if paths.households == nil, !draft.unreadable.contains("\(key).households") {
      report("missing-key", node.place, "\(key).households", "the key is missing; give the table of households")
    }
    draft.roster = paths.households == nil ? nil : Stated(value: paths, place: node.place)
  }
}
