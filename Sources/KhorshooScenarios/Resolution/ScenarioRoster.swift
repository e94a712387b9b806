import KhorshooInputs
import KhorshooModel

extension ResolvedScenario {
  /// What a result folder needs to be computed again: the scenario, and the tables of its roster beside it.
  public var filesOfResult: [(name: String, text: String)] {
    [("scenario.resolved.yaml", resolvedYAML())] + (roster?.tables ?? []).map { ($0.copyName, $0.text) } + tableOfWorlds
  }

  /// The table of worlds that ``resolvedYAML(origins:besideTables:)`` names, beside which it has to stand; none without one.
  public var tableOfWorlds: [(name: String, text: String)] {
    worldTable.map { [(RunUncertainty.copyName, $0.csv)] } ?? []
  }

  /// A scenario file that has a roster in the place of this scenario's population, and this one as its base.
  ///
  /// - Parameters:
  ///   - roster: as written by `RosterWriter` beside it.
  ///   - base: name of this scenario's file beside it.
  ///   - partyMembers: stated where the roster does not say them.
  public func scenario(on roster: Roster, base: String, partyMembers: Int) -> String {
    var lines = ["schema: 1", "base: \(base)", "places:", "  roster:", "    households: households.csv"]
    if roster.ties != nil { lines.append("    ties: ties.csv") }
    if roster.grids != nil { lines.append("    grids: grids.csv") }
    if roster.cooperatives != nil { lines.append("    cooperatives: cooperatives.csv") }
    if roster.ties?.isDirected == true { lines.append("    directed: true") }
    if roster.numbers[.partyMembers] == nil { lines.append("  partyMemberCount: \(partyMembers)") }
    return lines.joined(separator: "\n") + "\n"
  }
}
