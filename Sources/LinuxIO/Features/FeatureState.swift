/// What a kernel, and whatever stands before it, make of a feature.
package enum FeatureState: String, Sendable, CaseIterable {
  /// It is there and works.
  case yes
  /// The kernel does not have it.
  case no
  /// The kernel may have it, but something forbids it.
  case blocked
  /// It works in part, or would within higher limits.
  case limited
}
