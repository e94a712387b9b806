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
      meaningChinese: "每个设计点一行：各参数的取值，列名为参数键。", columns: [.point] + factorColumns(design),
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

  /// SHA-256 of what the points set: numbers as Float64, least byte first, words with their length before them. Ten times
  /// faster than of the table, and every shard begins with it.
  static func digest(_ design: Design) -> String {
    let stream = SHA256Stream()
    var bytes: [UInt8] = []
    func add(_ word: UInt64) { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    for key in design.keys { add(text: key) }
    func add(text: String) {
      add(UInt64(text.utf8.count))
      bytes += text.utf8
    }
    for point in 0..<design.pointCount {
      for value in design.values(point: point) {
        if let number = value.number { add(number.bitPattern) } else { add(text: value.description) }
      }
      if bytes.count > 1 << 16 {
        bytes.withUnsafeBytes { stream.add($0) }
        bytes.removeAll(keepingCapacity: true)
      }
    }
    bytes.withUnsafeBytes { stream.add($0) }
    return mark + stream.digest().description
  }

  /// Whether a digest, that of a plan, is of a design: also one of earlier plans, which is of the table.
  static func isDigest(_ digest: String, of design: Design) throws(UserError) -> Bool {
    try digest == (digest.hasPrefix(mark) ? self.digest(design) : tableDigest(design))
  }

  private static let mark = "values-"

  /// SHA-256 of the table.
  static func tableDigest(_ design: Design) throws(UserError) -> String {
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
    "point", .integer, unit: "1", meaning: "Point of the design, counted from 0.", meaningChinese: "设计点编号，从 0 起。")
}
