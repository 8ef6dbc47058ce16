import Foundation
import Testing

/// Digests of content: as tags where times say nothing, and where they are asked for.
@Suite(
  "Digests",
  .enabled(if: TestServer.cacheSize != "0", "Digests are kept in memory, and there is none"))
struct DigestTests {
  /// The digest of a file as the usual program prints it, in hexadecimal.
  private func sum(_ site: TestSite, _ name: String) async throws -> String {
    String(try await Command.run("sha256sum", [site.path(name)]).output.prefix(64))
  }

  private func base64(_ hex: String) -> String {
    let digits = Array(hex)
    let bytes = stride(from: 0, to: digits.count, by: 2).map { index in
      UInt8(String(digits[index...(index + 1)]), radix: 16) ?? 0
    }
    return Data(bytes).base64EncodedString()
  }

  /// The tag of `target` once there is one; before that there is none at all.
  private func tag(_ client: RawClient, _ target: String, _ fields: [String] = []) throws -> String
  {
    var tag: String?
    _ = try eventually(within: 30) {
      tag = try client.get(target, fields)["ETag"]
      return tag != nil
    }
    guard let tag else { throw Failure("no tag: \(target)") }
    return tag
  }

  @Test("Times at the beginning of time give way to the content", arguments: TestEngine.all)
  func uselessTimes(engine: TestEngine) async throws {
    let site = try TestSite()
    for (name, seconds) in [("zero.txt", 0), ("one.txt", 1), ("two.txt", 2)] {
      try site.write(name, "content of \(name)")
      try site.setModified(name, seconds)
    }
    try site.write("large.bin", .pattern(3_000_000))
    try site.setModified("large.bin", 0)
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for name in ["zero.txt", "one.txt", "large.bin"] {
        let tag = try tag(client, "/\(name)")
        let sum = try await sum(site, name)
        #expect(tag == "\"\(sum.prefix(32))\"")
        let response = try client.get("/\(name)")
        #expect(response["Last-Modified"] == nil)
        #expect(try client.get("/\(name)", ["If-None-Match: \(tag)"]).status == 304)
        let since = ["If-Modified-Since: Sun, 06 Nov 2044 08:49:37 GMT"]
        #expect(try client.get("/\(name)", since).status == 200)
        let part = try client.get("/\(name)", ["Range: bytes=0-2", "If-Range: \(tag)"])
        #expect(part.status == 206)
      }
      let dated = try client.get("/two.txt")
      #expect(dated["Last-Modified"] == "Thu, 01 Jan 1970 00:00:02 GMT")
      #expect(dated["ETag"]?.contains("-") == true)
      // Other content with the same time and size has another tag.
      let before = try tag(client, "/zero.txt")
      try site.write("zero.txt", "CONTENT of zero.txt")
      try site.setModified("zero.txt", 0)
      #expect(try tag(client, "/zero.txt") != before)
    }
  }

  @Test("A tree with one time for everything has tags of content", arguments: TestEngine.all)
  func oneTime(engine: TestEngine) async throws {
    let site = try TestSite()
    let names = ["a.txt", "b.css", "b.css.gz", "d/c.txt"]
    for name in names {
      try site.write(name, "content of \(name)")
      try site.setModified(name, 1_500_000_000)
    }
    try await TestServer.run(site, engine, ["--compress", "off"]) { server in
      let client = try server.connect()
      for name in ["a.txt", "b.css", "d/c.txt"] {
        let sum = try await sum(site, name)
        #expect(try tag(client, "/\(name)") == "\"\(sum.prefix(32))\"")
      }
      let sum = try await sum(site, "b.css.gz")
      #expect(try tag(client, "/b.css", ["Accept-Encoding: gzip"]) == "\"\(sum.prefix(32))\"")
      // What was touched since has a time of its own.
      try site.setModified("a.txt", 1_500_000_001)
      #expect(try client.get("/a.txt")["Last-Modified"] == "Fri, 14 Jul 2017 02:40:01 GMT")
      #expect(try client.get("/a.txt")["ETag"]?.contains("-") == true)
    }
  }

  @Test("RFC 9530: the digest of all of it, where it is asked for", arguments: TestEngine.all)
  func reprDigest(engine: TestEngine) async throws {
    let site = try TestSite()
    for (number, name) in ["a.css", "a.css.br", "large.bin"].enumerated() {
      let bytes = name == "large.bin" ? [UInt8].pattern(2_000_000) : Array("bytes of \(name)".utf8)
      try site.write(name, bytes)
      try site.setModified(name, 1_600_000_000 + number)
    }
    try await TestServer.run(site, engine, ["--compress", "off"]) { server in
      let client = try server.connect()
      let wants = ["Want-Repr-Digest: sha-256=1"]
      for (name, target, coding) in [
        ("a.css", "/a.css", ""), ("a.css.br", "/a.css", "br"), ("large.bin", "/large.bin", ""),
      ] {
        let fields = ["Accept-Encoding: \(coding)"]
        let value = "sha-256=:\(base64(try await sum(site, name))):"
        #expect(try client.get(target, fields)["Repr-Digest"] == nil)
        let response = try client.get(target, fields + wants)
        #expect(response["Repr-Digest"] == value)
        #expect(response.body == (try site.read(name)))
        #expect(try client.get(target, method: "HEAD", fields + wants)["Repr-Digest"] == value)
        let part = try client.get(target, fields + wants + ["Range: bytes=1-3"])
        #expect(part.status == 206)
        #expect(part["Repr-Digest"] == value)
        #expect(
          try client.get(target, fields + ["Want-Repr-Digest: sha-256=0"])["Repr-Digest"] == nil)
        #expect(
          try client.get(target, fields + ["Want-Repr-Digest: sha-512=9"])["Repr-Digest"] == nil)
        #expect(
          try client.get(target, fields + ["Want-Repr-Digest: sha-256"])["Repr-Digest"] == value)
      }
      try site.write("a.css", "other bytes")
      let value = "sha-256=:\(base64(try await sum(site, "a.css"))):"
      let isSeen = try eventually { try client.get("/a.css", wants)["Repr-Digest"] == value }
      #expect(isSeen)
    }
  }
}
