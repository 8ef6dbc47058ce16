/// What `ring_rigs.h` declares; a rig is handed out as the address of the box that owns it.
private final class Box {
  var rig: RingRig

  init() throws { rig = try RingRig() }

  /// Does `body` `count` times with the rig behind `address`; whether it worked.
  static func run(
    _ address: UnsafeMutableRawPointer, _ count: Int32, _ body: (inout RingRig) throws -> Void
  ) -> Bool {
    let box = Unmanaged<Box>.fromOpaque(address).takeUnretainedValue()
    do {
      for _ in 0..<count { try body(&box.rig) }
      return true
    } catch {
      return false
    }
  }
}

@c(ring_rig_make)
func make() -> UnsafeMutableRawPointer? {
  guard let box = try? Box() else { return nil }
  return Unmanaged.passRetained(box).toOpaque()
}

@c(ring_rig_free)
func free(_ rig: UnsafeMutableRawPointer) {
  Unmanaged<Box>.fromOpaque(rig).release()
}

@c(ring_rig_turn)
func turn(_ rig: UnsafeMutableRawPointer, _ entries: Int32, _ count: Int32) -> Bool {
  Box.run(rig, count) { try $0.turn(entries: Int(entries)) }
}

@c(ring_rig_cycle)
func cycle(_ rig: UnsafeMutableRawPointer, _ count: Int32) -> Bool {
  Box.run(rig, count) { try $0.cycle() }
}
