import LinuxIO
import Testing

@Suite("Memory")
struct MemoryTests {
  @Test("Blocks are lent until there are none, and the last freed is the next lent")
  func pool() throws {
    var pool = try BlockPool(count: 3, blockBytes: 64)
    #expect(pool.freeCount == 3)
    let blocks = [pool.take(), pool.take(), pool.take()].compactMap { $0 }
    #expect(Set(blocks.map(\.number)) == [0, 1, 2])
    #expect(pool.take() == nil)
    pool.free(blocks[1])
    #expect(pool.freeCount == 1)
    #expect(pool.take() == blocks[1])
  }

  @Test("Blocks do not overlap, and start out zero")
  func separation() throws {
    let pool = try BlockPool(count: 4, blockBytes: 64)
    for number in 0..<4 as Range<UInt16> {
      let region = pool.region(of: Block(number: number))
      #expect(region.array == Array(repeating: 0, count: 64))
      for index in 0..<64 { region.set(UInt8(number + 1), at: index) }
    }
    for number in 0..<4 as Range<UInt16> {
      let bytes = pool.region(of: Block(number: number)).array
      #expect(bytes == Array(repeating: UInt8(number + 1), count: 64))
    }
  }

  @Test("More blocks freed than were lent are a broken invariant")
  func doubleFree() async {
    await #expect(processExitsWith: .failure) {
      var pool = try BlockPool(count: 2, blockBytes: 64)
      pool.free(Block(number: 0))
    }
  }

  @Test("A block beyond the pool is a broken invariant")
  func foreignBlock() async {
    await #expect(processExitsWith: .failure) {
      let pool = try BlockPool(count: 2, blockBytes: 64)
      _ = pool.region(of: Block(number: 2))
    }
  }

  @Test("A region's parts are what they name")
  func regions() {
    let region = Region.allocate(count: 10)
    defer { region.deallocate() }
    for index in 0..<10 { region.set(UInt8(index), at: index) }
    #expect(region.slice(2..<5).array == [2, 3, 4])
    #expect(region.slice(2..<9).slice(3..<5).array == [5, 6])
    #expect(region.slice(10..<10).array == [])
    #expect(region.bytes[9] == 9)
    // Both ends may overlap.
    region.slice(1..<10).copy(from: region.slice(0..<9))
    #expect(region.array == [0, 0, 1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test("What is left behind a start may be all, some or nothing")
  func rest() {
    let region = Region.allocate(count: 4)
    defer { region.deallocate() }
    for index in 0..<4 { region.set(UInt8(index), at: index) }
    for (start, bytes) in [
      (-9, [0, 1, 2, 3] as [UInt8]), (0, [0, 1, 2, 3]), (1, [1, 2, 3]), (3, [3]), (4, []), (9, []),
    ] {
      #expect(region.from(start).array == bytes, "from \(start)")
    }
  }

  @Test("A slice beyond its region is a broken invariant")
  func sliceBounds() async {
    await #expect(processExitsWith: .failure) { _ = Region.allocate(count: 4).slice(2..<5) }
    await #expect(processExitsWith: .failure) {
      _ = Region.allocate(count: 8).slice(0..<4).slice(0..<5)
    }
  }

  @Test("A byte set beyond its region is a broken invariant")
  func setBounds() async {
    await #expect(processExitsWith: .failure) { Region.allocate(count: 4).set(0, at: 4) }
    await #expect(processExitsWith: .failure) { Region.allocate(count: 4).set(0, at: -1) }
  }

  @Test("A copy that does not fit is a broken invariant")
  func copyBounds() async {
    await #expect(processExitsWith: .failure) {
      Region.allocate(count: 4).copy(from: Region.allocate(count: 5))
    }
  }
}
