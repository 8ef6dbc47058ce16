import HTTPCore
import LinuxIO
import Testing
import UringServer

/// The worker and the core against every order of events a seed can think of.
@Suite struct SimulationTests {
  private static let sizes = [
    "index.html": 900, "dir/small": 30, "dir/sub/page": 5000, "empty": 0, "big": 20_000,
    "huge": 45_000, "block": 16_384, "text.css": 6000, "pre.css.gz": 500, "pre.css.br": 21_000,
    "only.js.zst": 31_000,
  ]

  /// Bytes of the file that has variants; it never changes.
  private static let plainCount = 800

  private static func files() -> ScriptedFiles {
    var files = ScriptedFiles()
    files.addDirectory("dir")
    files.addDirectory("dir/sub")
    files.addFIFO("fifo")
    files.addLinkOut("out")
    // Older than its variants, whatever becomes of these.
    files.replace("pre.css", with: ScriptedFiles.content("pre.css", version: 0, count: plainCount))
    for (path, size) in sizes {
      files.replace(path, with: ScriptedFiles.content(path, version: 0, count: size))
    }
    return files
  }

  /// Small bounds, so that every limit is met.
  private static func limits(_ random: inout SplitMix) -> WorkerLimits {
    var limits = WorkerLimits()
    limits.connections = 12
    limits.streamBlockBytes = 18_000
    limits.streamBlocks = 2
    limits.sendBytes = 7000
    limits.cache.bodyBytes = 30_000
    limits.cache.bytes = [0, 25_000, 1 << 20].randomElement(using: &random) ?? 0
    limits.cache.entries = random.oneIn(2) ? 2 : 100
    limits.cache.files = random.oneIn(2) ? 0 : 5
    return limits
  }

