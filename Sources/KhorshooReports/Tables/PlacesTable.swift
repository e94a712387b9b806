import KhorshooEngine
import KhorshooText

/// `places.csv`: what the identifiers in the other tables stand for.
public enum PlacesTable {
  /// One place; what is not known of it stays nil.
  public struct Row: Sendable, Equatable {
    /// The place.
    public let place: Place
    /// Of a grid, arms that have it, separated by spaces; empty when all have.
    public let arms: String
    /// Identifier of the place that this one lies in; nil for the banner.
    public let parentID: String?
    /// Position east and north of the banner's origin, km.
    public let xKm, yKm: Double?
    /// Households, party members among them, and cooperatives.
    public let households, partyMembers, cooperatives: Int?

    /// Memberwise.
    public init(
      _ place: Place, arms: String = "", parentID: String? = nil, xKm: Double? = nil, yKm: Double? = nil,
      households: Int? = nil,
      partyMembers: Int? = nil, cooperatives: Int? = nil
    ) {
      self.place = place
      self.arms = arms
      self.parentID = parentID
      self.xKm = xKm
      self.yKm = yKm
      self.households = households
      self.partyMembers = partyMembers
      self.cooperatives = cooperatives
    }
  }

  /// The columns.
  public static let places = TableDefinition(
    name: "places", title: "Places", titleChinese: "地点",
    meaning: "One row a place: its names, where it belongs, where it lies, how many live there.",
    meaningChinese: "每个地点一行：名称、隶属、位置和规模。",
    columns: [
      .level, .placeID,
      TableColumn(
        "place", .string, meaning: "Name in English or transliteration, in every language of the run.",
        meaningChinese: "英文名或转写名（与运行语言无关）。", mayBeEmpty: true),
      TableColumn("chinese", .string, meaning: "Name in Chinese.", meaningChinese: "中文名。", mayBeEmpty: true),
      TableColumn(
        "parentID", .string, meaning: "Identifier of the place that this one lies in; empty for the banner.",
        meaningChinese: "上级地点标识；旗为空。", mayBeEmpty: true),
      TableColumn(
        "xKm", .number, unit: "km", meaning: "Distance east of the origin.", meaningChinese: "距原点以东。",
        mayBeEmpty: true),
      TableColumn(
        "yKm", .number, unit: "km", meaning: "Distance north of the origin.", meaningChinese: "距原点以北。",
        mayBeEmpty: true),
      TableColumn(
        "households", .integer, unit: "household", meaning: "Households.", meaningChinese: "户数。", mayBeEmpty: true),
      TableColumn(
        "partyMembers", .integer, unit: "person", meaning: "Party members.", meaningChinese: "党员数。",
        mayBeEmpty: true),
      TableColumn(
        "cooperatives", .integer, unit: "cooperative", meaning: "Cooperatives.", meaningChinese: "合作社数。",
        mayBeEmpty: true),
      .armsOfGrid,
    ],
    primaryKey: ["level", "placeID"])

  /// Writes the table into a result folder.
  ///
  /// - Throws: `UserError` 73, 74.
  public static func write(_ rows: some Sequence<Row>, to folder: ResultFolder) throws(UserError) {
    let writer = try folder.table(places)
    for row in rows {
      writer.cell(
        CSVCells([row.place.level.rawValue, row.place.id, row.place.name, row.place.nameChinese, row.parentID ?? ""]))
      writer.cell(row.xKm ?? .nan)
      writer.cell(row.yKm ?? .nan)
      for count in [row.households, row.partyMembers, row.cooperatives] {
        if let count { writer.cell(count) } else { writer.emptyCells(1) }
      }
      writer.cell(CSVCells([row.arms]))
      try writer.endRow()
    }
  }
}
