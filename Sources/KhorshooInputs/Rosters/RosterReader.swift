import KhorshooModel
import KhorshooText

/// Where the tables of a roster are.
public struct RosterPaths: Sendable, Hashable {
  /// Tables, by what they hold; nil for none. Without a table of households those are taken that ties name.
  public var households, ties, grids, cooperatives: String?
  /// Published counts in the place of a table of households.
  public var margins: String?
  /// Whether a tie passes word only from its source to its target.
  public var isDirected: Bool
  /// Sign before the fraction of a number in every table.
  public var decimal = DecimalMark.point
  /// How decimal commas are declared, for messages.
  package var decimalDeclaration = "places.roster.decimal: comma"
  /// Share of ties that the survey has missed; nothing is completed when the tables are read.
  public var missingTieShare = 0.0

  /// Memberwise.
  public init(
    households: String? = nil, ties: String? = nil, grids: String? = nil, cooperatives: String? = nil,
    isDirected: Bool = false
  ) {
    self.households = households
    self.ties = ties
    self.grids = grids
    self.cooperatives = cooperatives
    self.isDirected = isDirected
  }

  /// All that are there.
  public var all: [String] { [households, ties, grids, cooperatives, margins].compactMap { $0 } }
}

/// A roster that was read, and what is to be said about it.
public struct RosterReading: Sendable {
  /// Households, ties, grids and cooperatives.
  public let roster: Roster
  /// What can be used, but is probably not meant.
  public let warnings: [Diagnostic]
  /// The files with their hashes, in the order households, ties, grids, cooperatives.
  public let inputFiles: [InputFile]
  /// Ties of an undirected table that both ends named: each is kept once.
  public let mergedTies: Int
}

/// Reads the tables of a roster and finds everything that is wrong with them.
///
/// A hundred thousand households and two million ties take about a second. The columns are described in the guide `Rosters`.
///
/// - Proof: `RosterReaderUnitTests`, `MalformedRosterUnitTests`, `RosterFuzz`.
public struct RosterReader {
  private let paths: RosterPaths
  private let species: [String]
  private let source: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>
  private var files: [InputFile] = []
  /// Problems of each file that was read, in the order of the files.
  private var told: [TableProblems] = []

  /// Reads a roster from disk.
  ///
  /// - Parameters:
  ///   - species: names of species, each of which can have a column of head, such as `sheepHead`.
  ///   - isStrict: whether warnings are errors.
  /// - Throws: `UserError` with every problem, in the order of the files; 66 when a file is missing or unreadable, else 65.
  public static func read(
    _ paths: RosterPaths, species: [String] = [], isStrict: Bool = false
  ) throws(UserError) -> RosterReading {
    try read(paths, species: species, isStrict: isStrict) { ScenarioFiles.readTable($0, limit: $1) }
  }

