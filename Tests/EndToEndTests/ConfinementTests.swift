import Glibc
import Testing

@Suite("Confinement")
struct ConfinementTests {
  /// A root within a directory that holds a secret beside it.
  private func makeSite() throws -> (outside: TestSite, root: TestSite) {
    let outside = try TestSite()
    try outside.write("secret.txt", "secret")
    let root = try TestSite()
    try root.write("in.txt", "inside")
    try root.write("dir/in.txt", "deeper")
    return (outside, root)
  }

  @Test("No spelling of a path leads above the root", arguments: TestEngine.all)
  func traversal(engine: TestEngine) async throws {
    let (_, root) = try makeSite()
    let dots = ["..", "%2e%2e", "%2E%2e", ".%2e", "%2e.", "%252e%252e", "..%00", "..%2f..", "..\\"]
    let slashes = ["/", "//", "/./", "%2f", "%2F", "\\", "%5c", "%252f", "/;/", "/%20/"]
    try await TestServer.run(root, engine) { server in
      let client = try server.connect()
      for dot in dots {
        for slash in slashes {
          let climb = String(repeating: dot + slash, count: 8)
          for target in ["/\(climb)etc/passwd", "/dir/\(climb)etc/passwd", "/dir\(slash)\(climb)"] {
            let response = try client.get(target)
            #expect([404, 400].contains(response.status), "\(target)")
            #expect(!response.text.contains("root:"))
          }
        }
      }
      // Bytes that are no UTF-8, one of them an overlong slash.
      for target in ["/%c0%af../", "/..%c0%afetc/passwd", "/%ff", "/..%ef%bc%8fetc"] {
        #expect(try client.get(target).status == 404, "\(target)")
      }
      #expect(try client.get("/dir/../in.txt").text == "inside")
      #expect(try client.get("http://a/../../in.txt").status == 404)
    }
  }

  @Test(
    "Names that start with a dot are hidden, but for .well-known at the top",
    arguments: TestEngine.all)
  func dotfiles(engine: TestEngine) async throws {
    let (_, root) = try makeSite()
    for name in [
      ".env", ".git/config", "dir/.htpasswd", ".well-known/.secret", "dir/.well-known/x",
    ] {
      try root.write(name, "hidden")
    }
    try root.write("x/..y", "hidden")
    try root.write("...three", "hidden")
    try root.write(".well-knownx", "hidden")
    try root.write(".well-known/x", "known")
    try await TestServer.run(root, engine) { server in
      let client = try server.connect()
      for target in [
        "/.env", "/%2eenv", "/.git/config", "/.git", "/.git/", "/dir/.htpasswd", "/x/..y",
        "/...three",
        "/.well-known/.secret", "/dir/.well-known/x", "/.well-knownx", "/.well-known/../.env",
      ] {
        #expect(try client.get(target).status == 404, "\(target)")
      }
      #expect(try client.get("/.well-known/x").text == "known")
      #expect(try client.get("/%2Ewell-known/x").text == "known")
      #expect(try client.get("/.well-known").status == 301)
    }
  }

  @Test("Symbolic links work inside the root and lead nowhere out of it", arguments: TestEngine.all)
  func links(engine: TestEngine) async throws {
    let (outside, root) = try makeSite()
    let up = String(repeating: "../", count: 20)
    try root.link("abs.txt", to: outside.path("secret.txt"))
    try root.link("rel.txt", to: up + outside.path("secret.txt").dropFirst())
    try root.link("absdir", to: outside.path)
    try root.link("reldir", to: up + outside.path.dropFirst())
    try root.link(
      "dir/up.txt", to: "../../\(outside.path.split(separator: "/").last ?? "")/secret.txt")
    try root.link("self.txt", to: root.path("in.txt"))
    try root.link("loop", to: "loop")
    try root.link("dangling", to: "nowhere")
    try root.link("proc", to: "/proc/self/root")
    try root.link("good.txt", to: "dir/in.txt")
    try root.link("gooddir", to: "dir")
    try root.link("dir/back.txt", to: "../in.txt")
    try root.link("chain.txt", to: "good.txt")
    try await TestServer.run(root, engine) { server in
      let client = try server.connect()
      for _ in 0..<3 {
        for target in [
          "/abs.txt", "/rel.txt", "/absdir/secret.txt", "/reldir/secret.txt", "/absdir", "/absdir/",
          "/reldir/", "/dir/up.txt", "/self.txt", "/loop", "/loop/x", "/dangling",
          "/proc/etc/passwd",
        ] {
          let response = try client.get(target)
          #expect(response.status == 404, "\(target)")
          #expect(!response.text.contains("secret"))
        }
        #expect(try client.get("/good.txt").text == "deeper")
        #expect(try client.get("/gooddir/in.txt").text == "deeper")
        #expect(try client.get("/dir/back.txt").text == "inside")
        #expect(try client.get("/gooddir/back.txt").text == "inside")
        #expect(try client.get("/chain.txt").text == "deeper")
      }
    }
  }

  @Test("What is no regular file is not there, and holds up nobody", arguments: TestEngine.all)
  func specialFiles(engine: TestEngine) async throws {
    let (_, root) = try makeSite()
    #expect(mkfifo(root.path("fifo"), 0o644) == 0)
    #expect(mkfifo(root.path("dir/index.html"), 0o644) == 0)
    let socket = try UnixSocket(root.path("socket"))
    // Making a device takes root's privileges; without them there is one special file less.
    // Major 1, minor 3 is the null device, null(4).
    let hasDevice = mknod(root.path("null"), S_IFCHR | 0o666, 0x103) == 0
    try await TestServer.run(root, engine) { server in
      let client = try server.connect()
      let other = try server.connect()
      for target in ["/fifo", "/dir/", "/socket"] + (hasDevice ? ["/null"] : []) {
        try client.send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
        for _ in 0..<5 { #expect(try other.get("/in.txt").text == "inside") }
        #expect(try client.response().status == 404, "\(target)")
      }
    }
    _ = socket
  }

  @Test(
    "Missing, hidden, denied, outside and special files all answer the same",
    arguments: TestEngine.all)
  func sameAnswers(engine: TestEngine) async throws {
    let (outside, root) = try makeSite()
    try root.write("denied.txt", "denied")
    try root.setMode("denied.txt", 0)
    try root.write("closed/in.txt", "denied")
    try root.setMode("closed", 0)
    defer { try? root.setMode("closed", 0o755) }
    try root.write(".env", "hidden")
    try root.link("out.txt", to: outside.path("secret.txt"))
    #expect(mkfifo(root.path("fifo"), 0o644) == 0)
    try await TestServer.run(root, engine, prefix: TestServer.unprivileged) { server in
      let client = try server.connect()
      let missing = try client.get("/missing.txt").withoutDate
      #expect(missing.hasPrefix("HTTP/1.1 404 Not Found\n"))
      for _ in 0..<2 {
        for target in [
          "/denied.txt", "/closed/in.txt", "/closed/missing", "/.env", "/out.txt", "/fifo", "/../x",
          "/%2e%2e/x", "/in.txt/", "/in.txt/x", "/a%00b", "/dir/", "/missing/",
        ] {
          #expect(try client.get(target).withoutDate == missing, "\(target)")
        }
      }
      #expect(try client.get("/in.txt").text == "inside")
    }
  }
}
