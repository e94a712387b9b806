import KhorshooExperiments
import KhorshooText

func table(_ text: String) -> DesignTable {
  let rows = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { line, row in
    DesignTable.Row(line: line + 1, cells: row.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
  }
  return DesignTable(path: "design.csv", header: rows[0], rows: Array(rows.dropFirst()))
}
