/// How a fixed rate is spread over connections so that one request is due at a time.
///
/// h2load opens a connection a millisecond. With a period that is a whole number of milliseconds
/// all would send at the same few moments; with 1/g ms more, where g connections are opened per
/// period and g rounds make them all, each round's moments fall between those of the round before.
/// A connection's own rate is at most 50 a second: h2load's clocks tick no faster than 100.
struct RequestSchedule {
  /// Milliseconds that pass, nearly, between two requests of a connection.
  static let periodMilliseconds = 20

  /// Connections, many more than have a request under way.
  let connections: Int
  /// Requests per second of one connection.
  let ratePerConnection: Double
  /// Requests in all.
  let requests: Int

  /// A schedule close to `rate` requests per second, of whole thousands, that is steady for
  /// `seconds`.
  init(rate: Double, seconds: Double) {
    let perMillisecond = max(1, (rate / 1000).rounded())
    connections = Int(perMillisecond) * RequestSchedule.periodMilliseconds
    let period = Double(RequestSchedule.periodMilliseconds) + 1 / perMillisecond
    ratePerConnection = 1000 / period
    let total = seconds + Double(connections) / 1000
    requests = connections * max(1, Int((total * ratePerConnection).rounded(.up)))
  }

  /// A schedule as it is given.
  init(connections: Int, ratePerConnection: Double, requests: Int) {
    self.connections = connections
    self.ratePerConnection = ratePerConnection
    self.requests = requests
  }

  /// Requests per second of all connections.
  var rate: Double { ratePerConnection * Double(connections) }

  /// Seconds that opening all connections takes.
  var rampSeconds: Double { Double(connections) / 1000 }

  /// Seconds from the first request to the last.
  var totalSeconds: Double { rampSeconds + Double(requests) / rate }
}
