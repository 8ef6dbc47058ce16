import ArgumentParser
import Glibc

/// Entry point: turns what the command throws into one line and an exit status.
@main
enum Program {
  static func main() {
    // Where Debian has servers, and what is not on everybody's PATH.
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    setenv("PATH", "\(path):/usr/sbin:/sbin", 1)
    do {
      var command = try CompareCommand.parseAsRoot()
      try command.run()
    } catch is Interrupted {
      end(failing: "stopped", status: 130)
    } catch let failure as Failure {
      end(failing: failure.description, status: 1)
    } catch {
      let code = CompareCommand.exitCode(for: error)
      guard code != .success else {
        print(CompareCommand.fullMessage(for: error))
        exit(0)
      }
      // The parser's own status for wrong usage is 64; here it is 2, and one line says it all.
      let message = CompareCommand.message(for: error).split(separator: "\n").joined(separator: " ")
      end(failing: message, status: code == .validationFailure ? 2 : 1)
    }
  }

  private static func end(failing reason: String, status: Int32) -> Never {
    let text = Array("compare: \(reason)\n".utf8)
    _ = write(STDERR_FILENO, text, text.count)
    exit(status)
  }
}
