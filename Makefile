# Everything runs in .venv, which is made at the first use and again when a dependency changes; what only those need who work
# on Quoth is added when it is needed first.
# The command is .venv/bin/quoth: `export PATH="$PWD/.venv/bin:$PATH"` lets it be called as `quoth`.
PYTHON ?= python3
export QUESTION ?= what did the Veeam session cover?
# Linux: `make ask TORCH_INDEX=<index of CPU wheels>` takes torch without CUDA (see the README).
TORCH_INDEX ?=

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools
# Not quiet: what is fetched is shown as it comes.
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check
export HF_HUB_OFFLINE := 1

.PHONY: ask bot demo cluster-demo test check package format bench audit sbom clean

ask: $(READY)
	@$(BIN)/quoth ask "$$QUESTION"

bot: $(READY)
	$(BIN)/quoth run

demo: $(READY)
	$(BIN)/python -m bot.discord.demo

# Two processes of the bot over one PostgreSQL and a loopback Discord: one is killed, the other takes over.
cluster-demo: $(TOOLS)
	$(BIN)/python -m tests.benchmarks.engines takeover 1

test: $(TOOLS)
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Builds the wheel, installs it as people do where nothing else is, and uses it.
package: $(TOOLS)
	TORCH_INDEX=$(TORCH_INDEX) .ci/package

format: $(TOOLS)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(TOOLS)
	$(BIN)/python -m tests.benchmarks

# Looks every pin up among the published vulnerabilities, and fails where one could not be looked up.
audit: $(TOOLS)
	$(BIN)/pip-audit --strict --no-deps --disable-pip --progress-spinner off --requirement constraints.txt

# What .venv holds, as CycloneDX 1.6, checked against its schema. The image has its own, of what runs in it.
sbom: $(TOOLS)
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --validate --output-file sbom.cdx.json $(BIN)/python

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Quoth needs Python 3.11 or newer: make PYTHON=python3.12 ask")'
	@echo "Setting Quoth up in $(VENV): some hundred megabytes are fetched, once."
	$(PYTHON) -m venv $(VENV)
	$(if $(TORCH_INDEX),$(INSTALL) --index-url $(TORCH_INDEX) torch==2.13.0)
	$(INSTALL) --constraint constraints.txt --editable .
	@touch $(READY)

$(TOOLS): $(READY)
	@echo "Adding the tools for working on Quoth."
	$(INSTALL) --constraint constraints.txt --editable '.[dev]'
	@touch $(TOOLS)

clean:
	rm -rf $(VENV) .quoth sbom.cdx.json .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build *.egg-info
