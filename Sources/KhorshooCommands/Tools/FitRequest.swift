import Foundation
import KhorshooNetworks
import KhorshooReports
import KhorshooText

/// `khorshoo diffusion fit`: what moves adoption, from one history of it.
package struct FitRequest: Request {
  package var network: NetworkSource
  package var exposure: ExposureRequest
  package var model: Model
  /// Whether who has left may adopt again, of an epidemic.
  package var returns: Bool
  package var covariates: String?
  package var baseline: HazardCovariates.Baseline
  package var cluster: String?
  package var first: Int32?
  package var last: Int32?
  package var replicates: Int
  package var seed: UInt64
  package var threads: Int?
  package var output: FolderOutput

  package init(
    network: NetworkSource, exposure: ExposureRequest, model: Model = Model.logit, returns: Bool = false,
    covariates: String? = nil,
    baseline: HazardCovariates.Baseline = HazardCovariates.Baseline.constant, cluster: String? = nil,
    first: Int32? = nil, last: Int32? = nil, replicates: Int = 128, seed: UInt64 = 1, threads: Int? = nil,
    output: FolderOutput
  ) {
    self.network = network
    self.exposure = exposure
    self.model = model
    self.returns = returns
    self.covariates = covariates
    self.baseline = baseline
    self.cluster = cluster
    self.first = first
    self.last = last
    self.replicates = replicates
    self.seed = seed
    self.threads = threads
    self.output = output
  }

  package func check() throws(InvalidArgument) {
    guard !returns || model == .epidemic else {
      throw InvalidArgument("--returns belongs to --model epidemic.")
    }
    guard (32...100_000).contains(replicates) else {
      throw InvalidArgument("--replicates: found \(replicates), expected 32 to 100000.")
    }
    guard threads.map({ (1...1024).contains($0) }) ?? true else {
      throw InvalidArgument("--threads: found \(threads ?? 0), expected 1 to 1024.")
    }
  }
  /// The models that are fitted.
  package enum Model: String, CaseIterable, Sendable {
    case logit, cloglog, passing, cascade, epidemic, threshold
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let input = try network.read(session)
    let adoption = try input.adoption(
      first: first, last: last, comparesPeriods: true, isStrict: network.strict, session)
    let report =
      switch model {
      case .passing: try passing(input, adoption)
      case .cascade, .epidemic: try transmission(input, adoption)
      case .threshold: try thresholds(input, adoption)
      case .logit, .cloglog: try hazard(input, adoption)
      }
    return try output.write(
      text: report.text(output.language), json: report.json, tables: report.tables, pictures: [],
      inputs: input.inputFiles, title: "khorshoo diffusion fit \(input.title)", seed: model == .passing ? seed : nil)
  }

  private func hazard(_ input: NetworkInput, _ adoption: AdoptionTimes) throws -> FitReport {
    var explained = HazardCovariates()
    explained.baseline = baseline
    explained.columns = try input.columns(MultiplierRequest.names(covariates), option: "--covariates")
    explained.clusters = try cluster.map { try input.groups($0, option: "--cluster") }
    let matrix = ExposureMatrix(adoption, ties: input.studiedTies, try exposure.definition(input))
    let sample = HazardRegression.Sample(adoption, exposure: matrix, explained)
    do {
      let fit = try HazardRegression(sample, link: model == .logit ? .logit : .cloglog)
      return FitReport(title: input.title, fit, sample)
    } catch {
      let reason =
        switch error {
        case .noContrast: "nobody at risk adopts after the first period, or everybody does at once"
        case .collinear: "a covariate is a combination of others, or does not vary; leave one out"
        case .separated:
          "exposure and covariates tell without error who adopts, so there is no largest likelihood; use fewer"
        }
      throw UserError.fault("no-estimate", .invalidData, input.title, reason)
    }
  }

  private func passing(_ input: NetworkInput, _ adoption: AdoptionTimes) throws -> FitReport {
    let seeds = adoption.times.indices.filter { adoption.times[$0] == adoption.periods.lowerBound }
    guard !seeds.isEmpty else {
      throw UserError.fault(
        "no-seeds", .invalidData, input.title,
        "nobody adopted in the first period; set --first to the period of the first adoption")
    }
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    guard
      let fit = PassingFit(
        adoption, graph: TieGraph(input.studiedTies, layerWeights: input.layerWeights), seeds: seeds,
        replicates: replicates, seed: seed, threads: count)
    else {
      throw UserError.fault(
        "no-estimate", .invalidData, input.title,
        "the moments hardly change with the parameters; the history is too short or too few adopted")
    }
    return FitReport(title: input.title, fit, periods: adoption.periods.count - 1)
  }
}

