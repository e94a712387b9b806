import KhorshooModel
import KhorshooText

/// Accounting matrices in files.
public enum AccountingTable {
  /// Greatest difference of a row's and a column's sum, as a share, unless another is stated: tables are published rounded.
  public static let standardTolerance = 0.001

  /// An accounting matrix that was read, with its multipliers.
  public struct Reading: Sendable {
    /// Multipliers and linkages.
    public let analysis: InputOutputAnalysis
    /// What was left out, such as totals of a name of their own.
    public let warnings: [Diagnostic]
    /// How the table was balanced; nil when that was not asked for.
    public let balanced: BalancedTable?
  }

  /// Multipliers of the input-output table or social accounting matrix in a file.
  ///
  /// - Parameters:
  ///   - isStrict: whether warnings are errors.
  ///   - mark: what stands before fractions.
  ///   - balances: whether the table is balanced first (``BalancedTable``).
  /// - Throws: `UserError` 65 with everything that is wrong, 66 when the file cannot be read.
  public static func reading(
    path: String, marks: AccountMarks = AccountMarks(), tolerance: Double = standardTolerance,
    isStrict: Bool = false, mark: DecimalMark = .point, balances: Bool = false
  ) throws(UserError) -> Reading {
    try reading(
      path: path, marks: marks, tolerance: tolerance, isStrict: isStrict, mark: mark, balances: balances
    ) {
      ScenarioFiles.readTable($0, limit: $1)
    }
  }

  package static func reading(
    path: String, marks: AccountMarks, tolerance: Double = standardTolerance, isStrict: Bool = false,
    mark: DecimalMark = .point, balances: Bool = false,
    from source: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>
  ) throws(UserError) -> Reading {
    var reader = AccountingTableReader(path: path, marks: marks, tolerance: tolerance, mark: mark, balances: balances)
    let analysis = reader.read(from: source)
    let warnings = reader.problems.toldWarnings
    guard let analysis else {
      let error = reader.problems.error
      throw UserError(error.exit, error.diagnostics + warnings)
    }
    guard !isStrict || warnings.isEmpty else { throw UserError(.invalidData, warnings.map(\.asError)) }
    return Reading(analysis: analysis, warnings: warnings, balanced: reader.balanced)
  }
}

extension Diagnostic {
  /// The same as an error: what `--strict` makes of a warning.
  package var asError: Diagnostic {
    Diagnostic(code: code, path: path, line: line, column: column, key: key, message: message)
  }
}
