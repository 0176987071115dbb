# `make demo` and `make test` set up what they need in .venv and nowhere else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench sizes clean

$(VENV)/.demo: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ $(VENV)/.demo

demo: $(VENV)/.demo
	$(BIN)/dragoman read examples --format pretty

lint: $(VENV)/.dev
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy

test: lint
	@# In parallel where pytest-xdist is there, one after the other where it is not.
	@if $(BIN)/python -c 'import xdist' 2>/dev/null; then $(BIN)/python -m pytest -n auto; else $(BIN)/python -m pytest; fi

bench: $(VENV)/.dev
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[benchmark]'
	$(BIN)/python benchmarks/read_speed.py

# Modules above the size that style asks a reason for.
sizes:
	@find src tests -name '*.py' | xargs wc -l | sort -rn | awk '$$1 > 300' | head -20

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
