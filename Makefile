# Set-up, main job, tests: each is one command on a fresh Debian 12 with Swift.
#
#   make run     install what is missing, build, run the reference scenario into results/ewenki
#   make test    the same set-up, lint, build, all tests, notebooks
#   make bench   benchmarks, against the stored baseline

SHELL := /bin/bash

# The processor level to compile for. Results have the same bits at each level, BLAS aside; speed differs threefold.
CPU := $(shell grep -m1 -E '^flags' /proc/cpuinfo 2>/dev/null)
ifneq (,$(and $(filter avx512f,$(CPU)),$(filter avx512bw,$(CPU)),$(filter avx512dq,$(CPU)),$(filter avx512vl,$(CPU))))
LEVEL ?= x86-64-v4
else ifneq (,$(and $(filter avx2,$(CPU)),$(filter fma,$(CPU))))
LEVEL ?= x86-64-v3
else
LEVEL ?= baseline
endif
ifeq ($(LEVEL),baseline)
FLAGS :=
else
FLAGS := -Xcc -march=$(LEVEL) -Xcc -mprefer-vector-width=512
endif

SWIFT_BUILD := swift build -c release $(FLAGS)
KHORSHOO := .build/release/khorshoo
VENV := .venv

# A crashing child must not leave the backtracer behind with the pipe in its hand.
export SWIFT_BACKTRACE := enable=no

.PHONY: setup build run lint unit unit-build reference readme readme-check notebooks acceptance test bench bench-store bench-peers profile clean

setup:
	scripts/setup.sh

build: setup
	$(SWIFT_BUILD) --product khorshoo

run: build
	$(KHORSHOO) run scenarios/ewenki.yaml --out results/ewenki

lint:
	swift format lint --strict --recursive Sources Tests Benchmarks Package.swift

unit-build: setup
	$(SWIFT_BUILD) --build-tests

unit: unit-build
	swift test -c release $(FLAGS) --skip-build

# Pins the results of the scenarios anew, after a change that is meant: see ReferenceResultsGolden.
reference: unit-build
	KHORSHOO_WRITE_REFERENCE=1 swift test -c release $(FLAGS) --skip-build --filter ReferenceResultsGolden

$(VENV)/ready: notebooks/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r notebooks/requirements.txt
	touch $@

# The README's figures and picture, from the reference run.
readme: run $(VENV)/ready
	$(VENV)/bin/python notebooks/readme.py results/ewenki

readme-check: run $(VENV)/ready
	$(VENV)/bin/python notebooks/readme.py results/ewenki --check

notebooks: build $(VENV)/ready
	KHORSHOO=$(abspath $(KHORSHOO)) $(VENV)/bin/python -m pytest -q --nbmake notebooks

acceptance: build
	Tests/acceptance/datapackage.sh $(KHORSHOO)

test: setup lint unit notebooks acceptance readme-check

# One table: time, and ratio to Benchmarks/baseline.csv; bench-store makes a new baseline.
BENCH := KHORSHOO=$(abspath $(KHORSHOO)) python3 Benchmarks/table.py $(FLAGS)

bench: build
	$(BENCH)

bench-store: build
	$(BENCH) --store

# Where the time of the reference run goes: a page of the documentation (needs perf, Debian package linux-perf).
profile: build
	python3 Benchmarks/profile/profile.py $(KHORSHOO) Sources/KhorshooModel/KhorshooModel.docc/Profile.md

# The same reduced model by Khorshoo, C++, numba, NumPy and Mesa, side by side: a page of the documentation. Not part of CI.
# Without g++, clang and libomp-dev the C++ is left out.
PEERS := Benchmarks/.build/peers/reduced

$(PEERS)/venv/ready: Benchmarks/peers/reduced/requirements.txt
	python3 -m venv $(PEERS)/venv
	$(PEERS)/venv/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

bench-peers: setup $(PEERS)/venv/ready
	cd Benchmarks && swift build -c release $(FLAGS) --product ReducedPeer
	cd Benchmarks && swift build -c release $(FLAGS) -Xcc -ffp-contract=fast --scratch-path .build/fused --product ReducedPeer
	$(PEERS)/venv/bin/python Benchmarks/peers/reduced/run.py Benchmarks/.build/release/ReducedPeer \
	  Benchmarks/.build/fused/release/ReducedPeer $(PEERS) Sources/KhorshooModel/KhorshooModel.docc/Peers.md

clean:
	rm -rf .build $(VENV) Benchmarks/.build
