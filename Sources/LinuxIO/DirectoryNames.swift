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

  /// All names in the directory at `path` below another, in no order, but not more than `limit`.
  static func all(in path: String, below root: Int32, limit: Int) -> [String] {
    let descriptor = unsafe openat(root, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    guard let directory = unsafe fdopendir(descriptor) else {
      _ = close(descriptor)
      return []
    }
    // The descriptor is the stream's now, fdopendir(3).
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while names.count < limit, let entry = unsafe readdir(directory) {
      // Safe: the name is terminated, and the entry lives until the next call.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
