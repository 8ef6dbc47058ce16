import Testing

/// What holds on a quiet server must hold on a busy one, where a turn has many events.
@Suite("Freshness under load")
struct FreshnessUnderLoadTests {
  /// Asks for what is changed and for other things until told to stop.
  private func load(_ server: TestServer, until isDone: Flag) throws {
    let client = try server.connect()
    let requests = ["/f.txt", "/other.txt", "/f.txt", "/missing"]
    let batch = requests.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined()
    while !isDone.isSet {
      try client.send(batch)
      for _ in requests { _ = try client.response() }
    }
  }

  @Test("A change that was made before a request was sent is seen by it", arguments: TestEngine.all)
  func changes(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("f.txt", "first")
    try site.write("other.txt", .pattern(40_000))
    try await TestServer.run(site, engine, ["--workers", "2"]) { server in
      try await withThrowingTaskGroup(of: Void.self) { group in
        let isDone = Flag()
        for _ in 0..<2 { group.addTask { try load(server, until: isDone) } }
        group.addTask {
          defer { isDone.set() }
          let clients = try (0..<4).map { _ in try server.connect() }
          for round in 0..<60 {
            if round % 3 == 0 {
              try site.replace("f.txt", "round \(round)")
            } else {
              try site.write("f.txt", "round \(round)", truncating: round % 3 == 1)
            }
            for client in clients {
              let text = try client.get("/f.txt").text
              try #require(text == "round \(round)")
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
