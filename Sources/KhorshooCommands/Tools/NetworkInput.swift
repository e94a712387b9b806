import Foundation
import KhorshooInputs
import KhorshooModel
import KhorshooNetworks
import KhorshooReports
import KhorshooScenarios
import KhorshooText

/// Where ties come from: the user's tables, or the network that a scenario generates.
package struct NetworkSource: Checked {
  package var scenario: String?
  package var ties: String?
  /// A random network, as `ws:n=1000,k=6,p=0.1`.
  package var generate: String?
  package var networkSeed: UInt64
  package var households: String?
  package var directed: Bool
  package var layers: String?
  package var period: Int32?
  package var strict: Bool
  /// What stands before the decimals of the tables.
  package var mark: DecimalMark

  package init(
    scenario: String? = nil, ties: String? = nil, generate: String? = nil, networkSeed: UInt64 = 1,
    households: String? = nil, directed: Bool = false,
    layers: String? = nil, period: Int32? = nil, strict: Bool = false,
    decimalComma: Bool = false
  ) {
    self.scenario = scenario
    self.ties = ties
    self.generate = generate
    self.networkSeed = networkSeed
    self.households = households
    self.directed = directed
    self.layers = layers
    self.period = period
    self.strict = strict
    mark = decimalComma ? .comma : .point
  }

  package func check() throws(InvalidArgument) {
    guard [scenario, ties, generate].count(where: { $0 != nil }) == 1 else {
      throw InvalidArgument("Name either a scenario, a table of --ties or a network to --generate.")
    }
    if let generate { _ = try GeneratedNetwork(parsing: generate) }
    if households != nil, tables == nil {
      throw InvalidArgument("--households needs --ties, or a folder with ties.csv.")
    }
  }

  /// Reads the tables, or generates the network.
  ///
  /// - Throws: `UserError` with everything that is wrong.
  func read(_ session: Session) throws -> NetworkInput {
    if let generate {
      let input = NetworkInput(try GeneratedNetwork(parsing: generate), text: generate, seed: networkSeed)
      return try input.selecting(layers: layers, period: period)
    }
    let input = try tables.map { try roster($0, $1, session) } ?? NetworkInput(scenario: scenario ?? "")
    return try input.selecting(layers: layers, period: period)
  }

  /// The tables of ties and households: those that are named, or those of a folder; nil for a scenario.
  private var tables: (ties: String, households: String?)? {
    if let ties { return (ties, households) }
    var isFolder: ObjCBool = false
    guard let scenario, FileManager.default.fileExists(atPath: scenario, isDirectory: &isFolder), isFolder.boolValue
    else { return nil }
    let beside = scenario + "/households.csv"
    return (scenario + "/ties.csv", households ?? (FileManager.default.fileExists(atPath: beside) ? beside : nil))
  }

  private func roster(_ tiesPath: String, _ households: String?, _ session: Session) throws(UserError)
    -> NetworkInput
  {
    var paths = RosterPaths(households: households, ties: tiesPath, isDirected: directed)
    paths.decimal = mark
    paths.decimalDeclaration = "--decimal-comma"
    let reading = try RosterReader.read(paths, isStrict: strict)
    session.warn(reading.warnings)
    let roster = reading.roster
    guard let ties = roster.ties else { preconditionFailure("a table of ties was read and gave none") }
    let groups = [("gacha", roster.gacha), ("grid", roster.grid)].compactMap { name, units in
      units.map { NetworkInput.Partition(name: name, names: $0.names, index: $0.index) }
    }
    var input = NetworkInput(
      title: tiesPath, ids: roster.ids, ties: ties, partitions: groups,
      herd: roster.numbers[.sheepUnits], roster: roster,
      inputFiles: reading.inputFiles.map { Manifest.InputFile(path: $0.path, sha256: $0.sha256) })
    input.decimal = paths.decimal
    return input
  }
}

/// A network with what is known of its households.
struct NetworkInput {
  /// Households in groups, such as gacha; a household without one has index -1.
  struct Partition {
    let name: String
    let names: [String]
    let index: [Int]

    /// Groups from 0, those without one together in the last.
    var groups: [Int] { index.map { $0 < 0 ? names.count : $0 } }
  }

