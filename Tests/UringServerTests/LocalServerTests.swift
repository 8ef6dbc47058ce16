import Glibc
import Testing
import UringServer

/// What a program that embeds the server can rely on.
@Suite struct LocalServerTests {
  @Test func aClientThatIsGoneDoesNotEndTheProgram() async {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_DFL)
      for engine in LocalServer.engines {
        try LocalServer.use(engine, body: 20_000_000) { port in
          for _ in 0..<5 {
            // A reset after a half-close is EPIPE to who sends, and that is where the signal is.
            let client = try RudeClient(port: port, target: "/file.txt")
            client.leave()
            var polite = try HotClient(port: port, target: "/missing")
            try polite.measure()
          }
        }
      }
    }
  }

  /// Asks for a file, says goodbye and goes without having read it.
  struct RudeClient: ~Copyable {
    private let socket: Int32

    init(port: UInt16, target: String) throws {
      socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = port.bigEndian
      address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
      let result = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      let text = Array("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
      guard result == 0, send(socket, text, text.count, 0) == text.count else {
        throw HotClient.Failure()
      }
    }

    /// Waits for the answer to begin; what has come and is not read makes the close a reset.
    consuming func leave() {
      var byte: UInt8 = 0
      _ = recv(socket, &byte, 1, 0)
      shutdown(socket, Int32(SHUT_WR))
      close(socket)
    }
  }
}
