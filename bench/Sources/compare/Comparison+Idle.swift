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
    for _ in 0..<workload.connections {
      try Interruption.check()
      let client = try PlainClient(port: running.port)
      let response = try client.get(workload.target)
      guard response.status == 200, response.body.count == workload.bodyBytes else {
        throw Failure("connection \(clients.count + 1) got status \(response.status)")
      }
      clients.append(client)
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
}
