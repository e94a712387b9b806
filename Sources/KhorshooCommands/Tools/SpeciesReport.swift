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
  private let flows: HerdYearFlows

  /// - Throws: `UserError` 65 `no-stable-herd`.
  init(name: String, index: Int, values: ParameterValues, names: [String]) throws {
    self.name = name
    let projection = HerdProjection(values, speciesNames: names, species: index)
    classNames = projection.classes.map(\.name)
    sexes = projection.classes.map { $0.isFemale ? "female" : "male" }
    do {
      (sold, kept) = (try projection.yearPair(sells: true), try projection.yearPair(sells: false))
      flows = try HerdYearFlows(projection, sells: true)
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
      .init("deathsPerHeadYear", "deaths", "死亡"), .init("offtakePerHeadYear", "offtake", "出栏"),
      .init("growthPerYear", "growth a year", "年增长率"),
      .init("growthPerYearWithoutOfftake", "growth without offtake", "不出栏时年增长率"),
    ]
    return ResultTable(
      columns: columns,
      rows: classNames.indices.map { k in
        [.text(classNames[k]), .text(sexes[k])]
          + [
            sold.vector[k], sold.left[k] / sold.left[0], kept.vector[k], kept.left[k] / kept.left[0], flows.deaths[k],
            flows.offtake[k], sold.value - 1, kept.value - 1,
          ].map { .number($0) }
      })
  }

  func text(_ language: Language) -> String {
    let (growth, free) = (ReadableNumber.percent(sold.value - 1), ReadableNumber.percent(kept.value - 1))
    let uniform = ReadableNumber.percent(1 - 1 / kept.value)
    let heading = HerdWords.species(name, growth: growth, free: free, uniform: uniform)[language]
    let shown = table.columns.prefix(8).map(\.name)
    let perHead = HerdWords.perHead(
      births: ReadableShare.text(flows.births), deaths: ReadableShare.text(flows.deaths.reduce(0, +)),
      offtake: ReadableShare.text(flows.offtake.reduce(0, +)))
    return heading + "\n" + perHead[language] + "\n\n" + table.selecting(shown).aligned(language)
  }

  var json: String {
    OrderedJSON.object([
      ("species", .text(name)), ("growthPerYear", .number(sold.value - 1)),
      ("growthPerYearWithoutOfftake", .number(kept.value - 1)),
      ("birthsPerHeadYear", .number(flows.births)), ("deathsPerHeadYear", .number(flows.deaths.reduce(0, +))),
      ("offtakePerHeadYear", .number(flows.offtake.reduce(0, +))),
      ("uniformOfftakePerYearWithoutTable", .number(1 - 1 / kept.value)),
      ("classes", table.selecting(table.columns.prefix(8).map(\.name)).json),
    ]).description
  }
}
