import KhorshooEngine

// Outcomes of herds, pasture and weather: model description 4.

extension ModelOutcomes {
  /// Herds and what becomes of them.
  static let herd = stock + pasture

  private static let stock: [Outcome] = [
    Outcome(
      "sheepUnits", "sheep unit", "Herd", "羊单位", at: area, .total(.state(\.sheepUnits)),
      "Herd at the end of the quarter in standard sheep units.", "季末存栏，折合标准羊单位。"),
    Outcome(
      "sheepUnitsPerHousehold", "sheep unit", "Herd per household", "户均羊单位", at: area, groups: .all,
      .perHousehold(.state(\.sheepUnits)), "Herd of a household in standard sheep units.", "每户季末存栏，折合标准羊单位。"),
    Outcome(
      "leftShare", "1", "Households that gave up herding", "已退出放牧户比例", at: village, groups: .main,
      .perHousehold(.state(\.hasLeft)), "Share of places at which nobody herds at the end of the year.",
      "年末已无人放牧的牧户比例。", .yearly),
    Outcome(
      "birthsHead", "head", "Births", "仔畜", at: village, .total(.flow(\.birthsHead)),
      "Animals born in the quarter.", "本季出生的仔畜头数。"),
    Outcome(
      "deathsHead", "head", "Deaths", "死亡", at: area, .total(.flow(\.deathsHead)),
      "Animals that died in the quarter, of any natural cause.", "本季因各种自然原因死亡的牲畜头数。"),
    Outcome(
      "salesHead", "head", "Sales (offtake)", "出栏", at: area, .total(.flow(\.salesHead)),
      "Animals sold in the quarter (offtake).", "本季出售的牲畜头数（出栏）。"),
    Outcome(
      "purchasesHead", "head", "Animals bought", "购入", at: village, .total(.flow(\.purchasesHead)),
      "Breeding animals bought in the quarter.", "本季购入的繁殖母畜头数。"),
    Outcome(
      "homeUseHead", "head", "Home use", "自食", at: village, .total(.flow(\.homeUseHead)),
      "Animals slaughtered for the household's own table.", "本季牧户宰杀自食的牲畜头数。"),
    Outcome(
      "deathsSheepUnitsPerHousehold", "sheep unit", "Deaths per household", "户均死亡", at: [], groups: .main,
      .perHousehold(.state(\.deathsSheepUnits)), "Deaths of a household in the quarter, in sheep units.",
      "每户本季死亡的牲畜，折合羊单位。"),
    Outcome(
      "salesSheepUnitsPerHousehold", "sheep unit", "Sales per household", "户均出栏", at: [], groups: .main,
      .perHousehold(.state(\.salesSheepUnits)), "Sales of a household in the quarter, in sheep units.",
      "每户本季出售的牲畜，折合羊单位。"),
  ]

  private static let pasture: [Outcome] = [
    Outcome(
      "forageDeficitShare", "1", "Forage deficit", "饲草缺口", at: area,
      .ratio(.quarter(.deficitKg), .flow(\.demandKg)),
      "Share of feed demand met neither by pasture nor by hay.", "草场和干草都未能满足的饲草需求所占比例。", ofYear: .mean),
    Outcome(
      "forageYieldRatio", "1", "Forage yield against a normal year", "产草量比", at: village,
      .perHousehold(.ofGrid(.forageYieldRatio)), "Forage yield of the year's weather relative to a normal year.",
      "当年天气下的牧草产量与正常年份之比。", .yearly),
    Outcome(
      "dzudSeverity", "1", "Severity of dzud", "白灾强度", at: village, .perHousehold(.ofGrid(.dzudSeverity)),
      "Severity of the winter's dzud, mean over households, 0 to 1; 0 outside winter.",
      "冬季白灾的强度，按户平均，0 至 1；冬季以外为 0。"),
    Outcome(
      "pastureCondition", "1", "Pasture condition", "草场状况", at: village,
      .perHousehold(.state(\.pastureCondition)),
      "Pasture condition relative to the start, after the grazing pressure since then.",
      "期初以来放牧压力下的草场状况，期初为 1。"),
    Outcome(
      "rentedMuPerHousehold", "mu", "Pasture rented", "户均租入草场", at: village, groups: .main,
      .perHousehold(.state(\.rentedMu)), "Pasture that a household rents from others of the gacha, mean over all.",
      "每户从本嘎查其他牧户租入的草场，按全部户数平均。", .yearly),
    Outcome(
      "rentalMarketShare", "1", "Households that rent or let pasture", "参与草场流转户比例", at: village,
      .perHousehold(.household(.dealsInPasture)), "Share of households that rent or let pasture in the year.",
      "当年租入或租出草场的牧户比例。", .yearly),
  ]

  /// Chinese of the usual species; one that a scenario adds has the name that it gives.
  package static let speciesChinese = ["sheep": "绵羊", "goats": "山羊", "cattle": "牛", "horses": "马", "camels": "骆驼"]

  /// Head of each species.
  static func species(_ names: [String]) -> [Outcome] {
    names.enumerated().map { index, name in
      Outcome(
        "herd\(name.capitalised)Head", "head", "Head of \(name)", "\(speciesChinese[name] ?? name)存栏", at: village,
        .total(.head(species: index)),
        "Head of \(name) at the end of the quarter.", "季末\(speciesChinese[name] ?? name)存栏头数。")
    }
  }
}
