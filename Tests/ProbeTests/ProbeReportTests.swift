import Foundation
import LinuxIO
import Probe
import Testing

/// The report, on this machine's facts and on changed ones.
@Suite("Probe report")
struct ProbeReportTests {
  @Test("The text is eighty columns wide, but for lines to be pasted", arguments: [nil, "/"])
  func width(root: String?) throws {
    var report = try Prober.run(root: root)
    report.contradictions = [String(repeating: "far too many words ", count: 20)]
    report.remedies = [.init(title: "Do it", command: String(repeating: "sudo ", count: 30))]
    for feature in report.features.indices {
      report.features[feature].note = "a note that is quite long, and tells more than is needed"
    }
    let text = ProbeText.make(report, isColoured: false)
    for line in text.split(separator: "\n") where !line.hasPrefix("     sudo") {
      #expect(line.count <= 80, "\(line)")
    }
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("  1. Do it:\n     sudo sudo"))
  }

  @Test("Colours add nothing but themselves")
  func colours() throws {
    let report = try Prober.run(root: "/")
    let plain = ProbeText.make(report, isColoured: false)
    let coloured = ProbeText.make(report, isColoured: true)
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1B}\[\d+m/, with: "") == plain)
  }

  @Test("The JSON holds all of it")
  func json() throws {
    let report = try Prober.run(root: "/")
    let copy = try JSONDecoder().decode(ProbeReport.self, from: Data(report.json.utf8))
    #expect(copy.json == report.json)
    #expect(copy.schema == 1)
    #expect(copy.features.map(\.key) == KernelFeature.all.map(\.key))
    #expect(copy.operations.count == KernelCatalog.operations.count)
    #expect(copy.featureBits.count == KernelCatalog.features.count)
    #expect(copy.setupFlags.count == KernelCatalog.setupFlags.count)
    for (name, item) in copy.operations {
      #expect(KernelCatalog.operations[item.number].name == name)
    }
  }

  @Test("The exit status is the verdict's")
  func status() throws {
    var report = try Prober.run(root: nil)
    for (engine, status) in [("io_uring", 0), ("epoll", 1), ("none", 2)] as [(String, Int32)] {
      report.verdict.engine = engine
      #expect(report.exitStatus == status)
    }
  }
}
