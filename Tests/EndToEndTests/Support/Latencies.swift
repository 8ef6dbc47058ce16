/// How long each of some requests took.
struct Latencies {
  private var durations: [Duration] = []

  /// Asks for each of `targets` in turn, all of which must be answered with 200.
  mutating func measure(_ client: RawClient, _ targets: some Sequence<String>) throws {
    let clock = ContinuousClock()
    for target in targets {
      let start = clock.now
      let response = try client.get(target)
      durations.append(start.duration(to: clock.now))
      guard response.status == 200 else { throw Failure("\(target): \(response.statusLine)") }
    }
  }

  /// What 99 of a hundred took at the most.
  var p99: Duration {
    durations.isEmpty ? .zero : durations.sorted()[durations.count * 99 / 100]
  }
}
