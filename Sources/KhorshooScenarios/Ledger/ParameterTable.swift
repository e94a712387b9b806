import KhorshooEngine
import KhorshooText

/// How a table is written.
public enum TableFormat: String, Sendable, CaseIterable {
  /// Aligned columns for a terminal.
  case table
  /// RFC 4180.
  case csv
  /// An array of objects.
  case json
}

extension ParameterLedger {
  /// The ledger for people and programs: key, value, unit, range, source, trust and meaning of every parameter.
  ///
  /// - Parameters:
  ///   - format: names of CSV columns and JSON members are the same in both languages, for scripts.
  ///   - language: of the meaning, and of the heading and trust in a table.
  ///   - unit: how a unit is said in a table.
  ///   - source: how a source is said.
  public func parameterTable(
    format: TableFormat, language: Language, unit: (String) -> String = { $0 }, source: (String) -> String = { $0 }
  ) -> String {
    switch format {
    case .table: alignedTable(language, unit, source)
    case .csv: csv(language, source)
    case .json: json(language, source)
    }
  }

  private func csv(_ language: Language, _ source: (String) -> String) -> String {
    var lines = ["key,value,unit,kind,low,high,uncertainty,source,trust,meaning"]
    for parameter in parameters {
      let text = { CSVCells.cell($0) }
      let cells = [
        text(parameter.key), CSVCells.cell(parameter.valueText, neutralised: false), text(parameter.unit),
        text(parameter.kindText), parameter.range.map { plainNumber($0.lowerBound) } ?? "",
        parameter.range.map { plainNumber($0.upperBound) } ?? "", text(parameter.uncertainty),
        text(source(parameter.source)),
        parameter.trust.rawValue, text(parameter.meaning(language)),
      ]
      lines.append(cells.joined(separator: ","))
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private func json(_ language: Language, _ source: (String) -> String) -> String {
    OrderedJSON.list(
      parameters.map { parameter in
        .object([
          ("key", .text(parameter.key)), ("value", OrderedJSON(parameter.value)), ("unit", .text(parameter.unit)),
          ("kind", .text(parameter.kindText)),
          ("low", parameter.range.map { .number($0.lowerBound) } ?? .null),
          ("high", parameter.range.map { .number($0.upperBound) } ?? .null),
          ("uncertainty", .text(parameter.uncertainty)), ("source", .text(source(parameter.source))),
          ("trust", .text(parameter.trust.rawValue)), ("meaning", .text(parameter.meaning(language))),
        ])
      }
    ).description
  }

  private static let heading = [
    LocalizedText(en: "key", zh: "键"), LocalizedText(en: "value", zh: "值"), LocalizedText(en: "unit", zh: "单位"),
    LocalizedText(en: "range", zh: "参数区间"), LocalizedText(en: "uncertainty", zh: "不确定性"),
    LocalizedText(en: "trust", zh: "可信度"), LocalizedText(en: "source", zh: "来源"),
    LocalizedText(en: "meaning", zh: "含义"),
  ]

  private func alignedTable(
    _ language: Language, _ unit: (String) -> String, _ source: (String) -> String
  ) -> String {
    let heading = Self.heading.map { $0[language] }
    let rows = parameters.map { parameter in
      [
        parameter.key, parameter.valueText, unit(parameter.unit), parameter.admissible(language),
        parameter.uncertainty, parameter.trust.label(language), source(parameter.source), parameter.meaning(language),
      ]
    }
    let table = ([heading] + rows).map { $0.map { $0.replacing("\n", with: " ") } }
    let widths = heading.indices.map { column in table.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    return table.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        line += cell
        guard column < row.count - 1 else { continue }
        line += String(repeating: " ", count: widths[column] - DisplayWidth.of(cell) + 2)
      }
      return line + "\n"
    }.joined()
  }
}

extension Parameter {
  /// The default as people write it.
  package var valueText: String { value.plainText }

  /// `number`, `integer`, `boolean` or `choice:a|b`, as in the ledger.
  package var kindText: String {
    switch kind {
    case .number: "number"
    case .integer: "integer"
    case .boolean: "boolean"
    case .choice(let options): "choice:" + options.joined(separator: "|")
    }
  }

  package func meaning(_ language: Language) -> String { LocalizedText(en: meaning, zh: meaningChinese)[language] }
}

extension ParameterValue {
  /// As people write it: without `.0` where a number is whole.
  package var plainText: String {
    if case .number(let number) = self { plainNumber(number) } else { description }
  }
}

extension Trust {
  package func label(_ language: Language) -> String {
    let chinese =
      switch self {
      case .verified: "已核实"
      case .derived: "推导"
      case .computed: "计算"
      case .recalled: "凭记忆"
      case .assumed: "假设"
      }
    return LocalizedText(en: rawValue, zh: chinese)[language]
  }
}
