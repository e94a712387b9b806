import KhorshooEngine
import KhorshooModel
import KhorshooInputs
import KhorshooScenarios
import KhorshooText
import Testing

/// Rosters and margins as people of the field write them: what programs write is read, what is doubtful is told, and nothing
/// gives a wrong number in silence.
@Suite struct RosterFieldCasesUnit {
  /// Sixty households in two villages.
  static func households(
    _ header: String = "id,gacha,sheepUnits", _ row: (Int, String, Int) -> String = { "H\($0),\($1),\($2)" }
  ) -> String {
    let rows = (0..<60).map { k in row(k + 10, k < 30 ? "Bayan" : "Hudag", 105 + 5 * k) }
    return header + "\n" + rows.joined(separator: "\n") + "\n"
  }

  /// What is told of a table of households alone: errors, or warnings.
  static func told(_ text: String, decimal: DecimalMark = .point, species: [String] = ["sheep", "cattle"]) -> [String] {
    told(["households.csv": text], decimal: decimal, species: species)
  }

  static func told(_ files: [String: String], decimal: DecimalMark = .point, species: [String] = ["sheep"]) -> [String]
  {
    do throws(UserError) {
      return try read(files, decimal: decimal, species: species).warnings.map(\.description)
    } catch {
      return error.diagnostics.map(\.description)
    }
  }

  static func read(
    _ files: [String: String], decimal: DecimalMark = .point, species: [String] = ["sheep"]
  ) throws(UserError) -> RosterReading {
    func path(_ kind: String) -> String? { files["\(kind).csv"].map { _ in "\(kind).csv" } }
    var paths = RosterPaths(
      households: path("households"), ties: path("ties"), grids: path("grids"), cooperatives: path("cooperatives"))
    paths.decimal = decimal
    return try RosterReader.read(paths, species: species, isStrict: false) { path, _ in
      ScenarioFiles.memory(files.mapValues { Array($0.utf8) }).read(path)
    }
  }

  static func units(_ text: String, decimal: DecimalMark = .point) throws -> [Double] {
    try #require(try read(["households.csv": text], decimal: decimal).roster.numbers[.sheepUnits])
  }

  // MARK: Sums

