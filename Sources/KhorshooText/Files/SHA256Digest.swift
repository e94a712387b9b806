import CCrypto

/// SHA-256 of bytes, by OpenSSL.
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// Digest of the given bytes.
  public init(of input: [UInt8]) {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let isDone = EVP_Digest(input, input.count, &digest, &length, EVP_sha256(), nil)
    precondition(isDone == 1 && length == 32, "libcrypto refused SHA-256 (returned \(isDone), \(length) bytes)")
    bytes = digest
  }

  /// Digest of the UTF-8 form of a text.
  public init(of text: String) { self.init(of: Array(text.utf8)) }

  /// 64 lower-case hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
