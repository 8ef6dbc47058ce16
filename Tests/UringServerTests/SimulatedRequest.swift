/// One request of a simulation, with what its answer must be.
struct SimulatedRequest {
  let text: String
  let status: Int
  /// The file that the body comes from, and the part of it.
  var path: String?
  var part: Range<Int>?
  /// Several parts of it, in one content.
  var parts: [Range<Int>] = []
  /// Whether the file may come in the coding that the script's coder has.
  var mayBeCoded = false
  /// Files that may come instead where names and contents change while they are looked for.
  var others: [String] = []
  /// Whether there may be no thread for the work that it takes.
  var mayBeRefused = false
  /// Whether nothing follows its answer.
  var ends = false

  var method: String { String(text.prefix { $0 != " " }) }

  private static func get(_ target: String, _ fields: String = "") -> String {
    "GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
  }

  /// What clients ask for: every way a response can go.
  static func all(sizes: [String: Int]) -> [SimulatedRequest] {
    var requests = sizes.keys.sorted().map {
      SimulatedRequest(text: get("/\($0)"), status: 200, path: $0)
    }
    requests += [
      SimulatedRequest(text: get("/"), status: 200, path: "index.html"),
      SimulatedRequest(
        text: get("/big", "Range: bytes=100-19998\r\n"), status: 206, path: "big",
        part: 100..<19_999),
      SimulatedRequest(text: get("/big", "Range: bytes=99999999-\r\n"), status: 416),
      SimulatedRequest(
        text: get("/big", "Range: bytes=0-99,15000-18999,-500\r\n"), status: 206, path: "big",
        parts: [0..<100, 15_000..<19_000, 19_500..<20_000]),
      SimulatedRequest(
        text: get("/huge", "Range: bytes=20000-44999,0-18999\r\n"), status: 206, path: "huge",
        parts: [20_000..<45_000, 0..<19_000]),
      SimulatedRequest(
        text: get("/dir/small", "Range: bytes=0-0,2-2,4-9,-1\r\n"), status: 206,
        path: "dir/small", parts: [0..<1, 2..<3, 4..<10, 29..<30]),
      SimulatedRequest(
        text: get("/dir/small", "Range: bytes=-5\r\n"), status: 206,
        path: "dir/small", part: 25..<30),
      SimulatedRequest(text: get("/dir"), status: 301),
      SimulatedRequest(text: get("/missing"), status: 404),
      SimulatedRequest(text: get("/nowhere/at/all"), status: 404),
      SimulatedRequest(text: get("/fifo"), status: 404),
      SimulatedRequest(text: get("/out/etc/passwd"), status: 404),
      SimulatedRequest(text: get("/%2e%2e/etc/passwd"), status: 404),
      SimulatedRequest(text: "HEAD /big HTTP/1.1\r\nHost: a\r\n\r\n", status: 200),
      SimulatedRequest(text: "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", status: 204),
      SimulatedRequest(
        text: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", status: 405),
      SimulatedRequest(
        text: "GET /dir/small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "5;x=y\r\nhello\r\n0\r\nA: b\r\n\r\n", status: 200, path: "dir/small"),
      SimulatedRequest(text: get("/", "If-Match: \"x\"\r\n"), status: 412),
      SimulatedRequest(
        text: "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", status: 200,
        path: "index.html", ends: true),
      SimulatedRequest(
        text: "GET / HTTP/1.1\r\nHost : a\r\n\r\n", status: 400, ends: true),
      SimulatedRequest(
        text: "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n", status: 413,
        ends: true),
    ]
    return requests + negotiated
  }

  /// Requests whose answers depend on what codings they accept.
  private static let negotiated = [
    SimulatedRequest(
      text: get("/pre.css", "Accept-Encoding: gzip, br\r\n"), status: 200, path: "pre.css.gz",
      others: ["pre.css", "pre.css.br"]),
    SimulatedRequest(
      text: get("/pre.css", "Accept-Encoding: br\r\n"), status: 200, path: "pre.css.br",
      others: ["pre.css"]),
    SimulatedRequest(
      text: get("/pre.css", "Accept-Encoding: br\r\nRange: bytes=10-19\r\n"), status: 206,
      path: "pre.css.br", part: 10..<20, others: ["pre.css"]),
    SimulatedRequest(
      text: "HEAD /pre.css HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n", status: 200),
    SimulatedRequest(
      text: get("/only.js", "Accept-Encoding: zstd\r\n"), status: 200, path: "only.js.zst"),
    SimulatedRequest(
      text: get("/only.js"), status: 200, path: "only.js.zst", mayBeCoded: true,
      mayBeRefused: true),
    SimulatedRequest(
      text: get("/text.css", "Accept-Encoding: gzip\r\n"), status: 200, path: "text.css",
      mayBeCoded: true),
    SimulatedRequest(
      text: get("/text.css", "Accept-Encoding: identity;q=0, br\r\n"), status: 200,
      path: "text.css", mayBeCoded: true),
    SimulatedRequest(
      text: get("/big", "Want-Repr-Digest: sha-256=1\r\n"), status: 200, path: "big"),
    SimulatedRequest(
      text: get("/missing.css", "Accept-Encoding: gzip\r\n"), status: 404),
  ]
}
