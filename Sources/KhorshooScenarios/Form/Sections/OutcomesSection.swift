import KhorshooEngine
import KhorshooInputs
import KhorshooText

/// `outcomes`: which results a scenario keeps; an empty list of names keeps all, of levels those of the tables by default.
public struct OutcomesForm: FieldForm {
  /// Names of outcomes; empty for all.
  public let names: Field<[String]> = .texts(
    "names", "a name", atLeast: 1, emptyRemedy: "name at least one, or delete the line to keep all",
    known: { ($0.knownOutcomes, "unknown-outcome") }, "Outcomes to keep.", "保留的结果。")
  /// Levels of places; empty for all.
  public let levels: Field<[String]> = .texts(
    "levels", "a name", atLeast: 1, emptyRemedy: "name at least one, or delete the line to keep the usual ones",
    known: { ($0.knownLevels, "unknown-level") }, "Levels to keep: banner, sumu and group when left out.",
    "保留的层级；不写则为旗、苏木和组别。")
  /// First calendar year, nil for the first of the run.
  public let fromYear: Field<Int?> = .wholeNumberOrNone(
    "outcomes.fromYear", 1...10_100, "calendar year", "First calendar year to keep.", "保留的第一个日历年。")
  /// Last calendar year, nil for the last of the run.
  public let toYear: Field<Int?> = .wholeNumberOrNone(
    "outcomes.toYear", 1...10_100, "calendar year", "Last calendar year to keep.", "保留的最后一个日历年。")

  /// The fields in their order.
  public static let list = FieldList(OutcomesForm())
}

/// Which results a scenario keeps; an empty list keeps all.
public typealias OutcomeSelection = FieldValues<OutcomesForm>

struct OutcomesSection: FormSection {
  let name = "outcomes"
  var fields: [(key: String, field: any FormField)] { OutcomesForm.list.keyed(name) }

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    reader.draft.outcomes = reader.statements(node, name, over: reader.draft.outcomes)
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    let written = scenario.outcomes.written
    if !written.isEmpty { writer.line(0, name) }
    for (field, text) in written { writer.line(1, field, text) }
  }

  /// The lines of the hash are older than the fields: they are there when nothing is selected too, and both years are one.
  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] {
    let kept = scenario.outcomes
    let lines = [
      "outcomes.names=\(Canonical.texts(kept.names))", "outcomes.levels=\(Canonical.texts(kept.levels))",
      "outcomes.years=\(kept.fromYear ?? 0) \(kept.toYear ?? 0)",
    ]
    return kept.facts(name).map { Fact($0.key, $0.text, []) } + [Fact("", "", lines)]
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    OutcomesForm.schema("Which results are kept; all when left out.")
  }
}
