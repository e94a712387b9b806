import KhorshooNumerics

/// A random stream with its words.
@propertyWrapper
package struct DeclaredStream: Sendable {
  /// What draws are made from.
  package let wrappedValue: RandomStream
  /// What it draws, in English and in Chinese.
  package let meaning, meaningChinese: String

  init(_ root: RandomStream.Root, _ number: UInt16, _ name: String, _ meaning: String, _ chinese: String) {
    wrappedValue = RandomStream(root: root, number: number, name: name)
    self.meaning = meaning
    meaningChinese = chinese
  }
}

/// Every random stream of the model, each with its number for ever and its words: a stream is one entry here.
///
/// Numbers are never changed and never reused: a process that is added moves no other draw. Streams of the population and
/// of the network are drawn once for a scenario's seed, those of the dynamics in every replicate.
/// The entity of a draw is the index of what it happens to (gacha, sumu, good), of a household its roster number.
/// - Proof: `ModelStreamsGolden`.
package struct ModelStreams: Sendable {
  /// The streams.
  package static let all = ModelStreams()

  @DeclaredStream(
    .population, 1, "placeSizes", "Number of grids and households of each gacha and grid.", "各嘎查、网格的网格数和户数。")
  package var placeSizes: RandomStream
  @DeclaredStream(
    .population, 2, "coordinates", "Where households live.", "牧户位置。")
  package var coordinates: RandomStream
  @DeclaredStream(
    .population, 3, "householdTraits", "Persons, labour, pasture, herd size, cash and knowledge of households.",
    "人口、劳力、草场、畜群规模、现金和知识。")
  package var householdTraits: RandomStream
  @DeclaredStream(
    .population, 4, "herdMix", "Species mix of herds.", "畜种结构。")
  package var herdMix: RandomStream
  @DeclaredStream(
    .population, 5, "standing",
    "Which households have party members (draw 1; draw 0 was standing, now in `candidates`).", "党员分布。")
  package var standing: RandomStream
  @DeclaredStream(
    .population, 6, "cooperatives", "Which grids have cooperatives, of which kind.", "合作社分布及类型。")
  package var cooperatives: RandomStream
  @DeclaredStream(
    .population, 7, "initialMembership", "Who is a member, and who has heard of it, at the start.", "期初社员和知晓者。")
  package var initialMembership: RandomStream
  @DeclaredStream(
    .population, 8, "gachaYield", "Lasting differences of forage yield between gacha.", "嘎查间牧草产量的持久差异。")
  package var gachaYield: RandomStream
  @DeclaredStream(
    .network, 1, "kin", "Kin groups and kin ties.", "亲缘。")
  package var kin: RandomStream
  @DeclaredStream(
    .network, 2, "business", "Business ties.", "业缘。")
  package var business: RandomStream
  @DeclaredStream(
    .network, 3, "missingTies",
    "Ties that a survey has missed: how many of a layer and gacha (0 and on), which pairs (8 and on).",
    "调查遗漏的联系：数目和哪些牧户之间。")
  package var missingTies: RandomStream
  @DeclaredStream(
    .dynamics, 1, "forage", "Forage growth of the year, one draw a gacha.", "当年牧草长势。")
  package var forage: RandomStream
  @DeclaredStream(
    .dynamics, 2, "dzud", "Dzud: event and severity, one draw each a sumu and winter.", "白灾的发生和强度。")
  package var dzud: RandomStream
  @DeclaredStream(
    .dynamics, 3, "prices", "Prices, one draw a good and quarter.", "价格。")
  package var prices: RandomStream
  @DeclaredStream(
    .dynamics, 4, "membership", "Hearing of the cooperative (0), considering it (1), joining (2) and leaving it (3).",
    "知晓、考虑、入社、退社。")
  package var membership: RandomStream
  @DeclaredStream(
    .dynamics, 5, "births", "Births of each class, with `demography: stochastic`.", "个体产仔随机波动（整头抽样时）。")
  package var births: RandomStream
  @DeclaredStream(
    .dynamics, 6, "deaths", "Deaths of each class, with `demography: stochastic`.", "个体死亡随机波动（整头抽样时）。")
  package var deaths: RandomStream
  @DeclaredStream(
    .dynamics, 7, "wholeAnimals", "Whole animals sold, slaughtered and bought, with `demography: stochastic`.",
    "整头买卖和宰杀（整头抽样时）。")
  package var wholeAnimals: RandomStream
  @DeclaredStream(
    .dynamics, 8, "ageing", "Ageing of classes that last longer than a year, with `demography: stochastic`.",
    "个体年龄增长随机波动（整头抽样时）。")
  package var ageing: RandomStream
  @DeclaredStream(
    .dynamics, 9, "householdLuck", "Luck of a household's herd (0) and marketing (1) in a year.", "牧户全年的畜群和售价运气。")
  package var householdLuck: RandomStream
  @DeclaredStream(
    .dynamics, 10, "priceHistory", "First year of each block of a price history, with `method: bootstrap`.",
    "历史价格抽样的起始年。")
  package var priceHistory: RandomStream
  @DeclaredStream(
    .dynamics, 11, "channelOrder", "Order in which a decomposition opens the channels, one draw a channel.",
    "分解时渠道开放的次序。")
  package var channelOrder: RandomStream
  @DeclaredStream(
    .population, 10, "candidates",
    "Criteria, volunteering and priority groups of candidates for central household; order of grids for video.",
    "中心户人选的各项标准、自愿与优先类别；视频系统次序。")
  package var candidates: RandomStream
  @DeclaredStream(
    .population, 11, "rolloutLot", "Order of gacha in a roll-out by lot.", "抽签分批推进时嘎查的次序。")
  package var rolloutLot: RandomStream
  @DeclaredStream(
    .dynamics, 16, "appraisal", "Quarterly appraisal of an office: noise (0), replacement (1).", "测评误差和更换。")
  package var appraisal: RandomStream
  @DeclaredStream(
    .dynamics, 17, "succession", "Noise in the choice of a successor, one draw a candidate.", "接任人选的误差。")
  package var succession: RandomStream
  @DeclaredStream(
    .dynamics, 20, "serviceRequests", "New requests of a grid's households, one draw a kind.", "各类新增服务事项。")
  package var serviceRequests: RandomStream
  @DeclaredStream(
    .dynamics, 21, "serviceWork",
    "Which requests of a grid stay over (0 to 6), lapse (8 to 14), and the same at the sumu (16, 17).", "哪些事项留待下季、哪些放弃。"
  )
  package var serviceWork: RandomStream
  @DeclaredStream(
    .dynamics, 22, "serviceOutcomes",
    "What becomes of requests that were taken up: handed on (0), mediated (1), suggestions (2), reported (3 to 5).",
    "受理事项的去向和上报。")
  package var serviceOutcomes: RandomStream

  @DeclaredStream(
    .dynamics, 30, "dibao", "Whether a household that is entitled gets the subsistence allowance.", "符合条件的牧户是否得到低保。")
  package var dibao: RandomStream
  @DeclaredStream(
    .dynamics, 31, "rental", "Whether a household finds a partner to let pasture to or rent it from.", "能否找到草场流转的对方。")
  package var rental: RandomStream

  @DeclaredStream(
    .dynamics, 32, "turnover",
    "Heads of households: retiring (0), successor (1), leaving for town (2), age at the start (3).",
    "户主退休、有无接班人、进城，以及期初年龄。")
  package var turnover: RandomStream
  @DeclaredStream(
    .dynamics, 33, "splitting", "Whether a young couple of a household wants its own place.", "牧户是否分户。")
  package var splitting: RandomStream

  /// In the order of this file.
  package var list: [RandomStream] { declared.map(\.wrappedValue) }
  /// The same with their words.
  package var declared: [DeclaredStream] {
    Mirror(reflecting: self).children.compactMap { $0.value as? DeclaredStream }
  }
}
