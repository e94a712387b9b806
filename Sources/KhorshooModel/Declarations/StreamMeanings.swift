import KhorshooNumerics

extension ModelStreams {
  /// What a stream draws, in English and in Chinese; the English one stands in the table of streams.
  package struct Meaning: Sendable {
    package let stream: RandomStream
    package let meaning, meaningChinese: String

    init(_ stream: RandomStream, _ meaning: String, _ chinese: String) {
      self.stream = stream
      self.meaning = meaning
      meaningChinese = chinese
    }
  }

  /// Every stream, in the order of ``all``.
  package static let meanings: [Meaning] = [
    Meaning(placeSizes, "Number of grids and households of each gacha and grid.", "各嘎查、网格的网格数和户数。"),
    Meaning(coordinates, "Where households live.", "牧户位置。"),
    Meaning(
      householdTraits, "Persons, labour, pasture, herd size, cash and knowledge of households.",
      "人口、劳力、草场、畜群规模、现金和知识。"),
    Meaning(herdMix, "Species mix of herds.", "畜种结构。"),
    Meaning(
      standing, "Which households have party members (draw 1; draw 0 was standing, now in `candidates`).", "党员分布。"),
    Meaning(cooperatives, "Which grids have cooperatives, of which kind.", "合作社分布及类型。"),
    Meaning(initialMembership, "Who is a member, and who has heard of it, at the start.", "期初社员和知晓者。"),
    Meaning(gachaYield, "Lasting differences of forage yield between gacha.", "嘎查间牧草产量的持久差异。"),
    Meaning(kin, "Kin groups and kin ties.", "亲缘。"),
    Meaning(business, "Business ties.", "业缘。"),
    Meaning(
      missingTies, "Ties that a survey has missed: how many of a layer and gacha (0 and on), which pairs (8 and on).",
      "调查遗漏的联系：数目和哪些牧户之间。"),
    Meaning(forage, "Forage growth of the year, one draw a gacha.", "当年牧草长势。"),
    Meaning(dzud, "Dzud: event and severity, one draw each a sumu and winter.", "白灾的发生和强度。"),
    Meaning(prices, "Prices, one draw a good and quarter.", "价格。"),
    Meaning(
      membership, "Hearing of the cooperative (0), considering it (1), joining (2) and leaving it (3).",
      "知晓、考虑、入社、退社。"),
    Meaning(births, "Births of each class, with `demography: stochastic`.", "产仔（随机人口学）。"),
    Meaning(deaths, "Deaths of each class, with `demography: stochastic`.", "死亡（随机人口学）。"),
    Meaning(
      wholeAnimals, "Whole animals sold, slaughtered and bought, with `demography: stochastic`.",
      "整头买卖和宰杀（随机人口学）。"),
    Meaning(
      ageing, "Ageing of classes that last longer than a year, with `demography: stochastic`.", "年龄增长（随机人口学）。"),
    Meaning(householdLuck, "Luck of a household's herd (0) and marketing (1) in a year.", "牧户全年的畜群和售价运气。"),
    Meaning(
      priceHistory, "First year of each block of a price history, with `method: bootstrap`.", "历史价格抽样的起始年。"),
    Meaning(
      channelOrder, "Order in which a decomposition opens the channels, one draw a channel.", "分解时渠道开放的次序。"),
    Meaning(
      candidates,
      "Criteria, volunteering and priority groups of candidates for central household; order of grids for video.",
      "中心户人选的各项标准、自愿与优先类别；视频系统次序。"),
    Meaning(appraisal, "Quarterly appraisal of an office: noise (0), replacement (1).", "测评误差和更换。"),
    Meaning(succession, "Noise in the choice of a successor, one draw a candidate.", "接任人选的误差。"),
    Meaning(serviceRequests, "New requests of a grid's households, one draw a kind.", "各类新增服务事项。"),
    Meaning(
      serviceWork, "Which requests of a grid stay over (0 to 6), lapse (8 to 14), and the same at the sumu (16, 17).",
      "哪些事项留待下季、哪些放弃。"),
    Meaning(
      serviceOutcomes,
      "What becomes of requests that were taken up: handed on (0), mediated (1), suggestions (2), reported (3 to 5).",
      "受理事项的去向和上报。"),
  ]
}
