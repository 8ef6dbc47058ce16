/// How large a worker's ring is: what its memory is counted by.
package enum RingSize {
  /// Entries of the submission queue; when they run out, what is queued is submitted early.
  package static let entries: UInt32 = 512
  /// Entries of the completion queue; a multishot operation completes more often than it is queued.
  package static let completions: UInt32 = 4096
  /// Blocks that can be lent to receive into at a time: a power of two.
  package static let buffers: UInt16 = 2048
  /// Those that are lent as long as they suffice.
  package static let buffersMin = 64
}
