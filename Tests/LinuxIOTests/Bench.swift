#if IOUring
import Glibc
import LinuxIO
import TestSupport
import Testing

/// A ring with all a server gives one: blocks, a buffer ring, a listener.
struct Bench: ~Copyable {
  static let accept: UInt64 = 1
  static let receive: UInt64 = 2
  static let send: UInt64 = 3
  static let quiet: UInt64 = 99

  // The ring is dropped first: it lets go of the memory below.
  var ring: Ring
  var buffers: BufferRing
  var blocks: BlockPool
  let listener: ListeningSocket

  /// Why no ring can be set up here.
  static let refusal: String? = {
    do throws(RingSetupError) {
      _ = try Ring(slots: 1)
      return nil
    } catch {
      return error.description
    }
  }()

  init(best: RingTier = .one, slots: UInt32 = 16) throws {
    let ring = try Ring(slots: slots, best: best)
    let buffers = try BufferRing(for: ring)
    let blocks = try BlockPool(count: 64, blockBytes: 4096)
    let listener = try ListeningSocket(
      exclusive: SocketAddress(host: "127.0.0.1", port: 0), backlog: 64)
    self.ring = ring
    self.buffers = buffers
    self.blocks = blocks
    self.listener = listener
  }

  /// Whether this tier receives again and again by itself.
  var receivesRepeatedly: Bool { ring.tier != .three }

  mutating func lendBlocks(_ count: Int) {
    for _ in 0..<count {
      guard let block = blocks.take() else { return }
      buffers.add(block, blocks.region(of: block))
    }
    buffers.publish()
  }

  /// The next completion; it must come in time.
  mutating func next() throws -> Completion {
    for _ in 0..<100 {
      if let completion = ring.next() { return completion }
      try ring.gather(forAtMost: 100)
    }
    throw TestFailure("nothing completes")
  }

  /// The next completion of what was submitted with `token`; others are passed over.
  mutating func next(_ token: UInt64) throws -> Completion {
    while true {
      let completion = try next()
      if completion.token == token { return completion }
    }
  }

  /// Connects a peer and accepts it into a slot.
  mutating func connect(receiveBytes: Int32? = nil) throws -> (Peer, Int) {
    try ring.entry().accept(on: listener.descriptor.number, Bench.accept)
    let peer = try Peer(port: listener.address.port, receiveBytes: receiveBytes)
    let completion = try next(Bench.accept)
    if let errno = completion.errno { throw errno }
    return (peer, Int(completion.result))
  }

  mutating func receive(_ slot: Int) throws {
    try ring.entry().receive(
      slot: slot, group: BufferRing.group, repeatedly: receivesRepeatedly, Bench.receive)
  }

  /// The bytes that a receive filled; their block is free again.
  mutating func take(_ completion: Completion) throws -> [UInt8] {
    guard let block = completion.block, completion.result > 0 else {
      throw TestFailure("no bytes: \(completion.result)")
    }
    buffers.took()
    defer { blocks.free(block) }
    return blocks.region(of: block).slice(0..<Int(completion.result)).array
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips where the kernel or a sandbox has no io_uring.
  static var needsRings: Self {
    .enabled(if: Bench.refusal == nil, "\(Bench.refusal ?? "")")
  }
}
#endif
