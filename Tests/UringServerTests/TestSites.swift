import LinuxIO
import UringServer

/// Sites for workers whose engine has its own files, made once: to look at a root takes a moment.
struct TestSites {
  static let shared = Result { try TestSites() }

  private let sites: [CompressionMode: Site]

  private init() throws {
    var sites: [CompressionMode: Site] = [:]
    for mode in CompressionMode.allCases {
      var rules = VariantRules()
      rules.compression = mode
      sites[mode] = Site(index: "index.html", root: try FileDescriptor.directory("/"), rules)
    }
    self.sites = sites
  }

  func site(_ mode: CompressionMode) throws -> Site {
    guard let site = sites[mode] else { throw Errno(code: 0) }
    return site
  }
}
