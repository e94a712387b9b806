import Foundation
import KhorshooInputs
import Testing

@Suite struct PublishedLayoutsUnit {
  /// Reads a table from text.
  private func reading(_ text: String, only: [String: String] = [:]) throws -> AccountingTable.Reading {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("layout-\(UUID().uuidString).csv").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try AccountingTable.reading(path: path, marks: AccountMarks(only: only))
  }

  private func read(_ text: String) throws -> InputOutputAnalysis { try reading(text).analysis }

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

  /// Eurostat's file of tabs of two countries and years: keys between commas, marks behind amounts, sums by code that do not stand
  /// beside their parts. One table is chosen; none, or one that is not there, is told with the key.
  @Test func eurostatTabs() throws {
    let own = try read(Self.plain)
    let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    let text = try String(contentsOf: root.appending(path: "scenarios/tables/eurostat.tsv"), encoding: .utf8)
    let found = try reading(text, only: ["geo": "AT", "time": "2020"])
    #expect(found.analysis.typeOne.matrix == own.typeOne.matrix && found.warnings.isEmpty)
    for (one, other) in zip(found.analysis.rows, own.rows) {
      #expect(((one.direct?.valueAdded ?? 0) - (other.direct?.valueAdded ?? 1)).magnitude < 1e-12)
    }
    let half = try reading(text, only: ["geo": "BE", "TIME_PERIOD": "2020"])
    #expect(half.analysis.typeOne.matrix == own.typeOne.matrix && half.analysis.table.received[0] == 50)
    let wrong: [([String: String], String)] = [
      ([:], "several-tables"), (["geo": "AT"], "--only time_period=2020"), (["geo": "FR"], "one of AT, BE"),
      (["land": "AT"], "prd_use"),
    ]
    for (only, told) in wrong {
      let fault = #expect(throws: (any Error).self) { try reading(text, only: only) }
      #expect("\(fault!)".contains(told), "\(only)")
    }
    let fault = #expect(throws: (any Error).self) { try reading(Self.plain, only: ["geo": "AT"]) }
    #expect("\(fault!)".contains("leave --only out"))
  }

  /// SDMX-CSV with a label beside every code or behind its colon.
  @Test(arguments: [false, true]) func labels(isBehindColon: Bool) throws {
    func line(_ r: String, _ c: String, _ v: String) -> String {
      isBehindColon
        ? "AT:Austria,\(c):for \(c),\(r):of \(r),2020,\(v)" : "AT,Austria,\(c),\"for, \(c)\",\(r),of \(r),2020,,\(v),p"
    }
    let header =
      isBehindColon
      ? "geo:Country,prd_use:Products used,prd_ava:Products,TIME_PERIOD:Time,OBS_VALUE:Amount"
      : "geo,Country,prd_use,Label,prd_ava,Label,TIME_PERIOD,Time,OBS_VALUE,OBS_FLAG"
    let own = try read(Self.plain)
    let codes = [
      "a": "CPA_A01", "b": "CPA_A02", "final:c": "P3_S14", "final:x": "P6", "import:m": "P7", "value:v": "B1G",
    ]
    let rows = Self.plain.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var lines = [header]
    for row in rows.dropFirst() {
      for (name, amount) in zip(rows[0], row).dropFirst() where !amount.isEmpty {
        lines.append(line(codes[row[0]]!, codes[name]!, amount))
      }
    }
    #expect(try read(lines.joined(separator: "\n") + "\n").typeOne.matrix == own.typeOne.matrix)
  }

