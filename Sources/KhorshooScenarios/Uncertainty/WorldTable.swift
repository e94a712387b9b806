import Foundation
import KhorshooEngine
import KhorshooExperiments
import KhorshooInputs
import KhorshooNumerics
import KhorshooText

/// Sets of some parameters that a table gives the worlds of a run, beside the others that the ledger gives.
public struct WorldTable: Sendable, Equatable {
  /// File, and the line of each set; for messages.
  let path: String
  let lines: [Int]
  /// What the sets give, in the order of their columns.
  public let keys: [String]
  /// Shape: sets x keys.
  public let sets: [[FactorValue]]
  /// Weight of each set, such as that of a posterior; nil when all count alike.
  public let weights: [Double]?

  /// Numbers of rows for so many sets: dealt in turn, or as often as their weights say (systematic resampling from a place that is drawn).
  ///
  /// - Random: stream `worldRows`.
  /// - Source: Kitagawa 1996, doi:10.2307/1390750.
  func rows(_ count: Int, seed: UInt64) -> [Int] {
    guard let weights else { return (0..<count).map { $0 % sets.count } }
    let total = weights.reduce(0, +)
    let offset = ScalarRandom(seed: seed, stream: ExperimentStreams.worldRows).uniform(entity: 0, index: 0)
    var (row, sum) = (0, weights[0])
    return (0..<count).map { set in
      let place = (Double(set) + offset) / Double(count) * total
      while sum < place, row + 1 < sets.count {
        row += 1
        sum += weights[row]
      }
      return row
    }
  }

  /// The table as a file that `--uncertainty` takes.
  public var csv: String { Self.csv(keys, sets, weights: weights) }

  /// Sets of parameters as a file that `--uncertainty` takes.
  static func csv(_ keys: [String], _ sets: [[FactorValue]], weights: [Double]? = nil) -> String {
    let header = keys + (weights == nil ? [] : ["weight"])
    let rows = sets.enumerated().map { number, set in
      set.map(\.description) + (weights.map { [FactorValue.number($0[number]).description] } ?? [])
    }
    return ([header] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
  }

  /// Everything that makes some of the rows contradict themselves, at their lines.
  func check(
    _ rows: Set<Int>, _ resolve: (_ drawing: [(String, FactorValue)]) throws(UserError) -> Void
  ) throws(UserError) {
    var problems: [Diagnostic] = []
    for row in rows.sorted() {
      do throws(UserError) { try resolve(Array(zip(keys, sets[row]))) } catch {
        problems += error.diagnostics.map {
          Diagnostic(code: $0.code, path: path, line: lines[row], key: $0.key, message: $0.message)
        }
      }
    }
    guard problems.isEmpty else { throw UserError(.invalidData, problems) }
  }
}

extension ScenarioReading {
  /// Reads the sets of parameters that a table gives the worlds of a run.
  ///
  /// - Throws: `UserError` 65 or 66 with everything that is wrong with the table.
  func readWorlds(_ path: String, into scenario: inout ResolvedScenario) throws(UserError) {
    let table = scenario.origins["run.uncertainty"]
    let design: Design, rows: DesignRows
    do throws(UserError) { (design, rows) = try worlds(file: path) } catch {
      // A table that is not there is a fault of the file that names it.
      guard error.exit == .missingInput, case .file(let stated, let line)? = table else { throw error }
      throw UserError(
        .missingInput,
        error.diagnostics.map {
          Diagnostic(
            code: $0.code, path: stated, line: line, key: "run.uncertainty",
            message: "\(path): \($0.message), or say ledger in its place")
        })
    }
    let columns = design.keys.indices.filter { !holds(scenario.origins[design.keys[$0]], over: table) }
    guard !columns.isEmpty else {
      throw UserError(
        .invalidData,
        [
          Diagnostic(
            code: "not-uncertain", path: path, line: 1,
            message:
              "every parameter that it has is stated by scenario or command line, and so held; give --uncertainty "
              + "ledger, or leave these values out")
        ])
    }
    let keys = columns.map { design.keys[$0] }
    let sets = (0..<design.pointCount).map { point in
      let values = design.values(point: point)
      return columns.map { values[$0] }
    }
    scenario.worldTable = WorldTable(path: path, lines: rows.lines, keys: keys, sets: sets, weights: rows.weights)
    let given = Set(keys)
    scenario.drawn.removeAll { given.contains($0.key) }
    scenario.warnings += rows.warnings
    if case .success(let bytes) = files.table(path, Self.tableLimit) {
      scenario.inputFiles.append(InputFile(path: path, sha256: SHA256Digest(of: bytes).description))
    }
  }
}
