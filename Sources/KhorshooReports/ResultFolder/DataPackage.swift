import KhorshooText

/// `datapackage.json`: every table described so that a program can read it and check it (Frictionless Data Package v1,
/// profile `tabular-data-package`). Holds no time stamp: the same run gives the same bytes.
public struct DataPackage: Encodable, Sendable {
  /// A finished table.
  public struct Table: Sendable {
    /// Its columns.
    public let definition: TableDefinition
    /// Its length, hash and rows.
    public let record: Manifest.OutputRecord

    /// Memberwise.
    public init(definition: TableDefinition, record: Manifest.OutputRecord) {
      self.definition = definition
      self.record = record
    }
  }

  private let profile = "tabular-data-package"
  private let name = "khorshoo-results"
  private let title: String
  private let description: String
  private let resources: [Resource]

  /// Describes tables; `byteOrderMark` says whether all of them start with one.
  public init(title: String?, tables: [Table], byteOrderMark: Bool) {
    self.title = title ?? "Khorshoo results"
    description =
      "Results of a cooperative-linkage simulation. CSV after RFC 4180; an empty cell is an undefined number; a text "
      + "that a spreadsheet would take for a formula has a leading apostrophe. "
      + "合作社联农带农模拟结果。CSV 遵循 RFC 4180；空单元格表示无定义；可能被电子表格当作公式的文本前加撇号。"
    resources = tables.map { Resource($0, byteOrderMark) }
  }

  /// JSON text of the package.
  public var json: String { JSONText.encode(self) }

  private struct Resource: Encodable, Sendable {
    let profile = "tabular-data-resource"
    let name, path, title, titleChinese, description: String
    let format = "csv"
    let mediatype = "text/csv"
    let encoding: String
    let dialect = Dialect()
    let bytes: Int
    let hash: String?
    let rows: Int?
    let schema: Schema

    init(_ table: Table, _ byteOrderMark: Bool) {
      let definition = table.definition
      name = definition.name
      path = definition.fileName
      title = definition.title
      titleChinese = definition.titleChinese
      description = definition.meaning + " " + definition.meaningChinese
      encoding = byteOrderMark || definition.holdsChinese ? "utf-8-sig" : "utf-8"
      bytes = table.record.bytes
      hash = table.record.sha256.map { "sha256:" + $0 }
      rows = table.record.rows
      schema = Schema(
        fields: definition.columns.map(Field.init), primaryKey: definition.primaryKey, missingValues: [""])
    }
  }

  private struct Dialect: Encodable, Sendable {
    let delimiter = ","
    let lineTerminator = "\r\n"
    let quoteChar = "\""
    let doubleQuote = true
    let skipInitialSpace = false
    let header = true
  }

  private struct Schema: Encodable, Sendable {
    let fields: [Field]
    let primaryKey: [String]
    let missingValues: [String]
  }

  private struct Field: Encodable, Sendable {
    let name, type: String
    let unit: String?
    let description: String
    let constraints: Constraints?

    init(_ column: TableColumn) {
      name = column.name
      type = column.kind.rawValue
      unit = column.unit
      description = column.meaning + " " + column.meaningChinese
      constraints = column.mayBeEmpty ? nil : Constraints()
    }
  }

  private struct Constraints: Encodable, Sendable {
    let required = true
  }
}
