import Glibc
import Testing

@testable import compare

@Suite struct SystemTests {
  @Test func columnsFollowTheLastParenthesis() throws {
    let fields = try #require(ProcessTree.fields(ofStatistics: "7 (a) b (c) S 1 7 7 0 -1"))
    #expect(fields.prefix(3) == ["S", "1", "7"])
    #expect(ProcessTree.fields(ofStatistics: "nothing") == nil)
  }

  @Test func treeHoldsItselfAndItsTime() {
    let tree = ProcessTree(root: getpid())
    #expect(tree.members.contains(getpid()))
    let before = tree.processorTime
    for _ in 0..<3 { #expect(!tree.members.isEmpty) }
    #expect((tree.processorTime - before).totalSeconds > 0)
    #expect(tree.proportionalSetBytes > 100_000)
  }

  @Test func figuresAreFoundByName() {
    let text = "MemTotal:  24684 kB\nSlab:\t 77 kB\n"
    #expect(KernelFigures.value(of: "Slab", in: text) == 77)
    #expect(KernelFigures.value(of: "Sla", in: text) == nil)
  }

  @Test func cpuListsAreReadAsTheKernelWritesThem() {
    #expect(Processors.list("0-2,5") == [0, 1, 2, 5])
    #expect(Processors.list("") == [])
  }

  @Test func processorIsFoundInItsList() {
    let text = "processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu hypervisor\n"
    #expect(Machine.value(of: "model name", in: text) == "AMD EPYC")
    #expect(Machine.value(of: "model", in: text) == nil)
  }

  @Test func childTellsHowItEnded() throws {
    let path = "/tmp/compare-test-\(getpid())"
    defer { unlink(path) }
    let child = try ChildProcess(["sh", "-c", "echo out; echo err >&2; exit 3"], output: path)
    #expect(try child.wait(seconds: 10))
    #expect(child.exitStatus == 3)
    #expect(child.output == "out\nerr\n")
    #expect(throws: Failure.self) { try ChildProcess(["/nowhere/at/all"], output: path) }
  }

  @Test func childIsEnded() throws {
    let child = try ChildProcess(["sleep", "1000"], output: "/dev/null")
    #expect(!child.hasEnded)
    child.end()
    #expect(child.exitStatus == 128 + SIGTERM)
  }
}