/// What `khorshoo diffusion fit` says.
struct FitReport {
  private let title: String
  private let rows: [[ResultTable.Cell]]
  private let momentRows: [[ResultTable.Cell]]
  private let facts: [(name: String, english: String, chinese: String, value: Double)]

  /// Estimates with what else is said of them.
  init(
    title: String, rows: [[ResultTable.Cell]],
    facts: [(name: String, english: String, chinese: String, value: Double)]
  ) {
    (self.title, self.rows, momentRows, self.facts) = (title, rows, [], facts)
  }

  init(title: String, _ fit: HazardRegression, _ sample: HazardRegression.Sample) {
    self.title = title
    rows = fit.coefficients.map { c in
      [
        .text(c.name), .number(c.value), .number(c.error), .number(c.clusteredError), .number(c.interval.lowerBound),
        .number(c.interval.upperBound),
      ]
    }
    momentRows = []
    facts = [
      ("rows", "household-periods at risk", "户期数", Double(fit.rowCount)),
      ("adoptions", "adoptions", "采用次数", Double(fit.adoptionCount)),
      (
        "householdsWithoutCovariate", "households left out, a covariate missing", "缺协变量而略去的户",
        Double(sample.householdsWithoutCovariate)
      ),
      (
        "householdsOfFirstPeriod", "households left out, adopted in the first period", "首期已采用、不在风险中的户",
        Double(sample.householdsOfFirstPeriod)
      ),
      ("logLikelihood", "log likelihood", "对数似然", fit.logLikelihood),
      ("nullLogLikelihood", "with a constant alone", "仅常数", fit.nullLogLikelihood), ("aic", "AIC", "AIC", fit.akaike),
    ]
  }

  init(title: String, _ fit: PassingFit, periods: Int) {
    self.title = title
    rows = fit.estimates.map { e in
      [
        .text(e.name), .number(e.value), .number(e.error), .number(nil), .number(e.interval.lowerBound),
        .number(e.interval.upperBound),
      ]
    }
    let names = PassingFit.momentNames(periods: periods)
    momentRows = names.indices.map { [.text(names[$0]), .number(fit.observed[$0]), .number(fit.simulated[$0])] }
    facts = [
      ("distance", "distance of moments (chi-squared)", "矩距离（卡方）", fit.distance),
      ("degreesOfFreedom", "degrees of freedom", "自由度", Double(names.count - fit.estimates.count)),
      ("replicates", "replicates", "重复", Double(fit.replicates)),
    ]
  }

  private var table: ResultTable {
    ResultTable(
      columns: [
        .init("parameter", "parameter", "参数"), .init("estimate", "estimate", "估计值"), .init("error", "error", "标准误"),
        .init("clusteredError", "clustered", "聚类稳健"), .init("ci95Low", "95 % from", "95% 下限"),
        .init("ci95High", "to", "上限"),
      ], rows: rows)
  }

  /// Each number by its own size: coefficients differ by powers of ten.
  private var readable: ResultTable {
    ResultTable(
      columns: table.columns,
      rows: rows.map { row in
        row.map { cell in
          guard case .number(let number?) = cell else { return cell }
          return .text(ReadableNumber(for: [number], digits: 4).text(number))
        }
      })
  }

  private var moments: ResultTable {
    ResultTable(
      columns: [
        .init("moment", "moment", "矩"), .init("observed", "observed", "观察值"), .init("simulated", "simulated", "模拟值"),
      ], rows: momentRows)
  }

  var tables: [FolderOutput.Table] {
    [.init(definition: DiffusionTables.coefficients, rows: rows)]
      + (momentRows.isEmpty ? [] : [.init(definition: DiffusionTables.moments, rows: momentRows)])
  }

  func text(_ language: Language) -> String {
    let said = facts.map { fact in
      "\(LocalizedText((fact.english, fact.chinese))[language]) \(plainNumber((fact.value * 1e4).rounded() / 1e4))"
    }.joined(separator: LocalizedText(en: "; ", zh: "；")[language])
    return ["\(title)", "", readable.aligned(language)].joined(separator: "\n")
      + (momentRows.isEmpty ? "" : moments.aligned(language)) + said + "\n"
  }

  var json: OrderedJSON {
    .object(
      [("network", .text(title)), ("coefficients", table.json)]
        + (momentRows.isEmpty ? [] : [("moments", moments.json)]) + facts.map { ($0.name, .number($0.value)) })
  }
}
