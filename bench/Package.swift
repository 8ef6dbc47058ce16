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

// MARK: Microbenchmarks

/// As in the package that is measured; its sources are compiled again, through links in `Sources`,
/// because what has `package` access is seen by targets of the same package alone.
private let measured: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
  .define("IOUring"),
]

/// As for tests: memory is handled without marks.
private let unchecked: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

// Without traits: its interposers would stand in for malloc and for reference counting.
package.dependencies.append(
  .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []))

package.targets += [
  .systemLibrary(name: "CLiburing", pkgConfig: "liburing"),
  .systemLibrary(name: "CLinux"),
  .target(name: "HTTPCore", swiftSettings: measured),
  .target(name: "LinuxIO", dependencies: ["CLiburing", "CLinux"], swiftSettings: measured),
  .target(name: "RingRigs", dependencies: ["LinuxIO"], swiftSettings: unchecked),
  .systemLibrary(name: "CRingRigs"),
  // `swift package benchmark` looks for benchmarks in the folder of this name.
  .executableTarget(
    name: "Micro",
    dependencies: [
      "HTTPCore", "CRingRigs", "RingRigs", .product(name: "Benchmark", package: "benchmark"),
    ],
    path: "Benchmarks/Micro",
    swiftSettings: unchecked),
]
