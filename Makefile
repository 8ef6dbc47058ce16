# The two commands people need are `make serve` and `make test`; both install what they are missing.
ROOT ?= examples/site
HOST ?= 127.0.0.1
PORT ?= 8080
SWIFT ?= swift
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BUILD_PACKAGES := liburing-dev
TEST_PACKAGES := $(BUILD_PACKAGES) curl xz-utils
SWIFT_FILES := Sources Tests Package.swift bench/Package.swift bench/Benchmarks bench/Sources

# Installs those of the named Debian packages that are missing.
install = missing=$$(for name in $(1); do \
	dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q '^install ok' || echo $$name; done); \
	if [ -n "$$missing" ]; then \
	$(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi

.PHONY: serve build test test-epoll-build lint format clean deps test-deps bench-floor bench-micro

serve: build
	exec .build/release/uring-server "$(ROOT)" --host "$(HOST)" --port "$(PORT)"

build: deps
	$(SWIFT) build -c release --product uring-server

test: test-deps lint
	CC=clang Tests/check-liburing-headers
	$(SWIFT) package --package-path bench describe >/dev/null
	$(MAKE) -C bench/floor CC=clang check
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build
	SWIFT="$(SWIFT)" Tests/test-epoll-build

# The package trait IOUring off, without a sight of liburing.
test-epoll-build: test-deps
	SWIFT="$(SWIFT)" Tests/test-epoll-build

# The bare responder that servers are measured against, bench/README.md.
bench-floor: deps
	$(MAKE) -C bench/floor CC=clang

# The parts of a request one by one; fails when one takes too long beside memchr, bench/README.md.
bench-micro: deps
	SWIFT=$(SWIFT) bench/micro

lint:
	$(SWIFT) format lint --strict --recursive $(SWIFT_FILES)

format:
	$(SWIFT) format --in-place --recursive $(SWIFT_FILES)

clean:
	$(SWIFT) package clean

deps:
	@$(call install,$(BUILD_PACKAGES))

test-deps:
	@$(call install,$(TEST_PACKAGES))
