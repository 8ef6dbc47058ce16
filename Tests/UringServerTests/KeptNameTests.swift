import Testing
import UringServer

@Suite("Names of kept files")
struct KeptNameTests {
  private static let digest = String(repeating: "0123456789abcdef", count: 4)

  @Test("A digest, a number and a suffix make a name", arguments: [".gz", ".br", ".zst"])
  func names(_ suffix: String) {
    #expect(KeptName.isOne("\(Self.digest)-1\(suffix)"))
    #expect(KeptName.isOne("\(Self.digest)-23\(suffix)"))
  }

  @Test(
    "Anything else is somebody else's",
    arguments: [
      "", "a", ".gz", "\(digest)", "\(digest)-1", "\(digest).gz", "\(digest)-.gz",
      "\(digest)1.gz", "\(digest)-1.xz", "\(digest)-1.gz.bak", "\(digest)-x.gz", "\(digest)-1gz",
      "\(digest.dropLast())-1.gz", "\(digest)0-1.gz", "\(digest.uppercased())-1.gz",
      " \(digest)-1.gz", "\(digest.dropLast())é-1.gz", "\(digest)-1.5.gz",
    ])
  func foreign(_ text: String) {
    #expect(!KeptName.isOne(text))
  }
}
