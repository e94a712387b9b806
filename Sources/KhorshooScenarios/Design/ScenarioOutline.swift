import KhorshooEngine
import KhorshooText

/// A scenario file to begin with: complete, commented, and short enough to be read whole.
///
/// What is asked is what every question needs: places, horizon, arms. What is not stated comes from the ledger, and examples
/// of the sections that a user adds next stand in it as comments.
public struct ScenarioOutline: Sendable {
  /// Name of the scenario in the language of the file.
  public var title: String
  /// The question that it answers, in the language of the file.
  public var question: String
  /// Scenario that the new one is based on, as a path from the new file; nil for one that stands alone.
  public var base: String?
  /// Counts and areas of places, by the last part of their key; those not given are in proportion to the households.
  public var places: [String: Double]
  /// Tables of a survey by the name of their key in `places.roster`, as paths from the new file; empty for none.
  public var roster: [String: String]
  /// Calendar years.
  public var years: Int
  /// First quarter.
  public var start: Quarter
  /// Replicates of every arm.
  public var replicates: Int
  /// Seed of every random stream.
  public var seed: UInt64
  /// Language of the comments.
  public var language: Language

  /// An outline with the ledger's places.
  public init(
    title: String, question: String, base: String? = nil, places: [String: Double] = [:],
    roster: [String: String] = [:],
    years: Int = 10, start: Quarter, replicates: Int = 1000, seed: UInt64 = 1, language: Language = .english
  ) {
    (self.title, self.question, self.base, self.places) = (title, question, base, places)
    (self.roster, self.years, self.start) = (roster, years, start)
    (self.replicates, self.seed, self.language) = (replicates, seed, language)
  }

  /// Counts that a file which stands alone states, in their order, each with its least value.
  ///
  /// Sumu, gacha, grids, party members and cooperatives of a banner of another size are in proportion to its households, so
  /// that nothing is silently that of Ewenki Banner.
  package static let counts: [(name: String, least: Double)] = [
    ("householdCount", 1), ("sumuCount", 1), ("pastoralSumuCount", 1), ("gachaCount", 1), ("gridCount", 1),
    ("partyMemberCount", 0), ("cooperativeCount", 0),
  ]
  /// Tables of a roster, in their order.
  static let tables = ["households", "ties", "grids", "cooperatives"]
  package static let areas = ["areaKm2", "usableGrasslandKm2"]

  /// The places of the file: what is given, and what follows from the number of households.
  ///
  /// - Parameter ledger: its values are those of Ewenki Banner, from which proportions are taken.
  func placesStated(_ ledger: ParameterLedger) -> [(key: String, value: Double)] {
    let defaults = ledger.defaults
    func standard(_ name: String) -> Double { defaults.number("places." + name) }
    let households = places["householdCount"] ?? standard("householdCount")
    let scale = households / standard("householdCount")
    var stated: [String: Double] = [:]
    for (name, least) in Self.counts {
      stated[name] = places[name] ?? max(least, (standard(name) * scale).rounded())
    }
    // A gacha is in a pastoral sumu, a grid in a gacha, and each central household counts as one party member.
    func raise(_ name: String, to other: String) {
      if places[name] == nil { stated[name] = max(stated[name] ?? 0, stated[other] ?? 0) }
    }
    func lower(_ name: String, to other: String) {
      if places[name] == nil { stated[name] = min(stated[name] ?? 0, stated[other] ?? 0) }
    }
    lower("pastoralSumuCount", to: "sumuCount")
    raise("gachaCount", to: "pastoralSumuCount")
    raise("gridCount", to: "gachaCount")
    raise("partyMemberCount", to: "gridCount")
    let list = Self.counts.map { ("places." + $0.name, stated[$0.name] ?? 0) }
    return list
      + Self.areas.map { name in
        ("places." + name, places[name] ?? max(1, (standard(name) * scale).rounded()))
      }
  }

