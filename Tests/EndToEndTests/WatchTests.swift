import Glibc
import Testing

@Suite("Watched files")
struct WatchTests {
  @Test(
    "Asking for a directory without its slash does not end the watch of its names",
    arguments: TestEngine.all)
  func redirects(engine: TestEngine) async throws {
    let site = try TestSite()
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let client = try server.connect()
      for round in 0..<50 {
        try site.write("dir/x.txt", "x")
        #expect(try client.get("/dir/x.txt").status == 200)
        #expect(try client.get("/dir").status == 301)
        #expect(rename(site.path + "/dir/x.txt", site.path + "/dir/y.txt") == 0)
        #expect(try client.get("/dir/x.txt").status == 404, "round \(round)")
        #expect(try client.get("/dir/y.txt").status == 200, "round \(round)")
      }
    }
  }

  @Test(
    "A directory that is replaced while requests come is never answered from the old one",
    arguments: TestEngine.all)
  func replacedDirectories(engine: TestEngine) async throws {
    let site = try TestSite()
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let clients = try (0..<8).map { _ in try server.connect() }
      for round in 0..<200 {
        try site.write("new/x.txt", "\(round)")
        for client in clients { try client.send("GET /a/x.txt HTTP/1.1\r\nHost: a\r\n\r\n") }
        _ = rename(site.path + "/a", site.path + "/old\(round)")
        #expect(rename(site.path + "/new", site.path + "/a") == 0)
        for client in clients { _ = try client.response() }
        #expect(try clients[0].get("/a/x.txt").text == "\(round)")
        #expect(rename(site.path + "/a/x.txt", site.path + "/a/y.txt") == 0)
        #expect(try clients[1].get("/a/x.txt").status == 404, "round \(round)")
      }
    }
  }

  @Test(
    "Many large files do not use up the descriptors of all workers together",
    arguments: TestEngine.all)
  func manyLargeFiles(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("small.txt", "small")
    let content = [UInt8].pattern(1_100_000)
    for number in 0..<120 { try site.write("\(number).bin", content) }
    try await TestServer.run(
      site, engine, ["--workers", "12"], prefix: ["prlimit", "--nofile=200:200"]
    ) { server in
      for number in 0..<240 {
        let response = try server.connect().get("/\(number % 120).bin")
        try #require(response.status == 200, "file \(number)")
      }
      for _ in 0..<20 { #expect(try server.connect().get("/small.txt").text == "small") }
    }
  }
}
