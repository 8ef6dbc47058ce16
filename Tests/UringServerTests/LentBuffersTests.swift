import Testing
import UringServer

@Suite("Blocks lent to the kernel")
struct LentBuffersTests {
  @Test("They double when they ran out, up to what there is room for")
  func grow() {
    var lent = LentBuffers(64...256)
    #expect(lent.wanted == 64)
    lent.note(left: 3, ranOut: false)
    #expect(lent.wanted == 64)
    lent.note(left: 0, ranOut: true)
    #expect(lent.wanted == 128)
    for _ in 0..<5 { lent.note(left: 0, ranOut: true) }
    #expect(lent.wanted == 256)
  }

  @Test("They halve when most were left over for long, and never for one busy turn in between")
  func shrink() {
    var lent = LentBuffers(64...256)
    for _ in 0..<2 { lent.note(left: 0, ranOut: true) }
    for turn in 0..<20_000 { lent.note(left: turn % 1000 == 999 ? 100 : 250, ranOut: false) }
    #expect(lent.wanted == 256)
    for _ in 0..<5000 { lent.note(left: 250, ranOut: false) }
    #expect(lent.wanted < 256)
    for _ in 0..<50_000 { lent.note(left: lent.wanted, ranOut: false) }
    #expect(lent.wanted == 64)
  }
}
