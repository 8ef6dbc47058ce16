// swift-tools-version: 6.2
import PackageDescription

/// What only measuring needs; a package of its own, so that it never reaches a user's build.
let package = Package(
  name: "bench",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .executableTarget(
      name: "compare",
      dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: settings),
    .testTarget(name: "CompareTests", dependencies: ["compare"], swiftSettings: settings),
  ]
)

/// Language mode 6, and no warning let through.
var settings: [SwiftSetting] {
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
  ]
}
