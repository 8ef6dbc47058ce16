import Glibc
import LinuxIO

/// A ring with a buffer ring, and a connection whose other end is a plain socket.
struct RingRig: ~Copyable {
  private static let accept: UInt64 = 1
  private static let receive: UInt64 = 2
  private static let nothing: UInt64 = 3

  // The ring is dropped first: it lets go of the memory below.
  private var ring: Ring
  private var buffers: ProvidedBuffers
  private var blocks: BlockPool
  private let client: FileDescriptor

  /// Sets all of it up, with a few blocks lent to the kernel and a receive armed.
  init() throws {
    var ring = try Ring(slots: 4, tier: .two)
    var buffers = try ProvidedBuffers(for: ring)
    var blocks = try BlockPool(count: 16, blockBytes: 4096)
    let listener = try ListeningSocket(
      exclusive: SocketAddress(host: "127.0.0.1", port: 0), backlog: 4)
    try ring.entry().accept(on: listener.descriptor.number, RingRig.accept)
    let client = try RingRig.connect(port: listener.address.port)
    let socket = try RingRig.next(RingRig.accept, &ring).result
    while let block = blocks.take() {
      try buffers.add(block, blocks.region(of: block), &ring, RingRig.nothing)
    }
    buffers.publish()
    try ring.entry().receive(socket, group: ProvidedBuffers.group, RingRig.receive)
    self.ring = ring
    self.buffers = buffers
    self.blocks = blocks
    self.client = client
  }

  private static func connect(port: UInt16) throws -> FileDescriptor {
    let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard number >= 0 else { throw Errno.current }
    let client = FileDescriptor(taking: number)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(client.number, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Errno.current }
    return client
  }

  /// The next completion of what was submitted with `token`.
  private static func next(_ token: UInt64, _ ring: inout Ring) throws -> Completion {
    while true {
      while let completion = ring.next() {
        if let errno = completion.errno { throw errno }
        if completion.token == token { return completion }
      }
      try ring.gather(forAtMost: 1000)
    }
  }

  /// One system call that submits `entries` operations which do nothing, and takes their ends.
  mutating func turn(entries: Int) throws {
    for _ in 0..<entries { try ring.entry().nop(RingRig.nothing) }
    for _ in 0..<entries { _ = try RingRig.next(RingRig.nothing, &ring) }
  }

  /// What a received request costs around its parsing: its block is taken and another one added.
  mutating func cycle() throws {
    var byte: UInt8 = 0
    guard send(client.number, &byte, 1, Int32(MSG_NOSIGNAL)) == 1 else { throw Errno.current }
    guard let block = try RingRig.next(RingRig.receive, &ring).block else { throw Errno.busy }
    buffers.took()
    try buffers.add(block, blocks.region(of: block), &ring, RingRig.nothing)
    buffers.publish()
  }
}
