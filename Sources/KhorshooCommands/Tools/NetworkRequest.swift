import KhorshooNetworks
import KhorshooReports
import KhorshooScenarios

/// `khorshoo network`: statistics of a network of the user's own, or of the one that a scenario generates.
package struct NetworkRequest: Request {
  package var network: NetworkSource
  package var attenuation: Double
  package var passing: Double?
  package var rounds: Int?
  package var seed: UInt64
  /// Random networks of the same degrees to compare with.
  package var random: Int
  package var output: FolderOutput

  package init(
    network: NetworkSource, attenuation: Double = 0.5, passing: Double? = nil, rounds: Int? = nil,
    seed: UInt64 = 1, random: Int = 0, output: FolderOutput
  ) {
    self.network = network
    self.attenuation = attenuation
    self.passing = passing
    self.rounds = rounds
    self.seed = seed
    self.random = random
    self.output = output
  }

  package func check() throws(InvalidArgument) {
    guard attenuation > 0, attenuation < 1 else {
      throw InvalidArgument("--attenuation: found \(attenuation), expected a number between 0 and 1.")
    }
    guard passing.map({ $0 > 0 && $0 <= 1 }) ?? true else {
      throw InvalidArgument("--passing: found \(passing ?? 0), expected a probability above 0.")
    }
    guard rounds.map({ (1...1000).contains($0) }) ?? true else {
      throw InvalidArgument("--rounds: found \(rounds ?? 0), expected 1 to 1000.")
    }
    guard random == 0 || (19...100_000).contains(random) else {
      throw InvalidArgument("--random: found \(random), expected 0 for none, or 19 to 100000.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let input = try network.read(session)
    let report = NetworkReport(
      input, .init(seed: seed, attenuation: attenuation, passing: passing, rounds: rounds, random: random))
    return try output.write(
      text: report.text(output.language), json: report.json,
      tables: report.tables
        + (network.generate == nil ? [] : [.init(definition: NetworkTables.ties, rows: input.tieRows)]),
      pictures: [("degrees.svg", report.picture(output.language))]
        + (report.map(output.language).map { [("network.svg", $0)] } ?? []), inputs: input.inputFiles,
      title: "khorshoo network \(input.title)", seed: seed)
  }
}
