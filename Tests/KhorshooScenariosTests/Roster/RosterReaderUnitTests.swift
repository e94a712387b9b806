import KhorshooInputs
import KhorshooModel
import KhorshooText
import Testing

/// What a roster says is what is read, cell by cell.
@Suite struct RosterReaderUnitTests {
  @Test func everyColumnIsRead() throws {
    let reading = try RosterFixtures.read()
    let roster = reading.roster
    #expect(roster.ids == ["A-01", "A-02", "A-03", "家-4"])
    #expect(roster.sumu == Roster.Units(all: "North", count: 4))
    #expect(roster.gacha == Roster.Units(names: ["Bayan", "Hudag"], index: [0, 0, 0, 1]))
    // Both gacha have a grid 1, so that grids are named after their gacha too.
    #expect(roster.grid == Roster.Units(names: ["Bayan-1", "Bayan-2", "Hudag-1"], index: [0, 0, 1, 2]))
    #expect(roster.numbers[.yKm] == [0, 0.5, 0, 8])
    #expect(roster.numbers[.isMember] == [1, 0, 0, 1])
    let persons = try #require(roster.numbers[.persons])
    #expect(persons[0] == 3 && persons[2].isNaN)
    #expect(roster.headBySpecies["sheep"]?[2] == 220 && roster.headBySpecies["cattle"] == nil)
    let joined: [Int32?] = [8057, nil, 8064, 8063]  // 4 x year + quarter - 1
    #expect(roster.joined == joined && roster.calendar == .quarters)
    #expect(roster.extra == [Roster.ExtraColumn(name: "surname", cells: ["Bat, elder", "", "Dorj", "Suh"])])
    #expect(roster.grids == [.init(grid: 0, central: 0), .init(grid: 1, central: nil), .init(grid: 2, central: 3)])
    #expect(
      roster.cooperatives == [
        .init(id: "coop", gacha: 0, grid: 0, mode: .lead, product: "mutton", isShell: false),
        .init(id: "other", gacha: 1, grid: nil, mode: nil, product: nil, isShell: nil),
      ])
    #expect(reading.warnings.isEmpty && reading.inputFiles.map(\.path) == RosterFixtures.paths.all)
  }

  @Test func tiesHaveLayersWeightsAndDates() throws {
    let ties = try #require(try RosterFixtures.read().roster.ties)
    #expect(ties.layers == ["kin", "business"] && !ties.isDirected && ties.householdCount == 4)
    #expect(ties.source == [0, 1, 1, 2] && ties.target == [1, 2, 2, 3])
    #expect(ties.weight == [1, 0.5, 0.5, 1] && ties.layer == [0, 0, 0, 1])
    let (since, until): ([Int32], [Int32]) = ([.min, 8052, 8064, .min], [.max, 8063, .max, .max])
    #expect(ties.since == since && ties.until == until)
  }

  @Test func aListOfTiesAloneNamesItsHouseholds() throws {
    let reading = try RosterFixtures.read(
      ["ties.csv": "\u{FEFF}from,to,weight\r\nx,y,2\r\ny,z,0\r\n\"q \"\"1\"\"\",x,\r\n"],
      paths: RosterPaths(ties: "ties.csv", isDirected: true))
    #expect(reading.roster.ids == ["x", "y", "z", "q \"1\""])
    let ties = try #require(reading.roster.ties)
    // A tie of weight 0 is none.
    #expect(ties.source == [0, 3] && ties.target == [1, 0] && ties.weight == [2, 1] && ties.isDirected)
  }

  @Test func aTieNamedFromBothEndsIsOne() throws {
    let change = ["ties.csv": "source,target\nA-01,A-02\nA-02,A-01\nA-03,家-4\nA-03,A-01\n"]
    let reading = try RosterFixtures.read(change)
    #expect(reading.mergedTies == 1 && reading.roster.ties?.source == [0, 2, 2])
    var directed = RosterFixtures.paths
    directed.isDirected = true
    #expect(try RosterFixtures.read(change, paths: directed).roster.ties?.count == 4)
  }

  @Test func oneGachaIsEnough() throws {
    let reading = try RosterFixtures.read(
      ["households.csv": "id\n1\n2\n"], paths: RosterPaths(households: "households.csv"))
    #expect(reading.roster.gacha == nil && reading.roster.count == 2 && reading.roster.ties == nil)
  }

  @Test func faultsOfBothTablesAreToldAtOnce() throws {
    let paths = RosterPaths(households: "households.csv", ties: "ties.csv")
    func codes(_ households: String) -> [String]? {
      let tables = ["households.csv": households, "ties.csv": "source,target\nA,Z\nB,B\n"]
      return #expect(throws: UserError.self) { try RosterFixtures.read(tables, paths: paths) }?.diagnostics.map(\.code)
    }
    #expect(codes("id,persons\nA,x\nA,2\nB,3\n") == ["wrong-type", "duplicate-id", "unknown-id", "self-tie"])
    // Without the name of a household its ties cannot be told from wrong ones.
    #expect(codes("id,persons\nA,1\n,2\nB,3\n") == ["missing-value"])
  }

  @Test func isolatedHouseholdsAndUnreachableGachaAreDoubtful() throws {
    let change = ["ties.csv": "source,target\nA-01,A-02\n"]
    let reading = try RosterFixtures.read(change)
    #expect(
      reading.warnings.map(\.description) == [
        "households.csv:2:1: warning: gacha: no tie leads into the gacha 'Bayan' from another, so no word reaches it from there; were such ties asked for? [unreachable-gacha]",
        "households.csv:4:1: warning: the household 'A-03' has no tie, so no word reaches it but by other ways; is a tie missing? [isolated-household]",
        "households.csv:5:1: warning: the household '家-4' has no tie, so no word reaches it but by other ways; is a tie missing? [isolated-household]",
        "households.csv:5:1: warning: gacha: no tie leads into the gacha 'Hudag' from another, so no word reaches it from there; were such ties asked for? [unreachable-gacha]",
      ])
    let error = #expect(throws: UserError.self) { try RosterFixtures.read(change, isStrict: true) }
    #expect(error?.diagnostics.count == 4 && error?.diagnostics.allSatisfy { $0.severity == .error } == true)
  }

  @Test func identifiersAreFoundByTheirBytes() {
    var index = IdentifierIndex()
    for number in 0..<5000 { #expect(index.insert("h\(number)").number == number) }
    #expect(!index.insert("h77").isNew && index.find("h4999") == 4999 && index.find("h5000") == nil)
    #expect(index.count == 5000 && index.names[123] == "h123")
  }

  /// A fast reading of a decimal must be the one of the standard library.
  @Test func decimalsAreExact() throws {
    let texts = ["0.1", "-12.75", "123456789.012345", "0", "-0", "7", "999999999999999", "0.000001", "1e3", "2.5e-7"]
    for text in texts {
      let reading = try RosterFixtures.read(
        ["households.csv": "id,cashYuan\n1,\(text.contains("999999999") ? "1" : text)\n"],
        paths: RosterPaths(households: "households.csv"))
      let expected = text.contains("999999999") ? 1 : Double(text)
      #expect(reading.roster.numbers[.cashYuan]?.first == expected, "\(text)")
    }
  }
}
