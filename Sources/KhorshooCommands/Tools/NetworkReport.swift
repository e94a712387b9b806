import Foundation
import KhorshooNetworks
import KhorshooReports
import KhorshooText

/// What `khorshoo network` says.
struct NetworkReport {
  /// How centralities are computed.
  struct Settings {
    let seed: UInt64
    /// Share of 1 / lambda that attenuates walks in Katz-Bonacich centrality.
    let attenuation: Double
    /// Probability of passing on; nil for 1 / lambda.
    let passing: Double?
    /// Rounds of diffusion centrality; nil for the longest path.
    let rounds: Int?
    /// Random networks of the same degrees; 0 for none.
    let random: Int
  }

  /// One layer, measured.
  struct Layer {
    let name: String
    let graph: TieGraph
    let both: UndirectedGraph
    let measures: NetworkMeasures
    let eigen: (value: Double, vector: [Double])?
    let katz: [Double]?
    let diffusion: [Double]
    let paths: PathCentrality
    let cores: [Int]
    let communities: Communities
    let triads: [Int]
    let passing: Double
    let rounds: Int
  }

  let input: NetworkInput
  let layers: [Layer]
  /// All ties beside random networks of the same degrees.
  let comparisons: [SwappedTies.Comparison]

  init(_ input: NetworkInput, _ settings: Settings) {
    self.input = input
    var layers = [Self.layer("all", input.graph, settings)]
    if input.chosenLayers.count > 1 {
      layers += input.chosenLayers.map { Self.layer(input.ties.layers[$0], input.graph(layer: $0), settings) }
    }
    self.layers = layers
    comparisons =
      settings.random == 0
      ? []
      : SwappedTies(layers[0].both).comparisons(
        count: settings.random, seed: settings.seed, threads: ProcessInfo.processInfo.activeProcessorCount)
  }

  private static func layer(_ name: String, _ graph: TieGraph, _ settings: Settings) -> Layer {
    let both = UndirectedGraph(graph)
    let threads = ProcessInfo.processInfo.activeProcessorCount
    let measures = NetworkMeasures(both, seed: settings.seed)
    let centrality = Centrality(graph)
    let eigen = centrality.eigenvector()
    let reach = eigen.map { 1 / $0.value }
    let passing = settings.passing ?? min(1, reach ?? 1)
    let rounds = settings.rounds ?? max(1, measures.longestPath)
    return Layer(
      name: name, graph: graph, both: both, measures: measures, eigen: eigen,
      // Without cycles no attenuation is too small: the series ends by itself.
      katz: centrality.katzBonacich(alpha: settings.attenuation * (reach ?? 1)),
      diffusion: centrality.diffusion(passing: passing, rounds: rounds),
      paths: PathCentrality(both, seed: settings.seed, threads: threads), cores: both.cores,
      // A large network has one order: each takes seconds.
      communities: Communities(
        both, restarts: max(1, min(8, 800_000 / max(1, both.tieCount))), seed: settings.seed, threads: threads),
      triads: TriadCensus.counts(graph), passing: passing, rounds: rounds)
  }

  private func partition(_ name: String) -> [Int]? { input.partitions.first { $0.name == name }?.groups }

  /// One row a layer, as in `network.csv`.
  var rows: [[ResultTable.Cell]] {
    let (gacha, grid) = (partition("gacha"), partition("grid"))
    return layers.map { layer in
      let m = layer.measures
      func whole(_ number: Int) -> ResultTable.Cell { .number(Double(number)) }
      return [
        .text(layer.name), whole(m.householdCount), whole(m.tieCount), whole(m.isolateCount), .number(m.density),
        .number(m.meanDegree), .number(m.degreeDeviation), whole(m.largestDegree), whole(m.componentCount),
        .number(m.largestComponentShare), .number(m.transitivity), .number(m.clustering), .number(m.meanPathLength),
        whole(m.longestPath), whole(m.pathSourceCount), .number(m.degreeAssortativity),
        .number(input.herd.flatMap { assortativity(of: $0, on: layer.both) }),
        .number(gacha.flatMap { modularity(of: $0, on: layer.both) }),
        .number(gacha.flatMap { shareWithin($0, on: layer.both) }),
        .number(grid.flatMap { modularity(of: $0, on: layer.both) }),
        .number(grid.flatMap { shareWithin($0, on: layer.both) }), .number(layer.graph.reciprocity),
        .number(layer.eigen?.value), whole(layer.cores.max() ?? 0), whole(layer.communities.sizes.count),
        .number(layer.communities.modularity), whole(layer.paths.sourceCount),
        .number(layer.paths.betweennessError),
      ]
    }
  }

  /// One row a layer and household, as in `centralities.csv`.
  var centralityRows: [[ResultTable.Cell]] {
    layers.flatMap { layer -> [[ResultTable.Cell]] in
      let components = layer.both.components.of
      let strength = layer.graph.incomingStrength
      return input.ids.indices.map { h in
        [
          .text(layer.name), .text(input.ids[h]), .number(Double(layer.both.degree(of: h))), .number(strength[h]),
          .number(Double(components[h] + 1)), .number(layer.eigen?.vector[h]), .number(layer.katz?[h]),
          .number(layer.diffusion[h]), .number(Double(layer.graph.inDegree(of: h))),
          .number(Double(layer.graph.outDegree(of: h))), .number(layer.paths.closeness[h]),
          .number(layer.paths.betweenness[h]), .number(Double(layer.cores[h])),
          .number(Double(layer.communities.of[h] + 1)),
        ]
      }
    }
  }

