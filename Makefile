# Set-up, main job, tests: each is one command on a fresh Debian 12 with Swift.
#
#   make install  install what is missing, build, put khorshoo, its manual and its completions below PREFIX
#   make run      the same set-up, build, run the reference scenario into results/ewenki
#   make test     the same set-up, lint, build, all tests, notebooks, acceptance
#   make bench    benchmarks, against the stored baseline

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

.PHONY: setup build run install uninstall docs lint docc quick manual unit unit-build reference readme readme-check calibration targets targets-check notebooks \
  acceptance datapackage explorer damaged installed test bench bench-store bench-peers profile scale instructions clean fuzz nightly dist wheel deb reader portable integrations reproducible

setup:
	scripts/setup.sh
	scripts/commit.sh

# The packages that this one stands on, in their pinned versions.
PARSER := .build/checkouts/swift-argument-parser

$(PARSER): | setup
	swift package resolve

build: setup | $(PARSER)
	$(SWIFT_BUILD) --product khorshoo

run: build
	$(KHORSHOO) run scenarios/ewenki.yaml --out results/ewenki

# Where it goes; DESTDIR stands before, for packagers.
PREFIX ?= /usr/local
BIN := $(DESTDIR)$(PREFIX)/bin
SHARE := $(DESTDIR)$(PREFIX)/share
BASH := $(SHARE)/bash-completion/completions
ZSH := $(SHARE)/zsh/site-functions
FISH := $(SHARE)/fish/vendor_completions.d
PAGES := $(SHARE)/man/man1
MANUAL := .build/manual/release/generate-manual

# The argument parser's own writer of manuals. Its plug-in would build the product once more, with other flags.
$(MANUAL): | $(PARSER)
	swift build -c release --package-path $(PARSER) --scratch-path .build/manual --product generate-manual

manual: $(MANUAL)

install: build $(MANUAL)
	install -d $(BIN) $(BASH) $(ZSH) $(FISH) $(PAGES) $(SHARE)/khorshoo
	install -m 755 $(KHORSHOO) $(BIN)/khorshoo
	$(KHORSHOO) --generate-completion-script bash > $(BASH)/khorshoo
	$(KHORSHOO) --generate-completion-script zsh > $(ZSH)/_khorshoo
	$(KHORSHOO) --generate-completion-script fish > $(FISH)/khorshoo.fish
	$(MANUAL) $(KHORSHOO) --multi-page --date $$(git log -1 --format=%cs 2>/dev/null || date +%F) --output-directory $(PAGES)
	cp -R scenarios $(SHARE)/khorshoo/

uninstall:
	rm -rf $(SHARE)/khorshoo
	rm -f $(BIN)/khorshoo $(BASH)/khorshoo $(ZSH)/_khorshoo $(FISH)/khorshoo.fish $(PAGES)/khorshoo.1 $(PAGES)/khorshoo.*.1
# The tables of the model description, from what the model declares; a test compares.
docs: setup
	$(SWIFT_BUILD) --product khorshooDocs
	.build/release/khorshooDocs

lint:
	swift format lint --strict --recursive Sources Tests Benchmarks Package.swift

# What has changed since main, or one layer (make quick LAYER=KhorshooText): build and unit tests.
QUICK ?= .build/quick
quick: setup
	scripts/quick.sh '$(QUICK)' '$(LAYER)' $(FLAGS)

# The documentation, as archives in .build/docc; a link that leads nowhere is an error.
docc: build
	python3 scripts/docc.py

unit-build: build
	$(SWIFT_BUILD) --build-tests

unit: unit-build
	swift test -c release $(FLAGS) --skip-build

# Pins the results of the scenarios anew, after a change that is meant: see ReferenceResultsGolden.
reference: unit-build
	KHORSHOO_WRITE_REFERENCE=1 swift test -c release $(FLAGS) --skip-build --filter ReferenceResultsGolden

# One environment for notebooks and acceptance; made again only when what they need changes.
NEEDS := notebooks/requirements.txt Tests/acceptance/requirements.txt

$(VENV)/ready: $(NEEDS)
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check $(NEEDS:%=-r %)
	touch $@

# The README's figures and picture, from the reference run.
readme: run $(VENV)/ready
	$(VENV)/bin/python notebooks/readme.py results/ewenki

readme-check: run $(VENV)/ready
	$(VENV)/bin/python notebooks/readme.py results/ewenki --check

# The posteriors that the scenarios draw from, and what they reach: some twenty minutes.
calibration: build $(VENV)/ready
	$(KHORSHOO) calibrate scenarios/ewenki.yaml --targets scenarios/calibration/ewenki.csv --waves 3 --points 240 --draws 600 \
	  --replicates 16 --out results/ewenki-calibration
	$(KHORSHOO) calibrate scenarios/mongolia.yaml --targets scenarios/calibration/mongolia.csv --waves 2 --points 200 --draws 400 \
	  --replicates 16 --out results/mongolia-calibration
	$(VENV)/bin/python notebooks/calibrated.py results/ewenki-calibration results/mongolia-calibration

# The table of published figures in the model's Validation.md: reference values and posteriors, some minutes; the check runs the former.
targets: build
	python3 notebooks/targets.py $(KHORSHOO)

targets-check: build
	python3 notebooks/targets.py $(KHORSHOO) --check

