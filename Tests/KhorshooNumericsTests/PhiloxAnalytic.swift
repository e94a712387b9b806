import KhorshooNumerics
import Testing

@Suite struct PhiloxAnalytic {
  /// Known answers of Random123 (file kat_vectors, BSD-3).
  @Test(
    arguments: [
      (7, [0, 0, 0, 0], [0, 0], [0x5f6f_b709, 0x0d89_3f64, 0x4f12_1f81, 0x4f73_0a48]),
      (
        7, [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
        [0x5207_ddc2, 0x4516_5e59, 0x4d8e_e751, 0x8c52_f662]
      ),
      (
        7, [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0x4dfc_caba, 0x190a_87f0, 0xc473_62ba, 0xb6b5_242a]
      ),
      (10, [0, 0, 0, 0], [0, 0], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
      (
        10, [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff], [0xffff_ffff, 0xffff_ffff],
        [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]
      ),
      (
        10, [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0],
        [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
      ),
    ] as [(Int, [UInt32], [UInt32], [UInt32])])
  func knownAnswers(rounds: Int, counter: [UInt32], key: [UInt32], answer: [UInt32]) {
    #expect(Philox4x32(key: SIMD2(key), rounds: rounds).words(SIMD4(counter)) == SIMD4(answer))
  }
}
