# Everything runs in .venv, which is made at the first use and again when a dependency changes.
# The command is .venv/bin/quoth: `export PATH="$PWD/.venv/bin:$PATH"` lets it be called as `quoth`.
PYTHON ?= python3
export QUESTION ?= what did the Veeam session cover?
# Linux: `make ask TORCH_INDEX=<index of CPU wheels>` takes torch without CUDA (see the README).
TORCH_INDEX ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export HF_HUB_OFFLINE := 1

.PHONY: ask bot demo cluster-demo test check format bench audit sbom clean

ask: $(READY)
	@$(BIN)/quoth ask "$$QUESTION"

bot: $(READY)
	$(BIN)/quoth run

demo: $(READY)
	$(BIN)/python -m bot.discord.demo

# Two processes of the bot over one PostgreSQL and a loopback Discord: one is killed, the other takes over.
cluster-demo: $(READY)
	$(BIN)/python -m tests.benchmarks.engines takeover 1

test: $(READY)
	$(BIN)/python -m pytest

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)
	$(BIN)/python -m tests.benchmarks

# Looks every pin up among the published vulnerabilities, and fails where one could not be looked up.
audit: $(READY)
	$(BIN)/pip-audit --strict --no-deps --disable-pip --progress-spinner off --requirement constraints.txt

# What .venv holds, as CycloneDX 1.6, checked against its schema. The image has its own, of what runs in it.
sbom: $(READY)
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --validate --output-file sbom.cdx.json $(BIN)/python

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Quoth needs Python 3.11 or newer: make PYTHON=python3.12 ask")'
	$(PYTHON) -m venv $(VENV)
	$(if $(TORCH_INDEX),$(BIN)/python -m pip install --quiet --index-url $(TORCH_INDEX) torch==2.13.0)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $(READY)

clean:
	rm -rf $(VENV) .quoth sbom.cdx.json .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build *.egg-info
