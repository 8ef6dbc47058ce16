import Glibc
import Testing

@Suite("File dates")
struct DateTests {
  @Test(
    "Files of any date are served; tmpfs keeps every number there is", .enabled(if: hasTmpfs),
    .enabled(if: TestServer.cacheSize != "0", "A digest is kept in memory, and there is none"),
    arguments: [Int.min, -62_135_596_801, -1, 0, 253_402_300_800, Int.max], TestEngine.all)
  func extremes(seconds: Int, engine: TestEngine) async throws {
    let site = try TestSite(parent: "/dev/shm")
    try site.write("f.txt", "dated")
    try site.write("big.bin", .pattern(300_000))
    for name in ["f.txt", "big.bin"] { try site.setModified(name, seconds) }
    // A time that all files have would say nothing.
    try site.write("other.txt", "of now")
    try await TestServer.run(site, engine) { server in
      let client = try server.connect()
      for _ in 0..<2 {
        let response = try client.get("/f.txt")
        #expect(response.text == "dated")
        // At the beginning of time it is made of the content, which takes a moment.
        let hasTag = try eventually { try client.get("/f.txt")["ETag"] != nil }
        #expect(hasTag && (seconds == 0 || response["ETag"] != nil))
        let tag = try #require(try client.get("/f.txt")["ETag"])
        #expect(try client.get("/f.txt", ["If-None-Match: \(tag)"]).status == 304)
        #expect(try client.get("/big.bin").body.count == 300_000)
        let since = ["If-Modified-Since: Sun, 13 Sep 2020 12:26:40 GMT"]
        #expect([200, 304].contains(try client.get("/f.txt", since).status))
      }
    }
  }

  private static let hasTmpfs = access("/dev/shm", W_OK) == 0
}
