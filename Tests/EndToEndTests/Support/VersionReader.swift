import Synchronization

/// Asks for a file that a writer changes all the time, and finds whatever is wrong with an answer.
final class VersionReader: Sendable {
  private struct State {
    var seen: Set<Int> = []
    var tags: [Int: String] = [:]
    var dates: [Int: String] = [:]
    var versionsOfTags: [String: Int] = [:]
    var responses = 0
    var absences = 0
    var cuts = 0
    var largeMixtures = 0
    var smallMixtures = 0
    var halfWritten = 0
  }

  /// Bytes of the largest file that is read whole: with little memory, no more than a block.
  static let cachedBytes = TestServer.cacheSize == nil ? 256 * 1024 : 16 * 1024

  let publication = Publication()
  private let server: TestServer
  private let target: String
  /// Whether the file is changed in place: then a response may be cut off, and a large one mixed.
  private let isInPlace: Bool
  private let state = Mutex(State())

  init(_ server: TestServer, _ target: String, isInPlace: Bool) {
    self.server = server
    self.target = target
    self.isInPlace = isInPlace
  }

  /// Asks with `count` connections at a time until told to end.
  func read(connections count: Int, until isDone: Flag) throws {
    var clients = try (0..<count).map { _ in try server.connect() }
    while !isDone.isSet {
      let sent = try clients.map { client in
        let before = publication.now
        try client.send("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")
        return before
      }
      for index in clients.indices where try !take(clients[index], sent[index]) {
        clients[index] = try server.connect()
      }
    }
  }

  /// Takes a response; false if the connection is closed in it.
  private func take(_ client: RawClient, _ before: Publication.State) throws -> Bool {
    var response: Response
    do {
      response = try client.head()
      response.body = try client.receive(exactly: response.contentCount("GET"))
    } catch {
      guard isInPlace else { throw error }
      state.withLock { $0.cuts += 1 }
      return false
    }
    try check(response, before, publication.now)
    return true
  }

  private func check(
    _ response: Response, _ before: Publication.State, _ after: Publication.State
  ) throws {
    if response.status == 404, before.isAbsent || before.absences != after.absences {
      return state.withLock { $0.absences += 1 }
    }
    guard response.status == 200 else { throw Failure("\(response.statusLine), but it is there") }
    guard let version = VersionedFile.version(of: response.body) else {
      return try noteMixture(response.body)
    }
    guard version >= before.oldest, version <= after.newest else {
      throw Failure("version \(version), not of \(before.oldest)...\(after.newest)")
    }
    try note(version, response)
  }

  private func noteMixture(_ body: [UInt8]) throws {
    guard isInPlace else { throw Failure("\(body.count) bytes are not of one version") }
    let isHalfWritten = VersionedFile.isHalfWritten(body)
    state.withLock { state in
      if body.count > Self.cachedBytes {
        state.largeMixtures += 1
      } else if isHalfWritten {
        state.halfWritten += 1
      } else {
        state.smallMixtures += 1
      }
    }
  }

  /// A version has the same tag and date each time, and no other version has its strong tag.
  ///
  /// Changes in place are no single step: time, length and bytes of a file move one after the other.
  private func note(_ version: Int, _ response: Response) throws {
    guard let tag = response["ETag"], let modified = response["Last-Modified"] else {
      throw Failure("no tag or no date")
    }
    let isWeak = tag.hasPrefix("W/")
    let strong = isWeak ? String(tag.dropFirst(2)) : tag
    try state.withLock { state in
      state.responses += 1
      state.seen.insert(version)
      guard !isInPlace else { return }
      let knownTag = state.tags.updateValue(strong, forKey: version) ?? strong
      guard knownTag == strong else {
        throw Failure("version \(version) had the tag \(knownTag), and has \(strong)")
      }
      // No date is later than the response itself (RFC 9110 section 8.8.2.1).
      if modified != response["Date"] {
        let knownDate = state.dates.updateValue(modified, forKey: version) ?? modified
        guard knownDate == modified else {
          throw Failure("version \(version) had the date \(knownDate), and has \(modified)")
        }
      }
      guard !isWeak else { return }
      let known = state.versionsOfTags.updateValue(version, forKey: tag) ?? version
      guard known == version else {
        throw Failure("\(tag) is the tag of \(known) and of \(version)")
      }
    }
  }

  // MARK: Afterwards

  /// Whether the last version is there, whole, now that nobody writes.
  func seesLast() throws -> Bool {
    let body = try server.connect().get(target).body
    return VersionedFile.version(of: body) == publication.now.newest
  }

  /// Versions that were seen.
  var versions: Int { state.withLock { $0.seen.count } }

  /// Bodies of more than one version, of files that fit the cache.
  var smallMixtures: Int { state.withLock { $0.smallMixtures } }

  /// Bodies that one write had come half through, of files that fit the cache.
  var halfWritten: Int { state.withLock { $0.halfWritten } }

  /// What came, in words.
  var summary: String {
    state.withLock {
      "\($0.responses) responses of \($0.seen.count) versions, \($0.absences) absences, "
        + "\($0.cuts) cut off, \($0.halfWritten) half written, "
        + "\($0.smallMixtures) and of large files \($0.largeMixtures) mixed"
    }
  }
}
