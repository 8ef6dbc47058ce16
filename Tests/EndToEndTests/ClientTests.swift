import Foundation
import Testing

@Suite("Clients that people use")
struct ClientTests {
  private static let size = 3_000_001

  private func makeSite() throws -> TestSite {
    let site = try TestSite()
    try site.write("file.bin", .pattern(Self.size))
    try site.write("large.bin", .pattern(24 << 20))
    for name in ["file.bin", "large.bin"] { try site.setModified(name, 1_600_000_000) }
    // A time that all files have would say nothing.
    try site.write("other.txt", "of now")
    return site
  }

  private func isWhole(_ path: String, _ count: Int = ClientTests.size) throws -> Bool {
    let bytes = try Data(contentsOf: URL(filePath: path))
    return Array(bytes).isSame(as: [UInt8].pattern(count))
  }

  @Test("curl -C - goes on where a download stopped", arguments: TestEngine.all)
  func curlResumes(engine: TestEngine) async throws {
    let site = try makeSite()
    let copies = try TestSite()
    try await TestServer.run(site, engine) { server in
      for start in [1, 1_000_001, Self.size - 1] {
        try copies.write("file.bin", Array([UInt8].pattern(Self.size).prefix(start)))
        let curl = try await Command.run(
          "curl",
          [
            "-sS", "-C", "-", "-w", "%{http_code} %{size_download}", "-o", copies.path("file.bin"),
            server.url("/file.bin"),
          ])
        #expect(curl.output == "206 \(Self.size - start)", "\(curl.error)")
        #expect(try isWhole(copies.path("file.bin")))
      }
    }
  }

  @Test("curl --http1.0 gets the file, and the end of the connection", arguments: TestEngine.all)
  func curlSpeaksOldHTTP(engine: TestEngine) async throws {
    let site = try makeSite()
    let copies = try TestSite()
    try await TestServer.run(site, engine) { server in
      let curl = try await Command.run(
        "curl",
        [
          "-sS", "--http1.0", "-w", "%{http_code} %{num_connects}\n", "-o", copies.path("a"),
          server.url("/file.bin"), "-o", copies.path("b"), server.url("/file.bin"),
        ])
      #expect(curl.output == "200 1\n200 1\n", "\(curl.error)")
      #expect(try isWhole(copies.path("a")) && isWhole(copies.path("b")))
    }
  }

  @Test("curl asks whether a file changed, by date and by tag", arguments: TestEngine.all)
  func curlAsksForChanges(engine: TestEngine) async throws {
    let site = try makeSite()
    let copies = try TestSite()
    try await TestServer.run(site, engine) { server in
      let url = server.url("/file.bin")
      let plain = ["-sS", "-o", "/dev/null", "-w", "%{http_code}"]
      for (date, status) in [("13 Sep 2020 12:26:40", "304"), ("13 Sep 2020 12:26:39", "200")] {
        let curl = try await Command.run("curl", plain + ["-z", date + " GMT", url])
        #expect(curl.output == status, "\(date)")
      }
      let tag = copies.path("tag")
      let first = try await Command.run("curl", plain + ["--etag-save", tag, url])
      let second = try await Command.run("curl", plain + ["--etag-compare", tag, url])
      #expect(first.output == "200" && second.output == "304")
    }
  }

  @Test("curl gets several ranges", arguments: TestEngine.all)
  func curlGetsParts(engine: TestEngine) async throws {
    let site = try TestSite()
    try site.write("ten.txt", "0123456789")
    try await TestServer.run(site, engine) { server in
      let curl = try await Command.run("curl", ["-sS", "-r", "0-1,-2", server.url("/ten.txt")])
      #expect(curl.output.contains("Content-Range: bytes 0-1/10\r\n\r\n01\r\n--"))
      #expect(curl.output.contains("Content-Range: bytes 8-9/10\r\n\r\n89\r\n--"))
    }
  }

  @Test(
    "wget -c goes on where a download stopped, and leaves what is whole",
    .enabled(if: Tool.isHere("wget"), "wget is not here: make test-deps"),
    arguments: TestEngine.all)
  func wgetResumes(engine: TestEngine) async throws {
    let site = try makeSite()
    let copies = try TestSite()
    try await TestServer.run(site, engine) { server in
      try copies.write("file.bin", Array([UInt8].pattern(Self.size).prefix(2_000_000)))
      for wanted in ["206 Partial Content", "416"] {
        let wget = try await Command.run(
          "wget", ["-c", "-S", "-P", copies.path, server.url("/file.bin")])
        #expect(wget.status == 0 && wget.error.contains(wanted), "\(wget.error)")
        #expect(try isWhole(copies.path("file.bin")))
      }
    }
  }

  @Test(
    "aria2c gets one file over 16 connections at a time",
    .enabled(if: Tool.isHere("aria2c"), "aria2c is not here: make test-deps"),
    arguments: TestEngine.all)
  func ariaSplits(engine: TestEngine) async throws {
    let site = try makeSite()
    let copies = try TestSite()
    try await TestServer.run(site, engine) { server in
      let aria = try await Command.run(
        "aria2c",
        [
          "-x16", "-s16", "-k1M", "--no-conf", "--file-allocation=none", "--console-log-level=info",
          "--log=" + copies.path("log"), "-d", copies.path, server.url("/large.bin"),
        ])
      #expect(aria.status == 0, "\(aria.output.suffix(2000))")
      #expect(try isWhole(copies.path("large.bin"), 24 << 20))
      let log = try String(contentsOfFile: copies.path("log"), encoding: .utf8)
      #expect(log.matches(of: /HTTP\/1.1 206 Partial Content/).count >= 15)
    }
  }

  @Test(
    "httplint finds no error in any kind of response",
    .enabled(if: Tool.isHere(Tool.httplint), "httplint is not here: make test-deps"),
    arguments: TestEngine.all)
  func httplint(engine: TestEngine) async throws {
    let site = try ConformanceSite.make()
    try await TestServer.run(site, engine) { server in
      let script = Tool.top + "/Tests/httplint"
      let lint = try await Command.run(Tool.httplint, [script, "\(server.port)"])
      #expect(lint.status == 0, "\(lint.output)\(lint.error)")
      #expect(lint.output.contains("30 responses"), "\(lint.output)")
    }
  }
}
