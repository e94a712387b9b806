/// A number as people write it: without `.0` where it is whole.
package func plainNumber(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
}

/// A number that was computed, without the digits that binary fractions leave behind: `0.05` for 0.050000000000000044.
package func shortNumber(_ value: Double) -> String {
  var scale = 1.0
  while value.magnitude * scale < 1e9, scale < 1e12 { scale *= 10 }
  return plainNumber((value * scale).rounded() / scale)
}
