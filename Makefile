# Two commands: `make demo` to see it, `make test` before a change goes in. Both need Python 3.11 or newer and nothing else; both make their
# own .venv, and again only when pyproject.toml has changed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
DEMO := build/demo.ledger
STORY := examples/grey-heron
CLAIM := The Grey Heron carried artillery rockets from Ardovia to Kessara.
CLAIM_ID = $(shell $(BIN)/python -c 'import sys; from bukti.records import claim_id; print(claim_id(sys.argv[1]))' '$(CLAIM)')

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
	$(BIN)/bukti claims add '$(CLAIM)' --author demo
	@echo
	$(BIN)/bukti claims --text rocket
	$(BIN)/bukti claim $(CLAIM_ID)
	@echo
	$(BIN)/bukti origins $(CLAIM_ID)
	@echo
	$(BIN)/bukti dossier $(CLAIM_ID) -o build/dossier.html
	@echo
	@echo 'All of it:  BUKTI_LEDGER=$(DEMO) $(BIN)/bukti claims'
	@echo 'In a browser:  $(BIN)/bukti desk --ledger $(DEMO)'
	@echo 'For an editor: build/dossier.html'

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
	$(PIP) -e ".[desk]"
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(BIN)/python
	$(PIP) -e ".[dev]"
	@touch $@ $(VENV)/.ready
