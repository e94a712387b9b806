import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooText

extension ScenarioReading {
  /// Largest table of points that is read.
  private static let tableLimit = 256 << 20

  /// The points that the scenario's design asks for.
  ///
  /// - Parameter table: where the points of a table are read; by default the file that the design names.
  /// - Throws: `UserError` 65 or 66 with everything that is wrong with a table; 65 when nothing is varied.
  /// - Proof: `SweepDesignUnit`.
  public func design(_ specification: DesignSpecification?, table: String? = nil) throws(UserError) -> Design {
    guard let specification else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "no-factors", path: path,
            message: "nothing is varied; name a parameter with --vary KEY=VALUES, or write a 'design:' block")
        ])
    }
    if let file = specification.file { return try design(file: table ?? file) }
    do {
      return try specification.points()
    } catch { throw UserError(.invalidData, [error.diagnostic(path: path)]) }
  }

  /// The points of a table, its keys in full and every value looked at.
  private func design(file: String) throws(UserError) -> Design {
    func problem(_ code: String, _ line: Int, _ column: Int, _ message: String, key: String = "") -> Diagnostic {
      Diagnostic(code: code, path: file, line: line, column: column, key: key, message: message)
    }
    let bytes: [UInt8]
    switch ScenarioFiles.readTable(file, limit: Self.tableLimit) {
    case .success(let content): bytes = content
    case .failure(let fault):
      let isMissing = ["missing-file", "unreadable-file"].contains(fault.code)
      throw UserError(isMissing ? .missingInput : .invalidData, [problem(fault.code, 0, 0, fault.message)])
    }
    let records: [CSVText.Record]
    do { records = try CSVText.records(bytes, isRectangular: true) } catch {
      throw UserError(.invalidData, [problem(error.code, error.line, error.column, error.message)])
    }
    guard let first = records.first else {
      throw UserError(.invalidData, [problem("no-rows", 1, 1, "the file is empty; begin with the keys of parameters")])
    }
    if records.count > 1, HeaderRows.isTitle(first.cells, above: records[1].cells),
      records[1].cells.contains(where: { $0.contains(where: \.isLetter) })
    {
      throw UserError(
        .invalidData,
        [
          problem(
            "header-rows", first.line, 1,
            "the keys of parameters stand on line \(records[1].line); delete the line above")
        ])
    }
    var reader = emptyReader
    var parameters: [Parameter?] = []
    var keys: [String] = []
    for (name, place) in zip(first.cells, first.places) {
      let isNumber = name == "point" || name.isEmpty
      let found =
        isNumber ? nil : reader.factorParameter(name, SourcePlace(path: file, line: place.line, column: place.column))
      parameters.append(found?.parameter)
      keys.append(found?.key ?? name)
    }
    let header = DesignTable.Row(line: first.line, cells: keys, columns: first.places.map(\.column))
    let rows = records.dropFirst().map { record in
      DesignTable.Row(
        line: record.line,
        cells: record.cells.enumerated().map { Self.cell($1, parameters.indices.contains($0) ? parameters[$0] : nil) },
        columns: record.places.map(\.column))
    }
    for row in rows where row.cells.count == keys.count {
      for (column, parameter) in parameters.enumerated() {
        guard let parameter, !row.cells[column].isEmpty, reader.diagnostics.count < 100 else { continue }
        let place = SourcePlace(path: file, line: row.line, column: row.columns[column])
        if case .failure(let fault) = ValueReader.value(YamlNode(text: row.cells[column], at: place), for: parameter),
          fault.code != "out-of-range"
        {
          reader.report(fault, place, keys[column])
        }
      }
    }
    let table = DesignTable(path: file, header: header, rows: rows)
    let design: Design
    do { design = try table.design() } catch {
      let all = reader.diagnostics + error.diagnostics.filter { !reader.diagnostics.contains($0) }
      throw UserError(.invalidData, Scenario.inFileOrder(all, files: [file]))
    }
    guard reader.diagnostics.isEmpty else { throw UserError(.invalidData, reader.diagnostics) }
    return design
  }

  /// A cell as programs write it, in the words that values have here: no value, TRUE and FALSE, `.5`.
  private static func cell(_ text: String, _ parameter: Parameter?) -> String {
    switch parameter?.kind {
    case .boolean: SwitchWord.value(text).map { "\($0)" } ?? (NoValue.holds(text) ? "" : text)
    case .number, .integer:
      if NoValue.holds(text) {
        ""
      } else if text.hasPrefix(".") || text.hasPrefix("-.") {
        text.replacing(".", with: "0.", maxReplacements: 1)
      } else {
        text
      }
    default: text
    }
  }
}
