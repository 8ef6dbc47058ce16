import Testing

@Suite("Conformance to RFC 9110 and 9112, the cases in Tests/Conformance")
struct ConformanceTests {
  @Test("There are hundreds of them, each with a section and a name of its own in its file")
  func cases() throws {
    let cases = try ConformanceCase.all()
    #expect(cases.count > 600)
    #expect(Set(cases.map { "\($0.file) \($0.name)" }).count == cases.count)
    for item in cases {
      #expect(item.section.contains(/^(RFC \d{4} [\d.A-Z]+)$/), "\(item.file): \(item.name)")
      #expect(!item.request.isEmpty && !item.expectations.isEmpty, "\(item.file): \(item.name)")
    }
  }

  @Test("Every case gets the answers it states, and nothing else", arguments: TestEngine.all)
  func conforms(engine: TestEngine) async throws {
    let cases = try ConformanceCase.all()
    let site = try ConformanceSite.make()
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      for item in cases {
        do {
          try check(item, server)
        } catch {
          Issue.record("\(item.file): \(item.name) (\(item.section)): \(error)")
        }
      }
    }
  }

  /// Behind the request follows one for the probe: it is answered where the connection goes on,
  /// so that nothing was read too short or too far, and not where it ends.
  private func check(_ item: ConformanceCase, _ server: TestServer) throws {
    let client = try server.connect()
    let request = try ConformanceCase.bytes(fill(item.request, server, nil))
    // A server that refuses may have closed before all of it is sent.
    try? client.send(request + Array("GET /probe.txt HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
    for expectation in item.expectations {
      var response = try client.head()
      guard response.status == expectation.status else {
        throw Failure("\(response.statusLine) and not \(expectation.status)")
      }
      let count = try response.contentCount(expectation.isHead ? "HEAD" : "GET")
      response.body = try client.receive(exactly: count)
      try check(response, expectation, server)
    }
    if item.closes {
      guard try client.isClosed() else { throw Failure("the connection goes on") }
    } else {
      let probe = try client.response()
      guard probe.text == "probe\n" else { throw Failure("the connection is out of step") }
    }
  }

  private func check(
    _ response: Response, _ expectation: ConformanceCase.Expectation, _ server: TestServer
  ) throws {
    for (name, value) in expectation.fields {
      let found = response[name]
      switch value {
      case nil: if let found { throw Failure("\(name): \(found), which is not to be there") }
      case "*": if found == nil { throw Failure("no \(name)") }
      case .some(let value):
        let wanted = try fill(value, server, response)
        if found != wanted { throw Failure("\(name): \(found ?? "none"), and not \(wanted)") }
      }
    }
    if let content = expectation.content, try response.body != ConformanceCase.bytes(content) {
      throw Failure("another content: \(response.text.prefix(200))")
    }
    guard !expectation.parts.isEmpty else { return }
    let parts = try Multipart.parts(of: response)
    let ranges = parts.map(\.contentRange)
    guard ranges == expectation.parts else { throw Failure("other parts: \(ranges)") }
    for part in parts where try part.body != content(part.contentRange) {
      throw Failure("another content of \(part.contentRange)")
    }
  }

  /// The bytes that a part of one of the files has, by the file's size.
  private func content(_ range: String) throws -> [UInt8] {
    guard let match = range.wholeMatch(of: /bytes (\d+)-(\d+)\/(\d+)/), let first = Int(match.1),
      let last = Int(match.2), let size = Int(match.3)
    else { throw Failure("no range: \(range)") }
    let whole = size == 10 ? Array("0123456789".utf8) : [UInt8].pattern(size)
    return Array(whole[first...last])
  }

  /// Puts in what only the server knows: the validators of a file, and the response's own date.
  private func fill(_ text: String, _ server: TestServer, _ response: Response?) throws -> String {
    guard text.contains("{") else { return text }
    var filled = text.replacing("{now}", with: response?["Date"] ?? "")
    for match in text.matches(of: /\{(tag|date) ([^ }]+)(?: ([a-z]+))?\}/) {
      let fields = match.3.map { ["Accept-Encoding: \($0)"] } ?? []
      let head = try server.connect().get(String(match.2), method: "HEAD", fields)
      let value = head[match.1 == "tag" ? "ETag" : "Last-Modified"] ?? ""
      filled = filled.replacing(match.0, with: value)
    }
    return filled
  }
}
