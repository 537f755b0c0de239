# `make` alone lists the targets; CMakePresets.json holds the build settings.

PYTHON ?= python3
ARGS ?=
SOAK ?= 50
SOAK_FUZZ ?= 300
SOAK_WORLDS ?= 200000
VENV := .venv
TEXTBACK := $(VENV)/bin/textback
DEMO_DB := build/demo.db

# If any of these changes, the Python package is built again.
PACKAGE_SOURCES = pyproject.toml README.md CMakeLists.txt $(shell find bindings cmake include src -type f \
                  -not -name '*.pyc' -not -name '.*')

# ThreadSanitizer of this version does not work with much address randomisation.
FIXED_ADDRESSES := $(shell setarch -R true 2>/dev/null && echo setarch -R)

.DEFAULT_GOAL := help
.PHONY: help setup setup-build setup-bench setup-lint build demo texts test sanitize bench soak lint format asan tsan clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## install the Debian packages that are missing (root or sudo)
	@cmake/setup.sh build test

setup-build:
	@cmake/setup.sh build

setup-bench:
	@cmake/setup.sh build test bench

setup-lint:
	@cmake/setup.sh build test lint

build: setup  ## library, tests, examples and the Python package: .venv/bin/textback
	cmake --preset release
	cmake --build --preset release
	@$(MAKE) --no-print-directory $(TEXTBACK)

demo: setup-build $(TEXTBACK)  ## the main job: a day's call log, who is texted what and when
	@mkdir -p build
	@rm -f $(DEMO_DB)*
	$(TEXTBACK) recover examples/data/one_day.csv --format asterisk --zone America/Edmonton --account examples/data/contractors.yaml --db $(DEMO_DB) $(ARGS)

texts: setup-build $(TEXTBACK)  ## write docs/texts.md, the page of all built-in words
	$(TEXTBACK) texts >docs/texts.md

test: build  ## every test, of a release build; benchmarks run for a moment; counts at the end
	$(call run_tests,release,)
	@$(PYTHON) cmake/count_tests.py build/release

sanitize: setup  ## C++ tests again under AddressSanitizer, UndefinedBehaviorSanitizer and ThreadSanitizer; counts at the end
	$(call build_and_test,asan)
	$(call build_and_test,tsan)
	@$(PYTHON) cmake/count_tests.py build/asan build/tsan

asan: setup  ## C++ tests under AddressSanitizer and UndefinedBehaviorSanitizer
	$(call build_and_test,asan)
	@$(PYTHON) cmake/count_tests.py build/asan

tsan: setup  ## tests of what has threads under ThreadSanitizer
	$(call build_and_test,tsan)
	@$(PYTHON) cmake/count_tests.py build/tsan

bench: setup-bench  ## every benchmark (ARGS="--benchmark_filter=...")
	cmake --preset release
	cmake --build --preset release
	@for benchmark in build/release/benchmarks/bin/*; do \
	  echo "== $$(basename $$benchmark)"; $$benchmark $(ARGS) || exit 1; \
	done
	$(PYTHON) benchmarks/peers/compare.py build/release

soak: build  ## tests SOAK=50 times each; the small world one longer; SOAK_WORLDS=200000 random worlds; fuzzers: SOAK_FUZZ=300 seconds each
	ctest --preset release --label-regex '^(adapters|runtime|simulation)$$' --repeat until-fail:$(SOAK)
	TEXTBACK_SOAK=1 build/release/tests/oracle/small_world_test
	RC_PARAMS="max_success=$(SOAK_WORLDS)" build/release/tests/properties/random_world_test
	cmake --preset asan
	cmake --build --preset asan --target tests_fuzz
	@for fuzzer in build/asan/tests/fuzz/bin/*; do \
	  echo "== $$(basename $$fuzzer)"; tests/fuzz/run.sh soak $(SOAK_FUZZ) $$fuzzer || exit 1; \
	done

lint: setup-lint  ## format, clang-tidy, warnings of clang
	clang-format-14 --dry-run --Werror $(CXX_FILES)
	cmake --preset clang
	cmake --build --preset clang
	run-clang-tidy-14 -quiet -p build/clang '^$(CURDIR)/(src|examples)/.*\.cc$$' >build/clang-tidy.txt 2>/dev/null \
	  || { cat build/clang-tidy.txt; exit 1; }

format:  ## write C++ the way lint wants it
	clang-format-14 -i $(CXX_FILES)

clean:  ## remove everything that was made here
	rm -rf build $(VENV)

CXX_FILES = $(shell find include src bindings examples tests benchmarks -name '*.h' -o -name '*.cc')

# First the environment of the Python package, then the package. Its requirements are in pyproject.toml. Without build
# isolation a second build compiles only what changed. If there is a release build, the package links its libraries and
# compiles only its own files.
$(VENV)/requirements: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/pip install --quiet 'scikit-build-core>=0.10' 'pybind11>=3.0' 'rich>=13' 'typer>=0.12' 'pytest>=8' 'pyyaml>=6'
	@touch $@

RELEASE_LIBRARIES = $(wildcard $(CURDIR)/build/release/textback-targets.cmake)

$(TEXTBACK): $(VENV)/requirements $(PACKAGE_SOURCES)
	$(if $(RELEASE_LIBRARIES),cmake --build --preset release --target textback_libraries)
	$(VENV)/bin/pip install --quiet --no-deps --no-build-isolation --force-reinstall . \
	  --config-settings=cmake.define.TEXTBACK_LIBRARIES=$(RELEASE_LIBRARIES)
	@touch $@

# Both continue after failing tests: cmake/count_tests.py reads the results and decides.
define run_tests
@rm -rf build/$(1)/test-results && mkdir -p build/$(1)/test-results
@$(2) ctest --preset $(1) --output-junit test-results/ctest.xml; echo $$? >build/$(1)/test-results/exit_code
endef

define build_and_test
cmake --preset $(1)
cmake --build --preset $(1)
$(call run_tests,$(1),$(if $(filter tsan,$(1)),$(FIXED_ADDRESSES)))
endef
