# The two commands people need are `make serve` and `make test`; both install what they are missing.
ROOT ?= examples/site
HOST ?= 127.0.0.1
PORT ?= 8080
SWIFT ?= swift
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
BUILD_PACKAGES := liburing-dev
TEST_PACKAGES := $(BUILD_PACKAGES) curl xz-utils

# Installs those of the named Debian packages that are missing.
install = missing=$$(for name in $(1); do \
	dpkg-query -W -f '$${Status}' $$name 2>/dev/null | grep -q '^install ok' || echo $$name; done); \
	if [ -n "$$missing" ]; then \
	$(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends $$missing; fi

.PHONY: serve build test test-epoll-build lint format clean deps test-deps

serve: build
	exec .build/release/uring-server "$(ROOT)" --host "$(HOST)" --port "$(PORT)"

build: deps
	$(SWIFT) build -c release --product uring-server

test: test-deps lint
	CC=clang Tests/check-liburing-headers
	$(SWIFT) package --package-path bench describe >/dev/null
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build
	SWIFT="$(SWIFT)" Tests/test-epoll-build

# The package trait IOUring off, without a sight of liburing.
test-epoll-build: test-deps
	SWIFT="$(SWIFT)" Tests/test-epoll-build

lint:
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift bench/Package.swift

format:
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift bench/Package.swift

clean:
	$(SWIFT) package clean

deps:
	@$(call install,$(BUILD_PACKAGES))

test-deps:
	@$(call install,$(TEST_PACKAGES))
