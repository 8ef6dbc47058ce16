/// A request method (RFC 9110 section 9), as far as a file server tells them apart.
package enum Method: Equatable, Sendable {
  case get
  case head
  case options
  /// A tunnel, which is asked for in a form of its own and refused.
  case connect
  /// A registered method that no file here allows: 405.
  case notAllowed
  /// A method this server does not know: 501.
  case unknown

  /// Reads a method token; names are case-sensitive.
  package init(_ name: Span<UInt8>) {
    switch name.count {
    case 3 where name.equals("GET"): self = .get
    case 4 where name.equals("HEAD"): self = .head
    case 7 where name.equals("OPTIONS"): self = .options
    case 7 where name.equals("CONNECT"): self = .connect
    case 3 where name.equals("PUT"), 4 where name.equals("POST"), 5 where name.equals("PATCH"),
      5 where name.equals("TRACE"), 6 where name.equals("DELETE"):
      self = .notAllowed
    default: self = .unknown
    }
  }
}
