import KhorshooExperiments
import KhorshooReports
import KhorshooText

/// `design.csv`: every point with what it sets.
enum PointTable {
  /// The columns.
  static func definition(_ design: Design) -> TableDefinition {
    TableDefinition(
      name: "design", title: "Design", titleChinese: "试验设计",
      meaning: "One row a point: what it sets, under the keys of the parameter ledger.",
      meaningChinese: "每个试验点一行：各参数的取值，列名为参数键。", columns: [.point] + factorColumns(design),
      primaryKey: ["point"])
  }

  /// A column for each parameter that is varied.
  static func factorColumns(_ design: Design) -> [TableColumn] {
    design.keys.enumerated().map { index, key in
      let isNumber = design.factors.flatMap(\.parts)[index].domain.isNumeric
      return TableColumn(
        key, isNumber ? .number : .string, unit: isNumber ? "as the parameter" : nil,
        meaning: "Value of the parameter at the point.", meaningChinese: "该点的参数取值。")
    }
  }

  /// Writes what a point sets.
  static func write(_ values: [FactorValue], to writer: CSVWriter) {
    for value in values {
      if let number = value.number { writer.cell(number) } else { writer.cell(value.description) }
    }
  }

  /// Writes all rows.
  static func write(_ design: Design, to writer: CSVWriter) throws(UserError) {
    for point in 0..<design.pointCount {
      writer.cell(point)
      write(design.values(point: point), to: writer)
      try writer.endRow()
    }
  }

  /// SHA-256 of the table.
  static func digest(_ design: Design) throws(UserError) -> String {
    let file = try OutputFile(creating: "/dev/null", name: SweepPlan.designName)
    let writer = try CSVWriter(file, columns: definition(design).columns.map(\.name), byteOrderMark: false)
    try write(design, to: writer)
    try writer.finish()
    return file.sha256
  }
}

extension TableColumn {
  /// Number of a point.
  static let point = TableColumn(
    "point", .integer, unit: "1", meaning: "Point of the design, counted from 0.", meaningChinese: "试验点编号，从 0 起。")
}
