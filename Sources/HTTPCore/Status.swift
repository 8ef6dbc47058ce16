/// A response status (RFC 9110 section 15), as far as this server answers with it.
package enum Status: UInt16, Equatable, Sendable, CaseIterable {
  case ok = 200
  case noContent = 204
  case partialContent = 206
  case movedPermanently = 301
  case notModified = 304
  case badRequest = 400
  case notFound = 404
  case methodNotAllowed = 405
  case requestTimeout = 408
  case preconditionFailed = 412
  case contentTooLarge = 413
  case targetTooLong = 414
  case rangeNotSatisfiable = 416
  case expectationFailed = 417
  case fieldsTooLarge = 431
  case internalServerError = 500
  case notImplemented = 501
  case serviceUnavailable = 503
  case versionNotSupported = 505

  /// The status line (RFC 9112 section 4) with its line end.
  package var line: StaticString {
    switch self {
    case .ok: "HTTP/1.1 200 OK\r\n"
    case .noContent: "HTTP/1.1 204 No Content\r\n"
    case .partialContent: "HTTP/1.1 206 Partial Content\r\n"
    case .movedPermanently: "HTTP/1.1 301 Moved Permanently\r\n"
    case .notModified: "HTTP/1.1 304 Not Modified\r\n"
    case .badRequest: "HTTP/1.1 400 Bad Request\r\n"
    case .notFound: "HTTP/1.1 404 Not Found\r\n"
    case .methodNotAllowed: "HTTP/1.1 405 Method Not Allowed\r\n"
    case .requestTimeout: "HTTP/1.1 408 Request Timeout\r\n"
    case .preconditionFailed: "HTTP/1.1 412 Precondition Failed\r\n"
    case .contentTooLarge: "HTTP/1.1 413 Content Too Large\r\n"
    case .targetTooLong: "HTTP/1.1 414 URI Too Long\r\n"
    case .rangeNotSatisfiable: "HTTP/1.1 416 Range Not Satisfiable\r\n"
    case .expectationFailed: "HTTP/1.1 417 Expectation Failed\r\n"
    case .fieldsTooLarge: "HTTP/1.1 431 Request Header Fields Too Large\r\n"
    case .internalServerError: "HTTP/1.1 500 Internal Server Error\r\n"
    case .notImplemented: "HTTP/1.1 501 Not Implemented\r\n"
    case .serviceUnavailable: "HTTP/1.1 503 Service Unavailable\r\n"
    case .versionNotSupported: "HTTP/1.1 505 HTTP Version Not Supported\r\n"
    }
  }

  /// One line for the person who sees the answer: what happened and, if anything, what to do.
  package var explanation: StaticString {
    switch self {
    case .ok, .noContent, .partialContent, .notModified: ""
    case .movedPermanently: "301: moved, see Location.\n"
    case .badRequest: "400: the request is not well-formed HTTP.\n"
    case .notFound: "404: there is nothing here.\n"
    case .methodNotAllowed: "405: files here answer GET, HEAD and OPTIONS.\n"
    case .requestTimeout: "408: the request did not arrive in time.\n"
    case .preconditionFailed: "412: the file is not in the state the request asked for.\n"
    case .contentTooLarge: "413: this server takes no content of that size.\n"
    case .targetTooLong: "414: the address is longer than this server reads.\n"
    case .rangeNotSatisfiable: "416: the range lies outside the file, see Content-Range.\n"
    case .expectationFailed: "417: the only expectation met here is 100-continue.\n"
    case .fieldsTooLarge: "431: the request's header fields are larger than this server reads.\n"
    case .internalServerError: "500: the file could not be read, see the server's log.\n"
    case .notImplemented: "501: this server does not know the method or transfer coding.\n"
    case .serviceUnavailable: "503: out of resources for the moment, try again.\n"
    case .versionNotSupported: "505: this server speaks HTTP/1.0 and HTTP/1.1.\n"
    }
  }
}
