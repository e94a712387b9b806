import Foundation
import KhorshooText
import TestSupport

func text(_ value: Double) -> String {
  withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberText.maxBytes) { bytes in
    let count = NumberText.write(value, to: bytes.baseAddress!)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}

/// What the standard library writes, whole numbers without `.0`: an independent road to the shortest digits.
func standard(_ value: Double) -> String {
  let text = value.description
  return text == "-0.0" ? "0" : text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
