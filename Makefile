# make demo: the main job in a browser.   make test: everything that must hold.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
DATA ?= ../shared
PORT ?= 8765

# Lint beside the tests: half of their time is waiting.
MAKEFLAGS += -j2

.PHONY: demo test tests lint eval bench test-system train-quotes lock audit clean

demo: .venv/run.stamp
	$(BIN)/pullquote sandbox --port $(PORT) --open

test: lint tests

tests: .venv/test.stamp
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

lint: .venv/test.stamp
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test-system: .venv/test.stamp
	scripts/system-packages
	$(BIN)/python -m pytest -m system

eval: .venv/test.stamp
	$(BIN)/python -m eval --data $(DATA)

bench: .venv/test.stamp
	$(BIN)/python -m eval.bench

train-quotes: .venv/test.stamp
	$(BIN)/python -m eval.train_quotes --data $(DATA)

.venv/run.stamp: locks/run.txt pyproject.toml
	PYTHON="$(PYTHON)" UV="$(UV)" scripts/install locks/run.txt
	touch $@

.venv/test.stamp: locks/test.txt pyproject.toml
	PYTHON="$(PYTHON)" UV="$(UV)" scripts/install locks/test.txt
	touch $@ .venv/run.stamp

# New versions, within pyproject.toml's bounds; needs uv.
lock:
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links pyproject.toml -o locks/run.txt
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --all-extras pyproject.toml -o locks/test.txt
	uv pip compile -q -U --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --extra postgres --extra otel -c locks/run.txt pyproject.toml -o deploy/lock.txt

# Known vulnerabilities of what is locked; asks the package index.
audit: .venv/audit/bin/pip-audit
	.venv/audit/bin/pip-audit --strict --require-hashes --disable-pip -r locks/run.txt -r deploy/lock.txt

.venv/audit/bin/pip-audit: .venv/run.stamp
	$(PYTHON) -m venv .venv/audit && .venv/audit/bin/python -m pip install -q --disable-pip-version-check "pip-audit>=2.9,<3"

clean:
	rm -rf .venv
