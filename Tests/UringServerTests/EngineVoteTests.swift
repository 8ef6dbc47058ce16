import LinuxIO
import Synchronization
import Testing
import UringServer

/// What workers agree on before one of them serves.
@Suite struct EngineVoteTests {
  /// Lets each voter vote and ask on a thread of its own; what they are told, in no order.
  private func decisions(_ votes: [String?]) throws -> [String?] {
    let vote = EngineVote(voters: votes.count)
    let answers = Answers()
    let hasEnded = CountingSemaphore()
    for refusal in votes {
      try Thread.start {
        vote.cast(refusal)
        answers.note(vote.decision())
        hasEnded.signal()
      }
    }
    for _ in votes { hasEnded.wait() }
    return answers.all
  }

  private final class Answers: Sendable {
    private let answers = Mutex<[String?]>([])

    func note(_ answer: String?) { answers.withLock { $0.append(answer) } }

    var all: [String?] { answers.withLock { $0 } }
  }

  @Test(arguments: [1, 2, 16])
  func aRingIsTakenIfAllHaveOne(_ voters: Int) throws {
    let told = try decisions(Array(repeating: nil, count: voters))
    #expect(told == Array(repeating: nil, count: voters))
  }

  @Test(arguments: [1, 2, 16])
  func oneRefusalAmongManyIsEverybodys(_ voters: Int) throws {
    for refusing in 0..<voters {
      var votes = [String?](repeating: nil, count: voters)
      votes[refusing] = "refused"
      #expect(try decisions(votes) == Array(repeating: "refused", count: voters))
    }
  }

  @Test func theFirstOfSeveralReasonsIsEverybodys() throws {
    let told = Set(try decisions(["one", nil, "two", "three"]))
    #expect(told.count == 1)
    #expect(told.isSubset(of: ["one", "two", "three"]))
  }

  @Test func nobodyIsToldBeforeTheLastHasVoted() throws {
    let vote = EngineVote(voters: 2)
    let answers = Answers()
    let hasEnded = CountingSemaphore()
    vote.cast(nil)
    try Thread.start {
      answers.note(vote.decision())
      hasEnded.signal()
    }
    // Whoever was let through now would say that all have a ring.
    vote.cast("too late to be overlooked")
    hasEnded.wait()
    #expect(answers.all == ["too late to be overlooked"])
  }
}
