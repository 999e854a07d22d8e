# Two commands matter: `make demo` and `make test`. Both install into ./.venv from the exact pins of requirements.lock.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
STAMP := $(VENV)/.installed

# Prefect tells nobody that it runs, and keeps what it took long to set up for the demo inside the clone.
demo: export PREFECT_HOME := $(CURDIR)/data/prefect
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
# As flows/__init__.py: matrices this small are slower in two threads than in one.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1

.PHONY: help install demo test test-slow torture fuzz lint lock bench clean

help:  ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

install: $(STAMP)  ## the pinned packages and akimwatch itself, into ./.venv

# --no-deps: the lock is complete, and natasha's dead dependencies must stay out (only its weights are read).
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "akimwatch needs Python 3.11 or newer; found $$($(PYTHON) --version). Try: make PYTHON=python3.12"; exit 1; }
ifneq ($(UV),)
	@test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) $(VENV)
	uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes --compile-bytecode -r requirements.lock
	uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --no-compile -r requirements.lock
	-$(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null  # on all cores, where pip takes one; what does not compile is nobody's import
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .  # uv_build looks for its program on PATH
endif
	@touch $(STAMP)

demo: $(STAMP)  ## the whole job on a small sample web, in under a minute
	@$(BIN)/akimwatch demo

# Whole files, the longest first (tests/conftest.py): what a file's tests share is made once, and the last are short.
# Each test has a folder and most a database in it: in memory, where there are 4 GB for it, nobody waits for the disk.
test test-slow torture: export TMPDIR := $(shell test "$$(df -k --output=avail /dev/shm 2>/dev/null | tail -1)" -gt 4000000 2>/dev/null && echo /dev/shm || echo $${TMPDIR:-/tmp})

test: $(STAMP)  ## all tests but the slow ones
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not slow"

test-slow: $(STAMP)  ## the slow ones: real servers, browsers, schedules, floors
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m slow  # many of them mostly wait

# JOBS=1 for one core, ONLY=17 for one data folder again (docs/torture.md). 240, because not all find their work undone.
torture: $(STAMP)  ## kill -9 at random and at the worst moments: is it whole when begun again?
	$(BIN)/python tests/torture.py --trials $(or $(TRIALS),240) --seed $(or $(SEED),20240425) --jobs $(or $(JOBS),2) $(if $(ONLY),--only $(ONLY))

lint: $(STAMP)  ## ruff, mypy, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Half an hour and more on a quiet machine; `make bench QUICK=1`: three minutes, to see that all of them run.
bench: $(STAMP)  ## the figures of docs/performance.md
	$(BIN)/python benchmarks/all.py $(if $(QUICK),--quick,--write)

# atheris is in no lock: it is large, exists for Linux only, and nothing but this needs it. `make fuzz SECONDS=600`.
fuzz: SECONDS ?= 120
fuzz: EXAMPLES ?= 1000
fuzz: $(STAMP)  ## property tests with new examples, then two minutes each of fuzzing articles and feeds
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(if $(UV),uv pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) --no-deps "$$($(BIN)/python -c 'import tomllib; print(tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["fuzz"][0])')"
	$(BIN)/python tests/fuzz/run.py --seconds $(SECONDS) --examples $(EXAMPLES)

lock:  ## pin everything anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra test pyproject.toml -o requirements.lock

clean:  ## the environment and the data
	rm -rf $(VENV) data
