import KhorshooModel
import KhorshooNetworks
import KhorshooText

/// Whose adoption is an example to whom, and when it counts.
package struct ExposureRequest: Checked {
  package var exposure: Kind
  package var cohesion: Double
  package var lag: Int
  package var window: Int?
  package var sum: Bool
  package var unweighted: Bool

  package init(
    exposure: Kind = Kind.direct, cohesion: Double = 1.0, lag: Int = 1, window: Int? = nil, sum: Bool = false,
    unweighted: Bool = false
  ) {
    self.exposure = exposure
    self.cohesion = cohesion
    self.lag = lag
    self.window = window
    self.sum = sum
    self.unweighted = unweighted
  }

  package func check() throws(InvalidArgument) {
    guard (0...1000).contains(lag) else { throw InvalidArgument("--lag: found \(lag), expected 0 to 1000.") }
    guard window.map({ (1...1000).contains($0) }) ?? true else {
      throw InvalidArgument("--window: found \(window ?? 0), expected 1 to 1000.")
    }
    guard cohesion > 0, cohesion <= 20 else {
      throw InvalidArgument("--cohesion: found \(cohesion), expected a number above 0, at most 20.")
    }
  }
  /// Who counts as tied.
  package enum Kind: String, CaseIterable, Sendable {
    case direct, equivalence
  }

  /// - Throws: `UserError` 65 `too-many-households` for positions in a large network.
  func definition(_ input: NetworkInput) throws(UserError) -> ExposureDefinition {
    var definition = ExposureDefinition()
    if exposure == .equivalence {
      guard input.ids.count <= StructuralEquivalence.householdLimit else {
        throw .fault(
          "too-many-households", .invalidData, input.title,
          "found \(input.ids.count) households; likeness of positions is computed for at most "
            + "\(StructuralEquivalence.householdLimit); use --exposure direct or a part of the network")
      }
      definition.ties = .structuralEquivalence(cohesion: cohesion)
    }
    definition.layerWeights = input.layerWeights
    definition.isWeighted = !unweighted
    definition.isNormalised = !sum
    definition.lag = lag
    definition.window = window
    return definition
  }
}

extension NetworkInput {
  /// When households adopted, from the column `joined`: who did later than `last` had not adopted in the study.
  ///
  /// - Parameter comparesPeriods: whether adoptions in one period alone say nothing to the question.
  /// - Throws: `UserError` 65: `no-adoption-times`, `one-adoption-time`, `period-order`; with `isStrict` what is doubtful too.
  func adoption(
    first: Int32?, last: Int32?, comparesPeriods: Bool, isStrict: Bool, _ session: Session
  ) throws(UserError) -> AdoptionTimes {
    let path = inputFiles.first?.path ?? title
    guard let joined = roster?.joined else {
      throw .fault(
        "no-adoption-times", .invalidData, path,
        "found no column joined; name a table of --households with the period in which each household adopted, empty if not"
      )
    }
    let times = joined.map { time in last.map { (time ?? .max) <= $0 } ?? true ? time : nil }
    let known = times.compactMap { $0 }
    guard let least = known.min(), let greatest = known.max(), least < greatest || !comparesPeriods else {
      throw .fault(
        "one-adoption-time", .invalidData, path,
        known.isEmpty
          ? "found no adoption\(last.map { " up to --last \($0)" } ?? ""); fill the column joined of those who adopted"
          : "found adoptions in one period alone, expected two at least: what moves adoption cannot be estimated from one "
            + "wave; khorshoo diffusion describe says what it looks like")
    }
    let (from, to) = (first ?? least, last ?? greatest)
    guard from <= least else {
      throw .fault(
        "period-order", .invalidData, path,
        "found an adoption in period \(least), before --first \(from); who has adopted cannot be at risk, so give --first \(least) "
          + "or earlier")
    }
    guard Int(to) - Int(from) < 10_000 else {
      throw .fault(
        "period-order", .invalidData, path, "found periods from \(from) to \(to); at most 10,000 can be studied")
    }
    let later = joined.count { $0 != nil } - known.count
    if let last, later > 0 {
      session.warn([
        Diagnostic(
          .warning, code: "censored", path: "--last",
          message:
            "\(later) household\(later == 1 ? "" : "s") adopted after period \(last) and count\(later == 1 ? "s" : "") as not yet adopted"
        )
      ])
    }
    if let doubt = Self.emptyPeriods(known, roster?.calendar, path) {
      if isStrict { throw .fault(doubt.code, .invalidData, path, doubt.message) }
      session.warn([doubt])
    }
    return AdoptionTimes(times, periods: from...to)
  }

