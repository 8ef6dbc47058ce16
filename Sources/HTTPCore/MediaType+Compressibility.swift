extension MediaType {
  /// What compressing a file of this type is good for; not for the hot path.
  package var compressibility: Compressibility {
    let text = [UInt8](capacity: count) { append(to: &$0) }
    let folded = text.map(\.asciiLowercased)
    return Compressibility(folded.span)
  }
}
