/// What a connection costs on which nothing happens.
extension Comparison {
  func measureIdle(_ workload: Workload, _ participants: [any Server]) throws {
    for server in participants {
      bench.progress.show(workload, server.title)
      try record(workload, server, round: 1) {
        let running = try start(server, workload)
        defer { running.end() }
        try check(running, workload)
        return try Comparison.idleFigures(running, workload)
      }
    }
  }

  /// Each connection gets one response first: one that never asked for anything is a rare guest.
  private static func idleFigures(_ running: RunningServer, _ workload: Workload) throws
    -> [Metric: Double]
  {
    let before = running.tree.proportionalSetBytes
    let kernelBefore = KernelFigures.slabBytes
    var clients: [PlainClient] = []
    while clients.count < workload.connections {
      try Interruption.check()
      clients += try newClients(min(64, workload.connections - clients.count), running, workload)
    }
    try Interruption.sleep(seconds: 0.2)
    let after = running.tree.proportionalSetBytes
    let kernelAfter = KernelFigures.slabBytes
    let lost = clients.count { $0.isDisturbed }
    guard lost == 0 else { throw Failure("\(lost) idle connections were closed") }
    let count = Double(workload.connections)
    return [
      .bytesPerConnection: Double(after - before) / count,
      .kernelBytesPerConnection: Double(kernelAfter - kernelBefore) / count,
    ]
  }

  /// Connections that have got their response, a few at a time so that neither side waits for the
  /// other at each.
  private static func newClients(_ count: Int, _ running: RunningServer, _ workload: Workload)
    throws -> [PlainClient]
  {
    let clients = try (0..<count).map { _ in try PlainClient(port: running.port) }
    for client in clients { try client.ask(workload.target) }
    for client in clients {
      let response = try client.answer()
      guard response.status == 200, response.body.count == workload.bodyBytes else {
        throw Failure("a connection got status \(response.status)")
      }
    }
    return clients
  }
}
