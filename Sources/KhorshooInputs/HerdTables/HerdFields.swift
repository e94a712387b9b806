import KhorshooEngine
import KhorshooModel

/// One key of a herd table: its unit, what it may be, and whether it must be stated.
struct HerdField {
  let parameter: Parameter
  let isRequired: Bool
  /// Options by what people write in their place.
  let meant: [String: String]

  var key: String { parameter.key }

  private init(
    _ key: String, _ unit: String, _ kind: Parameter.Kind, _ range: ClosedRange<Double>?, required: Bool,
    meant: [String: String] = [:]
  ) {
    parameter = Parameter(
      key: key, value: .integer(0), unit: unit, kind: kind, range: range, uncertainty: "", source: "", trust: .assumed,
      meaning: "", meaningChinese: "")
    isRequired = required
    self.meant = meant
  }

  static func number(_ key: String, _ unit: String, _ range: ClosedRange<Double>, required: Bool = false) -> HerdField {
    HerdField(key, unit, .number, range, required: required)
  }

  static func choice(_ key: String, _ options: [String], meant: [String: String] = [:]) -> HerdField {
    HerdField(key, "1", .choice(options), nil, required: true, meant: meant)
  }

  /// Keys of any herd table that are texts.
  static let texts = ["title", "source"]

  static let kind = choice("kind", ["stages", "constantHerd"])

  /// Keys of `kind: stages` beside its classes.
  static let stages = [
    choice("step", CohortProjection.Step.allCases.map(\.rawValue)),
    choice("rates", CohortProjection.Rates.allCases.map(\.rawValue)),
    number("femaleBirthShare", "share of births", 0...1, required: true),
  ]

  private static let sexes = [
    "f": "female", "母": "female", "雌": "female", "m": "male", "公": "male", "雄": "male",
  ]

  /// Keys of one class. A hazard of 20 a year leaves one in 500 million.
  static func classes(_ rates: CohortProjection.Rates) -> [HerdField] {
    let (unit, rate) =
      rates == .hazard
      ? ("hazard a year", 0...20.0) : ("fraction a year, or of the stage when it is shorter", 0...1.0)
    return [
      choice("sex", ["female", "male"], meant: sexes), number("durationDays", "days", 1...40_000),
      number("durationYears", "years", 0.01...100), number("deathRate", unit, rate, required: true),
      number("offtakeRate", unit, rate, required: true),
      number("parturitionPerYear", "births a female and year", 0...50), number("litterSize", "young a birth", 0...30),
      number("liveWeightKg", "kg a head", 0...10_000), number("sheepUnits", "sheep units a head", 0...100),
    ] + VitalRates.Kind.allCases.map { number(errorKey($0), "standard error", 0...50) }
  }

  /// The key of the standard error of a rate, such as `deathRateError`.
  static func errorKey(_ kind: VitalRates.Kind) -> String { kind.rawValue + "Error" }

  /// Keys of `kind: constantHerd`.
  static let constantHerd = [
    number("breedingFemales", "head", 1...1e9, required: true),
    number("parturitionPerYear", "births a female and year", 0...10, required: true),
    number("breedingFemaleDeathPerYear", "fraction a year", 0...0.999, required: true),
    number("youngDeathShare", "fraction of the newborn", 0...1, required: true),
    number("replacementDeathShare", "fraction before first breeding", 0...0.999, required: true),
    HerdField("firstAgeYears", "years", .integer, 0...50, required: true),
    HerdField("lastAgeYears", "years", .integer, 0...100, required: true),
    HerdField("wholeAnimals", "1", .boolean, nil, required: true),
    number("breedingFemaleLiveWeightKg", "kg a head", 0...10_000),
    number("youngLiveWeightKg", "kg a head", 0...10_000), number("dressingShare", "share of live weight", 0...1),
    number("milkLitresPerLactation", "litres", 0...100_000), number("livestockUnits", "units of the herd", 0.001...1e9),
  ]
}
