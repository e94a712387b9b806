import Foundation
import KhorshooNetworks
import KhorshooReports
import KhorshooText

/// `khorshoo diffusion seeds`: whom to win first, beside simpler choices.
package struct SeedsRequest: Request {
  /// How seeds are chosen.
  package enum Method: String, CaseIterable, Sendable {
    case sets, lazy, greedy, degree, eigenvector, contagion
  }

  package var network: NetworkSource
  package var count: Int
  package var probability: Double
  package var method: Method
  /// Reverse reachable sets of each collection; nil for as many as the households ask for.
  package var sets: Int?
  /// Adopters that a household has to hear from, with contagion.
  package var sources: Int
  /// Column of households, of each group of which one at least is chosen.
  package var oneA: String?
  package var worlds: Int
  package var replicates: Int
  package var seed: UInt64
  package var threads: Int?
  package var output: FolderOutput

  package init(
    network: NetworkSource, count: Int = 5, probability: Double = 0.1, method: Method = .sets, sets: Int? = nil,
    sources: Int = 2, oneA: String? = nil, worlds: Int = 256, replicates: Int = 10_000, seed: UInt64 = 1,
    threads: Int? = nil,
    output: FolderOutput
  ) {
    self.network = network
    self.count = count
    self.probability = probability
    self.method = method
    self.sets = sets
    self.sources = sources
    self.oneA = oneA
    self.worlds = worlds
    self.replicates = replicates
    self.seed = seed
    self.threads = threads
    self.output = output
  }

  /// What the command says of itself, with examples.
  package static let explanation = """
    Seeds for a cascade: whoever has adopted has one chance, min(1, --probability x w), with each who hears.
      sets         reverse reachable sets, --sets to choose by (64 a household if not stated) and as many to judge by; says what share of the best spread \
    the choice reaches at least, with probability 0.99
      lazy, greedy the household that adds most, one after another, over --worlds drawn worlds; lazy asks less, with the same choice
      degree, eigenvector  those with most weight of ties, or of greatest centrality
      contagion    for a complex contagion instead, in which a household adopts when it hears from --sources: greedy, seeds gather
    Every choice is judged anew by --replicates of a cascade with draws of its own, beside degree and a draw by lot, with the same draws for each, so that differences are paired.
    --one-a gacha: of each group of that column of households one seed at least, whatever the method, also by degree and by lot; \
    says what it costs in reach. Greedy choice reaches at least half of the best that keeps the rule.

    With --out: seeds.csv.

    Examples:
      khorshoo diffusion seeds scenarios/networks --count 3
      khorshoo diffusion seeds scenarios/networks --count 5 --one-a gacha
      khorshoo diffusion seeds --generate ba:n=2000,m=3 --method sets
    """

  package func check() throws(InvalidArgument) {
    guard count >= 1 else { throw InvalidArgument("--count: found \(count), expected 1 or more.") }
    guard probability > 0, probability <= 1 else {
      throw InvalidArgument("--probability: found \(probability), expected above 0 to 1.")
    }
    guard sets.map({ (100...10_000_000).contains($0) }) ?? true else {
      throw InvalidArgument("--sets: found \(sets ?? 0), expected 100 to 10000000.")
    }
    guard (1...1_000_000).contains(sources) else {
      throw InvalidArgument("--sources: found \(sources), expected 1 to 1000000.")
    }
    guard (1...65_536).contains(worlds) else {
      throw InvalidArgument("--worlds: found \(worlds), expected 1 to 65536.")
    }
    guard (2...10_000_000).contains(replicates) else {
      throw InvalidArgument("--replicates: found \(replicates), expected 2 to 10000000.")
    }
    guard threads.map({ (1...1024).contains($0) }) ?? true else {
      throw InvalidArgument("--threads: found \(threads ?? 0), expected 1 to 1024.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let input = try network.read(session)
    guard count <= input.ids.count else {
      throw UserError.fault(
        "too-many-seeds", .usage, "--count", "found \(count), expected 1 to \(input.ids.count), the households")
    }
    let graph = input.graph
    if method == .lazy || method == .greedy, graph.arcCount * ((worlds + 63) / 64) > 200_000_000 {
      throw UserError.fault(
        "too-many-seeds", .usage, "--worlds",
        "found \(worlds) worlds of \(graph.arcCount) ties, more than fit into memory; take --method sets")
    }
    if method == .contagion,
      Double(input.ids.count) * Double(count) * Double(max(1, graph.arcCount)) / 50 > ContagionSeeds.workLimit
    {
      throw UserError.fault(
        "too-many-seeds", .usage, "--count",
        "found \(count) seeds among \(input.ids.count) households; contagion looks at each with all that follows: fewer seeds, or a part of the network"
      )
    }
    let rule = try oneA.map { try input.seedRule($0, seeds: count) }
    let choice = choose(graph, rule?.groups)
    let free = rule.map { _ in judge(graph, .households(choose(graph, nil).seeds)) }
    let report = SeedsReport(
      input: input, request: self, choice: choice, rule: rule, judged: judge(graph, .households(choice.seeds)),
      byDegree: judge(graph, .households(SeedSelection.byDegree(graph, count: count, groups: rule?.groups))),
      byLot: judge(graph, rule.map { .drawnOfGroups(count, $0.groups) } ?? .drawn(count)), free: free)
    return try output.write(
      text: report.text(output.language), json: report.json,
      tables: [.init(definition: DiffusionTables.seeds, rows: report.table.rows)], pictures: [],
      inputs: input.inputFiles, title: "khorshoo diffusion seeds \(input.title)", seed: seed, replicates: replicates)
  }

  /// Seeds with their own estimates of spread, where the method has any.
  struct Choice {
    let seeds: [Int]
    var spread: [Double]?
    var guarantee: Double?
    var evaluations: Int?
  }

  /// 64 sets a household tell gains apart that are a household or two; 20,000 at least, 2,000,000 at most.
  private func setCount(_ graph: TieGraph) -> Int { sets ?? max(20_000, min(2_000_000, 64 * graph.householdCount)) }

  private func choose(_ graph: TieGraph, _ groups: SeedGroups?) -> Choice {
    switch method {
    case .sets:
      let found = SeedSelection(
        graph, count: count, probability: probability, sets: setCount(graph), seed: seed, groups: groups)
      return Choice(seeds: found.seeds, spread: found.spread, guarantee: found.guarantee)
    case .lazy, .greedy:
      let found = LiveEdges(
        graph, count: count, probability: probability, worlds: worlds, seed: seed, isLazy: method == .lazy,
        covering: groups)
      return Choice(seeds: found.seeds, spread: found.spread, evaluations: found.evaluations)
    case .contagion:
      let found = ContagionSeeds(graph, count: count, sources: sources, groups: groups)
      return Choice(seeds: found.seeds, spread: found.spread.map(Double.init))
    case .degree: return Choice(seeds: SeedSelection.byDegree(graph, count: count, groups: groups))
    case .eigenvector:
      let vector = Centrality(graph).eigenvector()?.vector ?? graph.incomingStrength
      return Choice(seeds: SeedSelection.highest(vector, count: count, groups: groups))
    }
  }

  /// Adopters of each replicate, by draws of their own that are the same for all seeds.
  private func judge(_ graph: TieGraph, _ seeds: SpreadSeeds) -> SeedsReport.Judged {
    let threshold = [Float](repeating: Float(sources), count: graph.householdCount)
    let isFixed = if case .households = seeds { true } else { false }
    let mechanism: SpreadSimulation.Mechanism =
      method == .contagion
      ? .adoption(.sources, .threshold(.fixed(threshold), noise: 0)) : .cascade(probability: probability)
    // A contagion has no chance in it: one run says all, unless seeds are drawn.
    let runs = method == .contagion ? (isFixed ? 1 : min(replicates, 320)) : replicates
    let summary = SpreadSimulation(graph, mechanism).run(
      replicates: runs, seed: seed &+ 0x9e37_79b9_7f4a_7c15, seeds: seeds,
      periods: method == .contagion ? min(1000, graph.householdCount) : nil,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
    let variance = runs > 1 ? summary.variance : 0
    return .init(mean: summary.mean, error: (variance / Double(runs)).squareRoot(), final: summary.final)
  }
}

/// What `khorshoo diffusion seeds` says.
struct SeedsReport {
  let input: NetworkInput
  let request: SeedsRequest
  let choice: SeedsRequest.Choice
  /// Groups of which each has a seed.
  let rule: SeedRule?
  let judged, byDegree, byLot: Judged
  /// What the same method reaches without the rule.
  let free: Judged?

  /// What seeds reach.
  struct Judged {
    let mean, error: Double
    /// Adopters of each replicate.
    let final: [Int]
  }

  /// The choice against those of most ties, replicate by replicate.
  private var paired: PairedSpread? {
    judged.final.count == byDegree.final.count ? PairedSpread(judged.final, byDegree.final) : nil
  }

  /// What the rule costs: the same method without it against the choice, replicate by replicate.
  private var cost: PairedSpread? {
    guard let free, free.final.count == judged.final.count else { return nil }
    return PairedSpread(free.final, judged.final)
  }

  /// One row a seed, as in `seeds.csv`.
  var table: ResultTable {
    ResultTable(
      columns: [
        .init("rank", "rank", "次序"), .init("id", "household", "户"), .init("spread", "spread so far", "累计扩散"),
        .init("gain", "gain", "增量"), .init("group", "group", "组"),
      ],
      rows: choice.seeds.enumerated().map { place, h in
        let spread = choice.spread?[place]
        let before = place == 0 ? 0 : choice.spread?[place - 1]
        return [
          .number(Double(place + 1)), .text(input.ids[h]), .number(spread),
          .number(spread.flatMap { spread in before.map { spread - $0 } }),
          .text(rule.map { $0.names[$0.groups.group[h]] } ?? ""),
        ]
      })
  }

  func text(_ language: Language) -> String {
    func spread(_ judged: Judged) -> String {
      let format = ReadableNumber(for: [judged.mean], digits: 5)
      guard judged.error > 0 else { return format.text(judged.mean) }
      return "\(format.text(judged.mean)) ± \(ReadableNumber(for: [judged.error], digits: 2).text(judged.error))"
    }
    let isContagion = request.method == .contagion
    var lines = [
      isContagion
        ? NetworkWords.contagion(input.title, households: input.ids.count, sources: request.sources)[language]
        : NetworkWords.seeds(
          input.title, households: input.ids.count, chance: plainNumber(request.probability),
          method: request.method.rawValue)[language],
      "", (rule == nil ? table.selecting(["rank", "id", "spread", "gain"]) : table).aligned(language),
      isContagion
        ? NetworkWords.contagionJudged(
          chosen: spread(judged), byDegree: spread(byDegree), byLot: spread(byLot))[language]
        : NetworkWords.judged(
          replicates: request.replicates, chosen: spread(judged), byDegree: spread(byDegree), byLot: spread(byLot))[
            language],
    ]
    if let paired, !isContagion {
      lines.append(
        String(
          NetworkWords.against(
            LocalizedText(en: "degree", zh: "按度")[language],
            mean: ReadableNumber(for: [byDegree.mean], digits: 5).text(byDegree.mean), paired)[language].dropLast()))
    }
    if let rule, let free {
      lines.append(
        NetworkWords.oneOfEach(rule.column, groups: rule.groups.count, free: spread(free), cost)[language])
    }
    if let guarantee = choice.guarantee {
      lines.append(NetworkWords.guarantee(share: ReadableShare.text(guarantee))[language])
    }
    return lines.joined(separator: "\n") + "\n"
  }

  var json: OrderedJSON {
    func judged(_ found: Judged) -> OrderedJSON {
      .object([("mean", .number(found.mean)), ("error", .number(found.error))])
    }
    return .object([
      ("network", .text(input.title)), ("method", .text(request.method.rawValue)),
      ("probability", .number(request.probability)), ("seeds", table.json), ("spread", judged(self.judged)),
      ("oneA", rule.map { .text($0.column) } ?? .null), ("withoutRule", free.map { judged($0) } ?? .null),
      ("cost", cost?.json ?? .null),
      ("byDegree", judged(byDegree)), ("byLot", judged(byLot)), ("againstDegree", paired?.json ?? .null),
      ("guarantee", .optional(choice.guarantee)),
      ("evaluations", .optional(choice.evaluations.map(Double.init))),
    ])
  }
}