  package static func read(
    _ paths: RosterPaths, species: [String], isStrict: Bool,
    from source: @escaping (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>
  ) throws(UserError) -> RosterReading {
    var reader = RosterReader(paths: paths, species: species, source: source)
    let reading = reader.read()
    guard let reading else { throw reader.error([]) }
    guard !isStrict || reading.warnings.isEmpty else { throw reader.error(reading.warnings) }
    return reading
  }

  private init(
    paths: RosterPaths, species: [String], source: @escaping (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>
  ) {
    self.paths = paths
    self.species = species
    self.source = source
  }

  /// Reads published margins.
  ///
  /// - Throws: as ``read(_:species:isStrict:)``.
  package static func margins(
    _ path: String, decimal: DecimalMark = .point,
    from source: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>
  ) throws(UserError) -> (table: MarginTable, file: InputFile, warnings: [Diagnostic]) {
    var rows = MarginRows(
      TableProblems(path: path), form: TableForm(decimal, declaration: "places.margins: {file: …, decimal: comma}"))
    guard let bytes = rows.problems.bytes(limit: 16 << 20, from: { source($0, $1) }) else { throw rows.problems.error }
    rows.read(bytes)
    guard let table = rows.table() else { throw rows.problems.error }
    return (table, InputFile(path: path, sha256: SHA256Digest(of: bytes).description), rows.problems.toldWarnings)
  }

  /// Reads published margins for what is doubtful in them.
  package static func readMargins(
    _ path: String, decimal: DecimalMark = .point,
    from source: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>
  ) throws(UserError) -> [Diagnostic] { try margins(path, decimal: decimal, from: source).warnings }

  /// Everything noted, and warnings that are taken for errors.
  private func error(_ warnings: [Diagnostic]) -> UserError {
    let problems =
      told.flatMap(\.toldProblems)
      + warnings.map {
        Diagnostic(code: $0.code, path: $0.path, line: $0.line, column: $0.column, key: $0.key, message: $0.message)
      }
    let isMissing = problems.contains { $0.code == "missing-file" || $0.code == "unreadable-file" }
    return UserError(isMissing ? .missingInput : .invalidData, problems)
  }

  private var form: TableForm { TableForm(paths.decimal, declaration: paths.decimalDeclaration) }

  private mutating func read() -> RosterReading? {
    var network: (bytes: [UInt8], tables: NetworkTables?)?
    if let path = paths.ties { network = self.network(path) }
    guard told.allSatisfy(\.isEmpty) else { return nil }
    var households: HouseholdRows?
    if let path = paths.households {
      var rows = HouseholdRows(TableProblems(path: path), species: species, form: form)
      fill(&rows)
      households = rows
    } else if let path = paths.ties, let listed = network?.tables?.households {
      var rows = HouseholdRows(TableProblems(path: path), species: species, form: TableForm(.point, declaration: nil))
      fill(&rows, from: listed)
      households = rows
    }
    var ties: TieRows?
    // Where a household has no name, its ties would be told as wrong.
    if let path = paths.ties, households?.namesEveryHousehold ?? true {
      var rows = TieRows(
        TableProblems(path: path), ids: households?.ids, calendar: households?.calendar,
        form: network?.tables == nil ? form : TableForm(.point, declaration: nil))
      if let tables = network?.tables {
        files.append(InputFile(path: path, sha256: SHA256Digest(of: network?.bytes ?? []).description))
        fill(&rows, from: tables.ties)
      } else {
        fill(&rows, network?.bytes)
      }
      ties = rows
    } else if let path = paths.ties, case .failure(let fault) = source(path, 1) {
      var problems = TableProblems(path: path)
      problems.report(fault.code, nil, "", fault.message)
      told.append(problems)
    }
    let grids = plainRows(paths.grids, ["grid", "gacha", "central"], required: ["grid"])
    let cooperatives = plainRows(
      paths.cooperatives, ["id", "gacha", "grid", "mode", "product", "isShell"], required: ["id"], switches: ["isShell"]
    )
    guard told.allSatisfy(\.isEmpty) else { return nil }
    var assembly = RosterAssembly(households: households, ties: ties, grids: grids, cooperatives: cooperatives)
    let roster = assembly.roster(isDirected: paths.isDirected || network?.tables?.isDirected ?? false)
    told = assembly.problems
    guard told.allSatisfy(\.isEmpty) else { return nil }
    return RosterReading(
      roster: roster, warnings: told.flatMap(\.toldWarnings), inputFiles: files, mergedTies: assembly.mergedTies)
  }

  /// The file of ties, and its network when it is no table of them; a file that is none of both is told.
  private mutating func network(_ path: String) -> (bytes: [UInt8], tables: NetworkTables?)? {
    guard case .success(let bytes) = source(path, TieRows.byteLimit + 1), bytes.count <= TieRows.byteLimit else {
      return nil
    }
    do throws(NetworkTables.Fault) { return (bytes, try NetworkTables(bytes)) } catch {
      var problems = TableProblems(path: path)
      problems.report(error.code, CSVText.Place(line: error.line, column: error.line > 0 ? 1 : 0), "", error.message)
      told.append(problems)
      return nil
    }
  }

  private mutating func fill(_ rows: inout some RosterRows, from text: TableText) {
    rows.problems.origin = .network(lines: text.lines)
    rows.read(text.bytes)
    told.append(rows.problems)
  }

  private mutating func plainRows(
    _ path: String?, _ columns: [String], required: [String], switches: [String] = []
  ) -> PlainRows? {
    guard let path else { return nil }
    var rows = PlainRows(
      TableProblems(path: path), columns: columns, required: required, switches: switches, form: form)
    fill(&rows)
    return rows
  }

  /// Reads a table and notes its hash and its problems.
  private mutating func fill(_ rows: inout some RosterRows, _ known: [UInt8]? = nil) {
    let path = rows.problems.path
    switch known.map({ .success($0) }) ?? source(path, type(of: rows).byteLimit + 1) {
    case .failure(let fault): rows.problems.report(fault.code, nil, "", fault.message)
    case .success(let bytes) where bytes.count > type(of: rows).byteLimit:
      rows.problems.report("file-too-large", nil, "", "the file is larger than 1 GiB, which no model is made for")
    case .success(let bytes):
      files.append(InputFile(path: path, sha256: SHA256Digest(of: bytes).description))
      rows.read(bytes)
    }
    told.append(rows.problems)
  }
}
