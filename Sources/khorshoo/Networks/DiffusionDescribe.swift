import ArgumentParser
import KhorshooNetworks
import KhorshooReports
import KhorshooText

/// `khorshoo diffusion describe`: what a history of adoption on a network looks like.
struct DiffusionDescribe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Adoption curve, hazard, exposure, thresholds, adopter categories, and a permutation test.",
    discussion: """
      Threshold: exposure when a household adopted (Valente 1995). Categories: deviations of the time of adoption from its mean \
      (Rogers). Test: adoption times are dealt out anew over households, or within groups of --within. It finds that times and \
      ties go together, not why: those who are tied are alike, and that looks like contagion.

      With --out: curve.csv, adopters.csv, exposure.csv, dependence.csv, curve.svg.

      Example: khorshoo diffusion describe scenarios/networks --out history
      """)

  @OptionGroup var network: NetworkArguments
  @OptionGroup var exposure: ExposureArguments

  @Option(help: "First period of the study; that of the first adoption when left out.")
  var first: Int32?

  @Option(help: "Last period of the study; that of the last adoption when left out.")
  var last: Int32?

  @Option(help: "Permutations of the test.")
  var permutations = 999

  @Option(help: ArgumentHelp("Deal times out within gacha or grid.", valueName: "level"))
  var within: String?

  @Option(help: "Seed of the permutations.")
  var seed: UInt64 = 1

  @OptionGroup var output: FolderOutput

  func validate() throws {
    guard (19...1_000_000).contains(permutations) else {
      throw ValidationError("--permutations: found \(permutations), expected 19 to 1000000.")
    }
  }

  func run() throws {
    let input = try network.read()
    let adoption = try input.adoption(first: first, last: last, isStrict: network.strict)
    let definition = try exposure.definition(input)
    let ties = input.studiedTies
    let groups = try within.map { try input.groups($0, option: "--within") }
    let report = DescriptionReport(
      input: input, adoption: adoption, exposure: ExposureMatrix(adoption, ties: ties, definition),
      test: NetworkDependence(
        adoption, ties: ties, definition, groups: groups, permutations: permutations, seed: seed))
    try output.write(
      text: report.text(output.language), json: report.json, tables: report.tables,
      pictures: [("curve.svg", report.picture(output.language))], inputs: input.inputFiles,
      title: "khorshoo diffusion describe \(input.title)", seed: seed)
  }
}

/// What `khorshoo diffusion describe` says.
struct DescriptionReport {
  let input: NetworkInput
  let adoption: AdoptionTimes
  let exposure: ExposureMatrix
  let test: NetworkDependence

  private var curve: ResultTable {
    ResultTable(
      columns: [
        .init("period", "period", "时期"), .init("new", "new", "新采用"), .init("adopters", "adopters", "累计"),
        .init("share", "share", "比例"), .init("hazard", "hazard", "风险率"),
      ],
      rows: adoption.curve.map { point in
        [
          .number(Double(point.period)), .number(Double(point.new)), .number(Double(point.cumulative)),
          .number(Double(point.cumulative) / Double(adoption.householdCount)), .number(point.hazard),
        ]
      })
  }

  private var dependence: ResultTable {
    let measures =
      [("exposureAtAdoption", test.exposureAtAdoption)] + (test.adoptedMoran.map { [("moranI", $0)] } ?? [])
    return ResultTable(
      columns: [
        .init("measure", "measure", "指标"), .init("observed", "observed", "观察值"), .init("mean", "by chance", "随机均值"),
        .init("deviation", "deviation", "标准差"), .init("pValue", "p", "p 值"),
      ],
      rows: measures.map { name, measure in
        [
          .text(name), .number(measure.observed), .number(measure.mean), .number(measure.deviation),
          .number(measure.pValue),
        ]
      })
  }

  private var categories: ResultTable {
    let chinese = ["创新者", "早期采用者", "早期大众", "晚期大众", "落后者"]
    let thresholds = exposure.thresholds(adoption)
    let rows = zip(AdoptionTimes.Category.allCases, chinese).map { category, label -> [ResultTable.Cell] in
      let members = adoption.categories.indices.filter { adoption.categories[$0] == category }
      let known = members.compactMap { thresholds[$0] }
      return [
        .text(category.rawValue), .text(label), .number(Double(members.count)),
        .number(known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)),
      ]
    }
    return ResultTable(
      columns: [
        .init("category", "category", "类别"), .init("label", "in Chinese", "名称"), .init("households", "households", "户"),
        .init("threshold", "mean threshold", "平均门槛"),
      ], rows: rows)
  }

  var tables: [FolderOutput.Table] {
    let thresholds = exposure.thresholds(adoption)
    let categories = adoption.categories
    let adopters = input.ids.indices.map { h -> [ResultTable.Cell] in
      [
        .text(input.ids[h]), .number(adoption.times[h].map(Double.init)), .text(categories[h]?.rawValue ?? ""),
        .number(thresholds[h]), .number(exposure[h, adoption.periods.upperBound]),
      ]
    }
    let matrix = input.ids.indices.flatMap { h in
      adoption.periods.map { period -> [ResultTable.Cell] in
        let time = adoption.times[h] ?? .max
        let state = time < period ? "adopted" : time == period ? "adopts" : "atRisk"
        return [.text(input.ids[h]), .number(Double(period)), .number(exposure[h, period]), .text(state)]
      }
    }
    return [
      .init(definition: DiffusionTables.curve, rows: curve.rows),
      .init(definition: DiffusionTables.adopters, rows: adopters),
      .init(definition: DiffusionTables.exposure, rows: matrix),
      .init(definition: DiffusionTables.dependence, rows: dependence.rows),
    ]
  }

  func text(_ language: Language) -> String {
    let isChinese = language == .chinese
    let count = adoption.times.count { $0 != nil }
    return [
      isChinese
        ? "\(input.title)：\(input.ids.count) 户，\(count) 户采用"
        : "\(input.title): \(input.ids.count) households, \(count) adopted", "",
      isChinese ? "采用曲线" : "Adoption curve", curve.namingRows.aligned(language),
      isChinese ? "采用者类别（Rogers）与采用时的暴露度" : "Adopters (Rogers) and their exposure when they adopted",
      categories.selecting(["category", "label", "households", "threshold"]).aligned(language),
      isChinese
        ? "网络相依检验（\(test.permutations) 次置换；说明相依而非原因）"
        : "Network dependence (\(test.permutations) permutations; that it is there, not why)",
      dependence.aligned(language),
    ].joined(separator: "\n")
  }

  var json: OrderedJSON {
    .object([
      ("network", .text(input.title)), ("households", .integer(input.ids.count)), ("curve", curve.json),
      ("categories", categories.json), ("dependence", dependence.json),
    ])
  }

  func picture(_ language: Language) -> String {
    let isChinese = language == .chinese
    let n = Double(adoption.householdCount)
    return LineFigure(
      title: isChinese ? "采用曲线与风险率" : "Adoption curve and hazard", subtitle: input.title,
      xLabel: isChinese ? "时期" : "period", yLabel: isChinese ? "比例" : "share",
      lines: [
        .init(
          name: isChinese ? "累计采用" : "adopted",
          points: adoption.curve.map { (Double($0.period), Double($0.cumulative) / n) }),
        .init(
          name: isChinese ? "风险率" : "hazard",
          points: adoption.curve.compactMap { point in point.hazard.map { (Double(point.period), $0) } }),
      ]
    ).svg
  }
}
