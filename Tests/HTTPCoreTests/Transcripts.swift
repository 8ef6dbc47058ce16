import HTTPCore

/// Every exchange that the connection's tests replay.
enum Transcripts {
  static let all = statuses + persistence + contents + refusals + redirects + bodies + parts

  private static let tag = Files.tag(6)
  private static let plain = "text/plain; charset=utf-8"
  private static let bytes = "application/octet-stream"

  /// A request for `target` with these fields besides Host.
  private static func get(_ target: String, _ fields: String..., method: String = "GET") -> String {
    (["\(method) \(target) HTTP/1.1", "Host: a"] + fields + ["", ""]).joined(separator: "\r\n")
  }

  private static func post(_ field: String, _ content: String, method: String = "POST") -> String {
    get("/hello.txt", field, method: method) + content
  }

  /// RFC 9110 section 15: the statuses that leave the connection open.
  private static let statuses: [Transcript] = [
    Transcript("200", get("/hello.txt"), Answer.hello()),
    Transcript("200, streamed", get("/streamed.txt"), Answer.file(plain, "streamed\n".bytes)),
    Transcript("200, empty", get("/empty.txt"), Answer.file(plain, [])),
    Transcript("200, empty and streamed", get("/empty-streamed.txt"), Answer.file(plain, [])),
    Transcript("200, index", get("/"), Answer.html("<p>root\n")),
    Transcript("200, index of a directory", get("/dir/"), Answer.html("<p>dir\n")),
    Transcript("200, dot segment", get("/dir/.."), Answer.html("<p>root\n")),
    Transcript("200, absolute form", get("http://b/hello.txt?c"), Answer.hello()),
    Transcript("200, absolute form alone", get("http://b"), Answer.html("<p>root\n")),
    Transcript("200, well-known", get("/.well-known/a.txt"), Answer.file(plain, "known\n".bytes)),
    Transcript("200, HEAD", get("/hello.txt", method: "HEAD"), Answer.hello(isHead: true)),
    Transcript(
      "200, HEAD, streamed", get("/streamed.txt", method: "HEAD"),
      Answer.file(plain, "streamed\n".bytes, isHead: true)),
    Transcript(
      "200, HEAD with a range", get("/hello.txt", "Range: bytes=0-1", method: "HEAD"),
      Answer.hello(isHead: true)),
    Transcript(
      "200, ranges of more than there is", get("/hello.txt", "Range: bytes=0-4,1-5"),
      Answer.hello()),
    Transcript(
      "206, one range of several left", get("/hello.txt", "Range: bytes=3-4,9-,1-2"),
      Answer.part(1, 4, of: "hello\n".bytes, plain)),
    Transcript(
      "200, If-Range does not hold", get("/hello.txt", "Range: bytes=0-1", "If-Range: \"x\""),
      Answer.hello()),
    Transcript("204", get("/hello.txt", method: "OPTIONS"), Answer.options),
    Transcript("204, asterisk", get("*", method: "OPTIONS"), Answer.options),
    Transcript(
      "206", get("/hello.txt", "Range: bytes=1-3"), Answer.part(1, 3, of: "hello\n".bytes, plain)),
    Transcript(
      "206, streamed", get("/streamed.txt", "Range: bytes=-3", "If-Range: \(Files.tag(9))"),
      Answer.missingPart(6, 8, of: "streamed\n".bytes)),
    Transcript("304, tag", get("/hello.txt", "If-None-Match: W/\(tag)"), Answer.notModified(6)),
    Transcript(
      "304, date", get("/hello.txt", "If-Modified-Since: \(Files.modifiedText)"),
      Answer.notModified(6)),
    Transcript(
      "304, HEAD", get("/hello.txt", "If-None-Match: *", method: "HEAD"), Answer.notModified(6)),
    Transcript("404", get("/missing"), Answer.notFound),
    Transcript("404, hidden", get("/.git/config"), Answer.notFound),
    Transcript("404, above the root", get("/../hello.txt"), Answer.notFound),
    Transcript("404, encoded slash", get("/dir%2findex.html"), Answer.notFound),
    Transcript(
      "404, HEAD", get("/missing", method: "HEAD"),
      Answer.error("404 Not Found", "there is nothing here.", isHead: true)),
    Transcript("405", get("/hello.txt", method: "DELETE"), Answer.notAllowed),
    Transcript(
      "412", get("/hello.txt", "If-Match: \"x\""),
      Answer.error(
        "412 Precondition Failed", "the file is not in the state the request asked for.")),
    Transcript(
      "416", get("/hello.txt", "Range: bytes=6-"),
      Answer.error(
        "416 Range Not Satisfiable", "the range lies outside the file, see Content-Range.",
        fields: ["Content-Range: bytes */6"])),
    Transcript(
      "500", get("/broken"),
      Answer.error(
        "500 Internal Server Error", "the file could not be read, see the server's log.")),
    Transcript("501, method", get("/hello.txt", method: "BREW"), Answer.unknownMethod),
    Transcript(
      "503", get("/busy"),
      Answer.error("503 Service Unavailable", "out of resources for the moment, try again.")),
  ]

