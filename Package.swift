// swift-tools-version: 6.2
import PackageDescription

/// Language mode 6, every use of unsafe code marked, and no warning let through.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

/// Tests check memory from outside, so they need no marks; warnings are errors there too.
let test: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "uring-server",
  products: [
    .executable(name: "uring-server", targets: ["uring-server"]),
    .library(name: "UringServer", targets: ["UringServer"]),
  ],
  traits: [
    .default(enabledTraits: ["IOUring", "Compression"]),
    .trait(name: "IOUring", description: "The io_uring engine, which needs liburing."),
    .trait(
      name: "Compression",
      description: "Compressing and decompressing files, which needs zlib, brotli and zstd."),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLiburing", pkgConfig: "liburing",
      providers: [.apt(["liburing-dev"]), .yum(["liburing-devel"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(
      name: "CCoders",
      providers: [
        .apt(["zlib1g-dev", "libbrotli-dev", "libzstd-dev"]),
        .yum(["zlib-devel", "brotli-devel", "libzstd-devel"]),
      ]),
    .systemLibrary(
      name: "CDigests", pkgConfig: "libmd",
      providers: [.apt(["libmd-dev"]), .yum(["libmd-devel"])]),
    .target(name: "HTTPCore", swiftSettings: strict),
    .target(
      name: "LinuxIO",
      dependencies: [
        .target(name: "CLiburing", condition: .when(traits: ["IOUring"])), "CLinux",
      ],
      swiftSettings: strict),
    .target(
      name: "Codings",
      dependencies: [
        .target(name: "CCoders", condition: .when(traits: ["Compression"])), "CDigests",
      ],
      swiftSettings: strict),
    .target(
      name: "UringServer", dependencies: ["HTTPCore", "LinuxIO", "Codings"],
      swiftSettings: strict),
    .target(name: "Probe", dependencies: ["UringServer", "LinuxIO"], swiftSettings: strict),
    .executableTarget(
      name: "uring-server",
      dependencies: [
        "Probe", "UringServer", "LinuxIO",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "CAllocationCounter", path: "Tests/CAllocationCounter"),
    .executableTarget(name: "refuse", path: "Tests/Refuse"),
    .executableTarget(name: "stalled-disk", path: "Tests/StalledDisk"),
    .testTarget(name: "HTTPCoreTests", dependencies: ["HTTPCore"], swiftSettings: test),
    .target(
      name: "TestSupport", dependencies: ["LinuxIO"], path: "Tests/TestSupport",
      swiftSettings: test),
    .testTarget(
      name: "LinuxIOTests", dependencies: ["LinuxIO", "TestSupport"], swiftSettings: test),
    .testTarget(name: "CodingsTests", dependencies: ["Codings"], swiftSettings: test),
    .testTarget(name: "ProbeTests", dependencies: ["Probe", "LinuxIO"], swiftSettings: test),
    .testTarget(
      name: "UringServerTests",
      dependencies: [
        "UringServer", "HTTPCore", "LinuxIO", "Codings", "TestSupport", "CAllocationCounter",
      ],
      swiftSettings: test),
    // Imports no module of ours: swift-system's C module and liburing's header clash in one module.
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "uring-server", "refuse", "stalled-disk",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: test),
    .testTarget(name: "TidyTests", swiftSettings: test),
  ]
)
