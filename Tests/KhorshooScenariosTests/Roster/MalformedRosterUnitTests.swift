import Foundation
import KhorshooInputs
import KhorshooText
import Testing

/// The folder `MalformedRosters` holds one table for each fault, which stands for its namesake in a roster that is right;
/// `MESSAGES.txt` in it holds what the user reads about each.
@Suite struct MalformedRosterUnitTests {
  private static let folder = Bundle.module.resourceURL!.appendingPathComponent("MalformedRosters")

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".csv") }.sorted()

  private static let messages: [Substring] = {
    let text = (try? String(contentsOf: folder.appendingPathComponent("MESSAGES.txt"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n")
  }()

  /// The roster of the fixture with one table in the place of its namesake; warnings are errors.
  static func problems(_ name: String, _ bytes: [UInt8]? = nil) -> UserError? {
    let kind = name.prefix { $0 != "-" }
    var paths = RosterFixtures.paths
    switch kind {
    case "households": paths = RosterPaths(households: name)
    case "ties": paths.ties = name
    case "grids": paths.grids = name
    default: paths.cooperatives = name
    }
    let content = bytes ?? (try? Data(contentsOf: folder.appendingPathComponent(name))).map(Array.init)
    do throws(UserError) {
      _ = try RosterReader.read(paths, species: ["sheep", "cattle"], isStrict: false) { path, _ in
        if path == name { return content.map { .success($0) } ?? .success([]) }
        return .success(Array((RosterFixtures.files[path] ?? "").utf8))
      }
      return nil
    } catch { return error }
  }

  @Test(arguments: names)
  func eachFaultIsToldInTheseWords(name: String) throws {
    let error = try #require(Self.problems(name), "\(name) was accepted")
    #expect(error.description == Self.messages.filter { $0.hasPrefix(name + ":") }.joined(separator: "\n"))
    #expect(error.exit == .invalidData)
  }

  @Test func everyMessageHasItsFile() {
    #expect(Self.names.count > 40)
    for message in Self.messages { #expect(Self.names.contains(String(message.prefix { $0 != ":" }))) }
  }

  @Test func everyCodeIsDocumented() {
    let documented = Set(RosterReader.diagnosticCodes.map(\.code))
    #expect(documented.count == RosterReader.diagnosticCodes.count)
    let provoked = Set(Self.messages.compactMap { $0.split(separator: "[").last.map { String($0.dropLast()) } })
    // Those below are provoked in this suite, in RosterReaderUnitTests, RosterFieldCasesUnit and MarginsUnit.
    let others: Set = [
      "missing-file", "too-many-values", "many-problems", "column-not-read", "isolated-household", "unreachable-gacha",
      "malformed-class", "contradicting-margins", "impossible-margins", "header-rows", "cut-identifier", "sum-row",
      "two-spellings", "missing-code", "date-serial", "doubtful-separator",
    ]
    #expect(provoked.union(others) == documented, "\(provoked.union(others).symmetricDifference(documented))")
  }

  @Test func aMissingTableIsTold() throws {
    let error = #expect(throws: UserError.self) {
      try RosterFixtures.read(paths: RosterPaths(households: "nowhere.csv", ties: "gone.csv"))
    }
    #expect(error?.diagnostics.map(\.code) == ["missing-file", "missing-file"] && error?.exit == .missingInput)
  }

  /// Thousands of cells with one fault are one kind: the first are told, the others counted.
  @Test func problemsOfOneKindAreCounted() throws {
    let rows = (0..<5000).map { "x\($0),y\($0)" }.joined(separator: "\n")
    let error = try #require(Self.problems("ties-many.csv", Array("source,target\n\(rows)\n".utf8)))
    #expect(error.diagnostics.count == 22)
    #expect(
      error.diagnostics.suffix(2).map(\.description) == [
        "ties-many.csv:12:1: source: 4990 more of this kind (lines 12, 13, 14 and so on) [unknown-id]",
        "ties-many.csv:12:1: target: 4990 more of this kind (lines 12, 13, 14 and so on) [unknown-id]",
      ])
  }

  @Test func aHundredProblemsAreToldAndTheOthersCounted() throws {
    let traits = "xKm,yKm,distanceKm,persons,labour,pastureMu,sheepUnits,cashYuan,knowledge,trust,riskAversion,isMember"
    let rows = (0..<20).map { "h\($0)" + String(repeating: ",many", count: 12) }.joined(separator: "\n")
    let error = try #require(Self.problems("households-words.csv", Array("id,\(traits)\n\(rows)\n".utf8)))
    #expect(error.diagnostics.last?.message == "the file has 20 more problems; put these right and check again")
    #expect(error.diagnostics.count == 100 + 12 + 1)
  }

  @Test func tooManyColumnsAreRefused() throws {
    let header = (0..<2000).map { "c\($0)" }.joined(separator: ",")
    let error = try #require(Self.problems("households-wide.csv", Array("id,\(header)\n".utf8)))
    #expect(error.diagnostics.map(\.code) == ["too-many-values"])
  }

  @Test func nearlyTheNameOfAColumnIsAskedAbout() throws {
    let reading = try RosterFixtures.read(
      ["households.csv": "id,PastureMu,remark\n1,5,\n"], paths: RosterPaths(households: "households.csv"))
    #expect(
      reading.warnings.map(\.description) == [
        "households.csv:1:4: warning: PastureMu: the column is kept but not read; did you mean 'pastureMu'? [column-not-read]"
      ])
  }

  /// With `KHORSHOO_WRITE_MESSAGES` set to a folder, writes what the program says now, to be read and put in the folder.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["KHORSHOO_WRITE_ROSTER_MESSAGES"] != nil))
  func messagesAreWrittenForReview() throws {
    let path = try #require(ProcessInfo.processInfo.environment["KHORSHOO_WRITE_ROSTER_MESSAGES"])
    let text = Self.names.map { Self.problems($0)?.description ?? "\($0): accepted" }.joined(separator: "\n")
    try (text + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }
}
