import KhorshooEngine
import KhorshooInputs
import KhorshooModel
import KhorshooText

/// `run`: how long, how often and from which seed a scenario is computed. A further setting is one more property here, and
/// what it does.
public struct RunForm: FieldForm {
  /// Calendar years.
  public let years: Field<Int> = .wholeNumber(
    "run.years", 1...100, "years", remedy: "give the number of years, such as 10", isVaried: true,
    "Calendar years.", "日历年数。")
  /// First quarter.
  public let start: Field<Quarter> = .quarter(
    "run.start", remedy: "give the first quarter, such as 2020Q1", isSpring: true,
    "First quarter.", "第一个季度。")
  /// Replicates of every arm.
  public let replicates: Field<Int> = .wholeNumber(
    "run.replicates", 1...1_000_000, "replicates of every arm", remedy: "give the number of replicates, such as 1000",
    "Replicates of every arm.", "每个方案的重复次数。")
  /// Seed of every random stream.
  public let seed: Field<UInt64> = .seed(
    "run.seed", remedy: "give a seed, such as 2020: the same seed gives the same results",
    "Seed of every random stream, up to 18446744073709551615.", "所有随机流的种子，至多 18446744073709551615。")
  /// Whether arms, and points of a sweep, meet the same luck.
  public let randomNumbers: Field<RandomNumbers> = .choice(
    "run.randomNumbers", standard: .common,
    "common: arms and points of a sweep meet the same luck, so that differences are those of the policy; independent: each its own; perPoint: each point its own luck and households, which its arms share.",
    "common：各方案、各设计点遇到相同的运气，差异只来自政策；independent：各有各的运气；perPoint：各设计点有自己的运气与牧户，各方案共用。")
  /// Networks over which replicates are dealt.
  public let networkDraws: Field<Int> = .wholeNumber(
    "run.networkDraws", 1...100, "networks", standard: 1,
    "Networks of the same households over which replicates are dealt.", "同一批牧户的网络个数，重复在其间分配。")
  /// Whether replicates come in antithetic pairs.
  public let antithetic: Field<Bool> = .flag(
    "antithetic", standard: false,
    "true: replicates i and i + 8 of each 16 meet mirrored weather, snow disasters and prices, so that means need fewer replicates and intervals are those of pairs; replicates are then a multiple of 16.",
    "true：每 16 次重复中，第 i 次与第 i + 8 次遇到互为镜像的天气、白灾与价格，均值所需重复更少，区间按对计算；重复次数须为 16 的倍数。")
  /// What is drawn beside luck.
  public let uncertainty: Field<RunUncertainty> = .uncertainty(
    "run.uncertainty", standard: .ledger,
    "ledger: each sixteen replicates meet a world of their own, with a population and with parameters drawn as uncertain as ledger and scenario say; none: one world; or a CSV file, whose rows give the parameters that it has, and the ledger the others.",
    "ledger：每 16 次重复有自己的世界，人口另行生成，参数按参数表与情景给出的不确定性抽取；none：同一个世界；或一个 CSV 文件：其中的参数按行取值，其余按参数表抽取。")

  /// The settings in their order.
  public static let list = FieldList(RunForm())
}

/// How long, how often and from which seed a scenario is computed.
public typealias RunSettings = FieldValues<RunForm>

extension FieldValues where Form == RunForm {
  /// Calendar years in which the run has a quarter.
  public var calendarYears: ClosedRange<Int> { self.start.year...self.start.advanced(by: self.years * 4 - 1).year }
}

struct RunSection: FormSection {
  let name = "run"
  var fields: [(key: String, field: any FormField)] { RunForm.list.keyed(name) }

  func read(_ node: YamlNode, _ reader: inout ScenarioFileReader) {
    reader.draft.run = reader.statements(node, name, over: reader.draft.run)
  }

  func missing(_ draft: ScenarioDraft) -> [(key: String, remedy: String)] {
    RunForm.list.fields.compactMap { field in
      draft.run.stated[field.name] == nil ? field.remedy.map { ("\(name).\(field.name)", $0) } : nil
    }
  }

  func write(_ scenario: ResolvedScenario, _ writer: inout YamlWriter) {
    writer.line(0, name)
    for (field, text) in scenario.run.written {
      var text = text
      if field == "uncertainty", case .table(let path) = scenario.run.uncertainty {
        text = writer.table(RunUncertainty.copyName, of: path)
      }
      writer.line(1, field, text, comment: scenario.origins["\(name).\(field)"]?.description)
    }
  }

  func facts(_ scenario: ResolvedScenario, beside other: ResolvedScenario?) -> [Fact] {
    return scenario.run.facts(name)
      + (scenario.worldTable.map { [Self.fact($0)] } ?? [])
      + scenario.drawn.map { Fact("", "", ["drawn \($0.key)=\($0.belief.uncertainty)"]) }
  }

  /// A table of worlds counts by what it holds, wherever it lies.
  private static func fact(_ table: WorldTable) -> Fact {
    let digest = SHA256Digest(of: table.csv).description.prefix(12)
    return Fact(
      "run.uncertainty.table", "\(table.sets.count) rows, SHA-256 \(digest)",
      ["run.uncertainty.table=\(Canonical.texts([table.csv]))"])
  }

  func schema(_ ledger: ParameterLedger) -> OrderedJSON {
    RunForm.schema("How long, how often and from which seed.")
  }
}
