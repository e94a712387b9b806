import KhorshooInputs
import Foundation
import KhorshooScenarios
import KhorshooText
import Testing

/// Workbooks as openpyxl and XlsxWriter write them; their cells were chosen where such files differ from each other.
@Suite struct SheetFileUnitTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("FieldCases/formats")

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  private static func text(_ name: String, _ sheet: String?) throws -> String {
    let archive = try #require(ZipArchive(bytes(name)))
    return String(decoding: try SheetFile(archive).text(sheet: sheet), as: UTF8.self)
  }

  @Test func sharedTextsAndNumbers() throws {
    let lines = try Self.text("openpyxl.xlsx", "农户").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "id,gacha,sheepUnits,persons,joined,note")
    #expect(lines[1] == "1001,Bayan,102.5,4,2015,")
    #expect(lines[2] == "1002,Nomin,105,5,2016,\"a, \"\"b\"\" c\"")
    #expect(lines[3] == "1003,Bayan,107.5,3,,")
    #expect(lines.count == 14)
  }

  /// Texts in the cells themselves, dates in a Chinese format, booleans, formulas, a percentage, a row that is missing, and the
  /// day that never was.
  @Test func whatOtherProgramsWrite() throws {
    #expect(
      try Self.text("xlsxwriter.xlsx", nil)
        == """
        text,number,day,flag,share,formula
        héllo,1e-07,2014-05-01,true,0.4,2

        after a gap,1.234567890123457e+16,1900-02-28,false,,007

        """)
  }

  @Test func theSheetIsNamedOrTheOnlyOne() throws {
    #expect(try Self.text("openpyxl.xlsx", "联系").hasPrefix("source,target,weight\n1001,1002,0.5\n"))
    #expect(
      throws: SheetFile.Fault(message: "the workbook has the sheets 农户, 联系; name one behind #, such as 'file.xlsx#农户'")
    ) {
      try Self.text("openpyxl.xlsx", nil)
    }
    #expect(
      throws: SheetFile.Fault(
        message: "found 'prices', expected a sheet of the workbook: Prices; did you mean 'Prices'?")
    ) { try Self.text("xlsxwriter.xlsx", "prices") }
  }

  @Test func cellsAreNamedAsTheSheetNamesThem() {
    let text = Array("a,\"b,c\",d\n\n1,二,3\n".utf8)
    #expect(SheetPlace.cell(line: 1, column: 1, in: text) == "A1")
    #expect(SheetPlace.cell(line: 1, column: 3, in: text) == "B1")
    #expect(SheetPlace.cell(line: 1, column: 9, in: text) == "C1")
    #expect(SheetPlace.cell(line: 3, column: 5, in: text) == "C3")
    let wide = Array((String(repeating: ",", count: 27) + "x").utf8)
    #expect(SheetPlace.cell(line: 1, column: 28, in: wide) == "AB1")
  }

  /// A table in a workbook is that of the text, and a message names the cell.
  @Test func tablesAreReadFromWorkbooks() throws {
    let folder = Self.folder.path
    let reading = try AccountingTable.reading(path: folder + "/table.xlsx")
    #expect(reading.warnings.isEmpty)
    #expect(reading.analysis.table.accounts.map(\.name) == ["farms", "trade", "consumption", "all"])
    let book = folder + "/openpyxl.xlsx"
    let roster = try RosterReader.read(RosterPaths(households: book + "#农户", ties: book + "#联系"))
    #expect(roster.roster.count == 12 && roster.roster.ties?.count == 11)
    do throws(UserError) {
      _ = try RosterReader.read(RosterPaths(households: book + "#联系", ties: book + "#农户"))
      Issue.record("sheets that are exchanged are taken")
    } catch {
      #expect(error.description.contains(book + "#联系!A1: id: there is no column 'id'"), "\(error)")
    }
    let missing = try? RosterReader.read(RosterPaths(ties: book + "#none"))
    #expect(missing == nil)
  }

  /// Cut and changed at every byte of some thousand places: an answer, never a trap.
  @Test(.timeLimit(.minutes(2)), arguments: ["openpyxl.xlsx", "xlsxwriter.xlsx", "table.xlsx"])
  func damagedWorkbooksAreAnswered(name: String) throws {
    let whole = try Self.bytes(name)
    var damage = Damage(seed: 3, pieces: ["PK\u{3}\u{4}", "<c r=\"ZZZ9\">", "\0\0", "ÿÿÿÿ"])
    for round in 0..<1500 {
      let bytes = round % 3 == 0 ? Array(whole.prefix(round * whole.count / 1500)) : damage.applied(to: whole)
      switch ScenarioFiles.table(bytes, TablePath("t.xlsx")) {
      case .success: break
      case .failure(let fault): #expect(!fault.message.isEmpty && fault.code == "no-sheet")
      }
    }
  }
}
