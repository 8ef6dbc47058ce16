import HTTPCore

/// Request heads that a server may or may not accept.
enum Heads {
  /// Well-formed by RFC 9112 sections 2 to 6.
  static let accepted = [
    "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.0\r\n\r\n",
    "GET / HTTP/1.9\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\nhost:a\r\n\r\n",
    "GET / HTTP/1.1\r\nHOST: \t a:80 \t\r\n\r\n",
    "GET / HTTP/1.1\r\nHost:\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n",
    "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "HEAD /a?b=c&d HTTP/1.1\r\nHost: a\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n",
    "GET http://a/b HTTP/1.1\r\nHost: a\r\n\r\n",
    "!#$%&'*+-.^_`|~09azAZ / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /\u{E9}\"<>\\^`{|} HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
    "POST / HTTP/1.0\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX:\r\nY: \r\nZ: a  b\tc\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nX: \u{E9}\u{20AC}\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n!#$%&'*+-.^_`|~09azAZ: b\r\n\r\n",
    "GET / HTTP/1.1\r\nX: a:b: c\r\nHost: a\r\nConnection: close, x\r\nExpect: a\r\n\r\n",
  ]

  /// Heads short enough for every byte at every place.
  static let mutated = [
    "GET /%2e?a HTTP/1.1\r\nHost: a:8\r\n\r\n",
    "\r\nPUT / HTTP/1.1\r\nHost:\r\nContent-Length: 12\r\n\r\n",
    "GET * HTTP/1.0\r\nTransfer-Encodin: x\r\n\r\n",
  ]

  /// Heads that a server has to refuse, and what with.
  static let refused: [(String, Status)] = requestLines + fieldLines + hosts + framings

  /// RFC 9112 sections 2.2 and 3.
  private static let requestLines: [(String, Status)] = [
    // Bare line feeds and carriage returns, before and within the line.
    ("GET / HTTP/1.1\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\rHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", .badRequest),
    ("\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("\rGET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("\r\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("\r\n\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /\r HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /\n HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    // One space between the parts, none around.
    (" GET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /  HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", .badRequest),
    ("GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /\tHTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    // Methods are tokens, targets have no controls.
    ("G(T / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("G\u{0}T / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("G\u{E9}T / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n", .badRequest),
    ("GET /\u{0} HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /\u{1} HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /\u{1F} HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET /\u{7F} HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest),
    // Versions: HTTP/0.9 has none, others are one digit, a dot and one digit.
    ("GET /\r\n\r\n", .badRequest),
    ("GET\r\n\r\n", .badRequest),
    ("GET / \r\n\r\n", .badRequest),
    ("GET / HTTP/1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.10\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/11.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1,1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/-1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/x.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / http/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTPS/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / ICY/1.1\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", .versionNotSupported),
    ("GET / HTTP/0.9\r\nHost: a\r\n\r\n", .versionNotSupported),
    ("GET / HTTP/3.1\r\n\r\n", .versionNotSupported),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .versionNotSupported),
  ]

  /// RFC 9112 section 5.
  private static let fieldLines: [(String, Status)] = [
    ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost\t: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", .badRequest),
    // Obsolete folding, and a blank before the first field.
    ("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\n \r\n\r\n", .badRequest),
    // Names.
    ("GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX\u{0}: b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX(: b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX\u{E9}: b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\n\"X\": b\r\n\r\n", .badRequest),
    // Values.
    ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\u{1}\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\u{B}c\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\u{7F}\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\nY: c\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\rY: c\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\r\n\r\n", .badRequest),
    // The end of the head.
    ("GET / HTTP/1.1\r\nHost: a\r\n\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\n\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\n\rX", .badRequest),
  ]

  /// RFC 9112 section 3.2.
  private static let hosts: [(String, Status)] = [
    ("GET / HTTP/1.1\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nX: a\r\n\r\n", .badRequest),
    ("GET http://a/ HTTP/1.1\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a\r\nX: b\r\nhost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a:b\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n", .badRequest),
    ("GET / HTTP/1.1\r\nHost: http://a\r\n\r\n", .badRequest),
    ("GET / HTTP/1.0\r\nHost: a b\r\n\r\n", .badRequest),
  ]

  /// RFC 9112 sections 6.1 to 6.3.
  private static let framings: [(String, Status)] =
    [
      ("Content-Length: 5\r\nTransfer-Encoding: chunked", .badRequest),
      ("Transfer-Encoding: chunked\r\nContent-Length: 5", .badRequest),
      ("Content-Length: 0\r\nTransfer-Encoding: chunked", .badRequest),
      ("Content-Length: 5\r\nContent-Length: 5", .badRequest),
      ("Content-Length: 5\r\nContent-Length: 6", .badRequest),
      ("Content-Length: 0\r\nContent-Length: 0", .badRequest),
      ("Content-Length: 5, 5", .badRequest), ("Content-Length: 5,6", .badRequest),
      ("Content-Length: +5", .badRequest), ("Content-Length: -5", .badRequest),
      ("Content-Length: -0", .badRequest), ("Content-Length: 0x5", .badRequest),
      ("Content-Length: 5.0", .badRequest), ("Content-Length: 5e1", .badRequest),
      ("Content-Length: 1_0", .badRequest), ("Content-Length: 5 5", .badRequest),
      ("Content-Length: 5;", .badRequest), ("Content-Length: \"5\"", .badRequest),
      ("Content-Length:", .badRequest), ("Content-Length: \t", .badRequest),
      ("Content-Length: a", .badRequest), ("Content-Length: \u{663}", .badRequest),
      ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", .badRequest),
      ("Transfer-Encoding: gzip", .badRequest),
      ("Transfer-Encoding: gzip, chunked", .notImplemented),
      ("Transfer-Encoding: gzip;q=1 , \tchunked", .notImplemented),
      ("Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", .notImplemented),
      ("Transfer-Encoding: chunked, gzip", .badRequest),
      ("Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip", .badRequest),
      ("Transfer-Encoding: chunked, chunked", .badRequest),
      ("Transfer-Encoding: identity", .badRequest),
      ("Transfer-Encoding: chunked, identity", .badRequest),
      ("Transfer-Encoding: xchunked", .badRequest), ("Transfer-Encoding: chunke", .badRequest),
      ("Transfer-Encoding: \"chunked\"", .badRequest),
      ("Transfer-Encoding: chunked;a=b", .badRequest),
      ("Transfer-Encoding: chunked ;", .badRequest), ("Transfer-Encoding: chunked x", .badRequest),
      ("Transfer-Encoding: ,chunked", .badRequest), ("Transfer-Encoding: chunked,", .badRequest),
      ("Transfer-Encoding: gzip, , chunked", .badRequest),
      ("Transfer-Encoding: gzip\r\nContent-Length: 1", .badRequest),
      ("Transfer-Encoding: gzip\r\nTransfer-Encoding: ", .badRequest),
      ("Transfer-Encoding: \u{B}chunked", .badRequest), ("Transfer-Encoding:", .badRequest),
    ].map { field, status in ("POST / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n", status) } + [
      ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", .badRequest),
      ("POST / HTTP/1.0\r\nTransfer-Encoding: gzip\r\n\r\n", .badRequest),
      ("POST / HTTP/1.0\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", .badRequest),
    ]
}
