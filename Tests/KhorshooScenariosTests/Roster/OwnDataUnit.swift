import Foundation
import KhorshooEngine
import KhorshooModel
import KhorshooScenarios
import KhorshooText
import Testing

/// The scenario `scenarios/own-data`: what its tables say is what the banner has, the rest is drawn.
@Suite struct OwnDataUnit {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../scenarios").standardizedFileURL.path
  static let path = folder + "/own-data/own-data.yaml"

  /// The scenario, some of its files changed.
  static func resolve(
    _ overrides: ScenarioOverrides = ScenarioOverrides(), _ change: (String, String) -> String? = { _, _ in nil }
  ) throws(UserError) -> ResolvedScenario {
    try withoutActuallyEscaping(change) { change throws(UserError) in
      let contents = ["own-data.yaml", "households.csv", "ties.csv", "grids.csv", "cooperatives.csv"].map { name in
        let path = folder + "/own-data/" + name
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return (path, change(name, text) ?? text)
      }
      let shipped = ["/ewenki.yaml", "/calibration/ewenki-posterior.csv"].map { name in
        (folder + name, (try? String(contentsOfFile: folder + name, encoding: .utf8)) ?? "")
      }
      let all = contents + shipped
      return try Scenario.resolve(
        path: path, files: .memory(Dictionary(uniqueKeysWithValues: all.map { ($0, Array($1.utf8)) })),
        overrides: overrides, ledger: .standard(), knownOutcomes: ResolvedScenario.outcomeNames(),
        knownLevels: ModelOutcomes.levels)
    }
  }

  @Test func countsAndNamesAreThoseOfTheRoster() throws {
    let resolved = try Self.resolve()
    let banner = try resolved.banner()
    #expect(banner.places.householdCount == 203 && banner.places.grids.count == 5)
    #expect(banner.places.sumu.map(\.id) == ["Yimin"] && banner.places.gacha.map(\.id) == ["Bayan Tohoi", "Hudag"])
    #expect(banner.places.grids.map(\.id).sorted().first == "Bayan Tohoi-1")
    #expect(resolved.values["places.householdCount"] == .integer(203))
    #expect(banner.households.partyMembers.reduce(0, +) == resolved.values.integer("places.partyMemberCount"))
    #expect(banner.places.registeredCooperatives.count == 3)
    #expect(resolved.warnings.isEmpty, "\(resolved.warnings)")
  }

