/// What the core is told of the world: the time of day, once a turn of the loop, rendered once a
/// second, and a number drawn with it.
package struct Moment: Sendable {
  package let date: HTTPDate
  package let text: HTTPDate.Text
  /// A random number, for boundaries that no file can hold.
  package let boundary: UInt64

  package init(_ date: HTTPDate, boundary: UInt64) {
    self.date = date
    text = date.text
    self.boundary = boundary
  }
}
