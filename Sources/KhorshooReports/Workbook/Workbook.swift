import CXlsx
import Foundation
import KhorshooText

/// A workbook of Office Open XML (`.xlsx`), written by libxlsxwriter row by row: memory does not grow with the rows.
///
/// Texts are written as texts, never as formulas. The same content and date give the same bytes.
final class Workbook {
  /// How a cell looks.
  enum Style: Hashable {
    case title, heading, header, text, wrapped, link
    /// A number format of spreadsheets, such as `#,##0`.
    case number(String)
  }

  /// Most rows of a sheet, its header included.
  static let rowLimit = 1_048_576
  /// Most characters of a cell.
  fileprivate static let textLimit = 32_767

  private let path: String
  private let name: String
  private var book: UnsafeMutablePointer<lxw_workbook>?
  private var formats: [Style: UnsafeMutablePointer<lxw_format>] = [:]

  /// Starts a workbook.
  ///
  /// - Parameters:
  ///   - path: where it is written.
  ///   - name: what messages call it.
  /// - Throws: ``UserError`` 73 `cannot-create`.
  init(_ path: String, name: String) throws(UserError) {
    self.path = path
    self.name = name
    // Asked here, since the library opens the file only at the end.
    try OutputFile(creating: path, name: name).close()
    var options = lxw_workbook_options()
    options.constant_memory = 1
    options.use_zip64 = 0
    book = workbook_new_opt(path, &options)
    guard book != nil else { throw .cannotCreate(name, ENOMEM) }
  }

  deinit {
    if book != nil {
      _ = workbook_close(book)
      unlink(path)
    }
  }

  /// Title, subject and date of the file's properties.
  func describe(title: String, subject: String, created: Date) {
    title.withCString { title in
      subject.withCString { subject in
        "khorshoo".withCString { author in
          var properties = lxw_doc_properties()
          properties.title = UnsafeMutablePointer(mutating: title)
          properties.subject = UnsafeMutablePointer(mutating: subject)
          properties.author = UnsafeMutablePointer(mutating: author)
          properties.created = Int(created.timeIntervalSince1970)
          _ = workbook_set_properties(book, &properties)
        }
      }
    }
  }

  /// Adds a sheet; rows are written from the first to the last.
  ///
  /// - Precondition: the name is new, has at most 31 characters and none of `[]:*?/\`.
  func sheet(_ name: String) -> Sheet {
    guard let sheet = workbook_add_worksheet(book, name) else { preconditionFailure("no sheet can be named \(name)") }
    return Sheet(name: name, sheet: sheet, book: self)
  }

  /// Adds a line chart; series are added before it is put into a sheet.
  func lineChart() -> UnsafeMutablePointer<lxw_chart> { workbook_add_chart(book, UInt8(LXW_CHART_LINE.rawValue)) }

  /// Ends the file.
  ///
  /// - Throws: ``UserError`` 74 `cannot-write`.
  func close() throws(UserError) {
    errno = 0
    let result = workbook_close(book)
    let code = errno
    book = nil
    guard result == LXW_NO_ERROR else {
      unlink(path)
      throw .cannotWrite(name, code == 0 ? EIO : code)
    }
  }

  func format(_ style: Style) -> UnsafeMutablePointer<lxw_format>? {
    if let known = formats[style] { return known }
    let format = workbook_add_format(book)
    switch style {
    case .title:
      format_set_bold(format)
      format_set_font_size(format, 16)
    case .heading:
      format_set_bold(format)
      format_set_font_size(format, 12)
    case .header:
      format_set_bold(format)
      format_set_bg_color(format, 0xDDE7F0)
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, 0xA9B8C6)
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .text: break
    case .wrapped:
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .link:
      format_set_font_color(format, 0x1F5FA8)
      format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
    case .number(let pattern): format_set_num_format(format, pattern)
    }
    formats[style] = format
    return format
  }

  /// One sheet.
  struct Sheet {
    let name: String
    fileprivate let sheet: UnsafeMutablePointer<lxw_worksheet>
    fileprivate let book: Workbook

    func text(_ row: Int, _ column: Int, _ text: String, _ style: Style = .text) {
      guard !text.isEmpty else { return }
      let kept = text.utf16.count <= Workbook.textLimit ? text : String(text.prefix(Workbook.textLimit / 4))
      check(worksheet_write_string(sheet, UInt32(row), UInt16(column), kept, book.format(style)))
    }

    /// A number; nothing when it is undefined or infinite.
    func number(_ row: Int, _ column: Int, _ number: Double, _ pattern: String) {
      guard number.isFinite else { return }
      check(worksheet_write_number(sheet, UInt32(row), UInt16(column), number, book.format(.number(pattern))))
    }

    /// A link to another sheet.
    func link(_ row: Int, _ column: Int, to name: String) {
      check(
        worksheet_write_url_opt(
          sheet, UInt32(row), UInt16(column), "internal:'\(name)'!A1", book.format(.link), name, nil))
    }

    /// Height of a row in points, for more than one line of text. Before the row's cells.
    func height(_ row: Int, _ points: Double) { check(worksheet_set_row(sheet, UInt32(row), points, nil)) }

    /// Bold headings in the first row, which stays when the sheet is scrolled.
    func header(_ titles: [String]) {
      height(0, 30)
      for (column, title) in titles.enumerated() { text(0, column, title, .header) }
      freeze(rows: 1, columns: 0)
    }

    /// Keeps rows and columns in sight when the sheet is scrolled.
    func freeze(rows: Int, columns: Int) { worksheet_freeze_panes(sheet, UInt32(rows), UInt16(columns)) }

    /// Filters over so many rows below a header.
    func filter(columns: Int, rows: Int) {
      if rows > 0 { check(worksheet_autofilter(sheet, 0, 0, UInt32(rows), UInt16(columns - 1))) }
    }

    /// Width of a column in characters. Before the rows.
    func width(_ column: Int, _ characters: Double) {
      check(worksheet_set_column(sheet, UInt16(column), UInt16(column), min(80, max(6, characters)), nil))
    }

    func insert(_ chart: UnsafeMutablePointer<lxw_chart>, row: Int, column: Int, description: String) {
      description.withCString { text in
        var options = lxw_chart_options()
        options.x_scale = 1.35
        options.y_scale = 1.3
        options.description = UnsafeMutablePointer(mutating: text)
        check(worksheet_insert_chart_opt(sheet, UInt32(row), UInt16(column), chart, &options))
      }
    }

    /// What is read first.
    func activate() { worksheet_activate(sheet) }

    /// Landscape, all columns on one page's width.
    func printWide() {
      worksheet_set_landscape(sheet)
      worksheet_fit_to_pages(sheet, 1, 0)
    }

    private func check(_ error: lxw_error) {
      precondition(error == LXW_NO_ERROR, "sheet \(name): \(String(cString: lxw_strerror(error)))")
    }
  }
}