notebooks: build $(VENV)/ready
	KHORSHOO=$(abspath $(KHORSHOO)) $(VENV)/bin/python -m pytest -q --nbmake notebooks

datapackage: build $(VENV)/ready
	Tests/acceptance/datapackage.sh $(KHORSHOO) $(VENV)/bin

# A little of make fuzz and make nightly.
damaged: build
	Tests/Fuzz/fuzz.py $(KHORSHOO) --seconds 30
	Tests/Fuzz/moments.py $(KHORSHOO) --moments 12
	Tests/Fuzz/repeated.py $(KHORSHOO) --runs 24
	Tests/Fuzz/filesystems.py $(KHORSHOO)

# Damaged inputs of every kind for as long as is wanted; failing ones are kept in .build/fuzz, to be put into Tests/Fuzz/corpus.
FUZZ_SECONDS ?= 600
FUZZ_SEED ?= $(shell date +%j)
fuzz: build
	Tests/Fuzz/fuzz.py $(KHORSHOO) --seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED)

# What takes too long for each change: signals at a thousand moments, five thousand runs under load, an hour of damaged inputs.
nightly: build
	Tests/Fuzz/moments.py $(KHORSHOO) --moments 1000 --seed $(FUZZ_SEED)
	Tests/Fuzz/repeated.py $(KHORSHOO) --runs 5000
	Tests/Fuzz/fuzz.py $(KHORSHOO) --seconds 3600 --seed $(FUZZ_SEED)

# Whether two builds of the program have the same bytes, or where they differ: minutes.
reproducible: setup
	scripts/reproducible.sh $(FLAGS)

# Hides the build folder for a while: nothing else may run.
installed: build $(MANUAL)
	MAKE='$(MAKE)' Tests/acceptance/install.sh

# The page of khorshoo explore in a real browser; with EXPLORER_MOVES=20 how long one waits for answers on the reference scenario.
EXPLORER_MOVES ?= 0
explorer: build $(VENV)/ready
	scripts/chromium.sh
	$(VENV)/bin/python Tests/acceptance/explorer.py $(KHORSHOO) --moves $(EXPLORER_MOVES)

acceptance:
	$(MAKE) --no-print-directory datapackage
	$(MAKE) --no-print-directory explorer
	$(MAKE) --no-print-directory damaged
	$(MAKE) --no-print-directory installed

# Parts in their order, those joined by + at once; what each took stands at the end.
PARTS := setup lint build unit-build unit docc notebooks+datapackage explorer reader damaged installed instructions readme-check targets-check

test:
	@times=; for part in $(PARTS); do \
	  start=$$SECONDS; $(MAKE) --no-print-directory -j 2 $${part//+/ } || { echo "failed: $$part" >&2; exit 1; }; \
	  times+="$$(printf '%6d s  %s' $$((SECONDS - start)) $$part)"$$'\n'; \
	done; echo "time of each part:"; echo -n "$$times"; echo "$$(printf '%6d s' $$SECONDS)  in all"

# A relocatable archive for machines without Swift, and a wheel with it inside; LEVELS as scripts/dist.sh says. Minutes for each level.
ARCHIVE = $(firstword $(wildcard .build/dist/khorshoo-*.tar.xz))

dist: setup $(MANUAL)
	rm -f .build/dist/khorshoo-*.tar.xz
	scripts/dist.sh

wheel:
	[ -n "$(ARCHIVE)" ] || $(MAKE) --no-print-directory dist
	rm -f .build/wheel/*.whl
	python3 scripts/wheel.py "$$(ls .build/dist/khorshoo-*.tar.xz)" .build/wheel

deb:
	[ -n "$(ARCHIVE)" ] || $(MAKE) --no-print-directory dist
	scripts/deb.sh "$$(ls .build/dist/khorshoo-*.tar.xz)"

# The reader of result folders (python/), with the command that was built.
reader: build $(VENV)/ready
	KHORSHOO=$(abspath $(KHORSHOO)) PYTHONPATH=python $(VENV)/bin/python -m pytest -q -p no:cacheprovider python/tests

# Archive in a bare root, wheel in a fresh environment, both without network.
portable: wheel $(VENV)/ready
	Tests/acceptance/bare.sh $(ARCHIVE)
	Tests/acceptance/wheel.sh .build/wheel/*.whl $(VENV)

# Dask on loopback, Slurm and ssh by stand-ins, with killed workers and drivers.
$(VENV)/integrations: Tests/acceptance/requirements-integrations.txt | $(VENV)/ready
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

integrations: build $(VENV)/integrations
	$(VENV)/bin/python Tests/acceptance/integrations.py $(KHORSHOO)

# One table: time, and ratio to Benchmarks/baseline.csv; bench-store makes a new baseline.
BENCH := KHORSHOO=$(abspath $(KHORSHOO)) python3 Benchmarks/table.py $(FLAGS)

bench: build
	$(BENCH)

bench-store: build
	$(BENCH) --store

# Instructions of the kernels against the stored counts: another load on the machine does not change them.
instructions:
	scripts/setup.sh valgrind libc6-dbg
	python3 Benchmarks/counts.py

# A million points on a thousand workers: parts measured, the cluster simulated; a page of the documentation. Minutes, and 2 GB in TMPDIR.
scale: build
	python3 Benchmarks/scale/scale.py $(abspath $(KHORSHOO)) Sources/KhorshooSweeps/KhorshooSweeps.docc/Scale.md

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
