import Testing
import UringServer

@Suite("A configuration")
struct ConfigurationTests {
  @Test(
    "Media types that cannot be used are told before anything is started",
    arguments: [
      ([".md": "text/plain"], "without the dot"), (["": "text/plain"], "no extension"),
      (["md": "text"], "no media type for .md: 'text'"),
      (["md": "text/plain\r\nX: y"], "no media type for .md"),
      (["md": "a/b", "MD": "a/b"], "two media types for the extension"),
    ])
  func mediaTypes(_ types: [String: String], _ part: String) throws {
    var configuration = Configuration(root: "/nothing/is/here")
    configuration.mediaTypes = types
    let checked = #expect(throws: ServerError.self) { try configuration.check() }
    #expect(checked?.description.contains(part) == true)
    let server = Server(configuration)
    let run = #expect(throws: ServerError.self) { try server.run { _ in } }
    #expect(run?.description == checked?.description)
  }

  @Test("Types of any number of extensions are fine")
  func fine() throws {
    var configuration = Configuration(root: ".")
    try configuration.check()
    configuration.mediaTypes = ["md": "text/markdown", "TS": "video/mp2t", "txt": "text/x; a=b"]
    try configuration.check()
  }
}
