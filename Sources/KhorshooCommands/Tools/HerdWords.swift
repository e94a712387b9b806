import KhorshooText

/// What `khorshoo herd` says, in both languages.
enum HerdWords {
  static let structure = LocalizedText(en: "Stable structure and reproductive values", zh: "稳定结构与繁殖值")
  static let elasticities = LocalizedText(en: "Elasticities of the yearly growth factor", zh: "年增长系数的弹性")
  static let shrinks = LocalizedText(
    en: "  no scaling of the table's offtake: the herd shrinks even without it", zh: "  改变表中出栏的强度无法做到：不出栏畜群也在缩小")
  static let grows = LocalizedText(
    en: "  no scaling of the table's offtake: it does not hold the females", zh: "  改变表中出栏的强度无法做到：它不足以抑制母畜增长")
  static let cannotReplaceItself = LocalizedText(
    en: "\nYoung females sold are negative: the herd cannot replace itself, they are to be bought in.\n",
    zh: "\n出售幼母畜为负：畜群不能自我更新，须补入。\n")

  /// As the column of sexes has it.
  static func sex(isFemale: Bool) -> LocalizedText {
    isFemale ? LocalizedText(en: "female", zh: "母") : LocalizedText(en: "male", zh: "公")
  }

  static func heading(_ title: String, growth: String, factor: String, step: LocalizedText) -> LocalizedText {
    LocalizedText(
      en: "\(title): growth \(growth) a year (factor \(factor)), steps of a \(step.en)",
      zh: "\(title)：每年增长 \(growth)（系数 \(factor)），步长 \(step.zh)")
  }

  static func unboundedMales(_ name: String) -> LocalizedText {
    LocalizedText(
      en: "\nMales of \(name) stay longer than the herd lives, so shares of males are not defined; all numbers are by "
        + "head of the females. Give that class a duration, deaths or offtake to have them.",
      zh: "\n公畜类别 \(name) 的存留时间比畜群更长，公畜比例没有定义；其余数字均按母畜计。给该类规定年龄期限、死亡或出栏即可得出。")
  }

  static func flows(births: String) -> LocalizedText {
    LocalizedText(en: "Head a year by 100 head of the herd; births \(births)", zh: "每百头畜群每年的头数；产仔 \(births)")
  }

  static func sheepUnits(_ number: String) -> LocalizedText {
    LocalizedText(en: "Sheep units a head of the herd: \(number)\n", zh: "每头平均羊单位：\(number)\n")
  }

  static func scaled(_ factor: String) -> LocalizedText {
    LocalizedText(en: "  all offtake hazards of the table times \(factor)", zh: "  表中全部出栏强度乘以 \(factor)")
  }

  /// What keeps the herd constant: beside the table's offtake, in its place, and by scaling it.
  static func steady(
    beside: LocalizedText, instead: LocalizedText, free: String, scaled: LocalizedText
  ) -> LocalizedText {
    let english = [
      "To keep the herd constant:", "  beside the table's offtake, \(beside.en)",
      "  instead of it, \(instead.en) (without offtake the herd grows \(free))", scaled.en,
    ]
    let chinese = ["使畜群规模不变：", "  在表中出栏之外，\(beside.zh)", "  不按表出栏（每年增长 \(free)），\(instead.zh)", scaled.zh]
    return LocalizedText(en: english.joined(separator: "\n"), zh: chinese.joined(separator: "\n"))
  }

  /// Taking, or buying where the share is negative.
  static func uniform(_ size: String, isBought: Bool) -> LocalizedText {
    isBought
      ? LocalizedText(en: "buying \(size) of every class a year", zh: "各类每年均匀补入 \(size)")
      : LocalizedText(en: "taking \(size) of every class a year", zh: "各类每年均匀出栏 \(size)")
  }

  static func perHead(births: String, deaths: String, offtake: String) -> LocalizedText {
    LocalizedText(
      en: "Of 100 head before the births of spring, a year: births \(births), deaths \(deaths), offtake \(offtake)",
      zh: "每年占春季产仔前存栏：产仔 \(births)，死亡 \(deaths)，出栏 \(offtake)")
  }

  static func species(_ name: String, growth: String, free: String, uniform: String) -> LocalizedText {
    LocalizedText(
      en: "\(name): growth \(growth) a year with the regular offtake; \(free) without, where \(uniform) of every class "
        + "a year would keep the herd constant",
      zh: "\(name)：按常规出栏每年增长 \(growth)；不出栏每年增长 \(free)，各类每年均匀出栏 \(uniform) 可保持存栏不变")
  }
}
