/// What `uring-server probe` found: the same facts for people and, as JSON, for programs.
///
/// docs/probe.md describes every key; `schema` grows when one changes its meaning or goes.
public struct ProbeReport: Codable, Sendable {
  /// What the server will do here.
  public struct Verdict: Codable, Sendable {
    /// "io_uring", "epoll", or "none" if neither can run.
    public var engine: String
    /// Of io_uring, 1 being the most.
    public var tier: Int?
    /// One sentence.
    public var reason: String
  }

  /// One thing that the server looks at.
  public struct Feature: Codable, Sendable {
    /// Its name for programs, which stays.
    public var key: String
    /// Its name for people.
    public var title: String
    /// "yes", "no", "blocked" or "limited".
    public var state: String
    /// "query", "probe", "setup attempt", "register attempt" or "behaviour test".
    public var how: String
    /// The first mainline kernel with it.
    public var since: String
    /// The lowest tier that needs it; absent if none does.
    public var tier: Int?
    /// What the server uses it for; absent if it does not.
    public var use: String?
    /// What is lost without it, or why the server does not use it.
    public var loss: String
    /// What else was seen, or the kernel's own words.
    public var note: String?
  }

  /// An operation, a feature bit or a setup flag of io_uring.
  public struct Item: Codable, Sendable {
    /// Its number, or the number of its bit.
    public var number: Int
    /// The first mainline kernel with it.
    public var since: String
    /// Absent where it cannot be told.
    public var supported: Bool?
  }

  /// What is to be done, and a line that does it.
  public struct Remedy: Codable, Sendable {
    /// What is to be done.
    public var title: String
    /// A line to paste.
    public var command: String

    package init(title: String, command: String) {
      self.title = title
      self.command = command
    }
  }

  /// The version of this form.
  public var schema = 1
  /// What the server will do here.
  public var verdict: Verdict
  /// What the server looks at; what a tier needs comes before what a better one needs.
  public var features: [Feature]
  /// IORING_OP_*, by name.
  public var operations: [String: Item]
  /// IORING_FEAT_*, by name.
  public var featureBits: [String: Item]
  /// IORING_SETUP_*, by name.
  public var setupFlags: [String: Item]
  /// What the process may have.
  public var limits: ProbeLimits
  /// Where it runs.
  public var environment: ProbeEnvironment
  /// The file system of the root; absent if none was named.
  public var root: ProbeRoot?
  /// What the kernel's version does not explain.
  public var contradictions: [String]
  /// What can be done, most useful first.
  public var remedies: [Remedy]

  /// 0 if io_uring will be used, 1 if epoll will be, 2 if neither can be.
  public var exitStatus: Int32 {
    switch verdict.engine {
    case "io_uring": 0
    case "epoll": 1
    default: 2
    }
  }
}
