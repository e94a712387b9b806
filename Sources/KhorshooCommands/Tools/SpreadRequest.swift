import Foundation
import KhorshooNetworks
import KhorshooText

/// `khorshoo diffusion simulate`: spread from given seeds forward, by one mechanism.
package struct SpreadRequest: Request {
  package var network: NetworkSource
  package var mechanism: MechanismRequest
  package var seeds: String?
  package var randomSeeds: Int?
  package var periods: Int?
  package var replicates: Int
  package var seed: UInt64
  package var threads: Int?
  package var output: FolderOutput

  package init(
    network: NetworkSource, mechanism: MechanismRequest, seeds: String? = nil, randomSeeds: Int? = nil,
    periods: Int? = nil, replicates: Int = 1000, seed: UInt64 = 1, threads: Int? = nil, output: FolderOutput
  ) {
    self.network = network
    self.mechanism = mechanism
    self.seeds = seeds
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
    let chosen = try start(input)
    let simulation = SpreadSimulation(input.graph, mechanism.mechanism(on: input.graph))
    let count = threads ?? ProcessInfo.processInfo.activeProcessorCount
    let wanted = periods ?? (mechanism.mechanism == .cascade ? nil : 20)
    let clock = ContinuousClock()
    let begin = clock.now
    let summary = simulation.run(
      replicates: replicates, seed: seed, seeds: chosen, periods: wanted, threads: count)
    let report = SpreadReport(
      input: input, mechanism: mechanism.mechanism.rawValue, summary: summary,
      stepError: wanted.flatMap { simulation.stepError(seeds: chosen, periods: $0) },
      seconds: Double((clock.now - begin).components.attoseconds) / 1e18
        + Double((clock.now - begin).components.seconds))
    return try output.write(
      text: report.text(output.language), json: report.json, tables: report.tables,
      pictures: [("spread.svg", report.picture(output.language))], inputs: input.inputFiles,
      title: "khorshoo diffusion simulate \(input.title)", seed: seed, replicates: replicates)
  }

  /// - Throws: `UserError` 64: `unknown-household`, `too-many-seeds`.
  private func start(_ input: NetworkInput) throws(UserError) -> SpreadSeeds {
    if let count = randomSeeds {
      guard (0...input.ids.count).contains(count) else {
        throw .fault(
          "too-many-seeds", .usage, "--random-seeds", "found \(count), expected 0 to \(input.ids.count), the households"
        )
      }
      return .drawn(count)
    }
    let number = Dictionary(input.ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var households: Set<Int> = []
    for name in MultiplierRequest.names(seeds) {
      guard let h = number[name] else {
        throw .fault(
          "unknown-household", .usage, "--seeds",
          "found \(quoted(name)), expected the id of a household of the network" + Nearest.hint(name, among: input.ids))
      }
      households.insert(h)
    }
    return .households(households.sorted())
  }
}

/// A mechanism with its parameters.
package struct MechanismRequest: Checked {
  package var mechanism: Name
  package var probability: Double
  package var threshold: Double
  package var thresholdHigh: Double?
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

  package init(
    mechanism: Name, probability: Double = 0.1, threshold: Double = 0.5, thresholdHigh: Double? = nil,
    noise: Double = 0.0, sources: Int = 2, intercept: Double = -3.0, weight: Double = 3.0, innovation: Double = 0.03,
    imitation: Double = 0.38, steps: Int = 16, mixed: Bool = false, nonParticipants: Double = 0.05,
    participants: Double = 0.25, participation: Double = 0.3
  ) {
    self.mechanism = mechanism
    self.probability = probability
    self.threshold = threshold
    self.thresholdHigh = thresholdHigh
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
    try check("noise", noise, 0...100)
    try check("intercept", intercept, -100...100)
    try check("weight", weight, -100...100)
    try check("innovation", innovation, 0...100)
    try check("imitation", imitation, 0...100)
    try check("non-participants", nonParticipants, 0...0.999999)
    try check("participants", participants, 0...0.999999)
    try check("participation", participation, 0...1)
    guard (1...1_000_000).contains(sources) else {
      throw InvalidArgument("--sources: found \(sources), expected 1 to 1000000.")
    }
    guard (1...1000).contains(steps) else { throw InvalidArgument("--steps: found \(steps), expected 1 to 1000.") }
  }
  /// How adoption spreads.
  package enum Name: String, CaseIterable, Sendable {
    case cascade, threshold, contagion, utility, bass, passing
  }

  func mechanism(on graph: TieGraph) -> SpreadSimulation.Mechanism {
    let n = graph.householdCount
    switch mechanism {
    case .cascade: return .cascade(probability: probability)
    case .threshold:
      let thresholds =
        thresholdHigh.map { SpreadThresholds.uniform(low: Float(threshold), high: Float($0)) }
        ?? .fixed(Array(repeating: Float(threshold), count: n))
      return .adoption(.share, .threshold(thresholds, noise: Float(noise)))
    case .contagion:
      return .adoption(.sources, .threshold(.fixed(Array(repeating: Float(sources), count: n)), noise: 0))
    case .utility:
      return .adoption(
        .share,
        .utility(intercept: Float(intercept), exposureWeight: Float(weight), covariate: Array(repeating: 0, count: n)))
    case .bass:
      return .adoption(
        mixed ? .mixed(groups: Array(repeating: 0, count: n)) : .share,
        .bass(innovation: Float(innovation), imitation: Float(imitation), steps: steps))
    case .passing:
      let passing = InformationPassing(
        graph, nonParticipants: nonParticipants, participants: participants,
        participation: Array(repeating: Float(participation), count: n))
      return .passing(passing, countsInformed: false)
    }
  }
}