  @Test func everyGivenTraitIsThatOfTheHousehold() throws {
    let resolved = try Self.resolve()
    let (banner, roster) = (try resolved.banner(), try #require(resolved.roster).roster)
    let rows = try #require(banner.rosterRows)
    #expect(Set(rows).count == 203)
    let households = banner.households
    let columns: [(RosterTrait, [Float])] = [
      (.persons, households.persons), (.pastureMu, households.pastureMu), (.sheepUnits, households.sheepUnitsAtStart),
      (.trust, households.trust), (.xKm, households.xKm.map { Float($0) }),
    ]
    for (trait, values) in columns {
      let given = try #require(roster.numbers[trait])
      var drawn = 0
      for (h, row) in rows.enumerated() {
        if given[row].isNaN {
          drawn += 1
        } else {
          #expect(values[h] == Float(given[row]), "\(trait) of \(roster.ids[row])")
        }
        #expect(values[h].isFinite)
      }
      #expect(trait == .sheepUnits || drawn > 0, "the example has gaps in \(trait)")
    }
    for (h, row) in rows.enumerated() {
      #expect(
        banner.places.gacha[banner.places.gachaOfHousehold[h]].id == roster.gacha!.names[roster.gacha!.index[row]])
      #expect(banner.places.grids[banner.places.gridOfHousehold[h]].id == roster.grid!.names[roster.grid!.index[row]])
    }
    for row in try #require(roster.grids) {
      let central = try #require(row.central)
      let h = try #require(rows.firstIndex(of: central))
      #expect(households.isCentral[h] && banner.places.grids[banner.places.gridOfHousehold[h]].centralHousehold == h)
    }
  }

  @Test func whoJoinedBeforeTheRunIsAMember() throws {
    let resolved = try Self.resolve()
    let banner = try resolved.banner()
    let roster = try #require(resolved.roster).roster
    let joined = try #require(roster.joined)
    let members = zip(banner.households.isMemberAtStart, try #require(banner.rosterRows)).map {
      ($0, joined[$1] != nil)
    }
    #expect(members.allSatisfy { $0.0 == $0.1 } && members.contains { $0.0 } && members.contains { !$0.0 })
    // Before anybody joined nobody is a member.
    let early = try Self.resolve { name, text in
      name == "own-data.yaml" ? text + "run: {start: 2010Q1}\n" : nil
    }.banner()
    #expect(!early.households.isMemberAtStart.contains(true))
  }

  @Test func wordPassesAlongTheTiesOfTheTable() throws {
    let resolved = try Self.resolve()
    let banner = try resolved.banner()
    let table = try #require(resolved.roster?.roster.ties)
    let summary = banner.network.summary
    #expect(summary.otherLayers == ["shared-pasture"])
    for (k, layer) in ["neighbour", "kin", "business"].enumerated() {
      let count = table.layer.count { table.layers[Int($0)] == layer }
      #expect(summary.meanDegreeByLayer[k] == 2 * Double(count) / 203)
    }
    let before = try Self.resolve { name, text in name == "own-data.yaml" ? text + "run: {start: 2012Q1}\n" : nil }
    // A dated tie does not stand before its date.
    #expect(try #require(before.roster?.roster.ties).count < table.count)
  }

  @Test func aDirectedTieIsHeardAtItsEndOnly() throws {
    let one = ["ties.csv": "source,target,layer\nBT-001,BT-002,advice\n"]
    let directed = try Self.resolve(
      ScenarioOverrides(settings: ["network.weightHub=0", "network.weightOrganisation=0"])
    ) {
      name, text in
      name == "own-data.yaml" ? text.replacing("ties.csv", with: "ties.csv\n    directed: true") : one[name]
    }
    let banner = try directed.banner()
    let rows = try #require(banner.rosterRows)
    let (from, to) = (try #require(rows.firstIndex(of: 0)), try #require(rows.firstIndex(of: 1)))
    let weights = banner.network.weights
    #expect(weights.columns.map(Int.init) == [from])
    #expect(weights.rowStarts[to + 1] - weights.rowStarts[to] == 1)
  }

  @Test func homesteadsOnTheGlobeAreLaidFlat() throws {
    let resolved = try Self.resolve { name, text in
      guard name == "households.csv" else { return nil }
      // Kilometres read as degrees.
      return text.replacing("xKm,yKm", with: "longitude,latitude")
    }
    let banner = try resolved.banner()
    let flat = try Self.resolve().banner()
    let degree = 6371.0088 * Double.pi / 180
    let rows = try #require(banner.rosterRows)
    #expect(rows == flat.rosterRows)
    let given = try #require(resolved.roster?.roster.numbers[.latitude])
    let known = (0..<203).filter { !given[rows[$0]].isNaN }
    let mean = known.reduce(0) { $0 + given[rows[$1]] } / Double(known.count)
    // Longitudes shrink by the cosine of the mean latitude.
    let shrink = cos(mean * .pi / 180)
    for h in known {
      #expect(abs(banner.households.yKm[h] - (given[rows[h]] - mean) * degree) < 1e-6)
      let east = banner.households.xKm[h] - banner.households.xKm[known[0]]
      #expect(abs(east - (flat.households.xKm[h] - flat.households.xKm[known[0]]) * degree * shrink) < 1e-6)
    }
  }

  @Test func countsBesideTheRosterMustAgree() {
    let error = #expect(throws: UserError.self) {
      try Self.resolve(ScenarioOverrides(settings: ["places.gridCount=7"]))
    }
    #expect(
      error?.description
        == "--set: places.gridCount: found 7, but the roster has 5; delete the line: the count follows from the roster [impossible-counts]"
    )
  }

  @Test func whatTheRosterDoesNotSayIsStatedBesideIt() throws {
    func without(_ name: String, _ text: String) -> String? {
      switch name {
      case "own-data.yaml": text.replacing("    grids: grids.csv\n    cooperatives: cooperatives.csv\n", with: "")
      case "households.csv": "id,gacha\n" + (1...40).map { "\($0),a\n" }.joined()
      case "ties.csv": "source,target\n1,2\n"
      default: nil
      }
    }
    let error = #expect(throws: UserError.self) { try Self.resolve(ScenarioOverrides(), without) }
    #expect(
      error?.diagnostics.map { "\($0.key) \($0.code)" } == [
        "places.gridCount missing-key", "places.partyMemberCount missing-key", "places.cooperativeCount missing-key",
      ])
    let settings = ["places.gridCount=3", "places.partyMemberCount=9", "places.cooperativeCount=1"]
    let banner = try Self.resolve(ScenarioOverrides(settings: settings), without).banner()
    #expect(banner.places.grids.count == 3 && banner.households.partyMembers.reduce(0, +) == 9)
  }

  @Test func aMemberNeedsACooperative() {
    let error = #expect(throws: UserError.self) {
      try Self.resolve { name, text in
        name == "cooperatives.csv"
          ? text.replacing("hudag-mixed,Hudag,1,found,mixed,false", with: "x,Hudag,,,,true") : nil
      }
    }
    #expect(error?.diagnostics.map(\.code) == ["member-without-cooperative"])
  }

  @Test func surveyPeriodsHaveNoPlaceInARun() {
    let error = #expect(throws: UserError.self) {
      try Self.resolve { name, text in
        switch name {
        case "households.csv": text.replacing("joined", with: "joinedLong")
        case "ties.csv": "source,target,since\nBT-001,BT-002,3\n"
        default: nil
        }
      }
    }
    #expect(error?.diagnostics.map(\.code) == ["malformed-period"])
  }

  @Test func namesBesideTheRosterAreTaken() throws {
    let list = "  sumu: [{id: Yimin, name: Yimin Sumu, chinese: 伊敏苏木, pastoral: true}]\n"
    let resolved = try Self.resolve { name, text in
      name == "own-data.yaml" ? text.replacing("  areaKm2", with: list + "  areaKm2") : nil
    }
    #expect(try resolved.banner().places.sumu.map(\.nameChinese) == ["伊敏苏木"])
    let error = #expect(throws: UserError.self) {
      try Self.resolve { name, text in
        name == "own-data.yaml"
          ? text.replacing("  areaKm2", with: list.replacing("id: Yimin", with: "id: Yimim") + "  areaKm2") : nil
      }
    }
    #expect(error?.diagnostics.map(\.code) == ["unknown-place"])
  }

  @Test func theResolvedScenarioReadsBackTheSame() throws {
    let resolved = try Self.resolve(ScenarioOverrides(settings: ["run.years=3"]))
    let files = Dictionary(uniqueKeysWithValues: resolved.filesOfResult.map { ($0.name, $0.text) })
    let again = try ScenarioReading(
      path: "scenario.resolved.yaml", contents: files, overrides: ScenarioOverrides(),
      knownOutcomes: ResolvedScenario.outcomeNames(), knownLevels: ModelOutcomes.levels
    ).resolved()
    #expect(again.hash == resolved.hash && resolved.differences(to: again).isEmpty)
    #expect(again.resolvedYAML() == resolved.resolvedYAML())
    // One cell of one table is another scenario.
    let other = try Self.resolve(ScenarioOverrides(settings: ["run.years=3"])) { name, text in
      name == "ties.csv" ? text.replacing("BT-001,BT-058,neighbour,,", with: "BT-001,BT-058,neighbour,0.5,") : nil
    }
    #expect(other.hash != resolved.hash)
    #expect(resolved.differences(to: other).map(\.key) == ["places.roster.ties"])
  }

  @Test func strictTakesWarningsForErrors() throws {
    func isolated(_ name: String, _ text: String) -> String? {
      name == "ties.csv" ? text.split(separator: "\n").filter { !$0.contains("BT-001") }.joined(separator: "\n") : nil
    }
    #expect(try Self.resolve(ScenarioOverrides(), isolated).warnings.map(\.code) == ["isolated-household"])
    var strict = ScenarioOverrides()
    strict.isStrict = true
    let error = #expect(throws: UserError.self) { try Self.resolve(strict, isolated) }
    #expect(error?.diagnostics.map(\.code) == ["isolated-household"] && error?.exit == .invalidData)
  }

  @Test func whatIsDrawnIsSaid() throws {
    let resolved = try Self.resolve()
    let roster = try #require(resolved.roster)
    let drawn = roster.drawn
    #expect(
      drawn.contains("knowledge") && drawn.contains { $0.hasPrefix("homesteads of ") } && !drawn.contains("grids"))
    #expect(roster.summary(.english).contains("kept: interviewer"))
  }

  @Test func aRunClosesItsLedgers() throws {
    let model = try Self.resolve(ScenarioOverrides(settings: ["run.years=2"])).model()
    let run = try MonteCarloRunner(replicates: 16, threads: 2).run(model)
    for (ledger, residual) in zip(run.ledgers, run.ledgerResiduals) { #expect(residual <= ledger.tolerance) }
  }

  @Test func householdsWithoutAnimalsOrLandAreRun() throws {
    let model = try Self.resolve(ScenarioOverrides(settings: ["run.years=1"])) { name, text in
      guard name == "households.csv" else { return nil }
      return text.replacing(
        "BT-001,Yimin,Bayan Tohoi,1,13.04,-2.72,3,1399,227", with: "BT-001,Yimin,Bayan Tohoi,1,13.04,-2.72,3,0,0")
    }.model()
    let run = try MonteCarloRunner(replicates: 16, threads: 1).run(model)
    for (ledger, residual) in zip(run.ledgers, run.ledgerResiduals) { #expect(residual <= ledger.tolerance) }
    #expect(model.banner.households.sheepUnitsAtStart.contains(0))
  }
}
