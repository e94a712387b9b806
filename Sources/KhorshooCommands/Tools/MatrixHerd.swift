import Foundation
import KhorshooInputs
import KhorshooNumerics
import KhorshooReports
import KhorshooText

/// What `khorshoo herd --matrix` is asked for.
package struct MatrixHerd: Checked, Sendable {
  /// Projection matrices, one a kind of year.
  package var matrices: [String]
  package var births: String?
  /// Matrix of the standard errors of the entries.
  package var errors: String?
  package var newborn: String?
  /// Probabilities of the kinds of years; nil for all alike.
  package var weights: String?
  package var persistence: Double
  package var dzud: String?
  package var start: String?
  package var steps: Int
  package var threshold: Double?
  package var replicates: Int
  package var seed: UInt64
  package var picture: String?

  package init(
    matrices: [String] = [], births: String? = nil, errors: String? = nil, newborn: String? = nil,
    weights: String? = nil,
    persistence: Double = 0, dzud: String? = nil, start: String? = nil, steps: Int = 20, threshold: Double? = nil,
    replicates: Int = 1000, seed: UInt64 = 1, picture: String? = nil
  ) {
    self.matrices = matrices
    self.births = births
    self.errors = errors
    self.newborn = newborn
    self.weights = weights
    self.persistence = persistence
    self.dzud = dzud
    self.start = start
    self.steps = steps
    self.threshold = threshold
    self.replicates = replicates
    self.seed = seed
    self.picture = picture
  }

  package func check() throws(InvalidArgument) {
    guard !matrices.isEmpty else {
      let given: [(String, Bool)] = [
        ("--births", births != nil), ("--errors", errors != nil), ("--newborn", newborn != nil),
        ("--weights", weights != nil),
        ("--dzud", dzud != nil), ("--start", start != nil), ("--threshold", threshold != nil),
        ("--picture", picture != nil),
      ]
      if let option = given.first(where: \.1) { throw InvalidArgument("\(option.0) needs --matrix.") }
      return
    }
    if births != nil, newborn != nil { throw InvalidArgument("Name either --births or --newborn.") }
    guard (0..<1).contains(persistence) else {
      throw InvalidArgument("--persistence: found \(persistence), expected 0 to below 1.")
    }
    guard (1...10_000).contains(steps) else {
      throw InvalidArgument("--steps: found \(steps), expected 1 to 10000.")
    }
    guard (2...1_000_000).contains(replicates), replicates * (steps + 1) <= 50_000_000 else {
      throw InvalidArgument(
        "--replicates: found \(replicates), expected 2 to 1000000, and at most 50000000 replicates times steps.")
    }
    guard threshold.map({ $0 > 0 }) ?? true else {
      throw InvalidArgument("--threshold: found \(threshold ?? 0), expected head above 0.")
    }
    _ = try probabilities()
    _ = try losses()
  }

  /// Probabilities of the kinds of years.
  func probabilities() throws(InvalidArgument) -> [Double] {
    guard let weights else { return matrices.map { _ in 1 / Double(matrices.count) } }
    let numbers = weights.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) ?? .nan }
    guard numbers.count == matrices.count, numbers.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw InvalidArgument(
        "--weights: found \(weights), expected \(matrices.count) numbers above 0, one for each --matrix, separated by commas."
      )
    }
    let sum = numbers.reduce(0, +)
    return numbers.map { $0 / sum }
  }

  /// Probability of a dzud and the share that dies, of all stages or by name; nil without.
  func losses() throws(InvalidArgument) -> (probability: Double, all: Double?, named: [(name: String, share: Double)])?
  {
    guard let dzud else { return nil }
    let fault = InvalidArgument(
      "--dzud: found \(dzud), expected PROBABILITY:SHARE, such as 0.1:0.4, or PROBABILITY:STAGE=SHARE,STAGE=SHARE, all from 0 to 1."
    )
    let parts = dzud.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let probability = Double(parts[0]), (0...1).contains(probability) else { throw fault }
    if let all = Double(parts[1]) {
      guard (0...1).contains(all) else { throw fault }
      return (probability, all, [])
    }
    guard let named = Self.named(parts[1]), named.allSatisfy({ (0...1).contains($0.value) }) else { throw fault }
    return (probability, nil, named.map { ($0.name, $0.value) })
  }

  /// `a=1,b=2`; nil when it is not written so.
  static func named(_ text: String) -> [(name: String, value: Double)]? {
    var found: [(name: String, value: Double)] = []
    for part in text.split(separator: ",") {
      guard let sign = part.lastIndex(of: "="),
        let value = Double(part[part.index(after: sign)...].trimmingCharacters(in: .whitespaces)), value.isFinite
      else { return nil }
      found.append((part[..<sign].trimmingCharacters(in: .whitespaces), value))
    }
    return found.isEmpty ? nil : found
  }

  /// Numbers by stage, those not named 0.
  ///
  /// - Throws: `UserError` 65 `unknown-stage`.
  private static func byStage(
    _ named: [(name: String, value: Double)], _ stages: [String], option: String
  ) throws(UserError) -> [Double] {
    var values = [Double](repeating: 0, count: stages.count)
    for (name, value) in named {
      guard let stage = stages.firstIndex(of: name) else {
        throw UserError(
          .invalidData,
          [
            Diagnostic(
              code: "unknown-stage", path: option,
              message: "found \(quoted(name)), expected a stage of the matrix" + Nearest.hint(name, among: stages))
          ])
      }
      values[stage] = value
    }
    return values
  }

  /// Reads and computes.
  func report(_ session: Session, _ dialect: TableDialect) throws -> MatrixReport {
    let readings = try ProjectionMatrix.readings(
      paths: matrices, births: births, newborn: MultiplierRequest.names(newborn), mark: dialect.mark)
    let warnings = readings.flatMap(\.warnings)
    if dialect.strict, !warnings.isEmpty { throw UserError(.invalidData, warnings.map(\.asError)) }
    session.warn(warnings)
    let first = readings[0].matrix
    let shares = try probabilities()
    var catastrophe: VariableHerd.Catastrophe?
    if let losses = try losses() {
      let all = losses.all.map { share in first.stages.map { _ in share } }
      let named = losses.named.map { (name: $0.name, value: $0.share) }
      catastrophe = .init(
        probability: losses.probability, losses: try all ?? Self.byStage(named, first.stages, option: "--dzud"))
    }
    let herd = VariableHerd(
      years: readings.indices.map {
        .init(matrices[$0], probability: shares[$0], matrix: readings[$0].matrix.entries)
      }, persistence: persistence, catastrophe: catastrophe)
    let mean = Self.meanMatrix(herd, readings.map(\.matrix), shares)
    let startHerd = try start.map { text throws -> [Double] in
      guard let named = Self.named(text), named.allSatisfy({ $0.value >= 0 }), named.contains(where: { $0.value > 0 })
      else {
        throw UserError(
          .usage,
          [
            Diagnostic(
              code: "start-syntax", path: "--start",
              message:
                "found \(quoted(text)), expected head by stage, such as \(first.stages[0])=10,\(first.stages.last ?? "")=20"
            )
          ])
      }
      return try Self.byStage(named, first.stages, option: "--start")
    }
    if errors != nil, !herd.isConstant {
      throw UserError.fault("one-matrix", .usage, "--errors", "found kinds of years or --dzud, expected one --matrix")
    }
    let report = try MatrixReport(
      path: matrices.joined(separator: ", "), matrix: mean, herd: herd, start: startHerd, request: self,
      errors: try errors.map { try mean.errors(path: $0, mark: dialect.mark) })
    if let picture { try report.writePicture(picture) }
    return report
  }

  /// The mean matrix; births of the mean year are those of each kind, after the losses of a dzud.
  private static func meanMatrix(_ herd: VariableHerd, _ matrices: [ProjectionMatrix], _ shares: [Double])
    -> ProjectionMatrix
  {
    let first = matrices[0]
    guard !herd.isConstant else { return first }
    var births = Matrix<Double>(rows: first.stages.count, columns: first.stages.count)
    for (matrix, share) in zip(matrices, shares) {
      for r in first.stages.indices {
        let kept = 1 - (herd.catastrophe.map { $0.probability * $0.losses[r] } ?? 0)
        for c in first.stages.indices { births[r, c] += share * kept * matrix.births[r, c] }
      }
    }
    return ProjectionMatrix(stages: first.stages, entries: herd.mean, births: births)
  }
}
