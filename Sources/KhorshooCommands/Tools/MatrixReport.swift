import KhorshooInputs
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// What `khorshoo herd --matrix` says.
struct MatrixReport: HerdReport {
  let path: String
  let matrix: ProjectionMatrix
  let herd: VariableHerd
  let analysis: ProjectionAnalysis
  /// Standard error of the growth factor; nil where entries have none.
  let growthError: Double?
  /// Head by stage after 0, 1 ... steps of the mean year.
  let projection: [[Double]]
  /// Mean and standard deviation of the whole herd, exactly; nil of a herd whose years are alike.
  let moments: [(mean: Double, deviation: Double)]?
  let simulation: HerdSimulation?
  /// Log growth and its variance for small differences of independent years; nil when years persist.
  let smallNoise: (logGrowth: Double, variance: Double)?
  let threshold: Double?
  /// Whether a start herd was given: otherwise 100 head of the stable structure.
  let isStarted: Bool

  /// - Throws: `UserError` 65 `no-stable-herd`.
  init(
    path: String, matrix: ProjectionMatrix, herd: VariableHerd, start: [Double]?, request: MatrixHerd,
    errors: Matrix<Double>? = nil
  ) throws {
    (self.path, self.matrix, self.herd) = (path, matrix, herd)
    threshold = request.threshold
    isStarted = start != nil
    do {
      analysis = try ProjectionAnalysis(matrix)
      growthError = errors.map { [analysis] in matrix.growthError(analysis, errors: $0) }
      let start = start ?? analysis.structure.map { 100 * $0 }
      var heads = Matrix(rows: start.count, columns: 1, values: start)
      var projection = [start]
      for _ in 0..<request.steps {
        heads = try gemm(matrix.entries, heads)
        projection.append(heads.values)
      }
      self.projection = projection
      guard !herd.isConstant else {
        (moments, simulation, smallNoise) = (nil, nil, nil)
        return
      }
      moments = try herd.moments(from: start, steps: request.steps)
      simulation = HerdSimulation(
        herd,
        .init(
          start: start, steps: request.steps, threshold: request.threshold, replicates: request.replicates,
          seed: request.seed))
      smallNoise = request.persistence == 0 ? try herd.smallNoise() : nil
    } catch {
      throw UserError.noStableHerd(
        path, "\(error.diagnosis); a life cycle whose births all come at one exact age never settles")
    }
  }

  // MARK: Tables

  /// One row a stage, with the sensitivity and elasticity of what each stage contributes to it.
  var stageTable: ResultTable {
    let columns: [ResultTable.Column] =
      [
        .init("stage", "stage", "阶段"), .init("share", "share", "比例"),
        .init("reproductiveValue", "reproductive value", "繁殖值"), .init("growthFactor", "growth factor", "增长系数"),
        .init("dampingRatio", "damping ratio", "阻尼比"), .init("netReproduction", "R0", "R0"),
        .init("generationTime", "generation time", "世代时间"), .init("parentAge", "age of parents", "亲代平均年龄"),
      ] + matrix.stages.map { .init("sensitivity.\($0)", $0, $0) }
      + matrix.stages.map { .init("elasticity.\($0)", $0, $0) }
    return ResultTable(
      columns: columns,
      rows: matrix.stages.indices.map { r in
        let whole: [Double?] = [
          analysis.structure[r], analysis.reproductiveValues[r], analysis.growthFactor,
          analysis.dampingRatio.isFinite ? analysis.dampingRatio : nil, analysis.netReproduction,
          analysis.generationTime, analysis.parentAge,
        ]
        let entries = [analysis.sensitivities, analysis.elasticities].flatMap { table in
          matrix.stages.indices.map { table[r, $0] as Double? }
        }
        return [.text(matrix.stages[r])] + (whole + entries).map { .number($0) }
      })
  }

  /// One row a step.
  var projectionTable: ResultTable {
    var columns: [ResultTable.Column] = [.init("step", "step", "步"), .init("head", "head", "头数")]
    if simulation != nil {
      columns += [
        .init("mean", "mean", "均值"), .init("standardDeviation", "deviation", "标准差"), .init("low", "5 %", "5%"),
        .init("median", "median", "中位数"), .init("high", "95 %", "95%"),
      ]
      if threshold != nil { columns.append(.init("lostShare", "below threshold", "低于阈值")) }
    }
    columns += matrix.stages.map { .init("head.\($0)", $0, $0) }
    return ResultTable(
      columns: columns,
      rows: projection.indices.map { t in
        var numbers: [Double?] = [Double(t), projection[t].reduce(0, +)]
        if let simulation, let moments {
          let step = simulation.steps[t]
          numbers += [moments[t].mean, moments[t].deviation, step.low, step.median, step.high]
          if threshold != nil { numbers.append(step.lostShare) }
        }
        return (numbers + projection[t].map { $0 }).map { .number($0) }
      })
  }

  /// The projection where a start herd or variable years are asked for, else the stages.
  var table: ResultTable { isStarted || simulation != nil ? projectionTable : stageTable }

  // MARK: Screen

