import KhorshooText

extension ResultTable.Column {
  /// A cell as people read it: what the code of a column stands for, also of one with a number behind (`period 3`); names that
  /// the user gave stay as they are.
  ///
  /// Files and programs have the code in every language.
  func shown(_ cell: String, _ language: Language) -> String {
    let codes = Self.codes[name] ?? [:]
    let words = cell.split(separator: " ")
    let numbered = words.last.flatMap { Int($0) }.flatMap { number in
      codes[words.dropLast().joined(separator: " ")].map { "\($0) \(number)" }
    }
    return LocalizedText(en: cell, zh: codes[cell] ?? numbered ?? cell)[language]
  }

  private static let codes: [String: [String: String]] = [
    "layer": ["all": "全部"],
    "kind": ["number": "数值", "words": "文字"],
    "sex": ["female": "母", "male": "公"],
    "class": [
      "femaleJuvenile": "当年母仔畜", "femaleSubadult": "育成母畜", "femaleAdult": "成年母畜",
      "maleJuvenile": "当年公仔畜", "maleSubadult": "育成公畜", "maleAdult": "成年公畜",
    ],
    "rate": [
      "deathRate": "死亡率", "offtakeRate": "出栏率", "parturitionPerYear": "年产仔次数", "litterSize": "窝产仔数",
      "femaleBirthShare": "母仔比例",
    ],
    "isSteady": ["yes": "是"],
    "category": [
      "innovator": "创新者", "earlyAdopter": "早期采用者", "earlyMajority": "早期大众", "lateMajority": "晚期大众",
      "laggard": "落后者",
    ],
    "measure": [
      "transitivity": "传递性", "clustering": "聚类", "meanPathLength": "平均路长", "degreeAssortativity": "度数同配",
      "communityModularity": "社群模块度", "exposureAtAdoption": "采用时的暴露度", "moranI": "莫兰指数",
    ],
    "moment": [
      "share after period": "采用比例，至时期", "covariance with ties": "与联系的协方差",
      "share without adopting ties": "采用者中无采用联系的比例",
    ],
    "parameter": [
      "constant": "常数", "exposure": "暴露度", "probability": "传递概率", "outside": "外部采用", "leaving": "退出概率",
      "threshold": "门槛", "deviation": "标准差", "innovation": "创新系数", "imitation": "模仿系数", "market": "市场容量",
      "period": "时期", "nonParticipants": "非参与者", "participants": "参与者", "participation": "参与份额",
    ],
  ]
}