  /// RFC 9112 section 9.
  private static let persistence: [Transcript] = [
    Transcript(
      "Close", get("/hello.txt", "Connection: close"), Answer.hello(connection: "close"),
      closes: true),
    Transcript(
      "Close, and nothing behind it is answered",
      get("/hello.txt", "Connection: close") + get("/missing"),
      Answer.hello(connection: "close"), closes: true),
    Transcript(
      "Close of a streamed file", get("/streamed.txt", "Connection: close"),
      Answer.file(plain, "streamed\n".bytes, connection: "close"), closes: true),
    Transcript(
      "HTTP/1.0", "GET /hello.txt HTTP/1.0\r\n\r\n", Answer.hello(connection: "close"),
      closes: true),
    Transcript(
      "HTTP/1.0, kept alive",
      "GET /hello.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /hello.txt HTTP/1.0\r\n\r\n",
      Answer.hello(connection: "keep-alive") + Answer.hello(connection: "close"), closes: true),
    Transcript(
      "HTTP/1.0, not modified and kept alive",
      "GET /hello.txt HTTP/1.0\r\nConnection: keep-alive\r\nIf-None-Match: *\r\n\r\n",
      Answer.notModified(6, connection: "keep-alive")),
    Transcript(
      "Pipelined, files and errors in order",
      get("/hello.txt") + get("/missing") + get("/streamed.txt") + get("/dir")
        + get("/hello.txt", "Range: bytes=0-0") + get("/", method: "HEAD")
        + get("/empty.txt") + get("/hello.txt", "Connection: close"),
      Answer.hello() + Answer.notFound + Answer.file(plain, "streamed\n".bytes)
        + Answer.moved("/dir/") + Answer.part(0, 0, of: "hello\n".bytes, plain)
        + Answer.file("text/html; charset=utf-8", "<p>root\n".bytes, isHead: true)
        + Answer.file(plain, []) + Answer.hello(connection: "close"), closes: true),
    Transcript(
      "Section 2.2: empty lines between requests",
      "\r\n" + get("/hello.txt") + "\r\n\r\n" + get("/missing"), Answer.hello() + Answer.notFound),
    Transcript(
      "More answers than the output holds",
      String(repeating: get("/hello.txt"), count: 100),
      [[UInt8]](repeating: Answer.hello(), count: 100).flatMap { $0 }),
  ]

