import Glibc

/// The names in a directory, readdir(3).
package enum DirectoryNames {
  /// Up to `count` of them, in no order, without those that begin with a dot; none if it cannot be
  /// read.
  package static func first(_ count: Int, in path: String) -> [String] {
    guard let stream = unsafe opendir(path) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while names.count < count, let entry = unsafe readdir(stream) {
      // Safe: the name ends with NUL within the entry, and is copied before the next call.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { field in
        unsafe field.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
