# The commands people need are `make serve`, `make test` and `make bench`; all install what they are
# missing.
ROOT ?= examples/site
HOST ?= 127.0.0.1
PORT ?= 8080
SWIFT ?= swift
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BUILD_PACKAGES := liburing-dev libmd-dev zlib1g-dev libbrotli-dev libzstd-dev
TEST_PACKAGES := $(BUILD_PACKAGES) curl xz-utils wget aria2 chromium python3-venv brotli zstd gzip
HTTPLINT := 2026.10.4
KERNEL_TEST_PACKAGES := busybox-static cpio curl e2fsprogs jq kmod qemu-system-x86 xz-utils
BENCH_PACKAGES := wrk nghttp2-client nginx lighttpd h2o
SWIFT_FILES := Sources Tests Package.swift bench/Package.swift bench/Benchmarks bench/Sources bench/Tests
COMPARE := bench/.build/release/compare

# Installs those of the named Debian packages that are missing.
install = missing=$$(for name in $(1); do \
	dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q '^install ok' || echo $$name; done); \
	if [ -n "$$missing" ]; then \
	$(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi

# The same without starting what they bring.
install-stopped = missing=$$(for name in $(1); do \
	dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q '^install ok' || echo $$name; done); \
	[ -z "$$missing" ] || bench/install $$missing

.PHONY: serve build test test-epoll-build test-kernels fuzz conformance-diff media-types bench \
	bench-ablation bench-cache bench-build bench-floor bench-micro lint format clean deps test-deps \
	kernel-test-deps bench-deps

serve: build
	exec .build/release/uring-server "$(ROOT)" --host "$(HOST)" --port "$(PORT)"

build: deps
	$(SWIFT) build -c release --product uring-server

test: test-deps lint
	CC=clang Tests/check-liburing-headers
	$(SWIFT) test --package-path bench
	$(MAKE) -C bench/floor CC=clang check
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build
	URING_SERVER_TEST_CACHE=0 $(SWIFT) test -c release --skip-build --filter EndToEndTests
	URING_SERVER_TEST_CACHE=64KiB $(SWIFT) test -c release --skip-build --filter EndToEndTests
	SWIFT="$(SWIFT)" Tests/test-epoll-build
	SWIFT="$(SWIFT)" nice Tests/Fuzz/run --seconds 5

# What a client can send, into HTTPCore: SECONDS each, and TARGETS of those that the script names.
SECONDS ?= 600
fuzz:
	SWIFT="$(SWIFT)" Tests/Fuzz/run --seconds $(SECONDS) --keep $(TARGETS)

# The cases of Tests/Conformance against nginx, lighttpd and Apache httpd: differences are explained.
conformance-diff: build
	@$(call install-stopped,nginx lighttpd apache2)
	Tests/Conformance/diff

# The package traits off, without a sight of the libraries they need.
test-epoll-build: test-deps
	SWIFT="$(SWIFT)" Tests/test-epoll-build

# On kernels of Debian from 5.10 to sid's, in emulated machines, and on this one: in five minutes.
# KERNELS="6.1 host" takes some of them; Tests/Kernels/README.md.
test-kernels: test-deps
	@$(MAKE) --no-print-directory kernel-test-deps || true
	$(SWIFT) build -c release --build-tests
	BUILD="$$($(SWIFT) build -c release --show-bin-path)" UPDATE="$(UPDATE)" \
		Tests/Kernels/run $(KERNELS)

# The bare responder that servers are measured against, bench/README.md.
bench-floor: deps
	$(MAKE) -C bench/floor CC=clang

# The parts of a request one by one; fails when one takes too long beside memchr, bench/README.md.
bench-micro: deps
	SWIFT=$(SWIFT) bench/micro

# QUICK=1 takes less than two minutes; ARGUMENTS are options of the driver, such as
# '--servers io_uring,nginx --workloads hot-1k --rounds 9'.
bench: bench-deps bench-build
	$(COMPARE) $(if $(QUICK),--quick) --command "make bench$(if $(QUICK), QUICK=1)" $(ARGUMENTS)

bench-ablation: bench-deps bench-build
	$(COMPARE) --ablation $(if $(QUICK),--quick) \
		--command "make bench-ablation$(if $(QUICK), QUICK=1)" $(ARGUMENTS)

# What memory for files is worth, and where sendfile(2) begins to pay: docs/performance.md.
bench-cache: bench-deps bench-build
	$(COMPARE) --caches $(if $(QUICK),--quick) \
		--command "make bench-cache$(if $(QUICK), QUICK=1)" $(ARGUMENTS)

bench-build: build
	$(SWIFT) build -c release --disable-default-traits --scratch-path .build/epoll \
		--product uring-server
	$(MAKE) -C bench/floor CC=clang
	$(SWIFT) build -c release --package-path bench --product compare

# The table of media types, from Debian's package media-types of the version that the script names.
media-types:
	@$(call install,media-types)
	tools/media-types/generate

lint:
	$(SWIFT) format lint --strict --recursive $(SWIFT_FILES)

format:
	$(SWIFT) format --in-place --recursive $(SWIFT_FILES)

clean:
	$(SWIFT) package clean

deps:
	@$(call install,$(BUILD_PACKAGES))

test-deps: .build/httplint-$(HTTPLINT)
	@$(call install,$(TEST_PACKAGES))

# Without it, because there is no way to PyPI from here, its test says that it was left out.
.build/httplint-$(HTTPLINT):
	@$(call install,python3-venv)
	@mkdir -p .build && python3 -m venv .build/httplint \
		&& .build/httplint/bin/pip install --quiet --disable-pip-version-check httplint==$(HTTPLINT) \
		&& touch $@ || { rm -rf .build/httplint; echo "There is no httplint $(HTTPLINT) here."; }

kernel-test-deps:
	@($(call install,$(KERNEL_TEST_PACKAGES))) || { \
		echo "qemu, or another of $(KERNEL_TEST_PACKAGES), cannot be installed here." >&2; exit 1; }

# Caddy is measured where Debian has it; the others must be there.
bench-deps: deps
	@missing=$$(for name in $(BENCH_PACKAGES) \
		$$(apt-cache show caddy >/dev/null 2>&1 && ! command -v caddy >/dev/null && echo caddy); do \
		dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q '^install ok' || echo $$name; done); \
	[ -z "$$missing" ] || bench/install $$missing
