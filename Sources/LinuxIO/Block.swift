/// One block of a `BlockPool`, by number.
package struct Block: Equatable, Sendable {
  package let number: UInt16

  package init(number: UInt16) {
    self.number = number
  }
}
