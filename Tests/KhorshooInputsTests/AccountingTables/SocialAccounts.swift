import KhorshooInputs
import KhorshooNumerics

/// The social accounting matrix of `make_accounts.py`: two activities, two factors, two households, the outside.
func socialAccounts() throws -> InputOutputAnalysis {
  let kinds: [AccountingMatrix.Kind] = [
    .production, .production, .valueAdded, .valueAdded, .household, .household, .exogenous,
  ]
  let flows = Matrix(try Fixture.numbers("sam.csv"))
  return try InputOutputAnalysis(
    AccountingMatrix(kinds.enumerated().map { TableAccount("c\($0)", $1) }, flows: flows))
}