  func text(_ language: Language) -> String {
    var lines = [
      heading(language), "", HerdWords.structure[language],
      stageTable.selecting(["stage", "share", "reproductiveValue"]).aligned(language),
    ]
    if matrix.stages.count <= 12 {
      lines += [
        MatrixWords.elasticities[language],
        stageTable.selecting(["stage"] + matrix.stages.map { "elasticity.\($0)" }).aligned(language),
      ]
    }
    lines += variable(language)
    if isStarted || simulation != nil {
      let shown =
        threshold == nil
        ? ["step", "head", "mean", "standardDeviation", "low", "median", "high"]
        : ["step", "head", "mean", "standardDeviation", "low", "median", "high", "lostShare"]
      let names = simulation == nil ? ["step", "head"] + matrix.stages.prefix(8).map { "head.\($0)" } : shown
      lines += [
        MatrixWords.projection[language], projectionTable.selecting(names).namingRows.aligned(language),
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ language: Language) -> String {
    func text(_ x: Double?) -> String { x.map { ReadableNumber(for: [$0], digits: 4).text($0) } ?? "–" }
    let rate = ReadableNumber.percent(analysis.growthFactor - 1)
    let damping = analysis.dampingRatio.isFinite ? text(analysis.dampingRatio) : "∞"
    let growth = MatrixWords.growth(
      herd.isConstant ? LocalizedText(en: path, zh: path) : MatrixWords.meanYear(path),
      factor: text(analysis.growthFactor), rate: rate, damping: damping,
      waves: analysis.oscillationSteps.map { MatrixWords.waves(steps: text($0)) })
    let generations = MatrixWords.generations(
      reproduction: text(analysis.netReproduction), time: text(analysis.generationTime),
      parents: text(analysis.parentAge))
    let error = growthError.map { MatrixWords.growthError(text($0))[language] } ?? ""
    return growth[language] + generations[language] + error
  }

  /// What chance does; nothing of a herd whose years are alike.
  private func variable(_ language: Language) -> [String] {
    guard let simulation else { return [] }
    func text(_ x: Double) -> String { ReadableNumber(for: [x, 0.01], digits: 4).text(x) }
    var lines: [String] = []
    if let growth = simulation.logGrowth, let variance = simulation.variance {
      let fixed = text(stableLog(analysis.growthFactor))
      let words = MatrixWords.variableYears(
        growth: text(growth.value), error: text(growth.error), variance: text(variance), fixed: fixed)
      lines.append(words[language])
    } else {
      lines.append(MatrixWords.lastAnimalDies[language])
    }
    if let smallNoise {
      let words = MatrixWords.smallNoise(growth: text(smallNoise.logGrowth), variance: text(smallNoise.variance))
      lines.append(words[language])
    }
    if let threshold, let lost = simulation.steps.last?.lostShare {
      let share = ReadableShare.text(lost)
      let walk = diffusionLoss.map { ReadableShare.text($0) } ?? "–"
      let words = MatrixWords.loss(
        head: plainNumber(threshold), steps: projection.count - 1, share: share, walk: walk)
      lines.append(words[language])
    }
    return lines + [""]
  }

  private var diffusionLoss: Double? {
    guard let threshold, let growth = simulation?.logGrowth, let variance = simulation?.variance else { return nil }
    return HerdSimulation.diffusionLoss(
      distance: stableLog(projection[0].reduce(0, +) / threshold), growth: growth.value, variance: variance,
      steps: projection.count - 1)
  }

  // MARK: Programs

  var json: String {
    func square(_ matrix: Matrix<Double>) -> OrderedJSON {
      .list((0..<matrix.rowCount).map { r in .list((0..<matrix.columnCount).map { .number(matrix[r, $0]) }) })
    }
    var entries: [(String, OrderedJSON)] = [
      ("matrix", .text(path)), ("growthFactor", .number(analysis.growthFactor)),
      ("growthFactorError", .optional(growthError)),
      ("dampingRatio", .optional(analysis.dampingRatio.isFinite ? analysis.dampingRatio : nil)),
      ("oscillationSteps", .optional(analysis.oscillationSteps)),
      ("netReproduction", .optional(analysis.netReproduction)),
      ("generationTime", .optional(analysis.generationTime)), ("parentAge", .optional(analysis.parentAge)),
      ("stages", stageTable.selecting(["stage", "share", "reproductiveValue"]).json),
      ("sensitivities", square(analysis.sensitivities)), ("elasticities", square(analysis.elasticities)),
    ]
    if let simulation {
      entries += [
        ("logGrowth", .optional(simulation.logGrowth?.value)),
        ("logGrowthError", .optional(simulation.logGrowth?.error)),
        ("logVariance", .optional(simulation.variance)), ("logGrowthSmallNoise", .optional(smallNoise?.logGrowth)),
        ("logVarianceSmallNoise", .optional(smallNoise?.variance)),
        ("lostShare", .optional(simulation.steps.last?.lostShare)), ("lostShareRandomWalk", .optional(diffusionLoss)),
      ]
    }
    if isStarted || simulation != nil { entries.append(("projection", projectionTable.json)) }
    return OrderedJSON.object(entries).description
  }

  /// The herd over steps as a picture: its mean, with the band of 5 to 95 % of the runs.
  func writePicture(_ path: String) throws(UserError) {
    let lines: [LineFigure.Line]
    if let simulation {
      lines = [
        .init(
          name: "median, 5 to 95 %", points: simulation.steps.enumerated().map { (Double($0), $1.median) },
          band: simulation.steps.map { ($0.low, $0.high) }),
        .init(name: "mean", points: (moments ?? []).enumerated().map { (Double($0), $1.mean) }),
      ]
    } else {
      lines =
        [.init(name: "head", points: projection.enumerated().map { (Double($0), $1.reduce(0, +)) })]
        + matrix.stages.prefix(6).enumerated().map { stage, name in
          .init(name: name, points: projection.enumerated().map { (Double($0), $1[stage]) })
        }
    }
    let file = try WholeFile(path)
    try file.output.write(
      LineFigure(
        title: "Head of the herd", subtitle: self.path, xLabel: "step", yLabel: "head", lines: lines
      ).svg)
    try file.finish()
  }
}
