import Glibc
import LinuxIO
import Testing

@Suite("File status")
struct FileStatusTests {
  @Test("A modification is recent until a later one is sure to have another time")
  func recency() {
    var status = FileStatus()
    status.modifiedSeconds = 1000
    status.modifiedNanoseconds = 990_000_000
    for (seconds, nanoseconds, isRecent) in [
      (Int64(1000), Int64(990_000_000), true), (1000, 999_999_999, true), (1001, 0, true),
      (1001, 9_999_999, true), (1001, 10_000_000, false), (1001, 990_000_000, false),
      (1002, 0, false), (5000, 0, false), (1000, 989_999_999, true), (999, 999_999_999, true),
      (0, 0, true),
    ] {
      let now = Clock(monotonicMilliseconds: 0, seconds: seconds, nanoseconds: nanoseconds)
      #expect(status.isRecent(at: now) == isRecent, "\(seconds).\(nanoseconds)")
    }
  }

  @Test(
    "A variant is older by its time, a lost fraction aside",
    arguments: [
      (10, 5, 10, 5, false), (9, 999_999_999, 10, 0, true), (11, 0, 10, 999_999_999, false),
      (10, 4, 10, 5, true), (10, 6, 10, 5, false), (10, 0, 10, 5, false), (10, 1, 10, 0, false),
      (Int64.min, 0, Int64.max, 0, true),
    ] as [(Int64, UInt32, Int64, UInt32, Bool)])
  func older(
    _ seconds: Int64, _ nanoseconds: UInt32, _ otherSeconds: Int64, _ otherNanoseconds: UInt32,
    _ expected: Bool
  ) {
    var status = FileStatus()
    status.modifiedSeconds = seconds
    status.modifiedNanoseconds = nanoseconds
    var other = FileStatus()
    other.modifiedSeconds = otherSeconds
    other.modifiedNanoseconds = otherNanoseconds
    #expect(status.isOlder(than: other) == expected)
  }

  @Test("Times far in the past or future are told apart without an overflow")
  func extremes() {
    var status = FileStatus()
    let now = Clock(monotonicMilliseconds: 0, seconds: 1_800_000_000, nanoseconds: 0)
    for (seconds, isRecent) in [
      (Int64(-1), false), (-62_135_596_800, false), (0, false), (4_102_444_800, true),
      (253_402_300_799, true),
    ] {
      status.modifiedSeconds = seconds
      #expect(status.isRecent(at: now) == isRecent, "\(seconds)")
    }
  }

  @Test("Content is the same while size and modification time are")
  func content() {
    var status = FileStatus()
    status.size = 5
    var other = status
    other.inode = 7
    other.changedSeconds = 9
    #expect(other.hasContent(of: status))
    other.modifiedNanoseconds = 1
    #expect(!other.hasContent(of: status))
    other = status
    other.size = 6
    #expect(!other.hasContent(of: status))
  }
}