  let title: String
  let ids: [String]
  var ties: TieTable
  let partitions: [Partition]
  /// Sheep units, NaN where missing; nil when not known.
  let herd: [Double]?
  /// What the table of households says; nil for a generated network.
  let roster: Roster?
  let inputFiles: [Manifest.InputFile]
  /// Weight of each layer of the table.
  var layerWeights: [Float] = []
  var period: Int32?
  /// Sign before fractions in the tables.
  var decimal = DecimalMark.point

  /// The network of all chosen layers.
  var graph: TieGraph { TieGraph(ties, layerWeights: layerWeights, period: period) }

  /// The network of one layer.
  func graph(layer: Int) -> TieGraph {
    TieGraph(ties, layerWeights: layerWeights.indices.map { $0 == layer ? 1 : 0 }, period: period)
  }

  /// Layers that count.
  var chosenLayers: [Int] { layerWeights.indices.filter { layerWeights[$0] > 0 } }

  /// With weights of layers as written on the command line.
  func selecting(layers: String?, period: Int32?) throws(UserError) -> NetworkInput {
    var chosen = self
    chosen.period = period
    if chosen.layerWeights.isEmpty { chosen.layerWeights = Array(repeating: 1, count: ties.layers.count) }
    guard let layers else { return chosen }
    chosen.layerWeights = Array(repeating: 0, count: ties.layers.count)
    for part in layers.split(separator: ",") {
      let pieces = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard let layer = ties.layers.firstIndex(of: pieces[0]) else {
        throw .fault(
          "unknown-layer", .usage, "--layers",
          "found \(quoted(pieces[0])), expected one of \(ties.layers.joined(separator: ", "))"
            + Nearest.hint(pieces[0], among: ties.layers, listed: 0))
      }
      let weight = pieces.count == 2 ? Float(pieces[1]) : 1
      guard let weight, weight > 0, weight.isFinite else {
        throw .fault(
          "layer-weight", .usage, "--layers",
          "found \(quoted(part)), expected a layer, = and a weight above 0, such as kin=0.5")
      }
      chosen.layerWeights[layer] = weight
    }
    return chosen
  }

  /// Groups of a partition, or of the places that the table names.
  ///
  /// - Throws: `UserError` 64 `unknown-partition`.
  func groups(_ name: String, option: String) throws(UserError) -> [Int] {
    if let partition = partitions.first(where: { $0.name == name }) { return partition.groups }
    throw .fault(
      "unknown-partition", .usage, option,
      partitions.isEmpty
        ? "found \(quoted(name)), but no column of gacha or grids was read; add one to --households"
        : "found \(quoted(name)), expected one of \(partitions.map(\.name).joined(separator: ", "))")
  }
}

extension NetworkInput {
  /// The network that a scenario generates, its layers with the weights of the ledger.
  init(scenario path: String) throws {
    let resolved = try Scenario.resolve(
      path: path, knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels)
    let banner = try resolved.banner()
    let (places, households, ties) = (banner.places, banner.households, banner.network.ties)
    self.init(
      title: path, ids: (0..<places.householdCount).map { "household-\(households.rosterNumber[$0])" }, ties: ties,
      partitions: [
        Partition(name: "gacha", names: places.gacha.map(\.id), index: places.gachaOfHousehold),
        Partition(name: "grid", names: places.grids.map(\.id), index: places.gridOfHousehold),
      ],
      herd: households.sheepUnitsAtStart.map(Double.init), roster: nil,
      inputFiles: resolved.inputFiles.map { Manifest.InputFile(path: $0.path, sha256: $0.sha256) })
    layerWeights = ties.layers.map { name in
      // Layers of a roster that the model does not know weigh 1.
      guard TieLayer.allCases.contains(where: { "\($0)" == name }) else { return 1 }
      return Float(resolved.values.number("network.weight" + name.prefix(1).uppercased() + name.dropFirst()))
    }
  }
}

extension UserError {
  /// One thing that is wrong with an option or a table.
  static func fault(_ code: String, _ exit: Exit, _ path: String, _ message: String) -> UserError {
    UserError(exit, [Diagnostic(code: code, path: path, message: message)])
  }
}
