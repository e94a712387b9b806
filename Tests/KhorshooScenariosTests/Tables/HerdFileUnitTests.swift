import Foundation
import KhorshooInputs
import KhorshooText
import Testing

/// Herd tables as a herd specialist writes them, and what is said about one that is wrong.
@Suite struct HerdFileUnitTests {
  static let yaml = """
    kind: stages
    title: Sheep
    step: month
    rates: independent
    femaleBirthShare: 0.5
    classes:
      - {name: lambs, sex: female, durationDays: 365, deathRate: 0.1, offtakeRate: 0.4, sheepUnits: 0.5}
      - {name: ewes, sex: female, durationYears: 6, deathRate: 0.03, offtakeRate: 0.1, parturitionPerYear: 0.9, \
    litterSize: 1.05, liveWeightKg: 50, sheepUnits: 1}
      - {name: rams, sex: male, deathRate: 0.1, offtakeRate: 0.9}

    """

  static let csv = """
    kind,stages,,,,,,,,
    title,Sheep,,,,,,,,
    step,month,,,,,,,,
    rates,independent
    femaleBirthShare,0.5,,,,,,,,
    ,,,,,,,,,
    name,sex,durationDays,durationYears,deathRate,offtakeRate,parturitionPerYear,litterSize,liveWeightKg,sheepUnits
    lambs,female,365,,0.1,0.4,,,,0.5
    ewes,female,,6,0.03,0.1,0.9,1.05,50,1
    rams,male,,,0.1,0.9,,,,

    """

  static let constant = """
    kind: constantHerd
    breedingFemales: 100
    parturitionPerYear: 0.67
    breedingFemaleDeathPerYear: 0.03
    youngDeathShare: 0.25
    replacementDeathShare: 0.05
    firstAgeYears: 3
    lastAgeYears: 10
    wholeAnimals: true

    """

  static func file(_ text: String, _ path: String = "h.yaml") throws(UserError) -> HerdFile {
    try HerdFile(path: path) { _, limit in .success(Array(Array(text.utf8).prefix(limit))) }
  }

  static func message(_ text: String, _ path: String = "h.yaml") -> String? {
    do throws(UserError) {
      _ = try file(text, path)
      return nil
    } catch {
      #expect(error.exit == .invalidData)
      return error.description
    }
  }

