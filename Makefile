# Two commands: `make demo` to see it, `make test` before a change goes in. Both need Python 3.11 or newer and nothing else; both make their
# own .venv, and again only when pyproject.toml has changed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO := build/demo.ledger
STORY := examples/grey-heron

.PHONY: demo test format clean

demo: export BUKTI_LEDGER = $(DEMO)
demo: $(VENV)/.ready
	@mkdir -p build && rm -f $(DEMO)*
	$(BIN)/bukti read '$(STORY)/[0-9]*'
	@echo
	$(BIN)/bukti articles
	@echo
	$(BIN)/bukti show $(STORY)/03-kabar-lintas.txt
	@echo
	$(BIN)/bukti statements --relay Sentra
	@echo
	$(BIN)/bukti statements --lang ru --type direct
	@echo
	@echo 'All of it: BUKTI_LEDGER=$(DEMO) $(BIN)/bukti statements'

test: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python benchmarks/gate.py
	$(BIN)/python -m pytest -q

format: $(VENV)/.ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(BIN)/python
	$(PIP) -e ".[dev]"
	@touch $@ $(VENV)/.ready
