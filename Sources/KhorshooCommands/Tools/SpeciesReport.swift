import KhorshooEngine
import KhorshooModel
import KhorshooNumerics
import KhorshooText

/// What `khorshoo herd --species` says of a species of the ledger or of a scenario.
struct SpeciesReport: HerdReport {
  let name: String
  private let classNames: [String]
  private let sexes: [String]
  private let sold, kept: DominantEigenpair

  /// - Throws: `UserError` 65 `no-stable-herd`.
  init(name: String, index: Int, values: ParameterValues, names: [String]) throws {
    self.name = name
    let projection = HerdProjection(values, speciesNames: names, species: index)
    classNames = projection.classes.map(\.name)
    sexes = projection.classes.map { $0.isFemale ? "female" : "male" }
    do {
      (sold, kept) = (try projection.yearPair(sells: true), try projection.yearPair(sells: false))
    } catch {
      throw UserError.noStableHerd(
        "--species", "\(name): \(error.diagnosis); look at the rates of births and deaths of the species")
    }
  }

  var table: ResultTable {
    let columns: [ResultTable.Column] = [
      .init("class", "class", "类别"), .init("sex", "sex", "性别"), .init("share", "share", "比例"),
      .init("reproductiveValue", "reproductive value", "繁殖值"),
      .init("shareWithoutOfftake", "share without offtake", "不出栏时比例"),
      .init("reproductiveValueWithoutOfftake", "value without offtake", "不出栏时繁殖值"),
      .init("growthPerYear", "growth a year", "年增长率"),
      .init("growthPerYearWithoutOfftake", "growth without offtake", "不出栏时年增长率"),
    ]
    return ResultTable(
      columns: columns,
      rows: classNames.indices.map { k in
        [.text(classNames[k]), .text(sexes[k])]
          + [
            sold.vector[k], sold.left[k] / sold.left[0], kept.vector[k], kept.left[k] / kept.left[0], sold.value - 1,
            kept.value - 1,
          ].map { .number($0) }
      })
  }

  func text(_ language: Language) -> String {
    let isChinese = language == .chinese
    let (growth, free) = (ReadableNumber.percent(sold.value - 1), ReadableNumber.percent(kept.value - 1))
    let uniform = ReadableNumber.percent(1 - 1 / kept.value)
    let heading =
      isChinese
      ? "\(name)：按常规出栏每年增长 \(growth)；不出栏每年增长 \(free)，各类每年均匀出栏 \(uniform) 可保持存栏不变"
      : "\(name): growth \(growth) a year with the regular offtake; \(free) without, where \(uniform) of every class a "
        + "year would keep the herd constant"
    let shown = table.columns.prefix(6).map(\.name)
    return heading + "\n\n" + table.selecting(shown).aligned(language)
  }

  var json: String {
    OrderedJSON.object([
      ("species", .text(name)), ("growthPerYear", .number(sold.value - 1)),
      ("growthPerYearWithoutOfftake", .number(kept.value - 1)),
      ("uniformOfftakePerYearWithoutTable", .number(1 - 1 / kept.value)),
      ("classes", table.selecting(table.columns.prefix(6).map(\.name)).json),
    ]).description
  }
}
