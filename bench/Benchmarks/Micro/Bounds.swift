/// How many times as long as memchr(3) over the same bytes each may take.
///
/// About twice what was measured on x86-64 with AVX2, where memchr reads 32 bytes at a time: wide
/// enough for other processors and a busy machine, narrow enough for a parser that became twice as
/// slow. A bound is raised only together with the reason why the work itself has grown.
enum Bounds {
  static let shortRequest = 22
  static let longRequest = 150
  static let encodedPath = 25
  static let dottedPath = 28
  static let preconditions = 16
  static let range = 18
  static let dateParsing = 28
  static let dateFormatting = 12
  static let responseHead = 32
}
