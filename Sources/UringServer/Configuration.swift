/// What to serve, and where.
public struct Configuration: Sendable {
  /// Directory whose files are served.
  public var root: String
  /// Address or name to listen on.
  public var host = "127.0.0.1"
  /// TCP port to listen on; 0 lets the kernel pick one.
  public var port: UInt16 = 8080
  /// Threads that serve, each with an engine and a CPU of its own; `nil` takes every CPU allowed.
  public var workers: Int?
  /// Which interface to the kernel carries the data.
  public var engine = EngineChoice.auto
  /// The tier of io_uring to run on, 1 to 4, for tests; `nil` takes the best there is.
  public var tier: Int?
  /// Name of the file that stands for its directory.
  public var index = "index.html"

  /// Media types by file name extension, in place of those that the server knows.
  public var mediaTypes: [String: String] = [:]

  /// Whether files with `.gz`, `.br` or `.zst` behind their names are sent in place of the files
  /// that they hold, to clients that accept the coding.
  public var usesPrecompressed = true
  /// Whether files without such a variant are compressed.
  public var compression: CompressionMode = CompressionMode.isAvailable ? .background : .off
  /// Directory in which compressed files are kept from one run to the next.
  public var compressCache: String?
  /// Bytes that these take; beyond that, those go that were not used for longest.
  public var compressCacheBytes: UInt64 = 1 << 30

  /// Bytes of memory in which each worker keeps files; 0 keeps none.
  public var cacheBytes: UInt64 = 64 << 20

  /// Serves `root` on the default address.
  public init(root: String) {
    self.root = root
  }

  var variants: VariantRules {
    var rules = VariantRules()
    rules.usesPrecompressed = usesPrecompressed
    rules.compression = CompressionMode.isAvailable ? compression : .off
    return rules
  }
}