  /// RFC 9112 section 6 and RFC 9110 section 10.1.1: content that nobody wants.
  private static let contents: [Transcript] = [
    Transcript(
      "Content with a length", post("Content-Length: 5", "hello") + get("/hello.txt"),
      Answer.notAllowed + Answer.hello()),
    Transcript(
      "Content that looks like a request",
      post("Content-Length: \(get("/missing").utf8.count)", get("/missing")) + get("/hello.txt"),
      Answer.notAllowed + Answer.hello()),
    Transcript(
      "Content of GET", post("Content-Length: 5", "hello", method: "GET") + get("/missing"),
      Answer.hello() + Answer.notFound),
    Transcript(
      "Content of HEAD", post("Content-Length: 2", "\r\n", method: "HEAD") + get("/missing"),
      Answer.hello(isHead: true) + Answer.notFound),
    Transcript(
      "Content of no bytes", post("Content-Length: 0", "") + get("/missing"),
      Answer.notAllowed + Answer.notFound),
    Transcript(
      "Content in chunks",
      post("Transfer-Encoding: chunked", "5;a=b\r\nhello\r\nA\r\n0123456789\r\n0\r\nB: c\r\n\r\n")
        + get("/hello.txt"), Answer.notAllowed + Answer.hello()),
    Transcript(
      "Content of GET in chunks",
      post("Transfer-Encoding: chunked", "2\r\n\r\n\r\n0\r\n\r\n", method: "GET")
        + get("/missing"), Answer.hello() + Answer.notFound),
    Transcript(
      "Content behind answers that wait",
      get("/hello.txt") + post("Content-Length: 5", "hello") + get("/missing"),
      Answer.hello() + Answer.notAllowed + Answer.notFound),
    Transcript(
      "Content in chunks, badly framed",
      post("Transfer-Encoding: chunked", "5\r\nhello0\r\n\r\n") + get("/missing"),
      Answer.badRequest, closes: true),
    Transcript(
      "Content in chunks, a bare line feed",
      get("/hello.txt") + post("Transfer-Encoding: chunked", "0\n\r\n"),
      Answer.hello() + Answer.badRequest, closes: true),
    Transcript(
      "100 Continue",
      get("/hello.txt", "Expect: 100-continue", "Content-Length: 3", method: "GET")
        + "abc" + get("/missing"), Answer.goOn + Answer.hello() + Answer.notFound),
    Transcript(
      "100 Continue, in chunks",
      get("/hello.txt", "Expect: 100-continue", "Transfer-Encoding: chunked")
        + "1\r\na\r\n0\r\n\r\n" + get("/missing"),
      Answer.goOn + Answer.hello() + Answer.notFound),
    Transcript(
      "100 Continue behind an answer",
      get("/missing") + get("/hello.txt", "Expect: 100-continue", "Content-Length: 1") + "a",
      Answer.notFound + Answer.goOn + Answer.hello()),
    Transcript(
      "100 Continue without content", get("/hello.txt", "Expect: 100-continue"), Answer.hello()),
    Transcript(
      "100 Continue is nothing to HTTP/1.0",
      "GET /hello.txt HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
      Answer.hello(connection: "close"), closes: true),
    Transcript(
      "No 100 Continue for a method that is not allowed",
      get("/hello.txt", "Expect: 100-continue", "Content-Length: 1", method: "PUT"),
      Answer.refusal(
        "405 Method Not Allowed", "files here answer GET, HEAD and OPTIONS.",
        fields: [Answer.allow]), closes: true),
    Transcript(
      "No 100 Continue for a method that is not known",
      get("/hello.txt", "Expect: 100-continue", "Content-Length: 1", method: "BREW"),
      Answer.refusal(
        "501 Not Implemented", "this server does not know the method or transfer coding."),
      closes: true),
  ]