  /// The table for the screen, with headings in both languages.
  var table: ResultTable {
    let headings = [
      ("layer", "层"), ("households", "户"), ("ties", "联系"), ("without ties", "无联系户"), ("density", "密度"),
      ("mean degree", "平均度"), ("deviation", "标准差"), ("most ties", "最大度"), ("components", "连通部分"),
      ("largest part", "最大部分占比"), ("transitivity", "传递性"), ("clustering", "聚类"), ("mean path", "平均路长"),
      ("longest", "最长"), ("measured from", "起点户"), ("degree", "度数"), ("herd", "畜群"), ("gacha Q", "嘎查 Q"),
      ("within gacha", "嘎查内"), ("grid Q", "网格 Q"), ("within grid", "网格内"), ("answered", "互惠率"),
      ("largest eigenvalue", "最大特征值"),
      ("deepest core", "最深核"), ("communities", "社群"), ("communities Q", "社群 Q"), ("searched from", "搜索起点户"),
      ("error of betweenness", "中介误差"),
    ]
    return ResultTable(
      columns: zip(NetworkTables.network.columns, headings).map { .init($0.name, $1.0, $1.1) }, rows: rows)
  }

  func text(_ language: Language) -> String {
    var lines = [NetworkWords.households(input.title, input.ids.count)[language], ""]
    func part(_ heading: LocalizedText, _ names: [String]) {
      lines += [heading[language], table.selecting(["layer"] + names).aligned(language)]
    }
    part(
      NetworkWords.size,
      [
        "ties", "isolates", "density", "meanDegree", "degreeDeviation", "largestDegree", "components",
        "largestComponentShare",
      ])
    part(NetworkWords.clustering, ["transitivity", "clustering"])
    part(NetworkWords.paths, ["meanPathLength", "longestPath", "pathSources"])
    let places = ["gacha", "grid"].filter { partition($0) != nil }.flatMap { ["\($0)Modularity", "\($0)Share"] }
    part(
      NetworkWords.mixing,
      ["degreeAssortativity"] + (input.herd == nil ? [] : ["herdAssortativity"]) + places)
    part(
      NetworkWords.structure,
      ["reciprocity", "largestEigenvalue", "deepestCore", "communities", "communityModularity"]
        + (layers.allSatisfy { $0.paths.betweennessError == nil } ? [] : ["searchSources", "betweennessError"]))
    if !assortativityTable.rows.isEmpty {
      lines += [NetworkWords.alike[language], assortativityTable.aligned(language)]
    }
    lines += [NetworkWords.triads[language], triadTable(isWide: true).aligned(language)]
    if !comparisons.isEmpty { lines += [NetworkWords.random[language], comparisonTable.aligned(language)] }
    lines += [NetworkWords.central[language], leaders.aligned(language), footnote(language)]
    return lines.joined(separator: "\n")
  }

  /// The ten households that word would spread from best.
  private var leaders: ResultTable {
    let all = layers[0]
    let order = input.ids.indices.sorted { (-all.diffusion[$0], $0) < (-all.diffusion[$1], $1) }.prefix(10)
    return ResultTable(
      columns: [
        .init("id", "household", "户"), .init("degree", "degree", "度"), .init("eigenvector", "eigenvector", "特征向量"),
        .init("katzBonacich", "Katz-Bonacich", "Katz-Bonacich"), .init("diffusion", "diffusion", "扩散"),
        .init("closeness", "closeness", "接近"), .init("betweenness", "betweenness", "中介"), .init("core", "core", "核"),
        .init("community", "community", "社群"),
      ],
      rows: order.map { h in
        [
          .text(input.ids[h]), .number(Double(all.both.degree(of: h))), .number(all.eigen?.vector[h]),
          .number(all.katz?[h]), .number(all.diffusion[h]), .number(all.paths.closeness[h]),
          .number(all.paths.betweenness[h]), .number(Double(all.cores[h])),
          .number(Double(all.communities.of[h] + 1)),
        ]
      })
  }

  private func footnote(_ language: Language) -> String {
    let (all, measures) = (layers[0], layers[0].measures)
    let q = plainNumber((all.passing * 1e4).rounded() / 1e4)
    let largest = Int(measures.largestComponentShare * Double(measures.householdCount))
    return NetworkWords.centrality(passing: q, rounds: all.rounds)[language]
      + (measures.pathSourceCount < largest ? NetworkWords.sampledPaths[language] : "") + "\n"
  }

  var json: OrderedJSON {
    .object([
      ("network", .text(input.title)), ("households", .integer(input.ids.count)), ("layers", table.json),
      ("assortativity", assortativityTable.json), ("triads", triadTable(isWide: true).json),
      ("random", comparisonTable.json),
    ])
  }

  /// Share of households by number of ties, a line a layer.
  func picture(_ language: Language) -> String {
    let lines = layers.map { layer -> LineFigure.Line in
      let n = Double(layer.both.householdCount)
      var counts = [Int](repeating: 0, count: layer.measures.largestDegree + 1)
      for h in 0..<layer.both.householdCount { counts[layer.both.degree(of: h)] += 1 }
      return LineFigure.Line(
        name: layer.name, points: counts.enumerated().map { (Double($0.offset), Double($0.element) / n) })
    }
    return LineFigure(
      title: NetworkWords.tiesOfAHousehold[language], subtitle: input.title, xLabel: NetworkWords.ties[language],
      yLabel: NetworkWords.shareOfHouseholds[language], lines: lines
    ).svg
  }
}
