import ArgumentParser
import Foundation
import KhorshooNetworks
import KhorshooText

/// `khorshoo diffusion simulate`: spread from given seeds forward, by one mechanism.
struct DiffusionSimulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract:
      "Spread from seeds on a network, by cascade, thresholds, contagion, utility, Bass or information passing.",
    discussion: """
      All households decide at once from the state at the end of the period before. w are weights of ties, E the share of \
      adopters among those a household hears from.
        cascade    one chance with each who hears: min(1, --probability x w); until nothing moves, or --periods
        threshold  adopts when E reaches --threshold; uniform up to --threshold-high; --noise s: logistic((E - threshold) / s)
        contagion  adopts when --sources adopters are heard from
        utility    P = logistic(--intercept + --weight x E)
        bass       P = 1 - exp(-(--innovation + --imitation x E) / steps); --mixed: E is the share of all households
        passing    the informed pass word with --non-participants or --participants a tie and period; --participation of the \
      informed take part; adopters are those who take part
      The same seed gives the same replicates for any number of threads; a tie more or a seed more never lowers a replicate, \
      as far as E does not fall.

      With --out: spread.csv, reached.csv, replicates.csv, spread.svg.

      Examples:
        khorshoo diffusion simulate scenarios/networks --mechanism bass
        khorshoo diffusion simulate scenarios/networks --mechanism utility
        khorshoo diffusion simulate scenarios/ewenki.yaml --mechanism bass
      """)

  @OptionGroup var network: NetworkArguments
  @OptionGroup var mechanism: MechanismArguments

  @Option(help: ArgumentHelp("Households that have adopted at the start, separated by commas.", valueName: "a,b"))
  var seeds: String?

  @Option(help: "Households drawn as seeds, anew in each replicate.")
  var randomSeeds: Int?

  @Option(help: "Periods; 20 when left out, a cascade until nothing moves.")
  var periods: Int?

  @Option(help: "Replicates.")
  var replicates = 1000

  @Option(help: "Seed of every draw.")
  var seed: UInt64 = 1

  @Option(help: "Threads; all cores by default.")
  var threads: Int?

  @OptionGroup var output: FolderOutput

  func validate() throws {
    if seeds != nil, randomSeeds != nil { throw ValidationError("Name either --seeds or --random-seeds.") }
    guard (1...100_000_000).contains(replicates) else {
      throw ValidationError("--replicates: found \(replicates), expected 1 to 100000000.")
    }
    guard periods.map({ (1...10_000).contains($0) }) ?? true else {
      throw ValidationError("--periods: found \(periods ?? 0), expected 1 to 10000.")
    }
    guard threads.map({ (1...1024).contains($0) }) ?? true else {
      throw ValidationError("--threads: found \(threads ?? 0), expected 1 to 1024.")
    }
    guard mechanism.mechanism != .cascade || periods != nil || seeds != nil || randomSeeds != nil else {
      throw ValidationError("A cascade starts from --seeds or --random-seeds.")
    }
  }

  func run() throws {
    let input = try network.read()
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
      seconds: Double((clock.now - begin).components.attoseconds) / 1e18
        + Double((clock.now - begin).components.seconds))
    try output.write(
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
    for name in MultiplierCommand.names(seeds) {
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
struct MechanismArguments: ParsableArguments {
  /// How adoption spreads.
  enum Name: String, ExpressibleByArgument, CaseIterable {
    case cascade, threshold, contagion, utility, bass, passing
  }

  @Option(help: "cascade, threshold, contagion, utility, bass or passing.")
  var mechanism: Name

  @Option(help: "cascade: chance along a tie of weight 1.")
  var probability = 0.1

  @Option(help: "threshold: share of adopters that it takes.")
  var threshold = 0.5

  @Option(help: "threshold: upper end, when thresholds are drawn uniformly for each household and replicate.")
  var thresholdHigh: Double?

  @Option(help: "threshold: scale of logistic noise, 0 for none.")
  var noise = 0.0

  @Option(help: "contagion: adopters that it takes.")
  var sources = 2

  @Option(help: "utility: log odds without adopters.")
  var intercept = -3.0

  @Option(help: "utility: log odds that a full share of adopters adds.")
  var weight = 3.0

  @Option(help: "bass: hazard a period of who is not influenced.")
  var innovation = 0.03

  @Option(help: "bass: hazard a period that a full share of adopters adds.")
  var imitation = 0.38

  @Option(help: "bass: steps of a period.")
  var steps = 4

  @Flag(help: "bass: everybody meets everybody.")
  var mixed = false

  @Option(help: "passing: probability that an informed non-participant tells a tie in a period.")
  var nonParticipants = 0.05

  @Option(help: "passing: the same of a participant.")
  var participants = 0.25

  @Option(help: "passing: share of the informed that takes part.")
  var participation = 0.3

  func validate() throws {
    func check(_ option: String, _ value: Double, _ range: ClosedRange<Double>) throws {
      guard range.contains(value) else {
        throw ValidationError("--\(option): found \(value), expected \(range.lowerBound) to \(range.upperBound).")
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
      throw ValidationError("--sources: found \(sources), expected 1 to 1000000.")
    }
    guard (1...1000).contains(steps) else { throw ValidationError("--steps: found \(steps), expected 1 to 1000.") }
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
