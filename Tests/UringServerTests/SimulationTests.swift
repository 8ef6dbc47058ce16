import HTTPCore
import LinuxIO
import Testing
import UringServer

/// The worker and the core against every order of events a seed can think of.
@Suite struct SimulationTests {
  private static let sizes = [
    "index.html": 900, "dir/small": 30, "dir/sub/page": 5000, "empty": 0, "big": 20_000,
    "huge": 45_000, "block": 16_384,
  ]

  private static func files() -> ScriptedFiles {
    var files = ScriptedFiles()
    files.addDirectory("dir")
    files.addDirectory("dir/sub")
    files.addFIFO("fifo")
    files.addLinkOut("out")
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

  /// Runs until all clients are done; returns them as they ended.
  private static func run(
    _ engine: consuming ScriptedEngine, _ limits: WorkerLimits
  ) throws -> (clients: [ScriptedClient], openFiles: Int, freeBlocks: Int, blocks: Int) {
    var worker = try Worker(engine, testSite(), limits)
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

  @Test(arguments: 0..<20) func everyOrderGivesTheSameAnswers(_ group: UInt64) throws {
    for seed in (group * 100)..<(group * 100 + 100) {
      var random = SplitMix(seed: seed)
      var clients: [ScriptedClient] = []
      var scripts: [[SimulatedRequest]] = []
      for _ in 0..<5 {
        let behaviour: ScriptedClient.Behaviour =
          random.oneIn(3) ? ScriptedClient.Behaviour.allCases.randomElement(using: &random) ?? .polite : .polite
        let (client, script) = client(&random, behaviour)
        clients.append(client)
        scripts.append(script)
      }
      let limits = limits(&random)
      let engine = ScriptedEngine(seed: seed, files: files(), clients: clients)
      let outcome = try Self.run(engine, limits)
      #expect(outcome.openFiles == 0, "seed \(seed): a descriptor leaked")
      #expect(outcome.freeBlocks == outcome.blocks, "seed \(seed): a block leaked")
      for (client, script) in zip(outcome.clients, scripts) {
        check(client, script, seed) { path, _ in [ScriptedFiles.content(path, version: 0, count: Self.sizes[path, default: 0])] }
      }
    }
  }

  private func files() -> ScriptedFiles { Self.files() }
  private func limits(_ random: inout SplitMix) -> WorkerLimits { Self.limits(&random) }
  private func client(
    _ random: inout SplitMix, _ behaviour: ScriptedClient.Behaviour
  ) -> (ScriptedClient, [SimulatedRequest]) { Self.client(&random, behaviour) }

  /// Compares what a client got with what its script asks for.
  private func check(
    _ client: ScriptedClient, _ script: [SimulatedRequest], _ seed: UInt64,
    contents: (String, Int) -> [[UInt8]]
  ) {
    let methods = script.map(\.method)
    let (responses, rest) = ResponseStream.parse(client.got, methods: methods)
    let isCut = client.behaviour == .vanishes || client.behaviour == .stalls
    if !isCut {
      #expect(responses.count == script.count, "seed \(seed): an answer is missing")
      #expect(rest == 0, "seed \(seed): \(rest) bytes too many")
    }
    for (index, (response, request)) in zip(responses, script).enumerated() {
      #expect(response.status == request.status, "seed \(seed): \(request.text)")
      #expect(response.isWhole || isCut, "seed \(seed): cut off: \(request.text)")
      guard let path = request.path, response.isWhole else { continue }
      let matches = contents(path, index).contains { content in
        response.body == request.part.map { Array(content[$0]) } ?? content
      }
      #expect(matches, "seed \(seed): wrong bytes of \(path)")
    }
  }
}

/// A site for a worker whose engine has its own files.
func testSite() throws -> Site {
  Site(index: "index.html", root: try FileDescriptor.directory("/"))
}
