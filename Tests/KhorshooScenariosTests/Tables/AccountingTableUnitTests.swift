import KhorshooInputs
import KhorshooText
import Testing

/// Accounting matrices as a spreadsheet saves them, and what the user reads about one that is wrong.
@Suite struct AccountingTableUnitTests {
  static let twoSectors = """
    2009,farms,trade,household:herders,final:outside,total
    farms,150,500,50,300,1000
    trade,200,100,400,1300,2000
    household:herders,300,500,50,150,1000
    value:profits,250,600,,,850
    import:imports,100,300,400,,800
    other:taxes,,,100,,100
    total,1000,2000,1000,1750,

    """

  static func analysis(_ text: String, _ marks: AccountMarks = AccountMarks()) throws(UserError) -> InputOutputAnalysis
  {
    try reading(text, marks).analysis
  }

  static func reading(
    _ text: String, _ marks: AccountMarks = AccountMarks(), isStrict: Bool = false
  ) throws(UserError) -> AccountingTable.Reading {
    try AccountingTable.reading(path: "t.csv", marks: marks, isStrict: isStrict) { _, limit in
      .success(Array(Array(text.utf8).prefix(limit)))
    }
  }

  /// What is said about a table; nil when it is right.
  static func message(_ text: String, _ marks: AccountMarks = AccountMarks()) -> String? {
    do throws(UserError) {
      _ = try analysis(text, marks)
      return nil
    } catch {
      #expect(error.exit == .invalidData)
      return error.description
    }
  }

