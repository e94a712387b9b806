import KhorshooModel
import KhorshooText

/// Accounting matrices in files.
public enum AccountingTable {
  /// Greatest difference of a row's and a column's sum, as a share, unless another is stated: tables are published rounded.
  public static let standardTolerance = 0.001

  /// Multipliers of the input-output table or social accounting matrix in a file.
  ///
  /// - Throws: `UserError` 65 with everything that is wrong, 66 when the file cannot be read.
  public static func analysis(
    path: String, marks: AccountMarks = AccountMarks(), tolerance: Double = standardTolerance
  ) throws(UserError) -> InputOutputAnalysis {
    try analysis(path: path, marks: marks, tolerance: tolerance) { ScenarioFiles.readDisk($0, limit: $1) }
  }

  package static func analysis(
    path: String, marks: AccountMarks, tolerance: Double = standardTolerance,
    from source: (String, Int) -> Result<[UInt8], ScenarioFiles.Fault>
  ) throws(UserError) -> InputOutputAnalysis {
    var reader = AccountingTableReader(path: path, marks: marks, tolerance: tolerance)
    guard let analysis = reader.read(from: source) else { throw reader.problems.error }
    return analysis
  }
}
