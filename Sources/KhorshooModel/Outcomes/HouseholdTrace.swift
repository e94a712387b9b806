import KhorshooEngine
import KhorshooNumerics

/// What is written of every household in every quarter when one replicate is looked at (`khorshoo replay`).
///
/// - Proof: `ReplayCommandTests` (sums over households are the recorded outcomes).
package struct HouseholdTrace: Sendable {
  /// One column: a number of each household at the end of a quarter.
  package struct Variable: Sendable {
    /// Name with its unit last, and unit.
    package let name, unit: String
    /// One sentence in English and in Chinese.
    package let meaning, meaningChinese: String
    /// Whether it is defined only in winter.
    package let isYearly: Bool
    /// Its value in each replicate of the block.
    package let value: @Sendable (QuarterContext, _ household: Int) -> Lanes
  }

  /// In the order of columns.
  package let variables: [Variable]

  /// The variables of a banner: head of each species, then what all banners have.
  package init(_ banner: Banner) {
    variables =
      banner.table.species.map { species in
        Variable(
          name: species.name + "Head", unit: "head", meaning: "Head of \(species.name).",
          meaningChinese: "\(species.name) 存栏", isYearly: false,
          value: { context, h in
            let herd = context.state.herd + h * context.rates.classCount
            return species.classes.reduce(Lanes.zero) { $0 + herd[$1] }
          })
      } + Self.common
  }

  private static let common = [
    variable("sheepUnits", "sheep unit", "Herd in standard sheep units.", "羊单位") { $0.sheepUnits },
    variable("deathsSheepUnits", "sheep unit", "Natural deaths in the quarter.", "本季死亡（羊单位）") { $0.deathsSheepUnits },
    variable("salesSheepUnits", "sheep unit", "Sales in the quarter.", "本季出栏（羊单位）") { $0.salesSheepUnits },
    variable("incomeQuarterYuan", "CNY", "Cash income of the quarter.", "本季现金收入") { $0.incomeYuan },
    variable("incomeYearYuan", "CNY", "Cash income of the year; in winter.", "全年现金收入（冬季）", yearly: true) {
      $0.incomeYearYuan
    },
    variable("disposableIncomeYearYuan", "CNY", "That and own consumption.", "全年可支配收入（冬季）", yearly: true) {
      $0.disposableIncomeYearYuan
    },
    variable("accrualIncomeYearYuan", "CNY", "That and the change of the herd.", "全年权责收入（冬季）", yearly: true) {
      $0.accrualIncomeYearYuan
    },
    variable("localIncomeYearYuan", "CNY", "Part of it earned from others of the gacha.", "其中本地交易收入", yearly: true) {
      $0.localIncomeYearYuan
    },
    variable("cashYuan", "CNY", "Cash; negative beyond the credit limit.", "现金") { $0.cashYuan },
    variable("debtYuan", "CNY", "Debt to the bank.", "债务") { $0.debtYuan },
    variable("knowledge", "1", "Knowledge of husbandry, 0 to 1.", "养殖知识") { $0.knowledge },
    variable("isAware", "1", "1 when it has heard of the cooperative.", "是否知晓合作社") { $0.isAware },
    variable("isMember", "1", "1 when it is a member.", "是否社员") { $0.isMember },
    Variable(
      name: "holdsOffice", unit: "1", meaning: "1 when it is the central household of its grid after the quarter.",
      meaningChinese: "是否任中心户", isYearly: false,
      value: { $0.settings.institution.isEnabled ? $0.holdsOffice($1) : .zero }),
    variable("experiencedGain", "1", "Relative gain of income that membership brought last year.", "入社收益率") {
      $0.experiencedGain
    },
    variable("hayKg", "kg", "Stored hay, dry matter.", "储草") { $0.hayKg },
    variable("pastureCondition", "1", "Pasture condition, 1 as at the start.", "草场状况") { $0.pastureCondition },
  ]

  private static func variable(
    _ name: String, _ unit: String, _ meaning: String, _ chinese: String, yearly: Bool = false,
    _ rows: @escaping @Sendable (ModelState) -> Rows
  ) -> Variable {
    Variable(
      name: name, unit: unit, meaning: meaning, meaningChinese: chinese, isYearly: yearly,
      value: { rows($0.state)[$1] })
  }
}
