import Foundation
import KhorshooScenarios
import KhorshooText
import Testing

@Suite struct ParameterLedgerUnitTests {
  private let header = ParameterLedger.columns.joined(separator: ",") + "\n"

  @Test func rowsAreReadWithQuotesRangesAndChoices() throws {
    let births = try #require(Fixtures.ledger["herds.sheep.parturitionPerYear"])
    #expect(births.value == .number(0.9) && births.range == 0...2 && births.uncertainty == "Beta(45,5)")
    #expect(births.belief?.uncertainty == .beta(a: 45, b: 5))
    #expect(Fixtures.ledger["market.priceProcess"]?.kind == .choice(["ar1", "fixed", "history"]))
    #expect(Fixtures.ledger["policy.cooperatives.enabled"]?.value == .boolean(false))
    #expect(Fixtures.ledger["places.gridCount"]?.value == .integer(109))
    #expect(Fixtures.ledger["places.gridCount"]?.meaningChinese == "网格数")
    #expect(Fixtures.ledger.defaults.keys.count == Fixtures.ledger.parameters.count)
  }

  @Test func aSpeciesIsAGroupOfHerdsWithClasses() {
    #expect(Fixtures.ledger.speciesNames == ["sheep", "cattle"])
    #expect(Fixtures.ledger.classNames(of: "sheep") == ["ewe", "lamb"])
    #expect(Fixtures.ledger.classNames(of: "dzud") == [] && Fixtures.ledger.classNames(of: "goat") == [])
  }

  @Test func theBundledLedgerIsWellFormed() {
    let ledger = ParameterLedger.standard()
    #expect(Set(ledger.parameters.map(\.key)).count == ledger.parameters.count)
  }

  @Test(arguments: [
    ("a.b,1,1,number,0,1,,,assumed,x", "line 2: a.b: found 10 cells, expected 11"),
    ("a,1,1,number,0,1,,,assumed,x,x", "line 2: a: a key is two or more lower camel case names joined by dots"),
    ("a.B,1,1,number,0,1,,,assumed,x,x", "line 2: a.B: a key is two or more"),
    ("a.b,2,1,number,0,1,,,assumed,x,x", "line 2: a.b: value: found 2, expected a number from 0 to 1"),
    ("a.b,1,1,number,,1,,,assumed,x,x", "low '' and high '1' are not a range of numbers"),
    ("a.b,1,1,number,2,1,,,assumed,x,x", "low '2' and high '1' are not a range of numbers"),
    ("a.b,1,1,float,0,1,,,assumed,x,x", "kind 'float' is not number, integer, boolean or choice:a|b|c"),
    ("a.b,x,1,choice:x|x,,,,,assumed,x,x", "options 'choice:x|x' repeat, are empty"),
    ("a.b,no,1,choice:no|x,,,,,assumed,x,x", "read as something else in YAML"),
    ("a.b,true,1,boolean,0,1,,,assumed,x,x", "low and high stay empty for boolean"),
    ("a.b,1,,number,0,1,,,assumed,x,x", "the unit is empty; write 1 for a pure number"),
    ("a.b,1,1,number,0,1,,,guessed,x,x", "trust 'guessed' is not one of"),
    ("a.b,1,1,number,0,1,,,verified,x,x", "a value that is not assumed needs a source"),
    ("a.b,1,1,number,0,1,,,assumed,x,", "the meaning is missing in English or Chinese"),
    ("a.b,1,1,number,0,1,,,assumed,x,x\na.b,1,1,number,0,1,,,assumed,x,x", "line 3: a.b: the key is on line 2 too"),
    (
      "a.b,1,1,number,0,1,,,assumed,x,x\na.b.c,1,1,number,0,1,,,assumed,x,x",
      "line 3: a.b.c: a.b is a parameter, so it cannot be a group too"
    ),
    ("a.b,1,1,number,0,1,Bta(1),,assumed,x,x", "line 2: a.b: uncertainty: found 'Bta(1)', expected U(low,high), LogU("),
    ("a.b,1,1,number,0,1,\"U(1,0)\",,assumed,x,x", "found 'U(1,0)', expected U(low,high) with a low end below"),
    ("a.b,1,1,number,0,1,\"LogU(0,1)\",,assumed,x,x", "expected LogU(low,high) with a low end above 0"),
    ("a.b,1,1,number,0,1,\"Tri(0,2,1)\",,assumed,x,x", "expected Tri(low,mode,high) with a mode between"),
    ("a.b,1,1,number,0,1,\"Beta(0,1)\",,assumed,x,x", "expected Beta(a,b) with both numbers from 0.01 to 10000"),
    ("a.b,1,1,number,0,1,\"Normal(0,0)\",,assumed,x,x", "expected Normal(mean,sd) with a standard deviation above 0"),
    ("a.b,1,1,number,0,1,\"LogNormal(1,11)\",,assumed,x,x", "expected LogNormal(median,sd of the log) with a median"),
    ("a.b,1,1,number,0,1,\"U(0,nan)\",,assumed,x,x", "found 'U(0,nan)', expected U(low,high), LogU("),
    ("a.b,1,1,number,0,1,\"U(0,2)\",,assumed,x,x", "expected ends within 0.0 to 1.0"),
    ("a.b,1,1,number,0,1,\"Normal(3,1)\",,assumed,x,x", "expected at least half of it within 0.0 to 1.0"),
    ("a.b,0.9,1,number,0,1,\"U(0,0.5)\",,assumed,x,x", "expected one in which the value 0.9 is possible"),
    ("a.b,1,1,integer,0,9,\"U(0.5,1.5)\",,assumed,x,x", "expected two whole numbers at least between its ends"),
    ("a.b,true,1,boolean,,,\"U(0,1)\",,assumed,x,x", "found 'U(0,1)', expected Choice(a:weight,b:weight)"),
    ("a.b,x,1,choice:x|w,,,\"Choice(x,z)\",,assumed,x,x", "expected values that the parameter may have"),
    ("a.b,x,1,choice:x|w,,,\"Choice(x:0,w)\",,assumed,x,x", "each value once, with weights above 0"),
    ("a.b,\"1,1,number", "line 2: a quoted cell is not closed; end it with a quote"),
    ("a.b,\"1\"x,1,number", "line 2: text follows a closing quote"),
    (
      "a.b,1\"x,1,number",
      "line 2: a quote stands inside a cell without quotes; delete it, or put the cell in quotes and double it"
    ),
  ])
  func aMalformedRowIsNamed(row: String, words: String) throws {
    let fault = try #require(throws: LedgerFault.self) { _ = try ParameterLedger(csv: header + row + "\n") }
    #expect(fault.description.contains(words), "\(fault)")
  }

