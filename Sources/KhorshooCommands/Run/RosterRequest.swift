import KhorshooInputs
import KhorshooReports

/// `khorshoo roster`: the population of a scenario as tables that can be read back.
package struct RosterRequest: Request {
  package var scenario: ScenarioRequest
  package var out: String
  package var isPrivate: Bool
  package var k: Int
  package var cellKm: Double
  package var withoutTies: Bool

  package init(
    scenario: ScenarioRequest, out: String, isPrivate: Bool = false, k: Int = 5, cellKm: Double = 5.0,
    withoutTies: Bool = false
  ) {
    self.scenario = scenario
    self.out = out
    self.isPrivate = isPrivate
    self.k = k
    self.cellKm = cellKm
    self.withoutTies = withoutTies
  }

  package func check() throws(InvalidArgument) {
    if !(2...1000).contains(k) { throw InvalidArgument("--k: found \(k), expected 2 to 1000.") }
    if !(0.001...1000).contains(cellKm) {
      throw InvalidArgument("--cell-km: found \(cellKm), expected 0.001 to 1000.")
    }
  }

  package func report(_ session: Session = .silent) throws -> CommandReport {
    let resolved = try scenario.resolve()
    session.warn(resolved.warnings)
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
    for table in resolved.tableOfWorlds { try folder.write(table.text, as: table.name) }
    let members = banner.households.partyMembers.reduce(0, +)
    try folder.write(
      resolved.scenario(on: roster, base: "base.yaml", partyMembers: members), as: "scenario.yaml")
    try folder.commit(Manifest(version: Program.version))
    return CommandReport(Messages.said(report + "Written: \(out)\n"))
  }
}
