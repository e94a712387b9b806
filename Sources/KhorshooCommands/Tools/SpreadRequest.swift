import Foundation
import KhorshooNetworks
import KhorshooText

/// `khorshoo diffusion simulate`: spread from given seeds forward, by one mechanism.
package struct SpreadRequest: Request {
  package var network: NetworkSource
  package var mechanism: MechanismRequest
  package var seeds: String?
  /// Other seeds, compared replicate by replicate.
  package var against: String?
  package var randomSeeds: Int?
  package var periods: Int?
  package var replicates: Int
  package var seed: UInt64
  package var threads: Int?
  package var output: FolderOutput

  package init(
    network: NetworkSource, mechanism: MechanismRequest, seeds: String? = nil, against: String? = nil,
    randomSeeds: Int? = nil, periods: Int? = nil, replicates: Int = 1000, seed: UInt64 = 1, threads: Int? = nil,
    output: FolderOutput
  ) {
    self.network = network
    self.mechanism = mechanism
    self.seeds = seeds
    self.against = against
    self.randomSeeds = randomSeeds
    self.periods = periods
    self.replicates = replicates
    self.seed = seed
    self.threads = threads
    self.output = output
  }

  package func check() throws(InvalidArgument) {
    if seeds != nil, randomSeeds != nil { throw InvalidArgument("Name either --seeds or --random-seeds.") }
    guard (1...100_000_000).contains(replicates) else {
      throw InvalidArgument("--replicates: found \(replicates), expected 1 to 100000000.")
    }
    guard periods.map({ (1...10_000).contains($0) }) ?? true else {
      throw InvalidArgument("--periods: found \(periods ?? 0), expected 1 to 10000.")
    }
    guard threads.map({ (1...1024).contains($0) }) ?? true else {
      throw InvalidArgument("--threads: found \(threads ?? 0), expected 1 to 1024.")
    }
    guard mechanism.mechanism != .cascade || periods != nil || seeds != nil || randomSeeds != nil else {
      throw InvalidArgument("A cascade starts from --seeds or --random-seeds.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let input = try network.read(session)
    if mechanism.mechanism == .opinions { return try opinions(input) }
    let chosen = try start(input)
    let simulation = SpreadSimulation(input.graph, try mechanism.mechanism(on: input.graph, of: input))
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let wanted = periods ?? (mechanism.mechanism == .cascade ? nil : 20)
    let clock = ContinuousClock()
    let begin = clock.now
    let summary = simulation.run(
      replicates: replicates, seed: seed, seeds: chosen, periods: wanted, threads: count)
    let report = SpreadReport(
      input: input, mechanism: mechanism.mechanism.rawValue, summary: summary,
      stepError: wanted.flatMap { simulation.stepError(seeds: chosen, periods: $0) },
      against: try against.map { text in
        let other = simulation.run(
          replicates: replicates, seed: seed, seeds: .households(try input.named(text, option: "--against")),
          periods: wanted, threads: count)
        return (text, other.mean, PairedSpread(summary.final, other.final))
      },
      seconds: Double((clock.now - begin).components.attoseconds) / 1e18
        + Double((clock.now - begin).components.seconds))
    return try output.write(
      text: report.text(output.language), json: report.json, tables: report.tables,
      pictures: [("spread.svg", report.picture(output.language))], inputs: input.inputFiles,
      title: "khorshoo diffusion simulate \(input.title)", seed: seed, replicates: replicates)
  }

  /// - Throws: `UserError` 64 `too-many-seeds`, and as for named seeds.
  private func start(_ input: NetworkInput) throws(UserError) -> SpreadSeeds {
    if let count = randomSeeds {
      guard (0...input.ids.count).contains(count) else {
        throw .fault(
          "too-many-seeds", .usage, "--random-seeds", "found \(count), expected 0 to \(input.ids.count), the households"
        )
      }
      return .drawn(count)
    }
    guard let seeds else { return .households([]) }
    return .households(try input.named(seeds, option: "--seeds"))
  }
}

/// A mechanism with its parameters.
package struct MechanismRequest: Checked {
  package var mechanism: Name
  package var probability: Double
  package var threshold: Double
  package var thresholdHigh: Double?
  package var thresholdDeviation: Double?
  package var thresholdColumn: String?
  package var covariates: String?
  package var noise: Double
  package var sources: Int
  package var intercept: Double
  package var weight: Double
  package var innovation: Double
  package var imitation: Double
  package var steps: Int
  package var mixed: Bool
  package var nonParticipants: Double
  package var participants: Double
  package var participation: Double
  package var leaving: Double
  package var returns: Bool
  package var column: String?
  package var own: Double
  package var stubborn: Double

  package init(
    mechanism: Name, probability: Double = 0.1, threshold: Double = 0.5, thresholdHigh: Double? = nil,
    thresholdDeviation: Double? = nil, thresholdColumn: String? = nil, covariates: String? = nil, noise: Double = 0.0,
    sources: Int = 2, intercept: Double = -3.0, weight: Double = 3.0, innovation: Double = 0.03,
    imitation: Double = 0.38, steps: Int = 16, mixed: Bool = false, nonParticipants: Double = 0.05,
    participants: Double = 0.25, participation: Double = 0.3, leaving: Double = 0.1, returns: Bool = false,
    column: String? = nil, own: Double = 0, stubborn: Double = 0
  ) {
    self.mechanism = mechanism
    self.probability = probability
    self.threshold = threshold
    self.thresholdHigh = thresholdHigh
    self.thresholdDeviation = thresholdDeviation
    self.thresholdColumn = thresholdColumn
    self.covariates = covariates
    self.noise = noise
    self.sources = sources
    self.intercept = intercept
    self.weight = weight
    self.innovation = innovation
    self.imitation = imitation
    self.steps = steps
    self.mixed = mixed
    self.nonParticipants = nonParticipants
    self.participants = participants
    self.participation = participation
    self.leaving = leaving
    self.returns = returns
    self.column = column
    self.own = own
    self.stubborn = stubborn
  }

  package func check() throws(InvalidArgument) {
    func check(_ option: String, _ value: Double, _ range: ClosedRange<Double>) throws(InvalidArgument) {
      guard range.contains(value) else {
        throw InvalidArgument("--\(option): found \(value), expected \(range.lowerBound) to \(range.upperBound).")
      }
    }
    try check("probability", probability, 0...1)
    try check("threshold", threshold, 0...1)
    try check("threshold-high", thresholdHigh ?? threshold, threshold...1)
    try check("threshold-deviation", thresholdDeviation ?? 0, 0...10)
    let given = [thresholdHigh != nil, thresholdDeviation != nil, thresholdColumn != nil].count { $0 }
    guard given <= 1 else {
      throw InvalidArgument("Name one of --threshold-high, --threshold-deviation and --threshold-column.")
    }
    _ = try effects()
    try check("noise", noise, 0...100)
    try check("intercept", intercept, -100...100)
    try check("weight", weight, -100...100)
    try check("innovation", innovation, 0...100)
    try check("imitation", imitation, 0...100)
    try check("non-participants", nonParticipants, 0...0.999999)
    try check("participants", participants, 0...0.999999)
    try check("participation", participation, 0...1)
    try check("leaving", leaving, 0...1)
    if mechanism == .epidemic { try check("probability", probability, 0...0.999999) }
    try check("own", own, 0...1)
    try check("stubborn", stubborn, 0...1)
    guard (mechanism == .opinions) == (column != nil) else {
      throw InvalidArgument("--mechanism opinions and --column, which has them at the start, need each other.")
    }
    guard (1...1_000_000).contains(sources) else {
      throw InvalidArgument("--sources: found \(sources), expected 1 to 1000000.")
    }
    guard (1...1000).contains(steps) else { throw InvalidArgument("--steps: found \(steps), expected 1 to 1000.") }
  }
  /// How adoption spreads.
  package enum Name: String, CaseIterable, Sendable {
    case cascade, threshold, contagion, utility, bass, passing, epidemic, opinions
  }

  /// Effects of columns on the log odds, `sheepUnits=0.002,trust=1`.
  private func effects() throws(InvalidArgument) -> [(name: String, value: Double)] {
    guard let covariates else { return [] }
    guard mechanism == .utility, let named = MatrixHerd.named(covariates) else {
      throw InvalidArgument(
        mechanism == .utility
          ? "--covariates: found \(covariates), expected columns with their effects, such as sheepUnits=0.002,trust=1."
          : "--covariates belong to --mechanism utility.")
    }
    return named
  }

  /// - Throws: `UserError` as for columns, `covariate-not-a-number` where one is missing.
  func mechanism(on graph: TieGraph, of input: NetworkInput) throws -> SpreadSimulation.Mechanism {
    let n = graph.householdCount
    func column(_ name: String, _ option: String) throws(UserError) -> [Double] {
      let values = try input.columns([name], option: option)[0].values
      guard let h = values.firstIndex(where: \.isNaN) else { return values }
      throw .fault(
        "covariate-not-a-number", .invalidData, input.inputFiles.first?.path ?? input.title,
        "the column \(name) of household \(input.ids[h]): found nothing, expected a number, since every household decides"
      )
    }
    switch mechanism {
    case .cascade: return .cascade(probability: probability)
    case .threshold:
      let thresholds: SpreadThresholds
      if let thresholdHigh {
        thresholds = .uniform(low: Float(threshold), high: Float(thresholdHigh))
      } else if let thresholdDeviation {
        thresholds = .normal(mean: Float(threshold), deviation: Float(thresholdDeviation))
      } else if let thresholdColumn {
        thresholds = .fixed(try column(thresholdColumn, "--threshold-column").map { Float($0) })
      } else {
        thresholds = .fixed(Array(repeating: Float(threshold), count: n))
      }
      return .adoption(.share, .threshold(thresholds, noise: Float(noise)))
    case .contagion:
      return .adoption(.sources, .threshold(.fixed(Array(repeating: Float(sources), count: n)), noise: 0))
    case .utility:
      var covariate = [Float](repeating: 0, count: n)
      for (name, effect) in try effects() {
        for (h, value) in try column(name, "--covariates").enumerated() { covariate[h] += Float(effect * value) }
      }
      return .adoption(
        .share, .utility(intercept: Float(intercept), exposureWeight: Float(weight), covariate: covariate))
    case .bass:
      return .adoption(
        mixed ? .mixed(groups: Array(repeating: 0, count: n)) : .share,
        .bass(innovation: Float(innovation), imitation: Float(imitation), steps: steps))
    case .passing:
      let passing = InformationPassing(
        graph, nonParticipants: nonParticipants, participants: participants,
        participation: Array(repeating: Float(participation), count: n))
      return .passing(passing, countsInformed: false)
    case .opinions: preconditionFailure("opinions are averaged and do not spread")
    case .epidemic:
      return .epidemic(Epidemic(graph, passing: probability, leaving: leaving, returns: returns))
    }
  }
}
