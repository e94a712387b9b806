/// Reads RFC 4180 strictly: rows end in CRLF, quotes are doubled, nothing stands beside a quoted cell; nil otherwise.
package func parseCSV(_ text: String) -> [[String]]? {
  var rows: [[String]] = []
  var row: [String] = []
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    var cell: [UInt8] = []
    if bytes.first == UInt8(ascii: "\"") {
      bytes.removeFirst()
      while true {
        guard let byte = bytes.popFirst() else { return nil }
        if byte != UInt8(ascii: "\"") {
          cell.append(byte)
        } else if bytes.first == UInt8(ascii: "\"") {
          cell.append(bytes.removeFirst())
        } else {
          break
        }
      }
    } else {
      while let byte = bytes.first, byte != UInt8(ascii: ","), byte != 13 {
        if byte == UInt8(ascii: "\"") || byte == 10 { return nil }
        cell.append(bytes.removeFirst())
      }
    }
    row.append(String(decoding: cell, as: UTF8.self))
    guard let end = bytes.popFirst() else { return nil }
    if end == UInt8(ascii: ",") { continue }
    guard end == 13, bytes.popFirst() == 10 else { return nil }
    rows.append(row)
    row = []
  }
  return row.isEmpty ? rows : nil
}
