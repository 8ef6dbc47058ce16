// swift-tools-version: 6.2
import PackageDescription

/// What only measuring needs; a package of its own, so that it never reaches a user's build.
let package = Package(name: "bench")
