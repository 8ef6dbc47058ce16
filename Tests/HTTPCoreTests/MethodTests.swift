import HTTPCore
import Testing

@Suite("Method, RFC 9110 section 9")
struct MethodTests {
  @Test(
    "Section 9.1: names are known or not, and have case",
    arguments: [
      ("GET", .get), ("HEAD", .head), ("OPTIONS", .options), ("PUT", .notAllowed),
      ("POST", .notAllowed), ("PATCH", .notAllowed), ("TRACE", .notAllowed),
      ("DELETE", .notAllowed), ("CONNECT", .connect), ("connect", .unknown), ("get", .unknown),
      ("Get", .unknown),
      ("GETS", .unknown), ("GE", .unknown), ("PROPFIND", .unknown), ("PRI", .unknown),
      ("", .unknown), ("head", .unknown), ("post", .unknown),
    ] as [(String, HTTPCore.Method)])
  func reads(_ name: String, _ method: HTTPCore.Method) {
    #expect(HTTPCore.Method(name.bytes.span) == method)
  }
}
