import CLinux
import Glibc

/// The kind of file system that a descriptor is on, statfs(2).
package struct FileSystem: Sendable {
  /// The number that the kernel knows the kind by.
  package let magic: UInt32

  /// That of an open file or directory; `nil` if it cannot be found out.
  package init?(of descriptor: Int32) {
    var facts = statfs()
    guard unsafe linux_file_system(descriptor, &facts) == 0 else { return nil }
    magic = UInt32(truncatingIfNeeded: facts.f_type)
  }

  /// Its name, as mount(8) has it.
  package var name: String { FileSystem.names[magic] ?? "0x" + String(magic, radix: 16) }

  /// Whether inotify sees every change that this machine makes to its files: local ones, and an
  /// overlay as long as its lower layers are left alone, inotify(7).
  package var reportsAllChanges: Bool { FileSystem.reporting.contains(name) }

  private static let reporting: Set<String> = ["ext4", "xfs", "btrfs", "f2fs", "tmpfs", "overlay"]

  /// From include/uapi/linux/magic.h and the file systems' own headers.
  private static let names: [UInt32: String] = [
    0xEF53: "ext4", 0x5846_5342: "xfs", 0x9123_683E: "btrfs", 0xF2F5_2010: "f2fs",
    0x0102_1994: "tmpfs", 0x8584_58F6: "ramfs", 0x794C_7630: "overlay", 0x6969: "nfs",
    0x6573_5546: "fuse", 0x0102_1997: "9p", 0xFF53_4D42: "cifs", 0xFE53_4D42: "smb2",
    0x2FC1_2FC1: "zfs", 0x7371_7368: "squashfs", 0xE0F5_E1E2: "erofs", 0x4D44: "vfat",
    0x9660: "iso9660", 0x00C3_6400: "ceph", 0xCA45_1A4E: "bcachefs", 0x9FA0: "proc",
  ]
}
