# make start   everything from nothing to the chat page
# make test    everything from nothing to passed tests
# make quick   the tests for daily work, in about a minute
# make check   what the gate runs: lint, types, all tests
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 7860
INPUTS := pyproject.toml constraints.txt

.PHONY: start test quick install lint types check renew clean

start: $(VENV)/.installed
	$(BIN)/python ingest.py || [ $$? -eq 1 ]   # 1: done, but some file was refused and named
	$(BIN)/policy-assistant serve --open --port $(PORT)

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q

quick: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -q -n auto --dist loadfile -m "not slow and not browser"

install: $(VENV)/.installed

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

types: $(VENV)/.installed-dev
	$(BIN)/mypy

check: lint types test

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python $(INPUTS)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.installed

# the newest releases that pyproject.toml admits, tried by you with `make test` afterwards
renew:
	rm -rf $(VENV)-renew && $(PYTHON) -m venv $(VENV)-renew
	$(VENV)-renew/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	{ grep '^#' constraints.txt; $(VENV)-renew/bin/python -m pip freeze --exclude-editable; } > constraints.new
	mv constraints.new constraints.txt && rm -rf $(VENV)-renew

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache
