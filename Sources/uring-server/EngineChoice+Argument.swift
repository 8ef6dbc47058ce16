public import ArgumentParser
public import UringServer

/// The engines under the names that the command line knows them by.
extension EngineChoice: ExpressibleByArgument {}

/// The ways to compress under theirs.
extension CompressionMode: ExpressibleByArgument {}
