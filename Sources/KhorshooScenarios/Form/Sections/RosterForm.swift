import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// `places: {margins: {…}}`: published counts whose numbers have decimal commas, say.
struct MarginsForm: FieldForm {
  let file: Field<String> = .path(
    "file", remedy: "give the table of published counts",
    "Published counts of households (CSV), relative to this file.",
    "公布的牧户计数（CSV），路径相对本文件。")
  let decimal: Field<DecimalMark> = .choice(
    "places.margins.decimal", standard: .point,
    "Sign before the fraction of a number in the file; with comma, columns may be separated by semicolons or tabs.",
    "文件中小数的符号：point 为小数点，comma 为小数逗号（列可用分号或制表符分隔）。")

  static let list = FieldList(MarginsForm())
  static let key = "places.margins"

  /// A path, or a file with what is to be said of it.
  static var anySchema: OrderedJSON {
    described(
      "Published counts in the place of a roster.",
      [("oneOf", .list([RosterForm.margins.schema, schema(isWhole: true)]))])
  }
}

/// `places: {roster: …}`: tables of a survey in the place of a drawn population. A derived file replaces all of it;
/// `roster: none` takes the roster of the base out.
struct RosterForm: FieldForm {
  let households: Field<String> = .path(
    "households", remedy: "give the table of households", "Table of households (CSV), relative to this file.",
    "牧户表（CSV），路径相对本文件。")
  let ties: Field<String> = .path("ties", "Table of ties (CSV), relative to this file.", "联系表（CSV），路径相对本文件。")
  let grids: Field<String> = .path("grids", "Table of grids (CSV), relative to this file.", "网格表（CSV），路径相对本文件。")
  let cooperatives: Field<String> = .path(
    "cooperatives", "Table of cooperatives (CSV), relative to this file.", "合作社表（CSV），路径相对本文件。")
  let directed: Field<Bool> = .flag(
    "directed", "Whether a tie passes word only from source to target.", "消息是否只由联系的起点传到终点。")
  let missingTieShare: Field<Double> = .number(
    "places.roster.missingTieShare", 0...0.9, "share of ties", standard: 0,
    "Share of ties that the survey has missed, 0 to 0.9.", "调查遗漏的联系所占比例，0 至 0.9。")

  let decimal: Field<DecimalMark> = .choice(
    "places.roster.decimal", standard: .point,
    "Sign before the fraction of a number in the tables; with comma, columns may be separated by semicolons or tabs.",
    "表中小数的符号：point 为小数点，comma 为小数逗号（列可用分号或制表符分隔）。")

  static let list = FieldList(RosterForm())

  /// `places: {margins: margins.csv}`: published counts in the place of a roster; ``MarginsForm`` says more of the file.
  static let margins: Field<String> = .path(
    "margins", "Published counts of households (CSV), relative to this file, in the place of a roster.",
    "公布的牧户计数（CSV，路径相对本文件），代替名册。")

  /// The tables, in the order in which they are read.
  static let tables = ["households", "ties", "grids", "cooperatives"]

  private static let key = "places.roster"

  static func readMargins(_ node: YamlNode, beside roster: YamlEntry?, _ reader: inout ScenarioFileReader) {
    if node.isNone {
      if reader.draft.roster?.value.margins != nil { reader.draft.roster = nil }
      return
    }
    if let roster {
      reader.report(
        "unneeded-key", node.place, "places.margins",
        "a roster on line \(roster.place.line) gives the households already; keep one")
      return
    }
    var paths = RosterPaths()
    if case .mapping = node.content {
      let form: Statements<MarginsForm> = reader.whole(node, MarginsForm.key)
      guard let file = form.file else { return }
      paths.margins = file.value
      paths.decimal = form.decimal?.value ?? .point
    } else {
      guard let path = margins.read(&reader, node, MarginsForm.key) else { return }
      paths.margins = path
    }
    reader.draft.roster = Stated(value: paths, place: node.place)
  }

  static func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    guard case .mapping = node.content else {
      if node.isNone {
        reader.draft.roster = nil
      } else {
        reader.report(
          ValueReader.missing(node, "'none' (to do without) or the keys households, ties, grids, cooperatives"),
          node.place, key)
      }
      return
    }
    let tables: Statements<RosterForm> = reader.whole(node, key)
    guard let households = tables.households else {
      reader.draft.roster = nil
      return
    }
    var paths = RosterPaths(
      households: households.value, ties: tables.ties?.value, grids: tables.grids?.value,
      cooperatives: tables.cooperatives?.value, isDirected: tables.directed?.value ?? false)
    paths.missingTieShare = tables.missingTieShare?.value ?? 0
    paths.decimal = tables.decimal?.value ?? .point
    reader.draft.roster = Stated(value: paths, place: node.place)
  }

  static func write(_ roster: ResolvedRoster, _ writer: inout YamlWriter) {
    if let margins = roster.tables.first, margins.kind == "margins" {
      let copy = writer.table(margins.copyName, of: margins.file.path)
      let text = roster.decimal == .point ? copy : "{file: \(copy), decimal: \(roster.decimal.rawValue)}"
      writer.line(
        1, "margins", text, comment: writer.isBesideTables ? "copy of \(margins.file.path)" : nil)
      return
    }
    writer.line(1, "roster")
    for table in roster.tables {
      let text = writer.table(table.copyName, of: table.file.path)
      writer.line(2, table.kind, text, comment: writer.isBesideTables ? "copy of \(table.file.path)" : nil)
    }
    for (name, text) in settings(roster).written { writer.line(2, name, text) }
  }

  private static func settings(_ roster: ResolvedRoster) -> FieldValues<RosterForm> {
    var settings = FieldValues<RosterForm>()
    (settings.directed, settings.missingTieShare) = (roster.isDirected, roster.missingTieShare)
    settings.decimal = roster.decimal
    return settings
  }

  /// Tables by what is in them, wherever they lie. The lines of the hash are older than the fields.
  static func facts(_ roster: ResolvedRoster) -> [Fact] {
    let share = roster.missingTieShare
    return [
      Fact("\(key).directed", "\(roster.isDirected)", ["roster directed=\(roster.isDirected)"]),
      Fact("\(key).missingTieShare", "\(share)", share > 0 ? ["  missingTieShare=\(share)"] : []),
      Fact(
        "\(key).decimal", roster.decimal.rawValue,
        roster.decimal == .point ? [] : ["  decimal=\(roster.decimal.rawValue)"]),
    ]
      + roster.tables.map {
        Fact("\(key).\($0.kind)", "sha256 \($0.file.sha256)", ["  \($0.kind)=\($0.file.sha256)"])
      }
  }

  static var rosterSchema: OrderedJSON {
    described(
      "Households and ties of a survey.",
      [("oneOf", .list([noneSchema("Does without the roster of the base."), schema(isWhole: true)]))])
  }
}