  /// Says when nobody adopts in most periods: dates and codes look like that.
  private static func emptyPeriods(_ times: [Int32], _ calendar: Roster.Calendar?, _ path: String) -> Diagnostic? {
    guard let least = times.min(), let greatest = times.max() else { return nil }
    let (used, span) = (Set(times).count, Int(greatest) - Int(least) + 1)
    guard span >= 12, 2 * used < span else { return nil }
    let isOfQuarters = calendar == .quarters
    func name(_ period: Int32) -> String {
      isOfQuarters ? "\(period / 4)Q\(period % 4 + 1)" : "\(period)"
    }
    return Diagnostic(
      .warning, code: "empty-periods", path: path, key: "joined",
      message:
        "nobody adopts in \(span - used) of the \(span) \(isOfQuarters ? "quarters" : "periods") from \(name(least)) to "
        + "\(name(greatest)); "
        + (isOfQuarters
          ? "where the year alone is known, write years in every row"
          : "are they dates, or a code among them? Periods follow one another, such as years"))
  }

  /// Ties of the chosen layers; with a chosen period, those that stand in it, as if they always stood.
  var studiedTies: TieTable {
    guard let period else { return ties }
    var kept = TieTable(householdCount: ties.householdCount, layers: ties.layers, isDirected: ties.isDirected)
    for k in 0..<ties.count where ties.since[k] <= period && period <= ties.until[k] {
      kept.append(Int(ties.source[k]), Int(ties.target[k]), weight: ties.weight[k], layer: Int(ties.layer[k]))
    }
    return kept
  }

  /// Columns of numbers of the table of households.
  ///
  /// - Throws: `UserError` 64 `unknown-covariate`, 65 `not-a-number`.
  func columns(_ names: [String], option: String) throws(UserError) -> [(name: String, values: [Double])] {
    var columns: [(name: String, values: [Double])] = []
    for name in names { columns.append((name, try column(name, option: option))) }
    return columns
  }

  private func column(_ name: String, option: String) throws(UserError) -> [Double] {
    if let trait = RosterTrait(rawValue: name), let values = roster?.numbers[trait] { return values }
    guard let extra = roster?.extra.first(where: { $0.name == name }) else {
      let known = (roster?.numbers.keys.map(\.rawValue).sorted() ?? []) + (roster?.extra.map(\.name) ?? [])
      throw .fault(
        "unknown-covariate", .usage, option,
        "found \(quoted(name)), expected a column of numbers of --households: \(known.joined(separator: ", "))"
          + Nearest.hint(name, among: known, listed: 0))
    }
    var numbers = NumberColumn(decimal, declaration: "--decimal-comma")
    for (h, cell) in extra.cells.enumerated() { numbers.note(cell, line: h + 2) }
    var values: [Double] = []
    for (h, cell) in extra.cells.enumerated() {
      do throws(ValueFault) {
        values.append(NoValue.holds(cell) ? .nan : try numbers.value(cell, "a number or nothing"))
      } catch {
        throw .fault(
          "covariate-not-a-number", .invalidData, inputFiles.first?.path ?? title,
          "the column \(name) of household \(ids[h]): \(error.message)")
      }
    }
    return values
  }
}