  @Test func aWrongHeaderIsRefused() {
    #expect(throws: LedgerFault.self) { _ = try ParameterLedger(csv: "key,value\n") }
    #expect(throws: LedgerFault.self) { _ = try ParameterLedger(csv: "") }
  }

  @Test func theTableLinesUpInBothLanguages() {
    for language in Language.allCases {
      let table = Fixtures.ledger.parameterTable(format: .table, language: language)
      let lines = table.split(separator: "\n").map(String.init)
      #expect(lines.count == Fixtures.ledger.parameters.count + 1)
      let heading = language == .english ? "meaning" : "含义"
      let start = DisplayWidth.of(lines[0].components(separatedBy: heading)[0])
      for (line, parameter) in zip(lines.dropFirst(), Fixtures.ledger.parameters) {
        let meaning = language == .english ? parameter.meaning : parameter.meaningChinese
        #expect(line.hasSuffix(meaning) && DisplayWidth.of(line) - DisplayWidth.of(meaning) == start, "\(line)")
      }
    }
  }

  @Test func aCellThatASpreadsheetWouldRunIsNeutralised() throws {
    let row = "a.b,-1,=km²,number,-2,1,,\"@cmd, \"\"x\"\"\",recalled,+x,-y\n"
    let ledger = try ParameterLedger(csv: header + row)
    #expect(
      ledger.parameterTable(format: .csv, language: .chinese)
        == "key,value,unit,kind,low,high,uncertainty,source,trust,meaning\r\n"
        + "a.b,-1,'=km²,number,-2,1,,\"'@cmd, \"\"x\"\"\",recalled,'-y\r\n")
  }

  @Test func jsonIsReadByFoundation() throws {
    let text = Fixtures.ledger.parameterTable(format: .json, language: .chinese)
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(rows.count == Fixtures.ledger.parameters.count)
    #expect(rows[0]["meaning"] as? String == "苏木数" && rows[0]["value"] as? Int == 10 && rows[0]["low"] as? Int == 1)
    #expect(rows[10]["value"] as? Double == 0.025)
  }

  @Test func theSchemaNamesEveryParameterWithItsRange() throws {
    let text = scenarioSchema(ledger: Fixtures.ledger)
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(root["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    for parameter in Fixtures.ledger.parameters {
      var parts = parameter.key.split(separator: ".").map(String.init)
      if !["places", "policy"].contains(parts[0]) { parts.insert("parameters", at: 0) }
      var node = root
      for part in parts {
        #expect(node["additionalProperties"] as? Bool == false)
        node = try #require((node["properties"] as? [String: Any])?[part] as? [String: Any], "\(parameter.key)")
        if let name = (node["$ref"] as? String)?.split(separator: "/").last {
          node = try #require((root["$defs"] as? [String: Any])?[String(name)] as? [String: Any])
        }
      }
      #expect((node["description"] as? String)?.hasPrefix(parameter.meaning) == true)
      // What can be drawn is a value or what is believed of it.
      let value = (node["anyOf"] as? [[String: Any]])?.first ?? node
      #expect(
        (value["$ref"] == nil)
          && (node["anyOf"] == nil) == ["places", "policy"].contains { parameter.key.hasPrefix($0 + ".") })
      #expect(value["minimum"] as? Double == parameter.range?.lowerBound)
      #expect(value["maximum"] as? Double == parameter.range?.upperBound)
    }
    let sections = try #require(root["properties"] as? [String: Any])
    #expect(Set(sections.keys) == Set(ParameterLedger.scenarioSections))
  }
}
