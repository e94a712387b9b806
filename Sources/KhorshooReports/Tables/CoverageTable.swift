import KhorshooText

/// `coverage.csv`: the map of services, one row an arm and grid with coordinates.
public enum CoverageTable {
  /// One grid in one arm; what was not recorded is NaN.
  public struct Row: Sendable, Equatable {
    /// Arm and grid.
    public let arm, gridID: String
    /// Calendar year.
    public let year: Int
    /// Position of the central household, km.
    public let xKm, yKm: Double
    /// Households of the grid, and their mean and greatest distance to the central household, km.
    public let households: Int
    public let meanKm, farthestKm: Double
    /// Share of households served within the quarter, its Monte Carlo error, and the factor on trust; means of replicates.
    public let coverage, mcse, trust: Double

    /// Memberwise.
    public init(
      arm: String, gridID: String, year: Int, xKm: Double, yKm: Double, households: Int, meanKm: Double,
      farthestKm: Double, coverage: Double, mcse: Double, trust: Double
    ) {
      self.arm = arm
      self.gridID = gridID
      self.year = year
      self.xKm = xKm
      self.yKm = yKm
      self.households = households
      self.meanKm = meanKm
      self.farthestKm = farthestKm
      self.coverage = coverage
      self.mcse = mcse
      self.trust = trust
    }
  }

  /// The columns.
  public static let coverage = TableDefinition(
    name: "coverage", title: "Map of services", titleChinese: "服务覆盖图",
    meaning: "One row an arm and grid, of the last recorded year: where the central household lives, how far its "
      + "households are, and which share of them it serves within the quarter.",
    meaningChinese: "每个方案、网格一行，取最后记录年份：中心户位置、服务距离和当季服务覆盖率。",
    columns: [
      .arm, TableColumn("gridID", .string, meaning: "Identifier of the grid.", meaningChinese: "网格标识。"), .year,
      kilometres("xKm", "Distance of the central household east of the origin.", "中心户距原点以东。"),
      kilometres("yKm", "Distance of the central household north of the origin.", "中心户距原点以北。"),
      TableColumn(
        "households", .integer, unit: "household", meaning: "Households of the grid.", meaningChinese: "网格户数。"),
      kilometres("meanKm", "Mean distance of the grid's households to it.", "网格内各户到中心户的平均距离。"),
      kilometres("farthestKm", "Greatest distance of a household of the grid to it.", "网格内最远户到中心户的距离。"),
      share(
        "serviceCoverage", "Share of households whose requests are taken up within the quarter, mean of the year.",
        "当季受理覆盖率（年均）。"),
      share("mcse", "Monte Carlo standard error of that mean.", "该均值的蒙特卡洛标准误。"),
      share(
        "serviceTrust", "Factor on trust at the end of the year, 1 while service is as expected.", "年末信任系数，服务如常为 1。"),
    ],
    primaryKey: ["arm", "gridID"])

  private static func kilometres(_ name: String, _ meaning: String, _ chinese: String) -> TableColumn {
    TableColumn(name, .number, unit: "km", meaning: meaning, meaningChinese: chinese)
  }

  private static func share(_ name: String, _ meaning: String, _ chinese: String) -> TableColumn {
    TableColumn(name, .number, unit: "1", meaning: meaning, meaningChinese: chinese, mayBeEmpty: true)
  }

  /// Writes the table into a result folder.
  ///
  /// - Throws: ``UserError`` 73, 74.
  public static func write(_ rows: some Sequence<Row>, to folder: ResultFolder) throws(UserError) {
    let writer = try folder.table(coverage)
    for row in rows {
      writer.cell(CSVCells([row.arm, row.gridID]))
      writer.cell(row.year)
      writer.cell(row.xKm)
      writer.cell(row.yKm)
      writer.cell(row.households)
      for number in [row.meanKm, row.farthestKm, row.coverage, row.mcse, row.trust] { writer.cell(number) }
      try writer.endRow()
    }
  }
}
