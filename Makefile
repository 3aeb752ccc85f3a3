# Two commands do all the set-up: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
export MEGA_DATABASE ?= $(CURDIR)/demo.duckdb

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
SOURCES := data loaders indicators dashboard tests bench

.DEFAULT_GOAL := help
.PHONY: help run test lint types layers pytest soak bench load programs lock words pictures clean

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 16

run: .venv/run.installed ## serve the dashboard on http://127.0.0.1:8501, on demo data where no database is
	@test -e "$(MEGA_DATABASE)" || $(BIN)/mega demo
	@$(BIN)/mega serve --port 8501

test: .venv/test.installed ## lint, types, layers, unit, pipeline and browser tests
	@$(MAKE) --no-print-directory --jobs 2 lint types layers programs
	@$(MAKE) --no-print-directory pytest

lint: .venv/test.installed
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: .venv/test.installed
	$(BIN)/mypy

layers: .venv/test.installed
	$(BIN)/lint-imports

programs: .venv/test.installed
	@$(BIN)/python -m tests.support.programs

pytest: .venv/test.installed programs
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --quiet -m "not soak"

soak: .venv/test.installed programs ## the tests that take long: every page as everybody may see it, a thousand kills, ten thousand broken files
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --quiet -m soak
	$(BIN)/python -m pytest --numprocesses 2 --dist worksteal --quiet -m "hypothesis and not soak" \
		--hypothesis-profile soak
	$(BIN)/python -m tests.faults.kills 1000

bench: .venv/test.installed ## speed as ratios, ours against the bare library call that bounds it
	$(BIN)/python -m bench

load: .venv/test.installed ## a crowd of visitors while people load workbooks, and a killed server
	$(BIN)/python -m bench.load

pictures: .venv/test.installed programs ## take the pictures in docs/ anew
	$(BIN)/python -m tests.support.pictures

words: .venv/test.installed ## bring the message catalogues up to date with the code
	$(BIN)/python -m dashboard.words.extract

LOCK := $(BIN)/pip-compile --quiet --generate-hashes --all-build-deps --allow-unsafe --strip-extras \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

lock: .venv/test.installed ## choose package versions anew, within the bounds of pyproject.toml
	$(LOCK) --upgrade --output-file requirements.lock pyproject.toml
	$(LOCK) --upgrade --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock pyproject.toml

clean: ## remove the virtual environment and the demo database
	rm -rf .venv build demo.duckdb demo.duckdb.wal

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing: apt-get install python3.11 python3.11-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, $(PYTHON) is older: apt-get install python3.11 python3.11-venv, then make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.installed: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

.venv/test.installed: requirements-dev.lock .venv/run.installed
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@
