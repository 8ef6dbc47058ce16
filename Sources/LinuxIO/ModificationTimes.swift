import CLinux
import Glibc

/// The modification times of a tree, which say nothing where all of them are the same.
package enum ModificationTimes {
  /// The one time, in whole seconds of Unix time, of all regular files below `root`.
  ///
  /// `nil` if they differ, if there are fewer than two, or if it has a fraction, as times have that
  /// a kernel gave. No more than `limit` names are looked at: a tree of which so many are the same
  /// is taken to be so throughout.
  package static func common(below root: Int32, limit: Int) -> Int64? {
    var directories = ["."]
    var common: Int64?
    var files = 0
    var left = limit
    while let path = directories.popLast(), left > 0 {
      for name in DirectoryNames.all(in: path, below: root, limit: left) {
        left -= 1
        var facts = stat()
        let inner = "\(path)/\(name)"
        guard unsafe fstatat(root, inner, &facts, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
        if facts.st_mode & S_IFMT == S_IFDIR { directories.append(inner) }
        guard facts.st_mode & S_IFMT == S_IFREG else { continue }
        files += 1
        let seconds = Int64(facts.st_mtim.tv_sec)
        guard facts.st_mtim.tv_nsec == 0, common == nil || common == seconds else { return nil }
        common = seconds
      }
    }
    return files > 1 ? common : nil
  }
}
