import Foundation
import KhorshooText
import TestSupport
import Testing

@Suite struct NumberTextPropertyTests {
  /// Random bit patterns, decimal-looking numbers and widened floats.
  private func value(_ random: inout SeededGenerator, _ i: Int) -> Double {
    switch i % 4 {
    case 0, 1: Double(bitPattern: random.next())
    case 2: (Double.random(in: -1e7...1e7, using: &random) * 1000).rounded() / 1000
    default: Double(Float.random(in: -1...1, using: &random))
    }
  }

  @Test func everyNumberReadsBackAndIsAsShortAsTheStandardLibrary() {
    var random = SeededGenerator(state: 7)
    for i in 0..<400_000 {
      let value = value(&random, i)
      guard value.isFinite else { continue }
      let written = text(value)
      if written != standard(value) || Double(written) != value {
        Issue.record("\(value.bitPattern): \(written) instead of \(standard(value))")
      }
    }
  }

  @Test func powersOfTwoAndTheirNeighbours() {
    for exponent in -1074...1023 {
      let power = Double(sign: .plus, exponent: exponent, significand: 1)
      for value in [power, power.nextUp, power.nextDown] where value > 0 {
        #expect(text(value) == standard(value))
      }
    }
  }

  @Test func theCheckRejectsOneDigitTooFew() {
    var random = SeededGenerator(state: 7)
    let wrong = (0..<1000).filter { i in
      let value = value(&random, i)
      return value.isFinite && Double(String(format: "%.15g", value)) != value
    }
    #expect(wrong.count > 100)
  }
}
