extension RosterReader {
  /// Every code that the diagnostics of a roster carry, with what it means: for the guide.
  public static let diagnosticCodes: [(code: String, meaning: String)] = [
    ("missing-file", "a table does not exist"),
    ("not-utf8", "a table is not UTF-8 text"),
    ("csv-syntax", "a table is not comma-separated text"),
    ("no-rows", "a table has no columns or no rows"),
    ("ragged-row", "a row has another number of cells than there are columns"),
    ("too-many-values", "a table has more rows, columns or layers than a model is made for"),
    ("missing-column", "a column that is needed is not there"),
    ("duplicate-name", "two columns have one name"),
    ("bad-name", "a column has no name, or an identifier cannot be printed in one line"),
    ("unneeded-key", "homesteads are given twice, in the plane and on the globe"),
    ("missing-value", "an identifier, gacha, sumu or grid is missing where every row has one"),
    ("wrong-type", "a cell is no number, or neither true nor false"),
    ("malformed-number", "a number is written in a way that reads differently elsewhere"),
    ("leading-zero", "a number begins with zeros"),
    ("non-finite", "a number is not finite"),
    ("not-whole", "a number of persons is not whole"),
    ("out-of-range", "a number is outside the range of its column"),
    ("malformed-period", "a date is neither a quarter nor a whole number"),
    ("mixed-periods", "dates are written in two ways"),
    ("duplicate-id", "two rows have one identifier"),
    ("unknown-id", "a tie or grid names a household that the roster has not"),
    ("self-tie", "a household is tied to itself"),
    ("negative-weight", "a tie has a weight below 0"),
    ("duplicate-tie", "two rows are the same tie in the same layer and time"),
    ("dates-out-of-order", "a tie ends before it begins"),
    ("two-sumu", "a gacha is in two sumu"),
    ("unknown-place", "a grid or cooperative is in a place where no household lives"),
    ("not-in-grid", "a central household lives in another grid"),
    ("two-central", "a grid has two central households"),
    ("missing-row", "a grid with households is not in the table of grids"),
    ("unknown-option", "a word is not among the options"),
    ("malformed-class", "a class of a margin is no range, or overlaps another"),
    ("contradicting-margins", "two margins count the same households differently"),
    ("impossible-margins", "no population has all margins"),
    ("many-problems", "a table has more problems than are told"),
    ("header-rows", "the names of the columns do not stand on the first line, or stand on two"),
    (
      "cut-identifier",
      "a spreadsheet took identifiers for numbers and cut their digits; a warning when they end in zeros"
    ),
    ("sum-row", "a row is the sum of others; a warning when only its numbers or only its name say so"),
    ("two-spellings", "warning: a name is spelt nearly as another"),
    (
      "missing-code",
      "warning: numbers stand apart, repeat and look like codes for no answer, or homesteads are at 0, 0"
    ),
    (
      "date-serial",
      "numbers look like dates that a spreadsheet made; a warning but where most periods are such numbers"
    ),
    ("doubtful-separator", "warning: a point may stand between thousands"),
    ("column-not-read", "warning: a column that is kept has nearly the name of one that is read"),
    ("isolated-household", "warning: a household has no tie"),
    ("unreachable-gacha", "warning: no tie leads into a gacha from another"),
  ]
}
