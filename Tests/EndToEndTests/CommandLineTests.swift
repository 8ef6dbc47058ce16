import Glibc
import Testing

@Suite("Command line")
struct CommandLineTests {
  /// Runs the server and expects one line that says why it failed and what to do.
  private func failure(_ arguments: [String]) async throws -> String {
    let run = try await Command.server(arguments)
    #expect(run.status == 1, "\(arguments)")
    #expect(run.output.isEmpty)
    #expect(run.error.hasPrefix("uring-server: "))
    #expect(run.error.split(separator: "\n").count == 1, "\(run.error)")
    return run.error
  }

  @Test("A root that cannot be served ends with 1 and says what to do")
  func roots() async throws {
    let site = try TestSite()
    try site.write("file.txt", "file")
    try site.write("there/index.html", "there")
    let missing = try await failure([site.path("nothing"), "--port", "0"])
    #expect(missing.contains("no such directory; check the path"))
    let file = try await failure([site.path("file.txt"), "--port", "0"])
    #expect(file.contains("not a directory; name the directory"))
  }

  @Test("A root without permission ends with 1 and says what to do")
  func deniedRoot() async throws {
    let site = try TestSite()
    try site.makeDirectory("closed")
    try site.setMode("closed", 0)
    let arguments =
      TestServer.unprivileged + [TestServer.binary, site.path("closed"), "--port", "0"]
    let run = try await Command.run(arguments[0], Array(arguments.dropFirst()), seconds: 20)
    #expect(run.status == 1)
    #expect(run.error.contains("permissions forbid reading it; change them or the user"))
  }

  @Test("A port that something else listens on is refused")
  func portInUse() async throws {
    let site = try TestSite()
    let other = try Listener()
    let error = try await failure([site.path, "--port", "\(other.port)"])
    #expect(error.contains("the port is in use; stop what listens there, or choose another"))
    _ = other
  }

  @Test("A port that another copy listens on is refused, and that copy goes on")
  func secondCopy() async throws {
    let site = try TestSite()
    try site.write("a.txt", "a")
    try await TestServer.run(site, nil, ["--workers", "2"]) { server in
      for _ in 0..<3 {
        let error = try await failure([site.path, "--port", "\(server.port)", "--workers", "2"])
        #expect(error.contains("the port is in use"))
        #expect(try server.connect().get("/a.txt").text == "a")
      }
    }
  }

  @Test("A host that is not this machine's ends with 1 and says what to do")
  func hosts() async throws {
    let site = try TestSite()
    let foreign = try await failure([site.path, "--host", "192.0.2.1", "--port", "0"])
    #expect(foreign.contains("no such address; choose one with --host"))
    let invalid = try await failure([site.path, "--host", "256.1.1.1.1", "--port", "0"])
    #expect(invalid.contains("name an address of this machine"))
  }

