import Foundation
import KhorshooInputs
import Testing

@Suite struct PublishedLayoutsUnit {
  /// Reads a table from text.
  private func read(_ text: String) throws -> InputOutputAnalysis {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("layout-\(UUID().uuidString).csv").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try AccountingTable.reading(path: path).analysis
  }

  private static let plain = """
    ,a,b,final:c,final:x
    a,10,20,30,40
    b,30,5,45,20
    import:m,20,15,10,
    value:v,40,60,,

    """

  /// Eurostat's codes: final use, value added, imports and balances need no marks, and totals are checked and left out.
  @Test func eurostat() throws {
    let own = try read(Self.plain)
    let found = try read(
      """
      ,CPA_A01,CPA_A02,CPA_TOTAL,P3_S14,P6,TU
      CPA_A01,10,20,30,30,40,100
      CPA_A02,30,5,35,45,20,100
      CPA_TOTAL,40,25,65,75,60,200
      P7,20,15,35,10,,45
      B1G,40,60,100,,,100
      P1,100,100,200,,,

      """)
    #expect(found.typeOne.matrix == own.typeOne.matrix && found.typeOne.accounts.count == 2)
    #expect(found.rows[0].typeOne?.valueAdded == own.rows[0].typeOne?.valueAdded)
  }

  /// OECD's codes, with a country before them.
  @Test func oecd() throws {
    let own = try read(Self.plain)
    let found = try read(
      """
      V1,AUT_01T02,AUT_03,AUT_HFCE,AUT_GFCF,OUT
      AUT_01T02,10,20,30,40,100
      AUT_03,30,5,45,20,100
      TLS,20,15,10,,45
      VA,40,60,,,100
      OUT,100,100,,,

      """)
    #expect(found.typeOne.matrix == own.typeOne.matrix)
  }

  /// A table of one row an amount is the same table; of several years it is refused with the column.
  @Test func oneRowAnAmount() throws {
    let own = try read(Self.plain)
    let amounts = [
      ("CPA_A01", "CPA_A01", 10), ("CPA_A01", "CPA_A02", 20), ("CPA_A01", "P3_S14", 30), ("CPA_A01", "P6", 40),
      ("CPA_A02", "CPA_A01", 30), ("CPA_A02", "CPA_A02", 5), ("CPA_A02", "P3_S14", 45), ("CPA_A02", "P6", 20),
      ("P7", "CPA_A01", 20), ("P7", "CPA_A02", 15), ("P7", "P3_S14", 10), ("B1G", "CPA_A01", 40),
      ("B1G", "CPA_A02", 60),
    ]
    func long(_ year: (Int) -> Int) -> String {
      "geo,prd_ava,prd_use,TIME_PERIOD,OBS_VALUE\n"
        + amounts.enumerated().map { "AT,\($1.0),\($1.1),\(year($0)),\($1.2)\n" }.joined()
    }
    #expect(try read(long { _ in 2020 }).typeOne.matrix == own.typeOne.matrix)
    let fault = #expect(throws: (any Error).self) { try read(long { 2019 + $0 % 2 }) }
    #expect("\(fault!)".contains("several-tables") && "\(fault!)".contains("2019"))
  }

  /// A code that has a row and a column is an account of production, as any other name.
  @Test func aCodeWithBothIsProduction() throws {
    let found = try read(",P3,P6,final:f\nP3,1,2,3\nP6,2,1,4\nvalue:v,3,4,\n")
    #expect(found.typeOne.accounts.count == 2)
  }
}
