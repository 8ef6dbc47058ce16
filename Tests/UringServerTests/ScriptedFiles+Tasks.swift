import HTTPCore
import LinuxIO
import UringServer

/// What other threads make of scripted files.
extension ScriptedFiles {
  /// What the script's coder makes of a file, and its decoder of a variant: less, and like it.
  static func coded(_ content: [UInt8]) -> [UInt8] {
    Array("coded ".utf8) + content.prefix(content.count / 2)
  }

  mutating func outcome(of task: BackgroundTask) -> BackgroundResult.Outcome {
    let path = String(decoding: task.path.dropLast(), as: UTF8.self)
    do throws(Errno) {
      let file = try open(path)
      defer { close(file) }
      guard status(file) == task.status else { return .failed }
      let bytes = Array(read(file, from: 0, atMost: 1 << 40))
      let sum = bytes.reduce(7 as UInt8) { $0 &* 33 &+ $1 }
      let digest = ContentDigest([UInt8](repeating: sum, count: 32).span)
      guard task.work != .digest else { return .digest(digest) }
      let made = ScriptedFiles.coded(bytes)
      let content = FileContent(count: made.count)
      var output = content.body.output(behind: 0)
      for byte in made { output.append(byte) }
      return .made(content, digest)
    } catch {
      return .failed
    }
  }
}
