import CXlsx
import KhorshooEngine

/// Herd, income, membership and uplift of the banner year by year: a sheet of numbers, and four charts that show them.
struct YearSheet {
  /// A block of neighbouring columns that one chart shows.
  private struct Block {
    let title: String
    let unit: String
    var columns: [Column]
  }

  private struct Column {
    let name: String
    /// Place in the palette.
    let color: Int
    /// An end of an interval: a thin line without an entry in the legend.
    var isBound = false
    let values: [Double?]
  }

  private static let palette: [UInt32] = [
    0x7F7F7F, 0x1F77B4, 0xD9822B, 0x2C8C4A, 0x8E5BA6, 0xB33A3A, 0x6B5B3E, 0x3AA6A0,
  ]

  private let years: [Int]
  private var blocks: [Block]
  private let content: WorkbookContent

  init(_ series: HeadlineSeries, _ content: WorkbookContent) {
    let years = series.years
    self.years = years
    self.content = content
    func levels(_ outcome: String, _ title: String, _ chinese: String, _ unit: String) -> Block {
      Block(
        title: content.word(title, chinese), unit: unit,
        columns: series.arms.enumerated().map { index, arm in
          Column(
            name: content.label(ofArm: arm), color: index,
            values: years.map { series.level(outcome, arm, $0)?.mean })
        })
    }
    var uplift: [Column] = []
    for (index, arm) in series.arms.enumerated() {
      let changes = years.map { series.change(HeadlineSeries.income, arm, $0) }
      guard changes.contains(where: { $0 != nil }) else { continue }
      let name = content.label(ofArm: arm)
      uplift += [
        Column(name: name, color: index, values: changes.map { $0?.difference }),
        Column(
          name: name + content.word(", low", " 下限"), color: index, isBound: true, values: changes.map { $0?.low }),
        Column(
          name: name + content.word(", high", " 上限"), color: index, isBound: true, values: changes.map { $0?.high }),
      ]
    }
    let yuan = content.word("CNY", "元")
    blocks = [
      levels(
        HeadlineSeries.income, "Accrual income a household and year", "户均年权责收入", yuan),
      Block(
        title: content.word("Uplift of income a household, with 95 % interval", "户均增收（附 95% 区间）"), unit: yuan,
        columns: uplift),
      levels(
        HeadlineSeries.herd, "Herd a household at the end of the year", "年末户均畜群", content.word("sheep units", "羊单位")),
      levels(
        HeadlineSeries.membership, "Share of households in a cooperative", "入社率", content.word("share", "比例")),
    ].filter { block in block.columns.contains { $0.values.contains { $0 != nil } } }
  }

  /// Numbers: one row a year below two rows of headings.
  func write(_ sheet: Workbook.Sheet) {
    sheet.width(0, 8)
    var column = 1
    for block in blocks {
      sheet.text(0, column, "\(block.title) (\(block.unit))", .heading)
      column += block.columns.count
    }
    sheet.height(1, 30)
    sheet.text(1, 0, content.word("Year", "年"), .header)
    column = 1
    for item in blocks.flatMap(\.columns) {
      sheet.width(column, 20)
      sheet.text(1, column, item.name, .header)
      column += 1
    }
    for (index, year) in years.enumerated() {
      let row = index + 2
      sheet.number(row, 0, Double(year), "0")
      column = 1
      for block in blocks {
        for item in block.columns {
          if let value = item.values[index] { sheet.number(row, column, value, pattern(block)) }
          column += 1
        }
      }
    }
    sheet.freeze(rows: 2, columns: 1)
    sheet.printWide()
  }

  private func pattern(_ block: Block) -> String {
    let largest = block.columns.flatMap { $0.values.compactMap { $0?.magnitude } }.max() ?? 0
    return largest < 2 ? "0.0%" : largest < 1000 ? "#,##0.0" : "#,##0"
  }

  /// The charts, two side by side.
  func draw(_ sheet: Workbook.Sheet, dataSheet: String, _ book: Workbook) {
    guard years.count > 0 else { return }
    var column = 1
    for (index, block) in blocks.enumerated() {
      let chart = chart(of: block, firstColumn: column, dataSheet: dataSheet, book)
      sheet.insert(chart, row: index / 2 * 20, column: index % 2 * 11, description: block.title)
      column += block.columns.count
    }
    sheet.printWide()
  }

  private func chart(
    of block: Block, firstColumn: Int, dataSheet: String, _ book: Workbook
  ) -> UnsafeMutablePointer<lxw_chart> {
    let chart = book.lineChart()
    let rows = (first: UInt32(2), last: UInt32(years.count + 1))
    for (offset, column) in block.columns.enumerated() {
      let series = chart_add_series(chart, nil, nil)
      let at = UInt16(firstColumn + offset)
      chart_series_set_categories(series, dataSheet, rows.first, 0, rows.last, 0)
      chart_series_set_values(series, dataSheet, rows.first, at, rows.last, at)
      chart_series_set_name_range(series, dataSheet, 1, at)
      var line = lxw_chart_line()
      line.color = Self.palette[column.color % Self.palette.count]
      line.width = column.isBound ? 0.75 : 2
      line.dash_type = UInt8((column.isBound ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID).rawValue)
      chart_series_set_line(series, &line)
    }
    chart_title_set_name(chart, block.title)
    var font = lxw_chart_font()
    font.size = 12
    chart_title_set_name_font(chart, &font)
    chart_axis_set_name(chart.pointee.y_axis, block.unit)
    let pattern = pattern(block)
    chart_axis_set_num_format(chart.pointee.y_axis, pattern == "#,##0.0" ? "#,##0" : pattern)
    // Years below the picture, also where an uplift is negative.
    chart_axis_set_label_position(chart.pointee.x_axis, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
    chart_legend_set_position(chart, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    var hidden = block.columns.indices.filter { block.columns[$0].isBound }.map { Int16($0) }
    if !hidden.isEmpty {
      hidden.append(-1)
      chart_legend_delete_series(chart, &hidden)
    }
    return chart
  }
}
