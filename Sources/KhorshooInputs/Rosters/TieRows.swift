import KhorshooText

/// The table of ties while it is read.
struct TieRows: RosterRows {
  /// Columns that are read; `from` and `to` stand for `source` and `target`.
  static let known = ["source", "target", "layer", "weight", "since", "until"]
  /// The layer of a tie without one.
  static let plainLayer = "tie"

  var problems: TableProblems
  var form: TableForm
  let headerExample = "source,target,layer"
  let rowLimit = 100_000_000
  /// Households; those that ties name, when there is no table of them.
  private(set) var ids: IdentifierIndex
  let isComplete: Bool
  /// How periods are written.
  private(set) var calendar: RosterCalendar?
  private var ends = (0, 0)
  private var weightColumn, layerColumn, sinceColumn, untilColumn: Int?
  private var layers = IdentifierIndex()
  private var suggestions: IdentifierSuggestions?
  private var cut = CutIdentifiers()
  /// Where each household is named first, when the ties say which there are.
  private var firstLines: [Int] = []
  // One element a tie.
  private(set) var lines: [UInt32] = []
  private(set) var source: [UInt32] = []
  private(set) var target: [UInt32] = []
  private(set) var weight: [Float] = []
  private(set) var layer: [UInt8] = []
  private(set) var since: [Int32] = []
  private(set) var until: [Int32] = []

  /// - Parameter ids: the households; nil when the ties say which there are.
  init(_ problems: TableProblems, ids: IdentifierIndex?, calendar: RosterCalendar?, form: TableForm) {
    self.problems = problems
    self.form = form
    self.ids = ids ?? IdentifierIndex()
    self.calendar = calendar
    isComplete = ids != nil
  }

  var knownColumns: [String] { Self.known + ["from", "to"] }
  var requiredColumns: [[String]] { [["source", "from"], ["target", "to"]] }
  func isNumber(_ name: String) -> Bool { name == "weight" }

  /// Names of the layers in order of appearance.
  var layerNames: [String] { layers.count == 0 ? [Self.plainLayer] : layers.names }

  mutating func begin(_ header: [String], _ scanner: CSVScanner) -> Bool {
    func column(_ names: String...) -> Int? { names.lazy.compactMap { header.firstIndex(of: $0) }.first }
    weightColumn = column("weight")
    layerColumn = column("layer")
    sinceColumn = column("since")
    untilColumn = column("until")
    form.periods = Set([sinceColumn, untilColumn].compactMap { $0 })
    guard let source = column("source", "from"), let target = column("target", "to") else {
      for (name, other) in [("source", "from"), ("target", "to")] where column(name, other) == nil {
        problems.report(
          "missing-column", CSVText.Place(line: scanner.line, column: 1), name,
          "there is no column '\(name)' (or '\(other)'), which names a household; add it, or name one so"
            + (Nearest.match(name, among: header).map { "; is it \(quoted($0))?" } ?? ""))
      }
      return false
    }
    ends = (source, target)
    warnOfNearNames(header, known: Self.known + ["from", "to"], scanner)
    return true
  }

  mutating func read(_ scanner: CSVScanner) {
    let (a, b) = (household(scanner, ends.0, "source"), household(scanner, ends.1, "target"))
    var strength: Float? = 1
    if let weightColumn { strength = self.strength(scanner, weightColumn) }
    let kind = layerColumn.map { layer(scanner, $0) } ?? 0
    let first = date(scanner, sinceColumn, "since") ?? .min
    let last = date(scanner, untilColumn, "until") ?? .max
    guard let a, let b, let strength, let kind else { return }
    if a == b {
      report(
        "self-tie", scanner, ends.1, "target",
        "the household \(quoted(ids.name(a))) is tied to itself; delete the row, or name the other household")
      return
    }
    if first > last, let untilColumn {
      report("dates-out-of-order", scanner, untilColumn, "until", "the tie ends before it begins; exchange the two")
      return
    }
    guard strength > 0 else { return }  // A tie of weight 0 is none.
    lines.append(UInt32(clamping: scanner.line))
    source.append(UInt32(a))
    target.append(UInt32(b))
    weight.append(strength)
    layer.append(UInt8(kind))
    since.append(first)
    until.append(last)
  }

  mutating func finish() {
    tell(cut, "")
    tellLayers()
    tellSum()
    guard !isComplete else { return }
    let names = ids.names
    let lines = firstLines
    tellSpellings(names, counts: names.map { _ in 1 }, "", isPlace: false) { lines[$0] }
    for (number, name) in names.enumerated() where SumRows.isName(name) {
      problems.warn(
        "sum-row", CSVText.Place(line: lines[number], column: 1), "",
        "\(quoted(name)) has the name of a sum and is taken for a household; delete the row, or give the household its identifier"
      )
    }
  }

