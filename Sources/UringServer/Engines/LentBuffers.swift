/// How many blocks to lend the kernel to receive into.
///
/// They are filled in turn, so all of them are soon real memory: as few as possible are lent. A
/// connection that finds none has to be asked for again, which costs more than a block; so their
/// number doubles whenever they ran out, and halves when most of them were left over for long.
package struct LentBuffers {
  /// Turns after which it is looked at how many were left over.
  private static let turnsMax = 4096

  private let range: ClosedRange<Int>
  /// How many are to be lent.
  package private(set) var wanted: Int
  private var fewest = Int.max
  private var turns = 0

  package init(_ range: ClosedRange<Int>) {
    self.range = range
    wanted = range.lowerBound
  }

  /// Notes that a turn left `count` of them, and whether somebody found none.
  package mutating func note(left count: Int, ranOut: Bool) {
    guard !ranOut else {
      wanted = min(2 * wanted, range.upperBound)
      return begin()
    }
    fewest = min(fewest, count)
    turns += 1
    guard turns >= LentBuffers.turnsMax else { return }
    if fewest > wanted / 4 * 3 { wanted = max(wanted / 2, range.lowerBound) }
    begin()
  }

  private mutating func begin() {
    fewest = .max
    turns = 0
  }
}