  /// What ends the connection, because what follows cannot be told.
  private static let refusals: [Transcript] = [
    Transcript(
      "405, a tunnel, whose bytes are no requests",
      get("a:80", method: "CONNECT") + get("/hello.txt"),
      Answer.refusal(
        "405 Method Not Allowed", "files here answer GET, HEAD and OPTIONS.",
        fields: [Answer.allow]), closes: true),
    Transcript(
      "400, a tunnel to nowhere", get("/hello.txt", method: "CONNECT"), Answer.badRequest,
      closes: true),
    Transcript(
      "400, an asterisk for what is no OPTIONS", get("*", method: "POST"), Answer.badRequest,
      closes: true),
    Transcript(
      "400, OPTIONS of a bad escape", get("/%zz", method: "OPTIONS"), Answer.badRequest,
      closes: true),
    Transcript("400", "GET / HTTP/1.1\r\n\r\n" + get("/missing"), Answer.badRequest, closes: true),
    Transcript("400, HTTP/0.9", "GET /\r\n", Answer.badRequest, closes: true),
    Transcript(
      "400, bare line feeds", "GET / HTTP/1.1\nHost: a\n\n", Answer.badRequest, closes: true),
    Transcript("400, asterisk", get("*"), Answer.badRequest, closes: true),
    Transcript("400, bad escape", get("/%zz"), Answer.badRequest, closes: true),
    Transcript("400, bad target", get("ftp://a/"), Answer.badRequest, closes: true),
    Transcript(
      "400, OPTIONS of a bad target", get("a", method: "OPTIONS"), Answer.badRequest, closes: true),
    Transcript(
      "400 behind an answer", get("/hello.txt") + "G ET\r\n\r\n",
      Answer.hello() + Answer.badRequest,
      closes: true),
    Transcript(
      "400, two framings",
      get("/", "Content-Length: 1", "Transfer-Encoding: chunked", method: "POST") + "0\r\n\r\n",
      Answer.badRequest, closes: true),
    Transcript(
      "413, length", post("Content-Length: 1048577", "a"),
      Answer.refusal("413 Content Too Large", "this server takes no content of that size."),
      closes: true),
    Transcript(
      "413, length that does not fit", post("Content-Length: 99999999999999999999", "a"),
      Answer.refusal("413 Content Too Large", "this server takes no content of that size."),
      closes: true),
    Transcript(
      "413, chunks", post("Transfer-Encoding: chunked", "1\r\na\r\n100000\r\n"),
      Answer.refusal("413 Content Too Large", "this server takes no content of that size."),
      closes: true),
    Transcript(
      "414", get("/" + String(repeating: "a", count: Limits.targetBytes)),
      Answer.refusal("414 URI Too Long", "the address is longer than this server reads."),
      closes: true),
    Transcript(
      "417", get("/hello.txt", "Expect: 200-ok") + get("/missing"),
      Answer.refusal(
        "417 Expectation Failed", "the only expectation met here is 100-continue."), closes: true),
    Transcript(
      "431, a line", get("/", "X: " + String(repeating: "a", count: Limits.headBytes)),
      fieldsTooLarge, closes: true),
    Transcript(
      "431, many lines", get("/", String(repeating: "A: b\r\n", count: 100) + "A: b"),
      fieldsTooLarge, closes: true),
    Transcript(
      "501, coding", get("/", "Transfer-Encoding: gzip, chunked", method: "POST"),
      Answer.refusal(
        "501 Not Implemented", "this server does not know the method or transfer coding."),
      closes: true),
    Transcript(
      "501, a method of 10 kB", String(repeating: "A", count: 10_000) + " / HTTP/1.1\r\n\r\n",
      Answer.refusal(
        "501 Not Implemented", "this server does not know the method or transfer coding."),
      closes: true),
    Transcript(
      "505", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      Answer.refusal("505 HTTP Version Not Supported", "this server speaks HTTP/1.0 and HTTP/1.1."),
      closes: true),
  ]

  private static let fieldsTooLarge = Answer.refusal(
    "431 Request Header Fields Too Large",
    "the request's header fields are larger than this server reads.")

  /// RFC 9110 section 15.4.2: to the directory's own address, and never to another host's.
  private static let redirects: [Transcript] = [
    Transcript("301", get("/dir"), Answer.moved("/dir/")),
    Transcript("301, HEAD", get("/dir", method: "HEAD"), Answer.moved("/dir/", isHead: true)),
    Transcript("301 with a query", get("/dir?b=c&d=//e"), Answer.moved("/dir/?b=c&d=//e")),
    Transcript("301 with an empty query", get("/dir?"), Answer.moved("/dir/?")),
    Transcript("301 with dot segments", get("/x/../%2e/dir"), Answer.moved("/dir/")),
    Transcript("301 with a space", get("/a%20b"), Answer.moved("/a%20b/")),
    Transcript("301 of an absolute form", get("http://b/dir?c"), Answer.moved("/dir/?c")),
    Transcript("301 with two slashes", get("//evil.example"), Answer.moved("/evil.example/")),
    Transcript(
      "301 with slashes and dots", get("//x/..//evil.example"),
      Answer.moved("/evil.example/")),
    Transcript("301 with a backslash", get("/\\evil.example"), Answer.moved("/%5Cevil.example/")),
    Transcript(
      "301 with an encoded one", get("/%5cevil.example"),
      Answer.moved("/%5Cevil.example/")),
    Transcript(
      "301 with line ends", get("/a%0d%0aSet-Cookie:%20b"),
      Answer.moved("/a%0D%0ASet-Cookie%3A%20b/")),
    Transcript("No 301 with an encoded slash", get("/%2fevil.example"), Answer.notFound),
  ]