  /// The OECD's table of one country: rows named `TTL_`, columns `D`; oil is imported alone, its column is 0. Domestic flows above
  /// imported ones are the same table.
  @Test func oecdOfOneCountry() throws {
    let own = try read(Self.plain)
    let whole = try reading(
      """
      "","D01","D05","D10T12","HFCE","EXPO","IMPO"
      "TTL_01",10,0,20,30,52,-12
      "TTL_05",8,0,6,1,0,-15
      "TTL_10T12",30,0,5,45,21,-1
      "TXS_INT_FNL",12,0,9,3,0,0
      "TTL_INT_FNL",60,0,40,79,73,-28
      "VALU",40,0,60,0,0,0
      "OUTPUT",100,0,100,0,0,0

      """)
    #expect(whole.analysis.typeOne.matrix == own.typeOne.matrix)
    #expect(whole.warnings.map(\.code) == ["no-output"] && whole.warnings[0].key == "D05")
    #expect(whole.analysis.rows.map { $0.typeOne?.valueAdded } == own.rows.map { $0.typeOne?.valueAdded })
    let split = try read(
      """
      ,D01,D10T12,HFCE,EXPO,OUTPUT
      DOM_01,10,20,30,40,100
      DOM_10T12,30,5,45,20,100
      IMP_01,12,8,5,,
      IMP_10T12,8,7,5,,
      VALU,40,60,,,
      OUTPUT,100,100,,,

      """)
    #expect(split.typeOne.matrix == own.typeOne.matrix && split.table.accounts.map(\.name).contains("IMP_01"))
  }

  /// Two countries of an ICIO, and of FIGARO one row an amount: the country of an account is its region.
  @Test func severalCountries() throws {
    let slashed = try read(
      ",AUS/01,AUS/02,ROW/01,ROW/02,final:c\nAUS/01,10,5,3,2,30\nAUS/02,4,8,6,1,31\nROW/01,2,3,9,4,42\n"
        + "ROW/02,1,2,5,7,25\nvalue:v,33,32,37,26,\n")
    let coded = try read(
      ",AUS_01,AUS_02,ROW_01,ROW_02,HFCE_AUS,DISC\nAUS_01,10,5,3,2,30,0\nAUS_02,4,8,6,1,31,0\nROW_01,2,3,9,4,42,0\n"
        + "ROW_02,1,2,5,7,25,0\nVA+TAXSUB,33,32,37,26,,\nOUT,50,50,60,40,,\n")
    #expect(coded.typeOne.matrix == slashed.typeOne.matrix)
    let effects = try (RegionalEffects(slashed).rows, RegionalEffects(coded).rows)
    #expect(effects.0 == effects.1 && effects.1.map(\.region) == ["AUS", "AUS", "ROW", "ROW"])
    var lines = ["c_orig,ind_ava,c_dest,ind_use,TIME_PERIOD,OBS_VALUE"]
    let amounts = [[10, 5, 3, 2, 30], [4, 8, 6, 1, 31], [2, 3, 9, 4, 42], [1, 2, 5, 7, 25], [33, 32, 37, 26]]
    let names = [("AU", "A01"), ("AU", "A02"), ("RW", "A01"), ("RW", "A02")]
    for (row, from) in zip(amounts, names + [("W2", "B1G")]) {
      for (amount, to) in zip(row, names + [("AU", "P3_S14")]) {
        lines.append("\(from.0),\(from.1),\(to.0),\(to.1),2020,\(amount)")
      }
    }
    #expect(try read(lines.joined(separator: "\n") + "\n").typeOne.matrix == slashed.typeOne.matrix)
  }

  /// A sum by its code is left out wherever it stands, and so are parts that do not make it up; labels are passed over.
  @Test func sumsByCodeAndLabels() throws {
    let own = try read(Self.plain)
    let found = try read(
      """
      code,label,B1,B2,P3,P3_S13,P3_S14,P6
      x,label,first goods,second goods,consumption,by government,by households,exports
      B1,first,10,20,30,10,20,40
      B2,second,30,5,45,5,40,20
      P7,imports,20,15,10,4,6,
      D11,wages,20,25,,,,
      B1G,value added,40,60,,,,
      D1,labour,25,35,,,,
      B2A3G,surplus,15,25,,,,

      """)
    #expect(found.typeOne.matrix == own.typeOne.matrix)
    #expect(found.rows.map { $0.direct?.valueAdded } == own.rows.map { $0.direct?.valueAdded })
    #expect(!found.table.accounts.map(\.name).contains { ["D11", "B1G", "P3"].contains($0) })
  }
}
