import ArgumentParser
import KhorshooInputs
import KhorshooReports

/// `khorshoo roster`: the population of a scenario as tables that can be read back.
struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster", abstract: "Write the households, ties, grids and cooperatives of a scenario as tables.",
    discussion: """
      Writes households.csv, ties.csv, grids.csv, cooperatives.csv, base.yaml (the scenario) and scenario.yaml, which runs it on \
      these tables. With --private no household can be told from fewer than --k others of its gacha by persons, herd and \
      pasture, identifiers and places are numbers, and homesteads are moved within --cell-km.

      Examples:
        khorshoo roster scenarios/ewenki.yaml --out results/roster
        khorshoo roster scenarios/own-data/own-data.yaml --private --out shared
      """)

  @OptionGroup var scenario: ScenarioArguments

  @Option(help: ArgumentHelp("Folder to write.", valueName: "dir"))
  var out: String

  @Flag(name: .customLong("private"), help: "Make households unrecognisable.")
  var isPrivate = false

  @Option(help: "With --private: fewest households that are alike.")
  var k = 5

  @Option(name: .customLong("cell-km"), help: "With --private: side of the square in which a homestead is moved, km.")
  var cellKm = 5.0

  @Flag(help: "Leave the ties out: they are generated again when the roster is read.")
  var withoutTies = false

  func validate() throws {
    if !(2...1000).contains(k) { throw ValidationError("--k: found \(k), expected 2 to 1000.") }
    if !(0.001...1000).contains(cellKm) {
      throw ValidationError("--cell-km: found \(cellKm), expected 0.001 to 1000.")
    }
  }

  func run() throws {
    let resolved = try scenario.resolve()
    Console.warn(resolved.warnings)
    let banner = try resolved.banner()
    var roster = banner.roster(values: resolved.values, seed: resolved.run.seed, survey: resolved.roster?.roster)
    if withoutTies { roster.ties = nil }
    var report = "\(roster.count) households, \(roster.ties?.count ?? 0) ties\n"
    if isPrivate {
      // Its draws follow no seed: who knew it could put the households in their old order.
      var generator = SystemRandomNumberGenerator()
      let closed = PrivateRoster(roster, k: k, cellKm: cellKm, keepsTies: !withoutTies, using: &generator)
      roster = closed.roster
      report += """
        no household is told from fewer than \(closed.smallestGroup ?? 0) by persons, herd and pasture within its gacha
        \(closed.suppressed) households of small gacha have no persons, herd and pasture
        homesteads are moved within \(cellKm) km; party membership, dates and columns of your own are left out
        ties are as they were: who knows those of a household may find it (--without-ties leaves them out)

        """
    }
    let folder = try ResultFolder(path: out)
    for table in RosterWriter(roster).tables { try folder.write(table.text, as: table.name) }
    try folder.write(resolved.resolvedYAML(), as: "base.yaml")
    let members = banner.households.partyMembers.reduce(0, +)
    try folder.write(
      resolved.scenario(on: roster, base: "base.yaml", partyMembers: members), as: "scenario.yaml")
    try folder.commit(Manifest(version: Khorshoo.version))
    try Console.write(report + "Written: \(out)\n")
  }
}
