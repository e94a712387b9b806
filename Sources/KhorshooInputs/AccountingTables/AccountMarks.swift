import KhorshooModel
import KhorshooText

/// Which accounts of a table are not production: marks in the table itself (`household:herders`) or by name beside it.
public struct AccountMarks: Sendable, Equatable {
  /// Households: endogenous in type II.
  public var households: [String]
  /// Rows of value added.
  public var valueAdded: [String]
  /// Accounts that do not answer: government, capital, rest of the world.
  public var exogenous: [String]
  /// What columns say in the rows that are meant of a table of one row an amount, such as `["geo": "AT"]`.
  public var only: [String: String]

  /// Memberwise.
  public init(
    households: [String] = [], valueAdded: [String] = [], exogenous: [String] = [], only: [String: String] = [:]
  ) {
    self.only = only
    self.households = households
    self.valueAdded = valueAdded
    self.exogenous = exogenous
  }

  /// Words before a colon, and what they mark.
  static let prefixes: [(word: String, kind: AccountingMatrix.Kind)] = [
    ("household", .household), ("value", .valueAdded), ("final", .exogenous), ("import", .exogenous),
    ("other", .exogenous),
  ]

  /// Names of totals, in lower case without spaces: what is named so is checked and left out. Totals of other names are found
  /// by their amounts (``AccountingSums``).
  static let totals = [
    "total", "totals", "cpa_total", "out", "output", "sum", "subtotal", "sub-total", "grandtotal", "totaloutput",
    "totaloutputs",
    "totalinput",
    "totalinputs", "totaloutlays", "totalreceipts", "合计", "总计", "小计", "总产出", "总投入", "总使用", "总供给", "summe", "gesamt",
    "insgesamt", "zwischensumme", "итого", "всего", "нийт", "бүгд", "дүн", "somme",
  ]

  /// Options of the command with the kind that each marks.
  var options: [(option: String, names: [String], kind: AccountingMatrix.Kind)] {
    [
      ("--households", households, .household), ("--value-added", valueAdded, .valueAdded),
      ("--exogenous", exogenous, .exogenous),
    ]
  }
}

/// A name as it stands in the first row or column: `household:herders` is the account *herders*.
struct MarkedName {
  /// Without the mark, trimmed.
  let name: String
  /// Nil without a mark.
  let kind: AccountingMatrix.Kind?
  /// The mark as it is written in lower case; nil without one.
  let mark: String?
  /// The word before the colon when it is no mark.
  let unknownWord: String?
  /// Whether it names a total and no account.
  let isTotal: Bool

  /// - Parameter isPublished: whether codes of statistical offices count, as of a name that is in a row or a column alone.
  init(_ cell: String, isPublished: Bool = false) {
    let text = cell.trimmedOfSpace
    let code = isPublished ? PublishedLayouts.meaning(text) : nil
    isTotal = AccountMarks.totals.contains(text.lowercased().filter { !$0.isWhitespace }) || code == .total
    // A Chinese keyboard writes the full-width colon.
    guard let colon = text.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      if case .kind(let known)? = code { kind = known } else { kind = nil }
      (name, mark, unknownWord) = (text, nil, nil)
      return
    }
    let word = String(text[..<colon]).trimmedOfSpace
    kind = AccountMarks.prefixes.first { $0.word == word.lowercased() }?.kind
    mark = kind == nil ? nil : word.lowercased()
    unknownWord = kind == nil ? word : nil
    name = String(text[text.index(after: colon)...]).trimmedOfSpace
  }
}
