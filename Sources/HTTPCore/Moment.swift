/// The time of day as the core is told it: once a turn of the loop, rendered once a second.
package struct Moment: Sendable {
  package let date: HTTPDate
  package let text: HTTPDate.Text

  package init(_ date: HTTPDate) {
    self.date = date
    text = date.text
  }
}
