import KhorshooExperiments
import Testing

@Suite struct SobolSequenceGolden {
  /// CRC-32 (IEEE 802.3) of the first 1,000 points x 2^32 in every dimension: those of SciPy, whose table equals SALib's.
  @Test func firstThousandPointsInAllDimensions() throws {
    let known = try Fixture.numbers("sobol_checksums.csv")
    #expect(known.count == SobolSequence.dimensionLimit)
    let sequence = try SobolSequence(dimensions: known.count, scrambledBy: nil)
    for row in known {
      let dimension = Int(row[0]) - 1
      var crc: UInt32 = 0xffff_ffff
      for point in 0..<1000 {
        var word = UInt32(sequence.coordinate(point: point, dimension: dimension) * 0x1p32)
        for _ in 0..<4 {
          crc ^= word & 0xff
          for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xedb8_8320 : 0) }
          word >>= 8
        }
      }
      #expect(UInt32(row[1]) == ~crc, "dimension \(dimension + 1)")
    }
  }

  /// The first points as Joe and Kuo print them.
  @Test func firstPointsByHand() throws {
    let points = try SobolSequence(dimensions: 3, scrambledBy: nil).points(5)
    #expect(points.values == [0, 0, 0, 0.5, 0.5, 0.5, 0.75, 0.25, 0.25, 0.25, 0.75, 0.75, 0.375, 0.375, 0.625])
  }
}
