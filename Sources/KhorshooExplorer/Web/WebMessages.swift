import KhorshooText

/// A request as it came, before anything in it is trusted.
package struct WebRequest: Sendable {
  package var method: String
  /// Path and query as they were sent.
  package var path, query: String
  /// Values by names in lower case.
  package var headers: [String: String]
  /// Reads the body; asked for only when its stated length is small.
  package var body: @Sendable () async throws -> [UInt8]

  package init(
    method: String, path: String, query: String = "", headers: [String: String] = [:],
    body: @escaping @Sendable () async throws -> [UInt8] = { [] }
  ) {
    (self.method, self.path, self.query, self.headers, self.body) = (method, path, query, headers, body)
  }
}

/// What is sent back.
package struct WebResponse: Sendable {
  /// Status codes that this server uses.
  package enum Status: Int, Sendable {
    case ok = 200
    case badRequest = 400
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case conflict = 409
    case gone = 410
    case lengthRequired = 411
    case tooLarge = 413
    case wrongMedia = 415
    case misdirected = 421
    case tooMany = 429
  }

  package var status: Status
  package var headers: [String: String]
  package var body: [UInt8]

  init(_ status: Status, _ type: String, _ body: [UInt8], policy: String = WebResponse.policy) {
    self.status = status
    self.body = body
    headers = [
      "content-type": type, "content-security-policy": policy, "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer", "cache-control": "no-store", "x-frame-options": "DENY",
      "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
    ]
  }

  /// A page loads what this server sends and nothing else.
  private static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  /// A report has its style within and no script at all.
  private static let policyOfReport =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    + "frame-ancestors 'none'"

  static func json(_ value: OrderedJSON, _ status: Status = .ok) -> WebResponse {
    WebResponse(status, "application/json; charset=utf-8", Array(value.description.utf8))
  }

  static func report(_ html: String) -> WebResponse {
    WebResponse(.ok, "text/html; charset=utf-8", Array(html.utf8), policy: policyOfReport)
  }

  /// A refusal says its kind and nothing of what there is.
  static func refusal(_ status: Status, _ reason: String) -> WebResponse {
    json(.object([("error", .text(reason))]), status)
  }
}
