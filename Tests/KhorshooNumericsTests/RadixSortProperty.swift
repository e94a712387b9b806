import Glibc
import KhorshooNumerics
import Testing

@Suite struct RadixSortProperty {
  @Test(arguments: [0, 1, 2, 3, 100, 4539, 70_000])
  func sortsLikeTheLibrary(count: Int) {
    let kinds: [(Double) -> Float] = [
      { Float($0) }, { Float($0 * 1e30) }, { Float(($0 * 8).rounded()) }, { _ in 4 }, { Float($0 * 1e-39) },
      { $0 < -0.4 ? -.infinity : $0 > 0.4 ? .infinity : Float(1 / $0) }, { Float(abs($0) * 1000) },
    ]
    for (seed, kind) in kinds.enumerated() {
      var values = testNumbers(count, seed: UInt64(seed)).map(kind)
      var scratch = [Float](repeating: .nan, count: count)
      let sorted = values.sorted()
      values.withUnsafeMutableBufferPointer { a in
        scratch.withUnsafeMutableBufferPointer { radixSort(a, scratch: $0) }
      }
      #expect(values == sorted)
    }
  }
}
