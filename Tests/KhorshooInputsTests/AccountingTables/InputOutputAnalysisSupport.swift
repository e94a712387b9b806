import KhorshooInputs
import KhorshooNumerics

typealias TableAccount = AccountingMatrix.Account

/// Textbook tables with their published results.
enum TextbookTables {
  /// Miller and Blair (2009, tables 2.3 and 2.5): two sectors, with households that can be made endogenous. What is not
  /// published (how the rest of the columns is divided) does not matter to the results.
  static let twoSectors = AccountingMatrix(
    [
      TableAccount("1", .production), TableAccount("2", .production), TableAccount("households", .household),
      TableAccount("final", .exogenous, hasRow: false), TableAccount("profits", .valueAdded, hasColumn: false),
      TableAccount("imports", .exogenous, hasColumn: false),
    ],
    flows: Matrix([
      [150, 500, 50, 300, 0, 0], [200, 100, 400, 1300, 0, 0], [300, 500, 50, 150, 0, 0], [0, 0, 0, 0, 0, 0],
      [250, 600, 0, 0, 0, 0], [100, 300, 500, 0, 0, 0],
    ]))

  /// Miller and Blair (2009, table 3.2): the three sectors of one region.
  static let threeSectors = AccountingMatrix(
    [
      TableAccount("1", .production), TableAccount("2", .production), TableAccount("3", .production),
      TableAccount("demand", .exogenous, hasRow: false), TableAccount("other", .exogenous, hasColumn: false),
    ],
    flows: Matrix([
      [150, 500, 50, 300, 0], [200, 100, 400, 1300, 0], [300, 500, 50, 150, 0], [0, 0, 0, 0, 0], [350, 900, 500, 0, 0],
    ]))

  /// The six sectors of the test data of pymrio (Stadler 2021), with Leontief and Ghosh inverse as stated there.
  static let sixSectors = AccountingMatrix(
    (1...6).map { TableAccount("\($0)", .production) } + [
      TableAccount("demand", .exogenous, hasRow: false), TableAccount("value", .valueAdded, hasColumn: false),
    ],
    flows: Matrix([
      [10, 5, 1, 6, 5, 7, 17, 0], [0, 2, 0, 0, 5, 3, 5, 0], [10, 3, 20, 4, 2, 0, 19, 0], [5, 0, 0, 1, 10, 9, 25, 0],
      [0, 10, 1, 0, 20, 1, 20, 0], [5, 0, 0, 1, 10, 10, 13, 0], [0, 0, 0, 0, 0, 0, 0, 0],
      [21, -5, 36, 38, 0, 9, 0, 0],
    ]))

  /// Leontief (1966, chapter 2), in dollars: wheat at 2, cloth at 5, labour at 1. Everything earned is spent.
  static func closedEconomy(_ households: AccountingMatrix.Kind) -> AccountingMatrix {
    AccountingMatrix(
      [
        TableAccount("agriculture", .production), TableAccount("manufacture", .production),
        TableAccount("households", households),
      ],
      flows: Matrix([[50, 40, 110], [70, 30, 150], [80, 180, 40]]))
  }

  /// Local trade and households of an open place: spending c, its local part l, local value added v (`domain.md`, 9).
  static func localTrade(spending: Double, local: Double, valueAdded: Double) -> AccountingMatrix {
    let (households, trade) = (1000.0, 500.0)
    let atHome = spending * local * households
    return AccountingMatrix(
      [TableAccount("trade", .production), TableAccount("households", .household), TableAccount("world", .exogenous)],
      flows: Matrix([
        [0, atHome, trade - atHome], [valueAdded * trade, 0, households - valueAdded * trade],
        [(1 - valueAdded) * trade, households - atHome, 0],
      ]))
  }
}
