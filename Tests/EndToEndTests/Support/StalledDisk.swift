import Foundation
import Glibc

/// A file system below a site whose requests hang until it is told to go on, Tests/StalledDisk.
///
/// Lookups, opens and reads hang of files whose names begin with what hangs.
final class StalledDisk: Sendable {
  /// Where it is mounted.
  private let place: String
  private let process: Process
  /// Its standard input and output.
  private let control: Int32

  /// Mounts the files of `source` at `name` in `site` for as long as `body` takes.
  static func run<Result>(
    _ source: TestSite, at name: String, in site: TestSite,
    _ body: (StalledDisk) async throws -> Result
  ) async throws -> Result {
    try site.makeDirectory(name)
    let disk = try StalledDisk(source.path, site.path(name))
    defer { disk.end() }
    return try await body(disk)
  }

  private init(_ source: String, _ place: String) throws {
    var pair: [Int32] = [-1, -1]
    // Closed in every other process that tests start, so that the disk sees the end of this one.
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &pair) == 0 else { throw Failure(call: "socketpair") }
    self.place = place
    control = pair[0]
    process = Process()
    process.executableURL = URL(fileURLWithPath: TestServer.builtProgram("stalled-disk"))
    process.arguments = [source, place]
    let theirs = FileHandle(fileDescriptor: pair[1], closeOnDealloc: true)
    let errors = Pipe()
    process.standardInput = theirs
    process.standardOutput = theirs
    process.standardError = errors
    do {
      try process.run()
    } catch {
      close(control)
      throw error
    }
    try? theirs.close()
    guard answers("m", count: 1) else {
      end()
      let text = String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self)
      throw Failure("no file system can be mounted here: \(text.filter { $0 != "\n" })")
    }
  }

  /// Unmounts it; whatever still hangs fails.
  private func end() {
    close(control)
    if !eventually({ !process.isRunning }) { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    umount2(place, Int32(MNT_DETACH))
  }

  /// Whether it can be mounted here; says why not on standard output if it cannot.
  static let isHere: Bool = {
    do {
      let site = try TestSite()
      let disk = try StalledDisk(site.path, site.path)
      disk.end()
      return true
    } catch {
      print("Not tested with a disk that stalls: \(error)")
      return false
    }
  }()

  // MARK: While it is mounted

  /// From now on requests hang.
  func stall() { tell("s") }

  /// What hangs is answered, and so is everything that comes.
  func goOn() { tell("g") }

  /// Whether so many more requests come to hang.
  func holds(_ count: Int) -> Bool { answers("h", count: count) }

  private func tell(_ what: Character) {
    var byte = what.asciiValue ?? 0
    Glibc.send(control, &byte, 1, Int32(MSG_NOSIGNAL))
  }

  private func answers(_ what: Character, count: Int) -> Bool {
    var ready = pollfd(fd: control, events: Int16(POLLIN), revents: 0)
    for _ in 0..<count {
      var byte: UInt8 = 0
      guard poll(&ready, 1, 5000) == 1, recv(control, &byte, 1, 0) == 1, byte == what.asciiValue
      else { return false }
    }
    return true
  }
}