  @Test("Wrong usage ends with 2 and names what is wrong")
  func usage() async throws {
    for (arguments, part) in [
      (["--nonsense"], "--nonsense"), (["--port", "65536"], "65536"), (["--port", "-1"], "--port"),
      (["--port", "http"], "http"), (["--port"], "--port"), (["--workers", "0"], "--workers"),
      (["--workers", "-2"], "--workers"), (["--workers", "many"], "many"),
      (["--workers", "1025"], "1 to 1024"), (["--index", "a/b"], "--index"),
      (["--index", ""], "--index"), (["one", "two"], "two"), (["--engine", "kqueue"], "kqueue"),
      (["serve", "--nonsense"], "--nonsense"), (["--media-type", "md"], "EXT=TYPE"),
      (["--media-type", ".md=text/plain"], "without the dot"),
      (["--media-type", "md=text"], "no media type for .md: 'text'"),
      (["--media-type", "md=a/b", "--media-type", "md=a/b"], "md twice"),
      (["--media-type", "md=a/b", "--media-type", "MD=a/b"], "two media types"),
      (["--compress-cache", "/c", "--compress-cache-size", "much"], "such as 512MiB"),
      (["--compress-cache", "/c", "--compress-cache-size", "1.5GiB"], "such as 512MiB"),
      (["--compress-cache", "/c", "--compress-cache-size", "1GB"], "such as 512MiB"),
      (["--compress-cache", "/c", "--compress-cache-size", "-1"], "--compress-cache-size"),
      (["--compress-cache", "/c", "--compress-cache-size", "4095"], "at least 4KiB"),
      (["--compress-cache", "/c", "--compress-cache-size", "8388608TiB"], "less than 8388608TiB"),
      (["--cache-size", "a lot"], "such as 512MiB"),
      (["--compress-cache-size", "1GiB"], "of no use without --compress-cache"),
    ] {
      let run = try await Command.server(arguments)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.output.isEmpty)
      #expect(run.error.hasPrefix("uring-server: "))
      #expect(run.error.contains(part), "\(arguments): \(run.error)")
      #expect(run.error.contains("--help"))
      #expect(run.error.split(separator: "\n").count == 1)
    }
  }

  @Test("Help and version are output, and end with 0")
  func help() async throws {
    for arguments in [["--help"], ["-h"], ["serve", "--help"]] {
      let run = try await Command.server(arguments)
      #expect(run.status == 0)
      #expect(run.error.isEmpty)
      for part in ["--host", "--port", "--engine", "--workers", "--index", "USAGE:"] {
        #expect(run.output.contains(part), "\(arguments): \(part)")
      }
    }
    let version = try await Command.server(["--version"])
    #expect(version.status == 0)
    #expect(version.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test(
    "The line that says it is ready names root, address, engine and workers",
    arguments: TestEngine.all)
  func ready(engine: TestEngine) async throws {
    let site = try TestSite()
    try await TestServer.run(site, engine, ["--workers", "1"]) { server in
      let start = "serving \(site.path) at \(server.url("/")) (\(engine.name)"
      #expect(server.readyLine.hasPrefix(start))
      let rest = server.readyLine.dropFirst(start.count)
      switch engine {
      case .ioUring: #expect(rest.wholeMatch(of: /, tier [1-4], 1 worker\)/) != nil)
      case .epoll: #expect(rest == ", 1 worker)")
      case .ioUring2, .ioUring3, .ioUring4:
        #expect(rest == ", tier \(engine.rawValue.suffix(1)), 1 worker)")
      }
      #expect(server.standardError == server.readyLine + "\n")
    }
  }

  @Test("Without a word about it, io_uring is taken where it works")
  func automaticEngine() async throws {
    let site = try TestSite()
    for options in [[], ["--engine", "auto"]] {
      try await TestServer.run(site, nil, options) { server in
        #expect(server.engine == TestEngine.all.first?.name)
        #expect(server.readyLine.contains("refused") == (TestEngine.all.first == .epoll))
      }
    }
  }

  @Test("The subcommand may be spelled out, before the root and its options")
  func subcommand() async throws {
    let site = try TestSite()
    try site.write("index.html", "home")
    try await TestServer.run(site, nil, subcommand: ["serve"]) { server in
      let home = try server.connect().get("/")
      #expect(home.text == "home")
    }
  }

  @Test("Another index stands for its directory")
  func index() async throws {
    let site = try TestSite()
    try site.write("index.html", "not this")
    try site.write("other.html", "other")
    try site.write("d/other.html", "deeper")
    try await TestServer.run(site, nil, ["--index", "other.html"]) { server in
      let client = try server.connect()
      #expect(try client.get("/").text == "other")
      #expect(try client.get("/d/").text == "deeper")
      #expect(try client.get("/index.html").text == "not this")
    }
  }

  @Test(
    "A host may be an IPv6 address",
    .enabled(if: access("/proc/net/if_inet6", R_OK) == 0, "this machine has no IPv6"))
  func version6() async throws {
    let site = try TestSite()
    try site.write("a.txt", "six")
    try await TestServer.run(site, nil, ["--host", "::1", "--workers", "2"]) { server in
      #expect(server.readyLine.contains(" at http://[::1]:\(server.port)/ ("))
      let client = try RawClient(port: server.port, isVersion6: true)
      #expect(try client.get("/a.txt").text == "six")
      // The IPv4 address is another one, where the port may be that of another test's server.
      let other = try? server.connect().get("/a.txt").text
      #expect(other != "six")
    }
  }

  @Test("A name for a host is looked up")
  func hostName() async throws {
    let site = try TestSite()
    try site.write("a.txt", "name")
    try await TestServer.run(site, nil, ["--host", "localhost"]) { server in
      let run = try await Command.run(
        "curl", ["-sS", "--noproxy", "*", "http://localhost:\(server.port)/a.txt"])
      #expect(run.output == "name")
    }
  }
}
