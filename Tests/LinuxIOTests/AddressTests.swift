import Glibc
import LinuxIO
import Testing

@Suite("Addresses and listeners")
struct AddressTests {
  @Test("An address is shown as a URL has it")
  func hosts() throws {
    for (host, shown) in [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("0.0.0.0", "0.0.0.0")] {
      let address = try SocketAddress(host: host, port: 8080)
      #expect(address.host == shown)
      #expect(address.port == 8080)
      #expect(address.family == (host.contains(":") ? AF_INET6 : AF_INET))
    }
    #expect(try SocketAddress(host: "127.0.0.1", port: 65535).port == 65535)
    #expect(throws: SocketAddress.ResolveError.self) {
      _ = try SocketAddress(host: "256.256.256.256", port: 1)
    }
  }

  @Test("A listener on port 0 knows the port it got")
  func freePort() throws {
    let listener = try ListeningSocket(
      exclusive: SocketAddress(host: "127.0.0.1", port: 0), backlog: 64)
    #expect(listener.address.port != 0)
    _ = try Peer(port: listener.address.port)
  }

  @Test("An address has one exclusive listener, and others that share it join")
  func exclusiveness() throws {
    let first = try ListeningSocket(
      exclusive: SocketAddress(host: "127.0.0.1", port: 0), backlog: 64)
    let second = try ListeningSocket(sharing: first)
    let third = try ListeningSocket(sharing: first)
    #expect(second.address.port == first.address.port)
    #expect(isTaken(first.address))
    _ = consume first
    #expect(isTaken(second.address), "as long as one is left")
    _ = third.address
  }

  private func isTaken(_ address: SocketAddress) -> Bool {
    do throws(Errno) {
      _ = try ListeningSocket(exclusive: address, backlog: 16)
      return false
    } catch {
      return error == .addressInUse
    }
  }

  @Test("An address is free again once its listener is gone, its connections aside")
  func restart() throws {
    let address = try serveOnce()
    let again = try ListeningSocket(exclusive: address, backlog: 16)
    #expect(again.address.port == address.port)
  }

  /// Listens, closes a connection first, and is gone.
  private func serveOnce() throws -> SocketAddress {
    let listener = try ListeningSocket(
      exclusive: SocketAddress(host: "127.0.0.1", port: 0), backlog: 64)
    let peer = try Peer(port: listener.address.port)
    // The side that closes first is left in TIME_WAIT.
    close(accept(listener.descriptor.number, nil, nil))
    #expect(try peer.receive(atMost: 1) == [])
    return listener.address
  }
}
