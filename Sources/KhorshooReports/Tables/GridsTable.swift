import KhorshooText

/// `grids.csv`: how good the partition into grids is, grid by grid.
public enum GridsTable {
  /// One grid.
  public struct Row: Sendable, Equatable {
    /// Identifiers of the grid and of its gacha.
    public let id, gachaID: String
    /// Arms that have it, separated by spaces; empty when all have.
    public let arms: String
    /// Households.
    public let households: Int
    /// Position of the central household east and north of the banner's origin, km.
    public let xKm, yKm: Double
    /// Mean and largest distance to the central household, km.
    public let meanKm, largestKm: Double
    /// Whether the homesteads are connected.
    public let isContiguous: Bool
    /// Ties between its households, and to other grids of the gacha: place, kin, trade.
    public let tiesInside, tiesCut: [Int]

    /// - Precondition: three counts of ties inside and three of ties cut.
    public init(
      id: String, arms: String = "", gachaID: String, households: Int, xKm: Double, yKm: Double, meanKm: Double,
      largestKm: Double,
      isContiguous: Bool, tiesInside: [Int], tiesCut: [Int]
    ) {
      precondition(tiesInside.count == 3 && tiesCut.count == 3, "\(id): \(tiesInside), \(tiesCut)")
      self.id = id
      self.arms = arms
      self.gachaID = gachaID
      self.households = households
      self.xKm = xKm
      self.yKm = yKm
      self.meanKm = meanKm
      self.largestKm = largestKm
      self.isContiguous = isContiguous
      self.tiesInside = tiesInside
      self.tiesCut = tiesCut
    }
  }

  /// The columns.
  public static let grids = TableDefinition(
    name: "grids", title: "Grids", titleChinese: "网格",
    meaning: "One row a grid: its size, its radius around the central household, the ties it keeps and cuts.",
    meaningChinese: "每个网格一行：户数、以中心户为圆心的半径、保留与切断的联系。",
    columns: [
      TableColumn("gridID", .string, meaning: "Identifier of the grid.", meaningChinese: "网格标识。"),
      TableColumn("gachaID", .string, meaning: "Identifier of its gacha.", meaningChinese: "所属嘎查标识。"),
      .armsOfGrid,
      TableColumn("households", .integer, unit: "household", meaning: "Households.", meaningChinese: "户数。"),
      TableColumn(
        "xKm", .number, unit: "km", meaning: "Central household, distance east of the origin.",
        meaningChinese: "中心户距原点以东。"),
      TableColumn(
        "yKm", .number, unit: "km", meaning: "Central household, distance north of the origin.",
        meaningChinese: "中心户距原点以北。"),
      TableColumn(
        "meanKm", .number, unit: "km", meaning: "Mean distance of its households to the central household.",
        meaningChinese: "各户到中心户的平均距离。"),
      TableColumn(
        "largestKm", .number, unit: "km", meaning: "Largest distance of a household to the central household.",
        meaningChinese: "各户到中心户的最大距离。"),
      TableColumn(
        "contiguous", .integer, unit: "1",
        meaning: "1 when its homesteads are connected in the Gabriel graph of the gacha, else 0.",
        meaningChinese: "住户在嘎查加布里埃尔图中连通为 1，否则为 0。"),
    ]
      + [("Neighbour", "neighbour", "地缘"), ("Kin", "kin", "亲缘"), ("Business", "business", "业缘")].flatMap {
        layer, name, chinese in
        [
          TableColumn(
            "inside" + layer, .integer, unit: "tie", meaning: "Ties of the layer \(name) between its households.",
            meaningChinese: "网格内\(chinese)联系数。"),
          TableColumn(
            "cut" + layer, .integer, unit: "tie",
            meaning: "Ties of the layer \(name) to other grids of the gacha; both grids count a tie.",
            meaningChinese: "与本嘎查其他网格的\(chinese)联系数（两格各计一次）。"),
        ]
      },
    primaryKey: ["gridID"])

  /// Writes the table into a result folder.
  ///
  /// - Throws: `UserError` 73, 74.
  public static func write(_ rows: some Sequence<Row>, to folder: ResultFolder) throws(UserError) {
    let writer = try folder.table(grids)
    for row in rows {
      writer.cell(CSVCells([row.id, row.gachaID, row.arms]))
      writer.cell(row.households)
      for number in [row.xKm, row.yKm, row.meanKm, row.largestKm] { writer.cell(number) }
      writer.cell(row.isContiguous ? 1 : 0)
      for (inside, cut) in zip(row.tiesInside, row.tiesCut) {
        writer.cell(inside)
        writer.cell(cut)
      }
      try writer.endRow()
    }
  }
}
