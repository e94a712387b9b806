import CCrypto

/// SHA-256 of bytes, by OpenSSL.
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  /// 32 bytes.
  public let bytes: [UInt8]

  /// Digest of the given bytes.
  public init(of input: [UInt8]) { self = input.withUnsafeBytes { SHA256Digest(of: $0) } }

  /// Digest of the UTF-8 form of a text.
  public init(of text: String) { self.init(of: Array(text.utf8)) }

  /// Digest of bytes where they lie.
  package init(of input: UnsafeRawBufferPointer) {
    let stream = SHA256Stream()
    stream.add(input)
    self = stream.digest()
  }

  fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

  /// 64 lower-case hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

/// SHA-256 of what comes piece by piece.
package final class SHA256Stream {
  private let context: OpaquePointer

  /// Of nothing yet.
  package init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto has no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in a piece.
  package func add(_ piece: UnsafeRawBufferPointer) {
    if let start = piece.baseAddress { EVP_DigestUpdate(context, start, piece.count) }
  }

  /// Digest of all pieces; asked for once.
  package func digest() -> SHA256Digest {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let isDone = EVP_DigestFinal_ex(context, &digest, &length)
    precondition(isDone == 1 && length == 32, "libcrypto refused SHA-256 (returned \(isDone), \(length) bytes)")
    return SHA256Digest(bytes: digest)
  }
}