  /// The file.
  public func text(_ ledger: ParameterLedger) -> String {
    var lines = heading()
    lines += base == nil ? worldLines(ledger) + armLines() : baseLines()
    lines += runLines() + exampleLines()
    return lines.joined(separator: "\n") + "\n"
  }

  private func say(_ english: String, _ chinese: String) -> String {
    "# " + LocalizedText(en: english, zh: chinese)[language]
  }

  private func heading() -> [String] {
    [
      say(
        "A scenario of Khorshoo. Lines behind # are comments. Try: khorshoo check FILE, then khorshoo run FILE.",
        "Khorshoo 情景文件。# 之后是注释。先运行 khorshoo check 文件，再运行 khorshoo run 文件。"),
      "schema: 1",
      "title: \(YamlWriter.quote(title))",
      "question: \(YamlWriter.quote(question))",
    ]
  }

  private func worldLines(_ ledger: ParameterLedger) -> [String] {
    var lines = [
      "",
      say(
        "The place. Every value that is not stated here comes from the ledger: khorshoo parameters lists it.",
        "地区。此处未写的值都取自参数总表：用 khorshoo parameters 列出。"),
      "places:",
    ]
    if !roster.isEmpty {
      lines.append("  roster:")
      for name in Self.tables {
        if let path = roster[name] { lines.append("    \(name): \(YamlWriter.quote(path))") }
      }
      // The survey says the rest.
      for name in Self.counts.map(\.name) + Self.areas {
        if let value = places[name] { lines.append(statement("places." + name, value, ledger)) }
      }
      return lines
    }
    return lines + placesStated(ledger).map { statement($0.key, $0.value, ledger) }
  }

  private func statement(_ key: String, _ value: Double, _ ledger: ParameterLedger) -> String {
    let meaning = ledger[key].map { LocalizedText(en: $0.meaning, zh: $0.meaningChinese)[language] } ?? ""
    return "  \(key.dropFirst("places.".count)): \(plainNumber(value))  # \(meaning)"
  }

  private func armLines() -> [String] {
    [
      "",
      say(
        "The policies that are compared, each with what differs from the ledger's policy; the first is the reference.",
        "要比较的政策方案，各写与参数总表政策不同之处；第一个是基准。"),
      "arms:",
      "  cooperativeOnly:",
      "    label: \(LocalizedText(en: "Cooperatives only", zh: "仅合作社")[language])",
      "    policy:",
      "      centralHouseholds: {enabled: false}",
      "  linkage:",
      "    label: \(LocalizedText(en: "Central households and cooperatives", zh: "中心户与合作社")[language])",
      "reference: cooperativeOnly",
    ]
  }

  private func baseLines() -> [String] {
    [
      "",
      say(
        "Everything of this file holds unless it is stated again below.", "除下文另写者外，一切同此文件。"),
      "base: \(YamlWriter.quote(base ?? ""))",
    ]
  }

  private func runLines() -> [String] {
    [
      "",
      say(
        "How long, how often, and the seed: the same seed gives the same results.", "年数、重复次数与种子：种子相同，结果相同。"),
      "run: {years: \(years), start: \(start), replicates: \(replicates), seed: \(seed)}",
    ]
  }

  private func exampleLines() -> [String] {
    [
      "",
      say(
        "What follows are examples: take the # away and change them. khorshoo explain FILE says what a scenario assumes.",
        "以下为示例：去掉 # 后修改即可。khorshoo explain 文件 可说明情景的各项假定。"),
      say("Another price of sheep, CNY a kg live weight:", "另设绵羊价格（元/公斤活重）："),
      "# parameters:",
      "#   herds: {sheep: {priceYuanPerKg: 26}}",
      say(
        "A further arm: twice the outreach of central households from the third year on:", "再加一个方案：第三年起中心户宣传力度加倍："),
      "# arms:",
      "#   outreach:",
      "#     label: \(LocalizedText(en: "More outreach", zh: "加强宣传")[language])",
      "#     interventions:",
      "#       - id: moreOutreach",
      "#         from: \(start.advanced(by: 8))",
      "#         set: {policy.centralHouseholds.outreach: 2}",
    ]
  }
}
