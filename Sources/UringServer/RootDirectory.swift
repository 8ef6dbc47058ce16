import LinuxIO

/// The open root directory, which all workers look names up in; it closes with the last of them.
package final class RootDirectory: Sendable {
  private let descriptor: FileDescriptor

  init(_ descriptor: consuming FileDescriptor) {
    self.descriptor = descriptor
  }

  package var number: Int32 { descriptor.number }
}
