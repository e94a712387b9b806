import KhorshooNetworks
import KhorshooReports
import KhorshooText

/// `khorshoo diffusion describe`: what a history of adoption on a network looks like.
package struct DescriptionRequest: Request {
  package var network: NetworkSource
  package var exposure: ExposureRequest
  package var first: Int32?
  package var last: Int32?
  package var permutations: Int
  package var within: String?
  package var seed: UInt64
  package var output: FolderOutput

  package init(
    network: NetworkSource, exposure: ExposureRequest, first: Int32? = nil, last: Int32? = nil,
    permutations: Int = 999, within: String? = nil, seed: UInt64 = 1, output: FolderOutput
  ) {
    self.network = network
    self.exposure = exposure
    self.first = first
    self.last = last
    self.permutations = permutations
    self.within = within
    self.seed = seed
    self.output = output
  }

  package func check() throws(InvalidArgument) {
    guard (19...1_000_000).contains(permutations) else {
      throw InvalidArgument("--permutations: found \(permutations), expected 19 to 1000000.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let input = try network.read(session)
    let adoption = try input.adoption(
      first: first, last: last, comparesPeriods: false, isStrict: network.strict, session)
    let definition = try exposure.definition(input)
    let ties = input.studiedTies
    let groups = try within.map { try input.groups($0, option: "--within") }
    let report = DescriptionReport(
      input: input, adoption: adoption, exposure: ExposureMatrix(adoption, ties: ties, definition),
      isShare: definition.isNormalised,
      test: NetworkDependence(
        adoption, ties: ties, definition, groups: groups, permutations: permutations, seed: seed))
    return try output.write(
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
  /// Whether exposure is a share.
  let isShare: Bool
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

  private var hazards: ResultTable {
    ResultTable(
      columns: [
        .init("exposureAbove", "exposure above", "暴露度高于"), .init("exposureUpTo", "up to", "至"),
        .init("atRisk", "at risk", "户期数"), .init("adoptions", "adoptions", "采用次数"),
        .init("hazard", "hazard", "风险率"), .init("ci95Low", "95 % from", "95% 下限"), .init("ci95High", "to", "上限"),
      ],
      rows: HazardByExposure(adoption, exposure: exposure, isShare: isShare).classes.filter { $0.atRisk > 0 }.map {
        [
          .number($0.from), .number($0.to), .number(Double($0.atRisk)),
          .number(Double($0.adoptions)), .number($0.hazard), .number($0.low), .number($0.high),
        ]
      })
  }

  private var dependence: ResultTable {
    // Of one wave nobody's adoption is an example to another's.
    let measures =
      (Set(adoption.times.compactMap { $0 }).count > 1 ? [("exposureAtAdoption", test.exposureAtAdoption)] : [])
      + (test.adoptedMoran.map { [("moranI", $0)] } ?? [])
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
    let categories = adoption.categories
    let rows = zip(AdoptionTimes.Category.allCases, chinese).map { category, label -> [ResultTable.Cell] in
      let members = categories.indices.filter { categories[$0] == category }
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
      .init(definition: DiffusionTables.hazard, rows: hazards.rows),
      .init(definition: DiffusionTables.dependence, rows: dependence.rows),
    ]
  }

  func text(_ language: Language) -> String {
    let count = adoption.times.count { $0 != nil }
    return [
      NetworkWords.history(input.title, households: input.ids.count, adopted: count)[language], "",
      NetworkWords.curve[language], curve.namingRows.aligned(language), NetworkWords.categories[language],
      categories.selecting(["category", "households", "threshold"]).aligned(language),
      NetworkWords.hazardByExposure[language], hazards.aligned(language),
      NetworkWords.dependence(permutations: test.permutations)[language],
      dependence.aligned(language),
    ].joined(separator: "\n")
  }

  var json: OrderedJSON {
    .object([
      ("network", .text(input.title)), ("households", .integer(input.ids.count)), ("curve", curve.json),
      ("categories", categories.json), ("hazardByExposure", hazards.json), ("dependence", dependence.json),
    ])
  }

  func picture(_ language: Language) -> String {
    let n = Double(adoption.householdCount)
    return LineFigure(
      title: NetworkWords.curveAndHazard[language], subtitle: input.title, xLabel: NetworkWords.period[language],
      yLabel: NetworkWords.share[language],
      lines: [
        .init(
          name: NetworkWords.adopted[language],
          points: adoption.curve.map { (Double($0.period), Double($0.cumulative) / n) }),
        .init(
          name: NetworkWords.hazard[language],
          points: adoption.curve.compactMap { point in point.hazard.map { (Double(point.period), $0) } }),
      ]
    ).svg
  }
}