  /// Bodies longer than the output, alone and before other answers.
  private static let bodies: [Transcript] = [
    Transcript("Large", get("/large.bin"), Answer.file(bytes, Files.large)),
    Transcript("Large, streamed", get("/large-streamed.bin"), Answer.file(bytes, Files.large)),
    Transcript(
      "Large, HEAD", get("/large.bin", method: "HEAD"),
      Answer.file(bytes, Files.large, isHead: true)),
    Transcript(
      "Large, a part", get("/large.bin", "Range: bytes=100-39000"),
      Answer.part(100, 39_000, of: Files.large, bytes)),
    Transcript(
      "Large, a streamed part", get("/large-streamed.bin", "Range: bytes=-30000"),
      Answer.part(10_000, 39_999, of: Files.large, bytes)),
    Transcript(
      "Large, between others",
      get("/hello.txt") + get("/large.bin") + get("/hello.txt") + get("/large-streamed.bin")
        + get("/missing"),
      Answer.hello() + Answer.file(bytes, Files.large) + Answer.hello()
        + Answer.file(bytes, Files.large) + Answer.notFound),
    Transcript(
      "Large, and the end", get("/large.bin", "Connection: close"),
      Answer.file(bytes, Files.large, connection: "close"), closes: true),
  ]

  /// RFC 9110 section 15.3.7.2: several ranges, at hand, streamed, and larger than the output.
  private static let parts: [Transcript] = [
    Transcript(
      "Two parts", get("/hello.txt", "Range: bytes=0-0,-2"),
      Answer.parts([0...0, 4...5], of: "hello\n".bytes, plain)),
    Transcript(
      "Two parts, the later first", get("/hello.txt", "Range: bytes=4-,0-1"),
      Answer.parts([4...5, 0...1], of: "hello\n".bytes, plain)),
    Transcript(
      "Two parts, streamed, between others",
      get("/missing") + get("/streamed.txt", "Range: bytes=0-0,3-4,8-8") + get("/hello.txt"),
      Answer.notFound + Answer.parts([0...0, 3...4, 8...8], of: "streamed\n".bytes, plain)
        + Answer.hello()),
    Transcript(
      "Parts that the client lacks",
      get("/hello.txt", "Range: bytes=0-0,2-2", "If-Range: \(tag)"),
      Answer.parts([0...0, 2...2], of: "hello\n".bytes, plain, isMissing: true)),
    Transcript(
      "Parts, and the end", get("/hello.txt", "Range: bytes=0-0,2-2", "Connection: close"),
      Answer.parts([0...0, 2...2], of: "hello\n".bytes, plain, connection: "close"),
      closes: true),
    Transcript(
      "HEAD has no parts", get("/hello.txt", "Range: bytes=0-0,2-2", method: "HEAD"),
      Answer.hello(isHead: true)),
    Transcript(
      "Large parts", get("/large.bin", "Range: bytes=0-15999,17000-17001,-20000"),
      Answer.parts([0...15_999, 17_000...17_001, 20_000...39_999], of: Files.large, bytes)),
    Transcript(
      "Large parts, streamed, between others",
      get("/hello.txt") + get("/large-streamed.bin", "Range: bytes=-20000,0-15999")
        + get("/hello.txt"),
      Answer.hello()
        + Answer.parts([20_000...39_999, 0...15_999], of: Files.large, bytes) + Answer.hello()),
    Transcript(
      "Sixteen parts of a file at hand",
      get(
        "/large.bin", "Range: bytes=" + sixteen.map { "\($0)-\($0 + 999)" }.joined(separator: ",")),
      Answer.parts(sixteen.map { $0...($0 + 999) }, of: Files.large, bytes)),
  ]

  private static let sixteen = (0..<16).map { 2000 * $0 }
}
