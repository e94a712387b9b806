extension String {
  /// Without white space at its ends, the no-break space of spreadsheets included.
  package var trimmedOfSpace: String {
    guard let first = utf8.first, let last = utf8.last else { return self }
    // Printed characters of ASCII are no space, nor part of one: what most cells begin and end with.
    let isPrinted = { (byte: UInt8) in byte > 32 && byte < 127 }
    if isPrinted(first), isPrinted(last) { return self }
    return String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
