/// How many columns of a terminal a text takes: a Chinese character takes two, a combining mark none.
package enum DisplayWidth {
  /// Columns that `text` takes in a fixed-width font.
  package static func of(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// `text` filled up with spaces to `width` columns; unchanged when it is longer.
  package static func padded(_ text: String, to width: Int, rightAligned: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - of(text)))
    return rightAligned ? space + text : text + space
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// Classes W and F of Unicode's East Asian Width (UAX 11), as far as names and labels need them: all scripts, but of the
  /// symbols and pictographs only the large blocks.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F,  // Hangul jamo
    0x2E80...0x303E, 0x3041...0x33FF,  // CJK radicals, punctuation, kana, squared
    0x3400...0x4DBF, 0x4E00...0x9FFF,  // CJK ideographs
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,  // Yi, Hangul
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,  // CJK compatibility
    0xFF01...0xFF60, 0xFFE0...0xFFE6,  // full-width forms
    0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,  // pictographs
    0x20000...0x3FFFD,  // CJK ideographs, further planes
  ]
}