  /// A client with a script of requests, cut after the first that ends the connection.
  private static func client(
    _ random: inout SplitMix, _ behaviour: ScriptedClient.Behaviour
  ) -> (ScriptedClient, [SimulatedRequest]) {
    let all = SimulatedRequest.all(sizes: sizes)
    var script: [SimulatedRequest] = []
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      guard let request = all.randomElement(using: &random) else { continue }
      script.append(request)
      if request.ends { break }
    }
    let text = script.map(\.text).joined()
    var client = ScriptedClient(behaviour: behaviour, toSend: Array(text.utf8))
    if behaviour == .vanishes { client.turnsLeft = Int.random(in: 1...60, using: &random) }
    return (client, script)
  }

  /// What is left when all clients are gone.
  typealias Outcome = (
    clients: [ScriptedClient], openFiles: Int, freeBlocks: Int, blocks: Int,
    versions: [String: Int]
  )

  /// Runs until all clients are done; returns them as they ended.
  private static func run(
    _ engine: consuming ScriptedEngine, _ limits: WorkerLimits, _ random: inout SplitMix
  ) throws -> Outcome {
    let mode = CompressionMode.allCases.randomElement(using: &random) ?? .off
    let site = try TestSites.shared.get().site(mode)
    var limitsOfTasks = BackgroundLimits()
    limitsOfTasks.threads = 0
    limitsOfTasks.tasks = Int.random(in: 1...4, using: &random)
    let background = try BackgroundPool(limitsOfTasks, BackgroundDesk(root: site.root))
    engine.background = background
    var worker = try Worker(engine, site, limits, Mailbox(), background)
    worker.start()
    var turns = 0
    while !worker.engineIsDone, turns < 20_000 {
      _ = try worker.turn()
      turns += 1
    }
    #expect(turns < 20_000, "the simulation ends by itself")
    worker.forgetFiles()
    return worker.outcome
  }

  /// What a simulation of one seed is made of.
  private struct Setting {
    var faults = 0
    var renames = false
    var rewrites = false
    /// Whether an answer may be cut off by a fault or a changing file.
    var mayCut: Bool { faults > 0 || rewrites }
    /// Whether nothing happens but requests.
    var isQuiet: Bool { !mayCut && !renames }
  }

  private static let seeds = 0..<20 as Range<UInt64>

  @Test(arguments: seeds) func everyOrderGivesTheSameAnswers(_ group: UInt64) throws {
    try simulate(group, Setting())
  }

  @Test(arguments: seeds) func failuresLeakNothing(_ group: UInt64) throws {
    try simulate(group, Setting(faults: 12))
  }

  @Test(arguments: seeds) func aReplacedFileIsSeenByTheNextRequest(_ group: UInt64) throws {
    try simulate(group, Setting(renames: true))
  }

  @Test(arguments: seeds) func aRewrittenFileIsNeverStaleOrMixed(_ group: UInt64) throws {
    try simulate(group, Setting(renames: true, rewrites: true))
  }

  private func simulate(_ group: UInt64, _ setting: Setting) throws {
    for seed in (group * 100)..<(group * 100 + 100) {
      var random = SplitMix(seed: seed)
      let pairs = (0..<5).map { _ in Self.client(&random, Self.behaviour(&random)) }
      let limits = Self.limits(&random)
      var engine = ScriptedEngine(
        seed: seed, files: Self.files(), clients: pairs.map(\.0))
      engine.faults.oneIn = setting.faults
      if setting.renames || setting.rewrites {
        engine.change = { Self.change(&$0, &$1, inPlace: setting.rewrites) }
      }
      let outcome = try Self.run(engine, limits, &random)
      #expect(outcome.openFiles == 0, "seed \(seed): a descriptor leaked")
      #expect(outcome.freeBlocks == outcome.blocks, "seed \(seed): a block leaked")
      for (client, (_, script)) in zip(outcome.clients, pairs) {
        check(
          client, script, seed, mayCut: setting.mayCut, isQuiet: setting.isQuiet,
          latest: outcome.versions)
      }
    }
  }

  private static func behaviour(_ random: inout SplitMix) -> ScriptedClient.Behaviour {
    guard random.oneIn(3) else { return .polite }
    return ScriptedClient.Behaviour.allCases.randomElement(using: &random) ?? .polite
  }

  /// Gives some file a new version, once in a few turns.
  private static func change(
    _ files: inout ScriptedFiles, _ random: inout SplitMix, inPlace: Bool
  ) {
    guard random.oneIn(6), let path = sizes.keys.sorted().randomElement(using: &random),
      let size = sizes[path]
    else { return }
    let version = files.versions[path, default: 0] + 1
    files.versions[path] = version
    let content = ScriptedFiles.content(path, version: version, count: size)
    if inPlace, random.oneIn(2) {
      files.rewrite(path, with: content)
    } else {
      files.replace(path, with: content)
    }
  }

  /// Compares what a client got with what its script asks for.
  private func check(
    _ client: ScriptedClient, _ script: [SimulatedRequest], _ seed: UInt64, mayCut: Bool,
    isQuiet: Bool, latest: [String: Int]
  ) {
    let (responses, rest) = ResponseStream.parse(client.got, methods: script.map(\.method))
    let isCut = mayCut || client.behaviour == .vanishes || client.behaviour == .stalls
    if !isCut {
      #expect(responses.count == script.count, "seed \(seed): an answer is missing")
      #expect(rest == 0, "seed \(seed): \(rest) bytes too many")
    }
    var sentCount = 0
    for (response, request) in zip(responses, script) {
      sentCount += request.text.utf8.count
      let isFailure =
        mayCut && [500, 503].contains(response.status)
        || request.mayBeRefused && response.status == 503
      #expect(
        response.status == request.status || isFailure,
        "seed \(seed): \(response.status) for \(request.text)")
      #expect(response.isWhole || isCut, "seed \(seed): cut off: \(request.text)")
      guard let path = request.path, response.isWhole, !isFailure else { continue }
      let versions = client.marks.first { $0.sentCount >= sentCount }?.versions ?? [:]
      let isFresh = ([path] + (isQuiet ? [] : request.others)).contains { path in
        (versions[path, default: 0]...latest[path, default: 0]).contains { version in
          let body = body(request, path, version: version, response)
          return body == response.body
            || request.mayBeCoded && ScriptedFiles.coded(body) == response.body
        }
      }
      #expect(isFresh, "seed \(seed): stale or mixed bytes of \(path)")
    }
  }

  private func body(
    _ request: SimulatedRequest, _ path: String, version: Int, _ response: ResponseStream.Response
  ) -> [UInt8] {
    let content = ScriptedFiles.content(
      path, version: version, count: Self.sizes[path] ?? Self.plainCount)
    if request.parts.isEmpty { return request.part.map { Array(content[$0]) } ?? content }
    let boundary = response.fields["content-type", default: ""].split(separator: "=").last ?? ""
    return request.parts.flatMap { part in
      let type = "Content-Type: application/octet-stream\r\n"
      let range = "\(part.lowerBound)-\(part.upperBound - 1)/\(content.count)"
      let head = "--\(boundary)\r\n\(type)Content-Range: bytes \(range)\r\n\r\n"
      return Array(head.utf8) + content[part] + Array("\r\n".utf8)
    } + Array("--\(boundary)--\r\n".utf8)
  }
}
