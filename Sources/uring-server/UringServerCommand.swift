import ArgumentParser

/// The command line; what it does without a subcommand is `serve`.
struct UringServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uring-server",
    abstract: "Serves the files of a directory over HTTP, on io_uring or epoll.",
    usage: """
      uring-server [serve] [ROOT] [--host HOST] [--port PORT] [--engine ENGINE] [--workers N] \
      [--index NAME] [--media-type EXT=TYPE]... [--no-precompressed] \
      [--compress off|background|wait] [--compress-cache DIR] [--compress-cache-size SIZE]
      """,
    discussion: """
      The options are explained by: uring-server serve --help
      A directory that is named like a subcommand is written with a path: ./serve.
      TERM, INT or QUIT lets responses under way end, a second one does not.
      Exit status: 0 fine, 1 failed to start or run, 2 usage.
      """,
    version: "0.1.0",
    subcommands: [Serve.self, ProbeCommand.self],
    defaultSubcommand: Serve.self)
}
