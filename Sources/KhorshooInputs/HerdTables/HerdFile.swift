import KhorshooModel
import KhorshooText

/// A herd table in a file: YAML, or the same as comma-separated text.
public struct HerdFile: Sendable {
  /// What kind of herd it is.
  public enum Content: Sendable, Equatable {
    /// Sexes and stages with constant rates (`kind: stages`).
    case stages(CohortProjection)
    /// Bookkeeping of a herd of constant size (`kind: constantHerd`).
    case constantHerd(ConstantHerd)
  }

  /// A constant herd with what its animals yield.
  public struct ConstantHerd: Sendable, Equatable {
    /// What the herd is computed from.
    public let rates: SteadyStateHerd.Rates
    /// Whether counts are rounded to whole animals, in the order of the published table.
    public let isWhole: Bool
    /// Live weight of a culled breeding female, kg.
    public let femaleLiveWeightKg: Double?
    /// Live weight of young that are sold, kg.
    public let youngLiveWeightKg: Double?
    /// Carcass by live weight.
    public let dressingShare: Double?
    /// Milk of a lactation, litres.
    public let milkLitresPerLactation: Double?
    /// Livestock units of the whole herd, as stated.
    public let livestockUnits: Double?
  }

  /// Title.
  public let title: String
  /// The herd.
  public let content: Content
  /// What can be computed, but is probably not meant.
  public let warnings: [Diagnostic]

  /// Largest file.
  static let byteLimit = 1 << 20
  /// Most classes.
  static let classLimit = 100

  /// Reads a herd table.
  ///
  /// - Throws: `UserError` 65 with everything that is wrong, 66 when the file cannot be read.
  public init(path: String, mark: DecimalMark = .point) throws(UserError) {
    try self.init(path: path, mark: mark) { ScenarioFiles.readTable($0, limit: $1) }
  }

  package init(
    path: String, mark: DecimalMark = .point, from source: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>
  ) throws(UserError) {
    var problems = TableProblems(path: path)
    guard let bytes = problems.bytes(limit: Self.byteLimit, from: source) else { throw problems.error }
    let root: YamlNode?
    if path.lowercased().hasSuffix(".csv") || TablePath(path).isWorkbook {
      root = HerdTableText.node(bytes, mark, &problems)
    } else {
      var reader = YamlReader(path: path, beginning: "kind: stages")
      root = reader.read(bytes)
      problems.append(reader.diagnostics)
    }
    guard let root else { throw problems.error }
    var reader = HerdFileReader(problems)
    guard let file = reader.read(root) else { throw reader.problems.error }
    self = file
  }

  package init(title: String, content: Content, warnings: [Diagnostic]) {
    self.title = title
    self.content = content
    self.warnings = warnings
  }
}

/// A herd table as comma-separated text, made into the nodes of its YAML form: settings as rows of a key and a value, then
/// a row of column names that begins with `name`, then one row a class.
enum HerdTableText {
  static func node(_ bytes: [UInt8], _ mark: DecimalMark, _ problems: inout TableProblems) -> YamlNode? {
    let records: [CSVText.Record]
    do { records = try CSVText.records(bytes, mark) } catch {
      problems.report(error.code, CSVText.Place(line: error.line, column: error.column), "", error.message)
      return nil
    }
    let rows = records.filter { $0.cells.contains { !$0.trimmedOfSpace.isEmpty } }
    guard let first = rows.first else {
      problems.report(
        "no-rows", CSVText.Place(line: 1, column: 1), "", "the file is empty; begin with the row 'kind,stages'")
      return nil
    }
    let path = problems.path
    func place(_ place: CSVText.Place) -> SourcePlace {
      SourcePlace(path: path, line: place.line, column: place.column)
    }
    func entry(_ key: String, at keyPlace: CSVText.Place, _ text: String, _ textPlace: CSVText.Place) -> YamlEntry {
      // A declared decimal comma is written as the point that the keys expect; a point then stands between thousands.
      let isMarked = mark == .comma && text.contains { $0 == "," || $0 == "." }
      let number = isMarked ? NumberReadings(text).comma : nil
      return YamlEntry(
        key: key, place: place(keyPlace), value: YamlNode(text: number.map(plainNumber) ?? text, at: place(textPlace)))
    }
    let header = rows.firstIndex { $0.cells[0].trimmedOfSpace == "name" }
    var entries: [YamlEntry] = []
    for row in rows[..<(header ?? rows.endIndex)] {
      let cells = row.cells.map(\.trimmedOfSpace)
      guard cells.count > 1, cells.dropFirst(2).allSatisfy(\.isEmpty) else {
        problems.report(
          "ragged-row", row.places[0], cells[0],
          "found \(cells.count) cells, expected a key and a value; the row of column names begins with 'name'")
        // A key with too much behind it is not missing as well.
        if cells.count > 1 { entries.append(entry(cells[0], at: row.places[0], cells[1], row.places[1])) }
        continue
      }
      if entries.contains(where: { $0.key == cells[0] }) {
        problems.report("duplicate-key", row.places[0], cells[0], "the key is given already; keep one of them")
        continue
      }
      entries.append(entry(cells[0], at: row.places[0], cells[1], row.places[1]))
    }
    guard let header else { return YamlNode(.mapping(entries), at: place(first.places[0])) }
    let names = rows[header].cells.map(\.trimmedOfSpace)
    for (index, name) in names.enumerated() where !name.isEmpty && names[..<index].contains(name) {
      problems.report("duplicate-name", rows[header].places[index], name, "the column stands there already; keep one")
    }
    var classes: [YamlNode] = []
    for row in rows[(header + 1)...] where !isSum(row, &problems) {
      guard row.cells.count == names.count else {
        problems.report(
          "ragged-row", row.places[0], row.cells[0],
          "found \(row.cells.count) cells, expected \(names.count), one for each column; a decimal comma also makes two"
        )
        continue
      }
      let values = names.indices.compactMap { index -> YamlEntry? in
        let text = row.cells[index].trimmedOfSpace
        guard !NoValue.holds(text), !names[..<index].contains(names[index]) else { return nil }
        return entry(names[index], at: row.places[index], text, row.places[index])
      }
      classes.append(YamlNode(.mapping(values), at: place(row.places[0])))
    }
    let headerPlace = place(rows[header].places[0])
    entries.append(YamlEntry(key: "classes", place: headerPlace, value: YamlNode(.list(classes), at: headerPlace)))
    return YamlNode(.mapping(entries), at: place(first.places[0]))
  }

  /// Whether the row is named as a sum, which no class is, and that is told.
  private static func isSum(_ row: CSVText.Record, _ problems: inout TableProblems) -> Bool {
    guard let name = row.cells.first?.trimmedOfSpace, SumRows.isName(name) else { return false }
    problems.report(
      "sum-row", row.places[0], "", "\(quoted(name)) is the name of a sum or a mean; delete the row")
    return true
  }
}
