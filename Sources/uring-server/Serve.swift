import ArgumentParser
import LinuxIO
import UringServer

/// Serves a directory until it is told to stop.
struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the files of a directory (the default).")

  @Argument(help: "Directory whose files are served.")
  var root = "."

  @Option(help: "Address or name to listen on.")
  var host = "127.0.0.1"

  @Option(name: .shortAndLong, help: "TCP port; 0 picks a free one and prints it.")
  var port: UInt16 = 8080

  @Option(help: "Interface to the kernel: io_uring, epoll, or auto for the first that works.")
  var engine = EngineChoice.auto

  @Option(help: .hidden)
  var tier: Int?

  @Option(help: "Worker threads, each with its own engine (default: the CPUs it may use).")
  var workers: Int?

  @Option(help: "File that stands for its directory.")
  var index = "index.html"

  @Option(
    name: .customLong("media-type"),
    help: ArgumentHelp(
      "Media type of files with an extension, such as md=text/markdown; may be given repeatedly.",
      valueName: "ext=type"))
  var mediaTypes: [String] = []

  @Flag(
    inversion: .prefixedNo,
    help: "Whether NAME.br, NAME.zst and NAME.gz are sent for NAME to clients that accept it.")
  var precompressed = true

  @Option(
    help: """
      Compress text that has no such file: off, background (the first requests get it as it is), \
      or wait (they wait for it).
      """)
  var compress: CompressionMode = CompressionMode.isAvailable ? .background : .off

  @Option(help: "Directory in which compressed files are kept from one run to the next.")
  var compressCache: String?

  @Option(
    help: ArgumentHelp(
      "Size of that directory, such as 512MiB; what was not used for longest is removed. "
        + "(default: 1GiB)",
      valueName: "size"),
    transform: ByteCount.ofDirectory)
  var compressCacheSize: ByteCount?

  @Option(
    help: ArgumentHelp(
      "Memory for files, for each worker; 0 looks at the disk for every request. (default: 64MiB)",
      valueName: "size"),
    transform: ByteCount.init)
  var cacheSize: ByteCount?

  func validate() throws {
    guard compress == .off || CompressionMode.isAvailable else {
      throw ValidationError(
        "--compress \(compress.rawValue) needs a build with the package trait Compression.")
    }
    guard compressCache == nil || compress != .off else {
      throw ValidationError("--compress-cache is of no use without --compress.")
    }
    guard compressCacheSize == nil || compressCache != nil else {
      throw ValidationError("--compress-cache-size is of no use without --compress-cache.")
    }
    if let workers, !(1...1024).contains(workers) {
      throw ValidationError("--workers takes a number from 1 to 1024.")
    }
    if let tier {
      guard (1...4).contains(tier) else { throw ValidationError("--tier takes 1 to 4.") }
      guard engine == .ioUring else { throw ValidationError("--tier needs --engine io_uring.") }
    }
    guard !index.isEmpty, !index.contains("/"), !index.contains("\0"), index.utf8.count <= 255
    else { throw ValidationError("--index takes a file name without a slash.") }
    _ = try configuration()
  }

  /// What the options say, which is right in itself.
  private func configuration() throws -> Configuration {
    var configuration = Configuration(root: root)
    configuration.host = host
    configuration.port = port
    configuration.workers = workers
    configuration.engine = engine
    configuration.tier = tier
    configuration.index = index
    for argument in mediaTypes {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw ValidationError("--media-type takes EXT=TYPE, such as md=text/markdown.")
      }
      guard configuration.mediaTypes.updateValue(String(parts[1]), forKey: String(parts[0])) == nil
      else { throw ValidationError("--media-type names the extension \(parts[0]) twice.") }
    }
    configuration.usesPrecompressed = precompressed
    configuration.compression = compress
    configuration.compressCache = compressCache
    if let compressCacheSize { configuration.compressCacheBytes = compressCacheSize.bytes }
    if let cacheSize { configuration.cacheBytes = cacheSize.bytes }
    do throws(ServerError) {
      try configuration.check()
    } catch {
      throw ValidationError("\(error)")
    }
    return configuration
  }

  func run() throws {
    Signals.hold()
    let server = Server(try configuration())
    try Thread.start {
      Signals.waitForStop()
      server.drain()
      Signals.waitForStop()
      Program.end(failing: "stopped before all responses had ended")
    }
    try server.run { Program.say($0.description) }
  }
}
