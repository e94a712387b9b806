import CExpat

/// Walks an XML text piece by piece and tells elements and texts as they come, names without their prefix.
///
/// Expat bounds what entities may expand to. Elements of any depth need no stack.
package final class XMLEvents {
  /// Why a text is no XML.
  package struct Fault: Error, Equatable {
    package let line, column: Int
    package let message: String
  }

  /// An element begins.
  package var begin: (_ name: String, _ attributes: [String: String]) -> Void = { _, _ in }
  /// An element ends.
  package var end: (_ name: String) -> Void = { _ in }
  /// Text between; long ones come in pieces.
  package var text: (String) -> Void = { _ in }

  private let parser: XML_Parser

  package init() {
    guard let parser = XML_ParserCreate(nil) else { fatalError("no memory for a parser of XML") }
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let data, let name else { return }
        var found: [String: String] = [:]
        var next = attributes
        while let pair = next, let key = pair[0], let value = pair[1] {
          found[XMLEvents.local(key)] = String(cString: value)
          next = pair + 2
        }
        Unmanaged<XMLEvents>.fromOpaque(data).takeUnretainedValue().begin(XMLEvents.local(name), found)
      },
      { data, name in
        guard let data, let name else { return }
        Unmanaged<XMLEvents>.fromOpaque(data).takeUnretainedValue().end(XMLEvents.local(name))
      })
    XML_SetCharacterDataHandler(parser) { data, text, length in
      guard let data, let text else { return }
      let bytes = UnsafeRawBufferPointer(start: text, count: Int(length))
      Unmanaged<XMLEvents>.fromOpaque(data).takeUnretainedValue().text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// 1-based place behind all that was taken.
  private var endLine = 1, endColumn = 1

  deinit { XML_ParserFree(parser) }

  /// 1-based line of what is being told.
  package var line: Int { Int(XML_GetCurrentLineNumber(parser)) }

  /// Takes the next piece.
  package func parse(_ piece: UnsafeBufferPointer<UInt8>, isLast: Bool) throws(Fault) {
    let status = piece.withMemoryRebound(to: CChar.self) {
      XML_Parse(parser, $0.baseAddress, Int32($0.count), isLast ? 1 : 0)
    }
    for byte in piece {
      (endLine, endColumn) = byte == UInt8(ascii: "\n") ? (endLine + 1, 1) : (endLine, endColumn + 1)
    }
    guard status != XML_STATUS_OK else { return }
    let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "unknown"
    // What never ends is wrong at its end.
    let isCut = XML_GetErrorCode(parser) == XML_ERROR_NO_ELEMENTS
    throw Fault(
      line: isCut ? endLine : line, column: isCut ? endColumn : Int(XML_GetCurrentColumnNumber(parser)) + 1,
      message: "it is no XML: \(reason)")
  }

  /// Without a prefix: `x:row` is a row.
  private static func local(_ name: UnsafePointer<CChar>) -> String {
    let text = String(cString: name)
    guard let colon = text.lastIndex(of: ":") else { return text }
    return String(text[text.index(after: colon)...])
  }
}
