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
  static let provide: UInt64 = 98
  static let quiet: UInt64 = 99

  // The ring is dropped first: it lets go of the memory below.
  var ring: Ring
  var buffers: ProvidedBuffers
  var blocks: BlockPool
  let listener: ListeningSocket

  /// Why a tier cannot be had here.
  static let refusals: [RingTier: String] = {
    let features = KernelFeatures.decisive(slots: 16)
    return RingTier.allCases.reduce(into: [:]) { refusals, tier in
      refusals[tier] = features.refusal(of: tier)?.description
    }
  }()
  /// Why no ring can be set up here.
  static let refusal = refusals[.four]

  /// The best tier there is, unless another is asked for.
  init(tier: RingTier? = nil, slots: UInt32 = 16) throws {
    let tier = tier ?? RingTier.allCases.first { Bench.refusals[$0] == nil } ?? .four
    let ring = try Ring(slots: slots, tier: tier)
    let buffers = try ProvidedBuffers(for: ring)
    let blocks = try BlockPool(count: 64, blockBytes: 4096)
    let listener = try ListeningSocket(
      exclusive: SocketAddress(host: "127.0.0.1", port: 0), backlog: 64)
    self.ring = ring
    self.buffers = buffers
    self.blocks = blocks
    self.listener = listener
  }

  /// Whether this tier receives again and again by itself.
  var receivesRepeatedly: Bool { ring.tier.receivesRepeatedly }

  mutating func lendBlocks(_ count: Int) throws {
    for _ in 0..<count {
      guard let block = blocks.take() else { return }
      try buffers.add(block, blocks.region(of: block), &ring, Bench.provide)
    }
    buffers.publish()
  }

  /// The next completion; it must come in time.
  ///
  /// Those that only lower tiers have are passed over.
  mutating func next() throws -> Completion {
    for _ in 0..<100 {
      while let completion = ring.next() {
        let isSilent = completion.token == Bench.provide || completion.token == Bench.quiet
        if !isSilent || ring.tier.isQuiet { return completion }
      }
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

  /// Connects a peer and accepts it as a socket of the ring.
  mutating func connect(receiveBytes: Int32? = nil) throws -> (Peer, Int32) {
    try ring.entry().accept(on: listener.descriptor.number, Bench.accept)
    let peer = try Peer(port: listener.address.port, receiveBytes: receiveBytes)
    let completion = try next(Bench.accept)
    if let errno = completion.errno { throw errno }
    return (peer, completion.result)
  }

  mutating func receive(_ socket: Int32) throws {
    try ring.entry().receive(socket, group: ProvidedBuffers.group, Bench.receive)
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
