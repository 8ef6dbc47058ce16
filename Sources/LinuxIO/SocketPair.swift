#if IOUring
import CLiburing
import CLinux
import Glibc

/// Two sockets that are each other's peer, socketpair(2).
struct SocketPair: ~Copyable {
  let one: FileDescriptor
  let other: FileDescriptor

  init() throws(Errno) {
    var numbers: (Int32, Int32) = (-1, -1)
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    // Safe: a pair of integers is what the call fills in.
    let result = unsafe withUnsafeMutableBytes(of: &numbers) { bytes in
      unsafe socketpair(AF_UNIX, kind, 0, bytes.baseAddress?.assumingMemoryBound(to: Int32.self))
    }
    guard result == 0 else { throw .current }
    one = FileDescriptor(taking: numbers.0)
    other = FileDescriptor(taking: numbers.1)
  }
}
#endif
