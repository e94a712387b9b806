import KhorshooText

/// What a first walk through a table finds out: how each column writes its numbers. While rows are read, it collects what
/// looks like a code.
struct TableForm {
  /// Sign before fractions that is declared.
  let mark: DecimalMark
  /// How decimal commas are declared.
  let declaration: String?
  /// One of each column.
  fileprivate(set) var columns: [NumberColumn] = []
  var doubts: [DoubtfulNumbers] = []
  /// Columns of periods.
  var periods: Set<Int> = []

  init(_ mark: DecimalMark, declaration: String?) {
    self.mark = mark
    self.declaration = declaration
  }
}

extension RosterRows {
  /// Notes how numbers are written, and says when the names of the columns do not stand on the first line; whether they do.
  mutating func survey(_ walk: CSVScanner) throws(CSVText.Fault) -> Bool {
    var walk = walk
    guard try walk.next() else { return true }
    var rows: [HeaderRows.Row] = [(walk.line, walk.cells.map { walk.text($0) })]
    let names = ColumnNames.known(rows[0].cells, among: knownColumns)
    form.columns = names.map { _ in NumberColumn(form.mark, declaration: form.declaration) }
    form.doubts = names.map { _ in DoubtfulNumbers() }
    let numeric = names.indices.filter { isNumber(names[$0]) }
    while rows.count < HeaderRows.depth || !numeric.isEmpty, try walk.next() {
      if rows.count < HeaderRows.depth { rows.append((walk.line, walk.cells.map { walk.text($0) })) }
      for column in numeric where column < walk.cells.count && !walk.cells[column].isEmpty {
        let cell = walk.cells[column]
        if let plain = walk.plainBytes(cell) {
          form.columns[column].note(plain, line: walk.line)
        } else {
          form.columns[column].note(walk.text(cell), line: walk.line)
        }
      }
    }
    let fault = HeaderRows.fault(rows, known: knownColumns, required: requiredColumns, isNumber: isNumber)
    guard let fault else { return true }
    problems.report("header-rows", CSVText.Place(line: fault.line, column: 1), "", fault.message)
    return false
  }

  /// Says what looks like a code, a date or a sign between thousands.
  mutating func tellNumbers(_ header: [String]) {
    for (column, name) in header.enumerated() where column < form.doubts.count {
      for doubt in form.doubts[column].doubts(isPeriod: form.periods.contains(column)) {
        let place = CSVText.Place(line: doubt.line, column: 1)
        if doubt.isError {
          problems.report(doubt.code, place, name, doubt.message)
        } else {
          problems.warn(doubt.code, place, name, doubt.message)
        }
      }
      if let line = form.columns[column].doubtfulLine {
        problems.warn(
          "doubtful-separator", CSVText.Place(line: line, column: 1), name,
          "numbers such as the one on this line are read with a decimal point, and beside the others the point looks as if it "
            + "stood between thousands; write them without it")
      }
    }
  }

  /// Says of identifiers that a spreadsheet has cut.
  mutating func tell(_ cut: CutIdentifiers, _ key: String) {
    for doubt in cut.doubts {
      let place = CSVText.Place(line: doubt.line, column: 1)
      if doubt.isLost {
        problems.report("cut-identifier", place, key, doubt.message)
      } else {
        problems.warn("cut-identifier", place, key, doubt.message)
      }
    }
  }

  /// Says of names that are spelt like another, with the first line of each.
  mutating func tellSpellings(_ names: [String], counts: [Int], _ key: String, isPlace: Bool, line: (Int) -> Int) {
    for (rare, meant) in PlainName.spellings(names, counts: counts, isPlace: isPlace) {
      let times = "\(counts[rare]) time\(counts[rare] == 1 ? "" : "s")"
      problems.warn(
        "two-spellings", CSVText.Place(line: line(rare), column: 1), key,
        "\(quoted(names[rare])) (\(times)) is spelt nearly as \(quoted(names[meant])) (\(counts[meant])); did you mean "
          + "\(quoted(names[meant]))?")
    }
  }
}