  private mutating func tellLayers() {
    let names = layerNames
    guard names.count > 1 else { return }
    var (counts, first) = ([Int](repeating: 0, count: names.count), [Int](repeating: 0, count: names.count))
    for (kind, line) in zip(layer, lines) {
      counts[Int(kind)] += 1
      if counts[Int(kind)] == 1 { first[Int(kind)] = Int(line) }
    }
    tellSpellings(names, counts: counts, "layer", isPlace: true) { first[$0] }
    // Among words a number such as 99 is a code for no answer.
    guard names.contains(where: { Double($0) == nil }) else { return }
    for (kind, name) in names.enumerated() where Double(name).map({ !DoubtfulNumbers.remedy($0).isEmpty }) ?? false {
      problems.warn(
        "missing-code", CSVText.Place(line: first[kind], column: 1), "layer",
        "\(quoted(name)) (\(counts[kind]) time\(counts[kind] == 1 ? "" : "s")) looks like a code for no answer and is taken for a "
          + "layer; leave such cells empty")
    }
  }

  /// A row whose weight is the sum of all others is the sum of the column.
  private mutating func tellSum() {
    guard weightColumn != nil, let greatest = weight.indices.max(by: { weight[$0] < weight[$1] }), weight.count > 5
    else { return }
    let rest = weight.reduce(0.0) { $0 + Double($1) } - Double(weight[greatest])
    let unit = SumRows.unit(weight.map { Double($0) })
    guard SumRows.isSum(Double(weight[greatest]), of: rest, terms: weight.count - 1, unit: unit) else { return }
    problems.warn(
      "sum-row", CSVText.Place(line: Int(lines[greatest]), column: 1), "weight",
      "\(plainNumber(Double(weight[greatest]))) is the sum of the other \(weight.count - 1) rows; delete the row if it is a sum"
    )
  }

  private mutating func date(_ scanner: CSVScanner, _ column: Int?, _ key: String) -> Int32? {
    guard let column else { return nil }
    var known = calendar
    let period = period(scanner, column, key, &known)
    calendar = known
    return period
  }

  private mutating func household(_ scanner: CSVScanner, _ column: Int, _ key: String) -> Int? {
    let cell = scanner.cells[column]
    // Of many digits, or with an exponent, every identifier is looked at: it may be one that a spreadsheet has cut.
    if let plain = scanner.plainBytes(cell),
      isComplete || plain.count < 16 && !plain.contains(where: { $0 | 0x20 == 0x65 }), let number = ids.find(plain)
    {
      return number
    }
    guard let id = identifier(scanner, column, key, "the identifier of a household") else { return nil }
    if !isComplete {
      cut.note(id, line: scanner.line)
      let (number, isNew) = ids.insert(id)
      if isNew { firstLines.append(scanner.line) }
      return number
    }
    if let number = ids.find(id) { return number }
    let suggestions = suggestions ?? IdentifierSuggestions(ids)
    self.suggestions = suggestions
    report(
      "unknown-id", scanner, column, key,
      "found \(quoted(id)), expected the id of a household of the roster\(suggestions.hint(id))")
    return nil
  }

  private mutating func strength(_ scanner: CSVScanner, _ column: Int) -> Float? {
    let cell = scanner.cells[column]
    if let plain = scanner.plainBytes(cell) {
      if plain.isMissing { return 1 }
      if let value = PlainDecimal.value(plain, form.mark), value < 0 {
        report(
          "negative-weight", scanner, column, "weight",
          "found \(FoundText.shortened(scanner.text(cell))), expected a weight of 0 or more (0 for no tie); delete a tie that does harm"
        )
        return nil
      }
    }
    return number(scanner, column, "weight", .number(0...1_000_000), unit: "1").map { Float($0) }
  }

  private mutating func layer(_ scanner: CSVScanner, _ column: Int) -> Int? {
    let cell = scanner.cells[column]
    if let plain = scanner.plainBytes(cell) {
      if let number = layers.find(plain) { return number }
      if plain.isMissing { return layers.insert(Self.plainLayer).number }
    }
    guard let name = identifier(scanner, column, "layer", "the name of a layer") else { return nil }
    guard layers.count < 256 || layers.find(name) != nil else {
      report(
        "too-many-values", scanner, column, "layer",
        "found \(quoted(name)), the 257th layer; layers are kinds of tie, such as kin and business")
      return nil
    }
    return layers.insert(name).number
  }
}

/// What an identifier that is not in the roster was probably meant to be.
struct IdentifierSuggestions {
  private let byPlainForm: [String: String]
  private let few: [String]

  init(_ ids: IdentifierIndex) {
    let names = ids.names.filter { !$0.hasPrefix("\0") }
    byPlainForm = Dictionary(names.map { (Self.plain($0), $0) }, uniquingKeysWith: { first, _ in first })
    // Edit distance to every identifier of a large roster would take minutes.
    few = names.count <= 2000 ? names : []
  }

  /// `; did you mean 'A-012'?` or nothing.
  func hint(_ id: String) -> String {
    guard let meant = byPlainForm[Self.plain(id)] ?? Nearest.match(id, among: few) else { return "" }
    return "; did you mean \(quoted(meant))?"
  }

  /// Without case, spaces, signs and zeros before a number: how the same identifier differs between two tables.
  private static func plain(_ id: String) -> String {
    var text = ""
    for character in id.lowercased() where character.isLetter || character.isNumber {
      if character == "0", !(text.last?.isNumber ?? false) { continue }
      text.append(character)
    }
    return text
  }
}