  @Test func aRowOfTotalsIsRefused() {
    let sum = (0..<60).map { 105 + 5 * $0 }.reduce(0, +)
    for name in ["Total", "合计", "Итого", "Summe aller"] {
      #expect(
        Self.told(Self.households() + "\(name),Bayan,\(sum)\n")
          == [
            "households.csv:62:1: the household '\(name)' has sheepUnits \(sum), the sum of the other 60 rows; delete the row [sum-row]"
          ])
    }
    // Under no name of a sum it is asked about, wherever it stands.
    let first = Self.households().replacing("\n", with: "\nX,Bayan,\(sum)\n", maxReplacements: 1)
    #expect(
      Self.told(first) == [
        "households.csv:2:1: warning: the household 'X' has sheepUnits \(sum), the sum of the other 60 rows; delete the row if it is one [sum-row]"
      ])
  }

  @Test func subtotalsByPlaceAreRefused() {
    let text = "id,gacha,sheepUnits,sheepHead\na,B,10,8\nb,B,20,16\n小计,B,30,24\nc,H,15,9\nd,H,25,20\n小计2,H,40,29\n"
    #expect(
      Self.told(text) == [
        "households.csv:4:1: the household '小计' has sheepUnits 30, the sum of the other 2 rows of 'B'; delete the row [sum-row]",
        "households.csv:7:1: the household '小计2' has sheepUnits 40, the sum of the other 2 rows of 'H'; delete the row [sum-row]",
      ])
    let unnamed = "id,gacha,sheepUnits\na,B,10\nb,B,20\nc,B,35\ns,B,65\nd,H,15\ne,H,25\nf,H,45\nt,H,85\n"
    #expect(Self.told(unnamed).map { $0.suffix(9) } == ["[sum-row]", "[sum-row]"])
  }

  @Test func sumsInOtherTablesAreTold() {
    let text = Self.households()
    #expect(
      Self.told(["households.csv": text, "cooperatives.csv": "id,gacha\ncoop,Bayan\nTotal,Bayan\n"])
        == [
          "cooperatives.csv:3:1: warning: id: 'Total' has the name of a sum; delete the row, or give it another name [sum-row]"
        ])
    #expect(
      Self.told(["ties.csv": "source,target,weight\na,b,1\nb,c,2\nTotal,Total all,3\n"]).count {
        $0.hasSuffix("[sum-row]")
      } == 2)
    let weights = "source,target,weight\na,b,1.5\nb,c,2\nc,d,3\nd,e,4\ne,f,5.5\nx,y,16\n"
    #expect(
      Self.told(["ties.csv": weights]) == [
        "ties.csv:7:1: warning: weight: 16 is the sum of the other 5 rows; delete the row if it is a sum [sum-row]"
      ])
  }

  @Test func marginsDoNotCountAnyoneTwice() {
    func told(_ text: String) -> [String] { MarginFieldCases.told(text) }
    #expect(
      told("gacha,sumu,households\nBayan,Y,31\nHudag,Y,44\nTotal,Y,75\n") == [
        "m.csv:4:1: gacha: 75 of 'Total' is the sum of the other 2 gacha; delete its rows if it is a sum [sum-row]"
      ])
    #expect(told("gacha,households\n合计,75\nBayan,31\nHudag,44\n").map { $0.suffix(9) } == ["[sum-row]"])
    #expect(
      told("gacha,sumu,households\na,Y,31\nb,Y,44\nY,Y,75\nc,Z,12\nd,Z,20\nZ,Z,32\n").map { $0.suffix(9) }
        == ["[sum-row]", "[sum-row]"])
    #expect(told("gacha,households\nBayan,31\nHudag,44\nTohoi,50\n") == [])
  }

  // MARK: No value

  /// Every spelling in every column: read like an empty cell.
  @Test(arguments: ["NA", "n/a", ".", "NULL", "null", "NaN", "#N/A", "缺失"])
  func noValueIsOneThing(word: String) throws {
    let empty =
      "id,grid,sheepUnits,persons,isMember,joined,sheepHead,xKm,yKm\na,1,,,,,,,\nb,1,5,3,1,2014,4,1,2\nc,1,6,2,0,2015,5,3,1\n"
    let written = empty.replacing(
      "a,1,,,,,,,", with: "a,1," + Array(repeating: word, count: 7).joined(separator: ","))
    let (one, other) = (try Self.read(["households.csv": empty]), try Self.read(["households.csv": written]))
    #expect(other.warnings.isEmpty)
    #expect(
      one.roster.numbers.mapValues { $0.map { "\($0)" } } == other.roster.numbers.mapValues { $0.map { "\($0)" } })
    #expect(one.roster.joined == other.roster.joined)
    for column in ["id", "gacha", "sumu", "grid"] {
      let told = Self.told(
        "id,gacha,sumu,grid\na,B,S,1\nb,B,S,1\n".replacing(
          "\nb,B,S,1",
          with: "\n" + ["id", "gacha", "sumu", "grid"].map { $0 == column ? word : "b" }.joined(separator: ",")))
      #expect(
        told.contains {
          $0.contains("\(column): found '\(word)', which is no value") && $0.hasSuffix("[missing-value]")
        }, "\(told)")
    }
  }

  @Test func aTieWithoutAnEndIsTold() {
    #expect(
      Self.told(["ties.csv": "from,to\na,b\nNA,c\nNA,d\ne,NA\n"]) == [
        "ties.csv:3:1: source: found 'NA', which is no value, expected the identifier of a household [missing-value]",
        "ties.csv:4:1: source: found 'NA', which is no value, expected the identifier of a household [missing-value]",
        "ties.csv:5:3: target: found 'NA', which is no value, expected the identifier of a household [missing-value]",
      ])
    #expect(Self.told(["ties.csv": "from,to\na,NULL\n.,b\n"]).count == 2)
    let grids = ["households.csv": "id,gacha,grid\na,B,1\nb,B,2\n", "grids.csv": "grid,central\n1,N/A\n2,b\n"]
    #expect(Self.told(grids) == [])
    #expect(
      MarginFieldCases.told("gacha,sumu,households\nA,NA,5\nB,.,NULL\n").map { $0.suffix(15) } == ["[missing-value]"])
  }

  @Test func aDashIsNilOrNotKnown() {
    #expect(
      Self.told("id,sheepUnits\na,-\nb,5\n") == [
        "households.csv:2:3: sheepUnits: found '-', expected a number from 0 to 1000000 (sheep units); write 0 for none, or leave the cell empty when it is not known [wrong-type]"
      ])
    #expect(Self.told("id,gacha\na,——\nb,B\n").map { $0.suffix(15) } == ["[missing-value]"])
  }

  // MARK: Numbers

  @Test func decimalCommasAreAdvisedOrRead() throws {
    let text = "id,sheepUnits,trust\na,\"150,5\",\"0,70\"\nb,\"1.700,5\",\"0,8\"\nc,\"1.200\",\n"
    #expect(
      Self.told(text) == [
        "households.csv:2:3: sheepUnits: found '150,5', expected a number from 0 to 1000000 (sheep units); write 150.5, with a decimal point, or declare decimal commas (places.roster.decimal: comma) [malformed-number]",
        "households.csv:2:11: trust: found '0,70', expected a number from 0 to 1; write 0.7, with a decimal point, or declare decimal commas (places.roster.decimal: comma) [malformed-number]",
        "households.csv:3:3: sheepUnits: found '1.700,5', expected a number from 0 to 1000000 (sheep units); write 1700.5, with a decimal point, or declare decimal commas (places.roster.decimal: comma) [malformed-number]",
        "households.csv:3:13: trust: found '0,8', expected a number from 0 to 1; write 0.8, with a decimal point, or declare decimal commas (places.roster.decimal: comma) [malformed-number]",
        "households.csv:4:3: sheepUnits: found '1.200', expected a number from 0 to 1000000 (sheep units); the column has decimal commas (line 2), so write 1200, or declare decimal commas (places.roster.decimal: comma) [malformed-number]",
      ])
    #expect(try Self.units(text, decimal: .comma) == [150.5, 1700.5, 1200])
    #expect(try Self.units("id;sheepUnits\na;150,5\nb;7\n", decimal: .comma) == [150.5, 7])
    #expect(try Self.units("id\tsheepUnits\na\t1.234,5\nb\t7\n", decimal: .comma) == [1234.5, 7])
    #expect(
      Self.told("id;sheepUnits\na;150,5\n").first
        == "households.csv:1:1: columns are separated by semicolons; save the file with commas, or declare decimal commas (places.roster.decimal: comma) [csv-syntax]"
    )
    #expect(try Self.units("id,sheepUnits\na,.5e3\nb,-.0\nc,5.\n") == [500, 0, 5])
  }

  /// The key beside the tables is read, written, hashed and told as a difference.
  @Test func aScenarioDeclaresDecimalCommas() throws {
    func resolve(_ tables: String, _ decimal: String) throws -> ResolvedScenario {
      try OwnDataUnit.resolve { name, text in
        if name == "own-data.yaml" {
          return text.replacing("    ties: ties.csv", with: "    ties: ties.csv\n    decimal: \(decimal)")
        }
        guard tables == ";" else { return nil }
        return text.replacing(",", with: ";").replacing(".", with: ",")
      }
    }
    let (point, comma) = (try resolve(",", "point"), try resolve(";", "comma"))
    #expect(comma.roster?.decimal == .comma && comma.warnings.isEmpty)
    // Not equal as they are: gaps are not numbers.
    let (one, other) = (try #require(point.roster).roster, try #require(comma.roster).roster)
    #expect(one.ids == other.ids && one.ties == other.ties && one.gacha == other.gacha)
    #expect(one.numbers.mapValues { $0.map { "\($0)" } } == other.numbers.mapValues { $0.map { "\($0)" } })
    #expect(comma.resolvedYAML().contains("decimal: comma") && !point.resolvedYAML().contains("decimal:"))
    #expect(comma.hash != point.hash && point.differences(to: comma).map(\.key).contains("places.roster.decimal"))
    #expect(throws: UserError.self) { try resolve(",", "semicolon") }
  }

  @Test func pointsBetweenThousandsAreDoubted() {
    #expect(
      Self.told("id,sheepUnits\na,950\nb,1.200\nc,875\nd,2.300\n").map { $0.suffix(20) } == ["[doubtful-separator]"])
  }

  // MARK: Codes

  @Test func codesAreTold() {
    let persons = (0..<20).map { "H\($0),\($0 % 5 == 0 ? 99 : $0 % 6 + 1),9" }.joined(separator: "\n")
    #expect(
      Self.told("id,persons,labour\n\(persons)\n") == [
        "households.csv:2:1: warning: persons: 99 (4 times) stand apart from the other values and look like codes for no answer; leave such cells empty [missing-code]"
      ])
    #expect(
      Self.told("id,sheepUnits\na,50\nb,-99\n") == [
        "households.csv:3:3: sheepUnits: found -99, expected a number from 0 to 1000000 (sheep units); if it is a code for no answer, leave the cell empty [out-of-range]"
      ])
    #expect(Self.told("id,cashYuan\na,500\nb,-99\nc,7000\nd,-99\n").map { $0.suffix(14) } == ["[missing-code]"])
    #expect(Self.told("id,sheepUnits\na,50\nb,9999\nc,70\nd,9999\n").map { $0.suffix(14) } == ["[missing-code]"])
    #expect(Self.told("id,joined\na,2014\nb,0\nc,2016\nd,9999\n").map { $0.suffix(14) } == ["[missing-code]"])
    #expect(
      Self.told("id,longitude,latitude\na,119.5,48.2\nb,0,0\nc,119.7,48.9\n") == [
        "households.csv:3:1: warning: longitude: 1 homestead is at 0, 0, which looks like a code for not known; leave such cells empty [missing-code]"
      ])
    #expect(Self.told("id,xKm,yKm\na,12,8\nb,0,0\nc,3,4\nd,0,0\n").map { $0.suffix(14) } == ["[missing-code]"])
    #expect(Self.told("id,xKm,yKm\na,12,8\nb,0,0\nc,3,4\n") == [])
    #expect(
      Self.told(["ties.csv": "source,target,weight\na,b,1\nb,c,2\nc,d,999\nd,e,999\n"]).map { $0.suffix(14) } == [
        "[missing-code]"
      ])
  }

  @Test func datesWhereCountsStandAreTold() {
    #expect(
      Self.told("id,sheepUnits\na,50\nb,45752\nc,70\n") == [
        "households.csv:3:1: warning: sheepUnits: a number from 36526 to 55153 looks like a date of a spreadsheet (days since 1899-12-30); was it 4-5 or 4/5? Format the cells as text [date-serial]"
      ])
    #expect(
      MarginFieldCases.told("gacha,sumu,persons,households\nBayan,Y,,30\nHudag,Y,,30\n,,3,30\n,,45752,30\n") == [
        "m.csv:5:3: persons: found '45752', expected from 1 to 100 persons; a spreadsheet may have made a date of a class such as 4-5: format the cells as text [out-of-range]"
      ])
    #expect(
      MarginFieldCases.told("gacha,persons,households\nA,,9\n,0-2,4\n,3-,5\n").map { $0.suffix(14) } == [
        "[out-of-range]"
      ])
    #expect(MarginFieldCases.told("gacha,households\nA,9\nB,45752\nC,12\n").map { $0.suffix(13) } == ["[date-serial]"])
    #expect(Self.told("id,joined\na,41760\nb,41791\nc,42124\n").map { $0.suffix(13) } == ["[date-serial]"])
  }

  @Test func monthsAreNoPeriods() {
    for column in ["joined"] {
      #expect(
        Self.told("id,\(column)\na,202011\nb,202012\nc,202101\n") == [
          "households.csv:2:1: joined: found year and month from 202011 to 202101, which are no periods: 88 numbers lie between December and January; count months from 1, or write quarters such as 2014Q4 [malformed-period]"
        ])
    }
    #expect(Self.told("id,joined\na,202001\nb,202012\n") == [])
    #expect(
      Self.told(["ties.csv": "source,target,since,until\na,b,201912,\nb,c,202003,202104\n"]).allSatisfy {
        $0.hasSuffix("[malformed-period]")
      })
  }

  // MARK: Names

  @Test func namesAreTrimmedAndSpellingsTold() throws {
    let text = Self.households {
      "H\($0),\($0 == 12 ? "Bayan " : $0 == 13 ? "\u{A0}Bayan" : $0 == 14 ? "Bayan\u{3000}" : $1),\($2)"
    }
    #expect(Self.told(text) == [])
    #expect(try Self.read(["households.csv": text]).roster.gacha?.names == ["Bayan", "Hudag"])
    for name in ["bayan", "Ｂayan", "Ba yan", "Bayam"] {
      #expect(
        Self.told(Self.households { "H\($0),\($0 == 12 ? name : $1),\($2)" }) == [
          "households.csv:4:1: warning: gacha: '\(name)' (1 time) is spelt nearly as 'Bayan' (29); did you mean 'Bayan'? [two-spellings]"
        ])
    }
    // Accents in one or two characters are one name; a tie finds its household in either form.
    let accents = [
      "households.csv": "id,gacha\nSa\u{308}rs,e\u{301}\nb,\u{E9}\n", "ties.csv": "source,target\nS\u{E4}rs,b\n",
    ]
    #expect(Self.told(accents) == [])
    #expect(Self.told(["ties.csv": "from,to\nAnna,Bert\nanna,Carl\n"]).map { $0.suffix(15) } == ["[two-spellings]"])
    #expect(
      Self.told(["ties.csv": "from,to,layer\na,b,kin\nb,c,Kin\nc,d,kin\n"]).first?.contains("layer: 'Kin' (1 time)")
        == true)
    #expect(
      MarginFieldCases.told("gacha,persons,households\nBayan,1-3,5\nBayan,4-,6\nbayan,1-3,2\nbayan,4-,3\n").contains {
        $0.hasSuffix("[two-spellings]")
      })
  }

  @Test func cutIdentifiersAreTold() {
    #expect(
      Self.told("id,sheepUnits\n1.23E+11,5\n1.24E+11,6\n").map { $0.suffix(16) } == ["[cut-identifier]"])
    #expect(Self.told("id\n152104198001010000\n152104198001020000\n").map { $0.suffix(16) } == ["[cut-identifier]"])
    #expect(Self.told(["ties.csv": "from,to\n1.5E+17,a\nb,1.5E+17\n"]).map { $0.suffix(16) } == ["[cut-identifier]"])
    #expect(Self.told("id\n152104198001010011\n152104198001020022\n") == [])
  }

  // MARK: What programs write

  @Test(arguments: [
    ("TRUE", "FALSE"), ("True", "False"), ("yes", "no"), ("是", "否"), ("有", "无"), ("1", "0"), ("Y", "N"), ("да", "нет"),
  ])
  func switchesAreRead(yes: String, no: String) throws {
    let text = Self.households("id,gacha,sheepUnits,isFarmer") { "H\($0),\($1),\($2),\($0 % 2 == 0 ? yes : no)" }
    let flags = try Self.read(["households.csv": text]).roster.numbers[.isFarmer]
    #expect(flags == (0..<60).map { $0 % 2 == 0 ? 1 : 0 })
    let shells = ["households.csv": "id,gacha\na,B\n", "cooperatives.csv": "id,gacha,isShell\nx,B,\(yes)\ny,B,\(no)\n"]
    #expect(try Self.read(shells).roster.cooperatives?.map(\.isShell) == [true, false])
  }

  @Test func emptyColumnsAndRowsHoldNothing() throws {
    let plain = try Self.read(RosterFixtures.files)
    let padded = RosterFixtures.files.mapValues { text in
      text.split(separator: "\n").map { $0 + ",,," }.joined(separator: "\r\n") + "\r\n,,,,,,\r\n\r\n, ,\r\n"
    }
    let read = try Self.read(padded)
    #expect(read.roster.ids == plain.roster.ids && read.roster.ties == plain.roster.ties)
    #expect(read.roster.extra.map(\.name) == plain.roster.extra.map(\.name))
    #expect(read.roster.grids?.count == plain.roster.grids?.count)
    #expect(MarginFieldCases.told("gacha,households,,\nA,5,,\nB,6,,\n,,,\n") == [])
  }

  @Test func rowsAboveTheNamesAreOneMessage() {
    let text = Self.households()
    for title in ["Herds of 2020,,\n", "Herds of 2020\n", "2020年牧户调查表,,\n填表人：,,\n"] {
      let line = title.split(separator: "\n").count + 1
      #expect(
        Self.told(title + text) == [
          "households.csv:1:1: the names of the columns stand on line \(line); delete the line\(line > 2 ? "s" : "") above, a title or the names of groups [header-rows]"
        ])
    }
    let units = text.replacing("\n", with: "\n户,名称,羊单位\n", maxReplacements: 1)
    #expect(
      Self.told(units) == [
        "households.csv:2:1: the line repeats names or has units where values are expected; delete it [header-rows]"
      ])
    #expect(
      Self.told("户编号,嘎查,羊单位\n" + text) == [
        "households.csv:2:1: the names of the columns stand on two lines; delete one of them [header-rows]"
      ])
    #expect(Self.told(["ties.csv": "Ties,\nsource,target\na,b\n"]).map { $0.suffix(13) } == ["[header-rows]"])
    #expect(
      MarginFieldCases.told("Households 2020,\ngacha,households\nA,5\n").map { $0.suffix(13) } == ["[header-rows]"])
  }

  @Test func chineseHeadersAreRead() throws {
    let text = "户编号,苏木,嘎查,人口（人）,羊单位,是否社员,入社时间,电话\n甲,北,巴彦,3,120,是,2014,1\n乙,北,巴彦,2,80,否,,2\n"
    let roster = try Self.read(["households.csv": "\u{FEFF}" + text]).roster
    #expect(roster.ids == ["甲", "乙"] && roster.gacha?.names == ["巴彦"] && roster.sumu?.names == ["北"])
    #expect(roster.numbers[.persons] == [3, 2] && roster.numbers[.sheepUnits] == [120, 80])
    #expect(roster.numbers[.isMember] == [1, 0] && roster.joined == [2014, nil] && roster.extra.map(\.name) == ["电话"])
    #expect(try Self.read(["ties.csv": "起点,终点,关系\n甲,乙,亲缘\n"]).roster.ties?.layers == ["亲缘"])
    #expect(MarginFieldCases.told("嘎查,苏木,人口,户数\n巴彦,北,,9\n,,1至3,4\n,,4以上,5\n") == [])
  }

  /// Hundreds of cells with one fault are one kind.
  @Test func messagesAreGrouped() {
    let text = Self.households("id,gacha,sheepUnits,isFarmer") { name, place, _ in "H\(name),\(place),many,perhaps" }
    let told = Self.told(text)
    #expect(told.count == 22)
    #expect(
      told.contains("households.csv:12:1: isFarmer: 50 more of this kind (lines 12, 13, 14 and so on) [wrong-type]"))
  }
}

/// Margins by themselves.
enum MarginFieldCases {
  static func told(_ text: String, decimal: DecimalMark = .point) -> [String] {
    do throws(UserError) {
      return try RosterReader.readMargins("m.csv", decimal: decimal) { _, _ in .success(Array(text.utf8)) }
        .map(\.description)
    } catch { return error.diagnostics.map(\.description) }
  }
}
