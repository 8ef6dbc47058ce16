import HTTPCore
import LinuxIO

/// One walk from a canonical path to a cache entry, step by step through the engine.
///
/// Order is what makes a cached answer trustworthy: every directory on the path is watched before
/// the next is looked up in it, the file's watch is set before its facts and bytes are read, and at
/// the end nothing may have been reported since the start.
struct FileFill {
  enum Step: Equatable {
    /// Opening a directory of the path, to watch it.
    case directory
    case open
    case inspect
    case read
    /// Looking once more, after reading.
    case verify
  }

  /// What the walk is for.
  enum Goal: Equatable {
    /// The file that the path names.
    case file
    /// The file beside it that holds it in a coding.
    case variant(ContentCoding)
    /// Which such files there are; the one that is looked for.
    case survey(ContentCoding)

    /// Tells goals apart that others may have too.
    var number: UInt64 {
      switch self {
      case .file: 0
      case .survey: 1
      case .variant(let coding): 2 + UInt64(coding.rawValue)
      }
    }
  }

  /// Attempts at a file that changes while it is read, before it is streamed instead.
  static let attemptsMax = 4
  /// Attempts at variants without a file that change while they are looked for.
  static let lostAttemptsMax = 64

  var step = Step.directory
  var goal = Goal.file
  /// What others know it by that wait for it.
  var key: UInt64?
  /// Holds the path, NUL-terminated.
  let block: Block
  let pathCount: Int
  /// Whether the request named a directory, so that the path is its index.
  let isIndex: Bool
  /// Where the directory that is being watched ends in the path.
  var directoryEnd = 0
  var attempts = 0
  /// The entry to be looked at again, pinned.
  var known: Int?
  /// The file is most likely the one that is known, whose watch is as good as one of its own.
  var trustsWatch = false
  /// It is still good, but has let go of its bytes.
  var reloads = false
  /// The entry of the file itself, pinned, where the goal is another.
  var base: Int?
  /// Entries of the variants found, pinned, by coding; -1 for none.
  var found = SIMD4<Int32>(repeating: -1)
  /// Whether all that was found is watched, so that the survey holds until something is reported.
  var canKeepSurvey = true
  /// Whether the path is free of symbolic links and all of its directories are watched.
  var isCacheable = true
  var followsLinks = false
  var epoch: UInt64
  var contentChanges: UInt64
  var file: Int32?
  var watch: Int32?
  var status = FileStatus()
  var content: FileContent?
  var readCount = 0

  /// What the name of the file that is opened has behind the path.
  var suffix: StaticString { coding.suffix }

  /// The coding of the file that is opened.
  var coding: ContentCoding {
    switch goal {
    case .file: .identity
    case .variant(let coding), .survey(let coding): coding
    }
  }
}
