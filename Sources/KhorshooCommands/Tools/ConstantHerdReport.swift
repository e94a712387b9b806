import KhorshooInputs
import KhorshooText

/// What `khorshoo herd` says of a herd of constant size.
struct ConstantHerdReport: HerdReport {
  let title: String
  /// Name, words, unit, value; those without a value left out.
  private let quantities: [(name: String, words: LocalizedText, unit: String, value: Double)]
  let isConstant: Bool

  init(path: String, title: String, herd: HerdFile.ConstantHerd) {
    self.title = title.isEmpty ? path : title
    let flows = SteadyStateHerd(herd.rates, isWhole: herd.isWhole)
    var weight: Double?
    if let female = herd.femaleLiveWeightKg, let young = herd.youngLiveWeightKg {
      weight = flows.liveWeightKg(cow: female, calf: young)
    }
    let carcass = weight.flatMap { weight in herd.dressingShare.map { weight * $0 } }
    let all: [(String, String, String, String, Double?)] = [
      ("born", "born", "出生", "head a year", flows.calves),
      ("recruits", "females that begin to breed", "进入繁殖的母畜", "head a year", flows.recruits),
      ("femaleDeaths", "deaths of breeding females", "繁殖母畜死亡", "head a year", flows.cowDeaths),
      ("culls", "breeding females culled", "淘汰母畜", "head a year", flows.culls),
      ("femaleYoungKept", "young females kept", "留种幼母畜", "head a year", flows.heifersKept),
      ("femaleYoungSold", "young females sold", "出售幼母畜", "head a year", flows.heifersSold),
      ("maleYoungSold", "young males sold", "出售幼公畜", "head a year", flows.bullsSold),
      ("liveWeightKg", "live weight sold", "出栏活重", "kg a year", weight),
      ("carcassKg", "carcass", "胴体重", "kg a year", carcass),
      ("milkLitres", "milk", "产奶", "litres a year", herd.milkLitresPerLactation.map(flows.milkLitres(perLactation:))),
      (
        "carcassKgPerLivestockUnit", "carcass a livestock unit", "每牲畜单位胴体重", "kg a unit and year",
        carcass.flatMap { carcass in herd.livestockUnits.map { carcass / $0 } }
      ),
    ]
    quantities = all.compactMap { entry in
      entry.4.map { (entry.0, LocalizedText(en: entry.1, zh: entry.2), entry.3, $0) }
    }
    isConstant = flows.heifersSold >= 0
  }

  private static let unitsChinese = [
    "head a year": "头/年", "kg a year": "公斤/年", "litres a year": "升/年", "kg a unit and year": "公斤/(单位·年)",
  ]

  var table: ResultTable {
    ResultTable(
      columns: [
        .init("quantity", "quantity", "量"), .init("value", "value", "值"), .init("unit", "unit", "单位"),
      ], rows: quantities.map { [.text($0.name), .number($0.value), .text($0.unit)] })
  }

  func text(_ language: Language) -> String {
    let labelled = ResultTable(
      columns: table.columns,
      rows: quantities.map { quantity in
        let value = ReadableNumber(for: [quantity.value], digits: 5).text(quantity.value)
        let unit = LocalizedText(en: quantity.unit, zh: Self.unitsChinese[quantity.unit] ?? quantity.unit)
        return [.text(quantity.words[language]), .text(value), .text(unit[language])]
      })
    let warning = isConstant ? "" : HerdWords.cannotReplaceItself[language]
    return title + "\n\n" + labelled.aligned(language) + warning
  }

  var json: String {
    OrderedJSON.object(
      [("title", .text(title)), ("isConstant", .boolean(isConstant))] + quantities.map { ($0.name, .number($0.value)) }
    ).description
  }
}