  @Test func aTableIsReadByItsMarks() throws {
    let own = try Self.analysis(Self.twoSectors).table
    #expect(own.accounts.map(\.name) == ["farms", "trade", "herders", "outside", "profits", "imports", "taxes"])
    #expect(
      own.accounts.map(\.kind) == [
        .production, .production, .household, .exogenous, .valueAdded, .exogenous, .exogenous,
      ])
    #expect(own.accounts.map(\.hasColumn) == [true, true, true, true, false, false, false])
    #expect(own.flows[1, 2] == 400 && own.flows[2, 3] == 150 && own.flows[6, 2] == 100)
  }

  /// Spreadsheets write byte-order marks, line ends and empty cells in their own ways; people write Chinese.
  @Test func howItIsWrittenDoesNotMatter() throws {
    let plain = try Self.analysis(Self.twoSectors)
    let chinese = Self.twoSectors.replacing("household:", with: "Household：").replacing("total", with: "合计")
      .replacing(",\n", with: ",,\n,,,\n")
    for text in [
      "\u{FEFF}" + Self.twoSectors.replacing("\n", with: "\r\n"), Self.twoSectors.replacing(",", with: " , "), chinese,
    ] { #expect(try Self.analysis(text).rows == plain.rows) }
    // The marks of the command line are those of the file.
    let bare = ["household:", "value:", "import:", "other:", "final:"].reduce(Self.twoSectors) {
      $0.replacing($1, with: "")
    }
    let marks = AccountMarks(
      households: ["herders"], valueAdded: ["profits"], exogenous: ["imports", "taxes", "outside"])
    #expect(try Self.analysis(bare, marks).rows == plain.rows)
    #expect(Self.message(bare)?.contains("[not-square]") == true)
  }

  /// Each fault with the words that the user reads.
  @Test(arguments: [
    (
      ",a,b,final:x\na,1,2,3\nb,2,x,3\nvalue:v,3,.5,",
      """
      t.csv:3:5: b: found 'x', expected an amount (empty for none) [wrong-type]
      """
    ),
    (
      ",a,final:x\na,inf,1e999\nvalue:v,1e16,",
      """
      t.csv:2:3: a: found 'inf', expected an amount (empty for none); a value is always a finite number [non-finite]
      t.csv:2:7: a: found '1e999', expected an amount (empty for none); the number is too large to be held [non-finite]
      t.csv:3:9: v: found 1e16, expected an amount up to a million billion; change the unit [out-of-range]
      """
    ),
    (
      ",farms,trade,fianl:x\nfarms,1,2,3\ntrde,1,2\nfarms,1,2,3",
      """
      t.csv:1:8: trade: the column has no row of the same name; production needs both, other accounts are marked by final: \
      or other:, a column of totals is named total; did you mean 'trde'? [not-square]
      t.csv:1:14: x: found the mark 'fianl:', expected household:, value:, final:, import:, other:; did you mean 'final'?; a \
      name without mark has no colon [unknown-option]
      t.csv:3:1: trde: found 3 cells, expected 4, one for each column; a decimal comma also makes two [ragged-row]
      t.csv:3:1: trde: the row has no column of the same name; production needs both, other accounts are marked by value:, \
      import:, household: or other:, a row of totals is named total; did you mean 'trade'? [not-square]
      t.csv:4:1: farms: there is a row of that name already; keep one [duplicate-name]
      """
    ),
    (
      ",farms,final:x,total\nfarms,10,90,101\nvalue:v,50,,\ntotal,60,90,",
      """
      t.csv:2:1: farms: its row sums to 100, its column to 60, a difference of 40 or 40 % (tolerance 0.1 %); the column lacks \
      payments, such as a row value:, import: or other: [unbalanced]
      t.csv:2:13: farms: found the total 101, but the row sums to 100, a difference of 1; correct an amount or the total \
      [wrong-total]
      """
    ),
    (
      ",a,b,final:x\na,1,-2,11\nb,3,1,2\nvalue:v,5.9,7,",
      """
      t.csv:2:1: a: its row sums to 10, its column to 9.9, a difference of 0.1 or 1 % (tolerance 0.1 %); the \
      column lacks payments, such as a row value:, import: or other:; if it is rounding, raise --tolerance [unbalanced]
      t.csv:2:5: a: found -2 from b, expected 0 or more between accounts that answer; write what flows back in row 'b', \
      column 'a' [negative-flow]
      """
    ),
    (
      ",a,b,final:x\na,1,,-4\nb,,,\nvalue:v,-4,,",
      """
      t.csv:2:1: a: its row or column sums to -3, expected more than 0; look for a sign [negative-total]
      t.csv:3:1: b: it receives and pays nothing, so shares of it do not exist; remove its row and column, or mark it other: \
      [zero-total]
      """
    ),
    (
      ",value:a\nvalue:a,1",
      "t.csv: every account is marked; accounts of production stand without a mark [no-production]"
    ),
    (
      ",a,value:b,\na,1,1,\nother:b,1,1,3\n,1,1,",
      """
      t.csv:3:1: b: the row marks it as exogenous, the column as value added; keep one, or give them different names \
      [contradicting-marks]
      t.csv:3:13: b: the column has amounts and no name; name who pays them [missing-value]
      t.csv:4:1: the row has amounts and no name; name who receives them [missing-value]
      """
    ),
    (
      "\n,,\n",
      "t.csv:1:1: found nothing, expected names in the first row and column, and amounts between them [no-rows]"
    ),
    (
      ";a;b\na;1;2", "t.csv:1:1: columns are separated by semicolons; save the file with commas [csv-syntax]"
    ), (",a,\"b\na,1,2", "t.csv:1:4: a quoted cell is not closed; end it with a quote [csv-syntax]"),
  ])
  func eachFaultIsToldInTheseWords(text: String, expected: String) {
    #expect(Self.message(text) == expected)
  }

  @Test func aTableThatSpendsAllOnItselfIsNotProductive() {
    let closed = ",farms,weavers,people\nfarms,50,40,110\nweavers,70,30,150\npeople,80,180,40\n"
    let rest =
      "the spectral radius of its shares is 1, expected below 1; at this account the pivot of I - A is not above 0 "
      + "(Hawkins-Simon): with the accounts before it, it spends all it receives within them. Mark an account other: or name "
      + "it in --exogenous, so that something leaks [not-productive]"
    #expect(Self.message(closed) == "t.csv:4:1: people: the table is not productive (type I): " + rest)
    #expect(
      Self.message(closed, AccountMarks(households: ["people"]))
        == "t.csv:4:1: people: the table is not productive (type II): " + rest)
    #expect(Self.message(closed, AccountMarks(exogenous: ["people"])) == nil)
  }

  @Test func optionsNameAccountsOfTheTable() {
    #expect(
      Self.message(Self.twoSectors, AccountMarks(exogenous: ["impots"]))
        == "--exogenous: found 'impots', expected an account of the table; did you mean 'imports'? [unknown-account]")
    #expect(
      Self.message(Self.twoSectors, AccountMarks(households: ["taxes"], exogenous: ["taxes"]))
        == "--exogenous: taxes: it is named in --households too; keep one [contradicting-marks]")
  }

  @Test(.timeLimit(.minutes(1))) func hugeTablesAreRefused() {
    #expect(
      Self.message(String(repeating: ",", count: 9 << 20))
        == "t.csv: the file is larger than 8 MiB, which no such table needs [file-too-large]")
    let names = (0..<502).map { "a\($0)" }.joined(separator: ",")
    #expect(
      Self.message("," + names + "\n" + names)
        == "t.csv:1:1: found 1 rows and 502 columns, expected at most 500 accounts; aggregate the table [too-many-accounts]"
    )
    let wrong = ",a\n" + (0..<400).map { "r\($0),x" }.joined(separator: "\n")
    #expect(Self.message(wrong)?.hasSuffix("put these right and check again [many-problems]") == true)
  }

  @Test func bytesThatAreNoText() {
    #expect(throws: UserError.self) {
      try AccountingTable.reading(path: "t.csv", marks: AccountMarks()) { _, _ in .success([44, 97, 0xFF, 10]) }
    }
  }

  /// Rounded tables are taken within the tolerance, and no wider.
  @Test func toleranceIsAShareOfTheLargerSum() throws {
    let rounded = ",a,final:x\na,10,90\nvalue:v,89,\n"
    #expect(Self.message(rounded)?.contains("tolerance 0.1 %") == true)
    for (tolerance, isRight) in [(0.011, true), (0.009, false)] {
      let own = try? AccountingTable.reading(path: "t.csv", marks: AccountMarks(), tolerance: tolerance) { _, _ in
        .success(Array(rounded.utf8))
      }
      #expect((own != nil) == isRight)
    }
  }
}
