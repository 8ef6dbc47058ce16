#if IOUring
import CLiburing

/// The library that rings are used through.
package enum Liburing {
  /// The version this was built against; 2.3 stands for all that do not say.
  package static let built: String? = "\(URING_VERSION_MAJOR).\(URING_VERSION_MINOR)"

  /// The version that is loaded, by the name of its file; `nil` if it is part of the program.
  package static var running: String? {
    let maps = SystemText.read("/proc/self/maps", atMost: 1 << 20) ?? ""
    for line in maps.split(separator: "\n") {
      guard let name = line.split(separator: "/").last, name.hasPrefix("liburing.so.") else {
        continue
      }
      return String(name.dropFirst("liburing.so.".count).prefix { $0.isNumber || $0 == "." })
    }
    return nil
  }
}
#else
/// The library that rings are used through, which this build is without.
package enum Liburing {
  /// None.
  package static let built: String? = nil
  /// None.
  package static let running: String? = nil
}
#endif
