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
    Meaning(placeSizes, "Number of grids and households of each gacha and grid.", "各嘎查、網格的網格數和戶數。"),
    Meaning(coordinates, "Where households live.", "牧戶位置。"),
    Meaning(
      householdTraits, "Persons, labour, pasture, herd size, cash and knowledge of households.",
      "人口、勞力、草場、畜群規模、現金和知識。"),
    Meaning(herdMix, "Species mix of herds.", "畜種結構。"),
    Meaning(
      standing, "Which households have party members (draw 1; draw 0 was standing, now in `candidates`).", "黨員分佈。"),
    Meaning(cooperatives, "Which grids have cooperatives, of which kind.", "合作社分佈及類型。"),
    Meaning(initialMembership, "Who is a member, and who has heard of it, at the start.", "期初社員和知曉者。"),
    Meaning(gachaYield, "Lasting differences of forage yield between gacha.", "嘎查間牧草產量的持久差異。"),
    Meaning(kin, "Kin groups and kin ties.", "親緣。"),
    Meaning(business, "Business ties.", "業緣。"),
    Meaning(
      missingTies, "Ties that a survey has missed: how many of a layer and gacha (0 and on), which pairs (8 and on).",
      "調查遺漏的聯繫：數目和哪些牧戶之間。"),
    Meaning(forage, "Forage growth of the year, one draw a gacha.", "當年牧草長勢。"),
    Meaning(dzud, "Dzud: event and severity, one draw each a sumu and winter.", "白災的發生和強度。"),
    Meaning(prices, "Prices, one draw a good and quarter.", "價格。"),
    Meaning(
      membership, "Hearing of the cooperative (0), considering it (1), joining (2) and leaving it (3).",
      "知曉、考慮、入社、退社。"),
    Meaning(births, "Births of each class, with `demography: stochastic`.", "產仔（隨機人口學）。"),
    Meaning(deaths, "Deaths of each class, with `demography: stochastic`.", "死亡（隨機人口學）。"),
    Meaning(
      wholeAnimals, "Whole animals sold, slaughtered and bought, with `demography: stochastic`.",
      "整頭買賣和宰殺（隨機人口學）。"),
    Meaning(
      ageing, "Ageing of classes that last longer than a year, with `demography: stochastic`.", "年齡增長（隨機人口學）。"),
    Meaning(householdLuck, "Luck of a household's herd (0) and marketing (1) in a year.", "牧戶全年的畜群和售價運氣。"),
    Meaning(
      priceHistory, "First year of each block of a price history, with `method: bootstrap`.", "歷史價格抽樣的起始年。"),
    Meaning(
      channelOrder, "Order in which a decomposition opens the channels, one draw a channel.", "分解時渠道開放的次序。"),
    Meaning(
      candidates,
      "Criteria, volunteering and priority groups of candidates for central household; order of grids for video.",
      "中心戶人選的各項標準、自願與優先類別；視頻系統次序。"),
    Meaning(appraisal, "Quarterly appraisal of an office: noise (0), replacement (1).", "測評誤差和更換。"),
    Meaning(succession, "Noise in the choice of a successor, one draw a candidate.", "接任人選的誤差。"),
    Meaning(serviceRequests, "New requests of a grid's households, one draw a kind.", "各類新增服務事項。"),
    Meaning(
      serviceWork, "Which requests of a grid stay over (0 to 6), lapse (8 to 14), and the same at the sumu (16, 17).",
      "哪些事項留待下季、哪些放棄。"),
    Meaning(
      serviceOutcomes,
      "What becomes of requests that were taken up: handed on (0), mediated (1), suggestions (2), reported (3 to 5).",
      "受理事項的去向和上報。"),
  ]
}