  @Test func bothFormsAreTheSameHerd() throws {
    let own = try Self.file(Self.yaml)
    guard case .stages(let herd) = own.content else {
      Issue.record("\(own)")
      return
    }
    #expect(own.title == "Sheep")
    #expect(herd.step == .month && herd.rates == .independent && herd.femaleBirthShare == 0.5)
    #expect(
      herd.cohorts[1]
        == CohortProjection.Cohort(
          "ewes", isFemale: true, durationDays: 2190, death: 0.03, offtake: 0.1, parturitionPerYear: 0.9,
          litterSize: 1.05,
          liveWeightKg: 50, sheepUnits: 1))
    #expect(herd.cohorts[2].durationDays == nil && !herd.cohorts[2].isFemale)
    let text = try Self.file(Self.csv, "h.CSV")
    #expect(text.content == own.content && text.title == own.title)
    #expect(try CohortAnalysis(herd).growthPerYear.isFinite)
  }

  @Test func aConstantHerdIsRead() throws {
    guard case .constantHerd(let herd) = try Self.file(Self.constant).content else {
      Issue.record("it is another kind")
      return
    }
    #expect(herd.isWhole && herd.rates.cows == 100 && herd.rates.lastAge == 10 && herd.livestockUnits == nil)
    let csv = Self.constant.replacing(": ", with: ",")
    #expect(try Self.file(csv, "h.csv").content == .constantHerd(herd))
  }

  /// Each fault with the words that the user reads.
  @Test(arguments: [
    (
      "kind: stage\n",
      "h.yaml:1:7: kind: found 'stage', expected one of stages, constantHerd; did you mean 'stages'? [unknown-option]"
    ), ("", "h.yaml:1:1: the file is empty; begin with 'kind: stages' [empty-file]"),
    ("- a\n", "h.yaml:1:1: found a list, expected keys such as 'kind: stages', one a line [not-a-mapping]"),
    (
      yaml.replacing("step: month", with: "stp: month"),
      """
      h.yaml:1:1: step: nothing is given, expected day, week, month, quarter or year [missing-key]
      h.yaml:3:1: stp: there is no such key; did you mean 'step'? [unknown-key]
      """
    ),
    (
      yaml.replacing("0.9}", with: "90%}").replacing("0.03", with: "1.2").replacing("name: lambs", with: "name: 3"),
      """
      h.yaml:7:12: classes.1.name: found '3', which reads as a number or a switch; as a text write "3" [needs-quotes]
      h.yaml:8:60: classes.2.deathRate: found 1.2, expected a number from 0 to 1 (fraction a year, or of the stage \
      when it is shorter) [out-of-range]
      h.yaml:9:58: classes.3.offtakeRate: found '90%', expected a number from 0 to 1 (fraction a year, or of the \
      stage when it is shorter); write 0.9 for 90% [malformed-number]
      """
    ),
    (
      yaml.replacing("rams, sex: male,", with: "ewes, sex: male, weight: 3, durationDays: 9, durationYears: 1,"),
      """
      h.yaml:9:5: ewes: a class of that name stands above; rename one [duplicate-name]
      h.yaml:9:29: classes.3.weight: there is no such key; known: name, sex, durationDays, durationYears, deathRate, \
      offtakeRate, parturitionPerYear, litterSize, liveWeightKg, sheepUnits, deathRateError, \
      offtakeRateError, parturitionPerYearError, litterSizeError [unknown-key]
      h.yaml:9:57: classes.3.durationYears: durationDays stands there too; keep one [unneeded-key]
      """
    ),
    (
      yaml.replacing("durationDays: 365", with: "durationDays: 45").replacing("Years: 6", with: "Years: 0.05"),
      """
      h.yaml:7:5: lambs: found 45 days, expected one step or at least two of 30.42 days (step: month); take a shorter step \
      [stage-too-short]
      h.yaml:8:5: ewes: found 18.25 days, expected at least one step of 30.42 days (step: month); take a shorter step \
      [stage-too-short]
      """
    ),
    (
      yaml.replacing("durationDays: 365, ", with: "").replacing("parturitionPerYear: 0.9,", with: ""),
      """
      h.yaml:1:1: classes: no female class gives birth; state parturitionPerYear of those that breed [no-births]
      h.yaml:7:5: lambs: there is no durationDays or durationYears, and an older class of the sex follows; only the last may \
      go without (classes of a sex stand from young to old) [missing-key]
      """
    ),
    (
      constant.replacing("100", with: "0").replacing("lastAgeYears: 10", with: "lastAgeYears: 10.5")
        .replacing("true", with: "yes"),
      """
      h.yaml:2:18: breedingFemales: found 0, expected a number from 1 to 1000000000 (head) [out-of-range]
      h.yaml:8:15: lastAgeYears: found 10.5, expected a whole number from 0 to 100 (years) in plain digits [not-whole]
      h.yaml:9:15: wholeAnimals: found 'yes', expected true or false; write true (lower case, no quotes) [switch-word]
      """
    ),
    (
      constant.replacing("lastAgeYears: 10", with: "lastAgeYears: 2"),
      "h.yaml:8:15: lastAgeYears: found 2, expected firstAgeYears (3) or more [out-of-range]"
    ),
  ])
  func eachFaultIsToldInTheseWords(text: String, expected: String) {
    #expect(Self.message(text) == expected)
  }

  @Test(arguments: [
    ("", "h.csv:1:1: the file is empty; begin with the row 'kind,stages' [no-rows]"),
    ("kind;stages\n", "h.csv:1:1: columns are separated by semicolons; save the file with commas [csv-syntax]"),
    (
      csv.replacing("step,month,", with: "step,month,x").replacing("rams,male,,", with: "rams,male,"),
      """
      h.csv:3:1: step: found 10 cells, expected a key and a value; the row of column names begins with 'name' [ragged-row]
      h.csv:10:1: rams: found 9 cells, expected 10, one for each column; a decimal comma also makes two [ragged-row]
      """
    ),
    (
      csv.replacing("title,Sheep", with: "step,day").replacing(",durationYears", with: ",sex"),
      """
      h.csv:3:1: step: the key is given already; keep one of them [duplicate-key]
      h.csv:7:23: sex: the column stands there already; keep one [duplicate-name]
      """
    ),
    (
      csv.components(separatedBy: "lambs")[0], "h.csv:7:1: classes: there is no class; add one a sex and age [no-rows]"
    ),
  ])
  func eachFaultOfACSVFileToo(text: String, expected: String) {
    #expect(Self.message(text, "h.csv") == expected)
  }

  @Test(.timeLimit(.minutes(1))) func hugeTablesAreRefused() {
    let large = String(repeating: "# x\n", count: 1 << 19)
    #expect(Self.message(large) == "h.yaml: the file is larger than 1 MiB, which no such table needs [file-too-large]")
    let many = Self.csv + (0..<101).map { "c\($0),male,,,0.1,0.9,,,,\n" }.joined()
    #expect(
      Self.message(many, "h.csv")
        == "h.csv:7:1: classes: found 104 classes, expected at most 100; put ages together [too-many-values]")
  }

  @Test(.timeLimit(.minutes(2)), arguments: 0..<4)
  func damagedTablesAreAnswered(seed: UInt64) {
    let pieces = [
      "\"", ",", "\n", "nan", "1e999", "-", ":", "{", "}", "name", "sex", "\u{FEFF}", "\0", "羊", "0", "0.999999",
      "40000",
    ]
    var damage = Damage(seed: seed, pieces: pieces)
    var refused = 0
    for round in 0..<500 {
      let isText = round % 2 == 0
      let bytes = damage.applied(to: Array((isText ? Self.csv : Self.yaml).utf8))
      do throws(UserError) {
        let own = try HerdFile(path: isText ? "h.csv" : "h.yaml") { _, _ in .success(bytes) }
        guard case .stages(let herd) = own.content else { continue }
        #expect((try? CohortAnalysis(herd).growthPerYear.isFinite) ?? true, "seed \(seed), round \(round)")
      } catch {
        refused += 1
        #expect(
          error.diagnostics.allSatisfy { !$0.message.isEmpty && !$0.code.isEmpty }, "seed \(seed), round \(round)")
      }
    }
    #expect(refused > 200)
  }
}
