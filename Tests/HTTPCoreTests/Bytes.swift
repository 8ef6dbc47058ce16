import HTTPCore

extension String {
  /// The bytes of the text in UTF-8.
  var bytes: [UInt8] { Array(utf8) }
}

extension [UInt8] {
  /// The bytes as text, for comparisons that print well when they fail.
  var text: String { String(decoding: self, as: UTF8.self) }
}

/// What `write` puts into an empty output of `capacity` bytes.
func written(capacity: Int = 1024, _ write: (inout OutputSpan<UInt8>) -> Void) -> [UInt8] {
  [UInt8](capacity: capacity) { output in write(&output) }
}

/// Whether a tag matches one that a client sent.
func matches(_ tag: EntityTag, _ text: [UInt8], weakly: Bool = false) -> Bool {
  weakly ? tag.weaklyMatches(text.span) : tag.stronglyMatches(text.span)
}

/// A generator with a seed (SplitMix64), so that a failure comes back on every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
