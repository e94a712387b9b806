import KhorshooEngine
import KhorshooText

/// `summary.csv`: the headline outcomes of every arm and year, with labels in both languages and what each arm changes.
package enum SummaryTable {
  /// One headline outcome of an arm in a year. What is undefined is NaN.
  package struct Row: Sendable, Equatable {
    /// Name and labels of the outcome, and its unit.
    package var outcome, label, labelChinese, unit: String
    /// Identifier and names of the place or group.
    package var placeID, place, placeChinese: String
    /// Name and labels of the arm.
    package var arm, armLabel, armLabelChinese: String
    package var year: Int
    /// Mean over replicates, its standard error, and the quantiles that nine in ten replicates lie between.
    package var mean, mcse, p05, p95: Double
    /// Arm minus reference with the 95 % interval of its mean, and over the mean of the reference; NaN for the reference.
    package var difference, ci95Low, ci95High, relative: Double
    /// What is not known of the difference when worlds are drawn; NaN when they are not.
    package var sure = Sureness()

    /// Memberwise.
    package init(
      outcome: String, label: String, labelChinese: String, unit: String, placeID: String, place: String,
      placeChinese: String, arm: String, armLabel: String, armLabelChinese: String, year: Int, mean: Double,
      mcse: Double, p05: Double, p95: Double, difference: Double, ci95Low: Double, ci95High: Double, relative: Double,
      sure: Sureness = Sureness()
    ) {
      self.sure = sure
      (self.outcome, self.label, self.labelChinese, self.unit) = (outcome, label, labelChinese, unit)
      (self.placeID, self.place, self.placeChinese) = (placeID, place, placeChinese)
      (self.arm, self.armLabel, self.armLabelChinese) = (arm, armLabel, armLabelChinese)
      (self.year, self.mean, self.mcse, self.p05, self.p95) = (year, mean, mcse, p05, p95)
      (self.difference, self.ci95Low, self.ci95High, self.relative) = (difference, ci95Low, ci95High, relative)
    }

    /// The outcome in words.
    package func label(_ language: Language) -> String { LocalizedText(en: label, zh: labelChinese)[language] }
    /// The arm in words.
    package func armLabel(_ language: Language) -> String {
      LocalizedText(en: armLabel, zh: armLabelChinese)[language]
    }
    /// The place or group in words.
    package func place(_ language: Language) -> String { LocalizedText(en: place, zh: placeChinese)[language] }
  }

  /// Over drawn worlds: the 90 % interval of a difference, the share of worlds in which it is above zero, the shares of its
  /// variance that parameters and population have, and the Monte Carlo error of its mean.
  package struct Sureness: Sendable, Equatable {
    package var low90 = Double.nan
    package var high90 = Double.nan
    package var positiveShare = Double.nan
    package var parameterShare = Double.nan
    package var populationShare = Double.nan
    package var mcseDifference = Double.nan

    /// Of no worlds.
    package init() {}

    init(_ spread: WorldSpread) {
      (low90, high90) = (spread.interval90?.lowerBound ?? .nan, spread.interval90?.upperBound ?? .nan)
      (positiveShare, parameterShare, populationShare, mcseDifference) = (
        spread.positiveShare, spread.parameterShare, spread.populationShare, spread.mcse
      )
    }

    /// In the order of the columns.
    static var columns: [(name: String, path: WritableKeyPath<Sureness, Double>)] {
      [
        ("low90", \.low90), ("high90", \.high90), ("positiveShare", \.positiveShare),
        ("parameterShare", \.parameterShare),
        ("populationShare", \.populationShare), ("mcseDifference", \.mcseDifference),
      ]
    }
  }

  /// A headline: an outcome of the banner, or of the place or group of that identifier.
  package typealias Headline = (outcome: String, placeID: String?)

  /// The columns.
  package static let definition = TableDefinition(
    name: "summary", title: "Headline outcomes by arm and year", titleChinese: "主要指标（各方案、逐年）",
    meaning: "The outcomes that most questions are about, in words of both languages; all others are in outcomes.csv.",
    meaningChinese: "最常用的指标，附中英文名称；其余指标见 outcomes.csv。",
    columns: [
      .outcome, .outcomeLabel, .outcomeLabelChinese, .unit, .placeID,
      TableColumn("place", .string, meaning: "Place or group, in English.", meaningChinese: "地点或组别的英文名。"),
      TableColumn(
        "placeChinese", .string, meaning: "The same in Chinese.", meaningChinese: "地点或组别的中文名。", mayBeEmpty: true),
      .arm,
      TableColumn("armLabel", .string, meaning: "The arm in words, in English.", meaningChinese: "方案的英文名称。"),
      TableColumn(
        "armLabelChinese", .string, meaning: "The same in Chinese.", meaningChinese: "方案的中文名称。", mayBeEmpty: true),
      .year,
      .measured("mean", "Mean over replicates.", "各次重复的均值。"),
      .measured("mcse", "Monte Carlo standard error of the mean.", "均值的蒙特卡洛标准误。"),
      .measured("p05", "5 % quantile over replicates.", "5% 分位数。"),
      .measured("p95", "95 % quantile over replicates.", "95% 分位数。"),
      .measured("difference", "Mean of arm minus reference; empty for the reference.", "本方案减基准方案的均值；基准方案为空。"),
      .measured(
        "ci95Low", "Lower end of the 95 % interval of the difference, as in differences.csv.",
        "差异 95% 区间下限，口径同 differences.csv。"),
      .measured("ci95High", "Upper end of the 95 % interval of the difference.", "差异 95% 区间上限。"),
      TableColumn(
        "relative", .number, unit: "1", meaning: "Difference divided by the mean of the reference.",
        meaningChinese: "差异除以基准均值。", mayBeEmpty: true),
    ] + TableColumn.interval90 + [
      .positiveShare, .parameterShare, .populationShare,
      .measured(
        "mcseDifference", "Monte Carlo standard error of the mean over worlds.", "世界均值的蒙特卡洛标准误。"),
    ],
    primaryKey: ["outcome", "placeID", "arm", "year"])

  /// The rows of a run: by headline, arm and year. A headline that was not recorded has none.
  ///
  /// - Parameter labels: label of each arm, in their order.
  package static func rows(_ tables: some RunTables, headlines: [Headline], labels: [LocalizedText]) -> [Row] {
    let layout = tables.layout
    return headlines.flatMap { headline -> [Row] in
      let place = layout.places.firstIndex { place in
        headline.placeID.map { place.level == .group && place.id == $0 } ?? (place.level == .banner)
      }
      guard let place, let outcome = layout.outcomes.firstIndex(where: { $0.name == headline.outcome }) else {
        return []
      }
      let cells = layout.quarters.indices.compactMap { layout.yearCell(outcome: outcome, place: place, time: $0) }
      return tables.arms.indices.flatMap { arm in cells.map { row(tables, arm: arm, cell: $0, labels[arm]) } }
    }
  }

  private static func row(_ tables: some RunTables, arm: Int, cell: Int, _ label: LocalizedText) -> Row {
    let (layout, found) = (tables.layout, tables.layout.cells[cell])
    let (outcome, place) = (layout.outcomes[found.outcome], layout.places[found.place])
    let summary = tables.summary(arm: arm, cell: cell)
    let change = arm == tables.referenceArm ? nil : tables.difference(arm: arm, cell: cell)
    func defined(_ value: Double?) -> Double { (change?.replicates ?? 0) > 0 ? value ?? .nan : .nan }
    return Row(
      outcome: outcome.name, label: outcome.label, labelChinese: outcome.labelChinese, unit: outcome.unit,
      placeID: place.id, place: place.name, placeChinese: place.nameChinese, arm: tables.arms[arm],
      armLabel: label.en, armLabelChinese: label.zh, year: layout.quarters[found.time].year,
      mean: summary.mean, mcse: summary.mcse, p05: summary.p05, p95: summary.p95,
      difference: defined(change?.difference), ci95Low: defined(change?.ci95Low), ci95High: defined(change?.ci95High),
      relative: defined(change?.relative), sure: change?.worlds.map { Sureness($0) } ?? Sureness())
  }

  /// Writes the table into a result folder.
  ///
  /// - Throws: `UserError` 73, 74.
  package static func write(_ rows: [Row], to folder: ResultFolder) throws(UserError) {
    let writer = try folder.table(definition)
    for row in rows {
      writer.cell(
        CSVCells([
          row.outcome, row.label, row.labelChinese, row.unit, row.placeID, row.place, row.placeChinese, row.arm,
          row.armLabel, row.armLabelChinese,
        ]))
      writer.cell(row.year)
      writer.cell(row.mean, digits: OutcomeTables.digits)
      writer.cell(row.mcse, digits: OutcomeTables.noiseDigits)
      for number in [row.p05, row.p95, row.difference, row.ci95Low, row.ci95High, row.relative] {
        writer.cell(number, digits: OutcomeTables.digits)
      }
      for (_, path) in Sureness.columns { writer.cell(row.sure[keyPath: path], digits: OutcomeTables.digits) }
      try writer.endRow()
    }
  }

  /// The rows of a result folder.
  ///
  /// - Throws: `UserError` 65, 66: what is wrong with the table.
  package static func read(_ folder: StoredResult) throws(UserError) -> [Row] {
    var table = try folder.table(definition.fileName, columns: definition.columns.map(\.name))
    var rows: [Row] = []
    while try table.next() {
      func text(_ name: String) -> String { table.text(table.column(name)) }
      func number(_ name: String) throws(UserError) -> Double { try table.number(table.column(name)) }
      var sure = Sureness()
      for (name, path) in Sureness.columns { sure[keyPath: path] = try number(name) }
      rows.append(
        Row(
          outcome: text("outcome"), label: text("label"), labelChinese: text("labelChinese"), unit: text("unit"),
          placeID: text("placeID"), place: text("place"), placeChinese: text("placeChinese"), arm: text("arm"),
          armLabel: text("armLabel"), armLabelChinese: text("armLabelChinese"),
          year: try table.integer(table.column("year")), mean: try number("mean"), mcse: try number("mcse"),
          p05: try number("p05"), p95: try number("p95"), difference: try number("difference"),
          ci95Low: try number("ci95Low"), ci95High: try number("ci95High"), relative: try number("relative"), sure: sure
        ))
    }
    return rows
  }
}
