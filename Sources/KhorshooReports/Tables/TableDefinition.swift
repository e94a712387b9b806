/// One column of a result table: read by the writer of the table and by the data package.
public struct TableColumn: Sendable, Equatable {
  /// What a cell holds.
  public enum Kind: String, Sendable {
    /// Text.
    case string
    /// A whole number.
    case integer
    /// A number.
    case number
  }

  /// Name in the header.
  public let name: String
  /// What a cell holds.
  public let kind: Kind
  /// Unit; `1` for a pure number, nil where a cell has none or another column says it.
  public let unit: String?
  /// One or two sentences in English.
  public let meaning: String
  /// The same in Chinese.
  public let meaningChinese: String
  /// Whether a cell may be empty.
  public let mayBeEmpty: Bool

  /// Memberwise.
  public init(
    _ name: String, _ kind: Kind, unit: String? = nil, meaning: String, meaningChinese: String,
    mayBeEmpty: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.unit = unit
    self.meaning = meaning
    self.meaningChinese = meaningChinese
    self.mayBeEmpty = mayBeEmpty
  }
}

/// One result table: its file, its columns and what a row is.
public struct TableDefinition: Sendable, Equatable {
  /// Name without extension; the file is `name.csv`.
  public let name: String
  /// Title in English.
  public let title: String
  /// Title in Chinese.
  public let titleChinese: String
  /// What a row is and how the table is read, in English.
  public let meaning: String
  /// The same in Chinese.
  public let meaningChinese: String
  /// Columns in order.
  public let columns: [TableColumn]
  /// Columns that together tell rows apart.
  public let primaryKey: [String]

  /// Whether a cell may hold Chinese in every language of the run, so that the file needs a byte-order mark.
  public var holdsChinese: Bool { Self.holdsChinese(columns.map(\.name)) }

  /// The same of a table of which only the names of its columns are known.
  package static func holdsChinese(_ columns: [String]) -> Bool {
    // A place without an English name has its Chinese one in every language.
    columns.contains { $0 == "place" || $0 == "chinese" || $0.hasSuffix("Chinese") }
  }

  /// File name in the result folder.
  public var fileName: String { name + ".csv" }

  /// - Precondition: the columns' names differ, and the key names columns that are never empty.
  public init(
    name: String, title: String, titleChinese: String, meaning: String, meaningChinese: String,
    columns: [TableColumn], primaryKey: [String]
  ) {
    precondition(Set(columns.map(\.name)).count == columns.count, "\(name): two columns of one name")
    for key in primaryKey {
      precondition(columns.contains { $0.name == key && !$0.mayBeEmpty }, "\(name): \(key) cannot be a key")
    }
    self.name = name
    self.title = title
    self.titleChinese = titleChinese
    self.meaning = meaning
    self.meaningChinese = meaningChinese
    self.columns = columns
    self.primaryKey = primaryKey
  }
}
