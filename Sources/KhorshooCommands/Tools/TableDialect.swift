import KhorshooText

/// How a table of the user's own is read.
package struct TableDialect: Sendable {
  /// Whether warnings about the table are errors.
  package var strict: Bool
  /// What stands before the decimals.
  package var mark: DecimalMark

  package init(strict: Bool = false, decimalComma: Bool = false) {
    self.strict = strict
    mark = decimalComma ? .comma : .point
  }
}
