# Telltale: everything that is done to it, by name. `make` alone lists the targets. Needs Python 3.11 or newer and make.

PYTHON ?= python3
VENV   := .venv
OLDEST := .venv-oldest
BIN    := $(VENV)/bin
TESTS  := tests --ignore=tests/e2e --ignore=tests/bench -n auto --maxprocesses=4

# Stamps inside the environment: what is newer than its lock file is not installed again.
RUNTIME := $(VENV)/.runtime-installed
DEV     := $(VENV)/.dev-installed

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test e2e lint soak house docs bench accessibility screenshots test-oldest test-matrix lock licences sbom clean

# `run` opens the user's board. Every other target works on boards of its own, and one that names none meets a folder
# that is not there, and stops.
test e2e soak docs bench accessibility screenshots test-oldest test-matrix: export INDICATORS_BOARD := $(CURDIR)/$(VENV)/no-board/board.db

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUNTIME) ## start the app on http://127.0.0.1:8501 (Ctrl-C stops it)
	$(BIN)/python -m streamlit run streamlit_app.py

test: $(DEV) ## run the tests that need no browser
	$(BIN)/python -m pytest -q $(TESTS)

e2e: $(DEV) ## drive the real app in a real Chromium
	$(BIN)/python -m tests.e2e.browser
	$(BIN)/python -m pytest -q tests/e2e -n 2 --dist=loadfile

soak: $(DEV) ## keep the promises about your data in full: kills, full disks, cut files (some minutes)
	$(BIN)/python -m tests.e2e.browser
	$(BIN)/python -m tests.soak

lint: $(DEV) ## check style, format and types
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy

house: $(DEV) ## list the rooms of the package and who imports whom
	$(BIN)/python -m tests.house

docs: $(DEV) ## write the generated pages in docs anew (six minutes)
	$(BIN)/python docs/generate/methods.py docs/methods.md
	$(BIN)/python docs/generate/columns.py docs/columns.md
	$(BIN)/python docs/generate/indicators.py docs/indicators.md
	$(BIN)/python docs/generate/command_line.py docs/command-line.md
	$(BIN)/python docs/generate/post_mortem.py docs/post-mortem.md
	$(BIN)/python -m tests.calibration --out docs/calibration.md
	$(BIN)/python -m tests.false_calls --out docs/false-calls.md

bench: $(DEV) ## measure against the floor and write docs/performance.md (half an hour, on a quiet machine)
	$(BIN)/python -m tests.e2e.browser
	$(BIN)/python -m tests.bench --out docs

accessibility: $(DEV) ## ask axe-core about every page, light and dark; write docs/accessibility.md
	$(BIN)/python -m tests.e2e.browser
	$(BIN)/python -m tests.e2e.axe docs/accessibility.md

screenshots: $(DEV) ## take the pictures in docs/pictures anew
	$(BIN)/python -m tests.e2e.browser
	$(BIN)/python -m tests.e2e.screenshots

test-oldest: $(OLDEST)/.dev-installed ## run the tests on the lower bounds in requirements.txt
	$(OLDEST)/bin/python -m pytest -q $(TESTS)

# Each line of the matrix has an environment of its own, such as .venv-3.12-pandas-2, and python3.12 must be on PATH.
PYTHONS := 3.11 3.12 3.13 3.14
PANDAS  := 2 3
MATRIX  := $(foreach py,$(PYTHONS),$(foreach pd,$(PANDAS),matrix-$(py)-pandas-$(pd)))

test-matrix: $(MATRIX) ## run the tests on Python 3.11 to 3.14 with pandas 2 and 3 (make test-matrix PYTHONS=3.13 PANDAS=2)

matrix-%: requirements-dev.txt requirements-server.txt requirements.txt
	python$(firstword $(subst -, ,$*)) -m venv .venv-$*
	.venv-$*/bin/python $(PIP_INSTALL) -r requirements-dev.txt 'pandas==$(lastword $(subst -, ,$*)).*'
	.venv-$*/bin/python -m pytest -q $(TESTS)

# Exact versions with the SHA-256 of each file, for every system and Python at once; the bounds are in requirements*.txt.
# `make lock` changes what the bounds demand and keeps the rest; `make lock UPGRADE=--upgrade` takes the newest of all.
UPGRADE :=
SYSTEMS := x86_64-manylinux_2_28 aarch64-manylinux_2_28 x86_64-apple-darwin aarch64-apple-darwin x86_64-pc-windows-msvc
UV      := $(BIN)/uv --quiet --no-config
COMPILE  = $(UV) pip compile --universal --python-version $(firstword $(PYTHONS)) --fork-strategy fewest $(UPGRADE) \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

lock: $(VENV)/.made ## write the lock files anew from the bounds, and docs/licences.md (make lock UPGRADE=--upgrade)
	sed -n '/^uv[~=<>]/p' requirements-dev.txt > $(VENV)/uv.txt
	$(BIN)/python $(PIP_INSTALL) -r $(VENV)/uv.txt
	$(COMPILE) requirements.txt -o requirements.lock.txt
	$(COMPILE) requirements-server.txt -c requirements.lock.txt -o requirements-server.lock.txt
	$(COMPILE) requirements-dev.txt -c requirements-server.lock.txt -o requirements-dev.lock.txt
	@for system in $(SYSTEMS); do for python in $(PYTHONS); do \
	  echo "what make run installs has a wheel for each package: $$system, Python $$python"; \
	  $(UV) pip install --dry-run --target $(VENV)/none --require-hashes --only-binary :all: \
	    --python-platform $$system --python-version $$python -r requirements.lock.txt || exit 1; \
	done; done
	$(MAKE) --no-print-directory licences

licences: $(DEV) ## write docs/licences.md: the licences of what is installed and of what that carries inside
	$(BIN)/python -m supply.licences docs/licences.md

LOCK := requirements.lock.txt

sbom: $(DEV) ## write telltale.cdx.json, a CycloneDX bill of materials (make sbom LOCK=requirements-server.lock.txt)
	$(BIN)/python -m supply.sbom $(LOCK) telltale.cdx.json

clean: ## delete the environments and caches that make built (boards are kept)
	rm -rf $(VENV) $(OLDEST) .venv-3.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# $(1) = folder: a fresh environment in it, or one clear sentence why not.
define make_venv
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Telltale needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version 2>/dev/null || echo 'not there'): name another one, as in make PYTHON=python3.13 $(MAKECMDGOALS)" >&2; \
	  exit 1; }
	$(PYTHON) -m venv $(1)
	@touch $@
endef
PIP_INSTALL = -m pip install --quiet --disable-pip-version-check
# What is not in the lock file, or not byte for byte what it was when that was written, is refused.
PIP_LOCKED  = $(PIP_INSTALL) --require-hashes -r

$(VENV)/.made:
	$(call make_venv,$(VENV))

$(OLDEST)/.made:
	$(call make_venv,$(OLDEST))

$(RUNTIME): requirements.lock.txt $(VENV)/.made
	$(BIN)/python $(PIP_LOCKED) requirements.lock.txt
	@touch $@

$(DEV): requirements-dev.lock.txt $(VENV)/.made
	$(BIN)/python $(PIP_LOCKED) requirements-dev.lock.txt
	@touch $(RUNTIME) $@

$(OLDEST)/.dev-installed: requirements-dev.txt requirements-server.txt requirements.txt $(OLDEST)/.made
	sed -E '/^#/d; s/>=([^,]+),.*/==\1/' requirements.txt > $(OLDEST)/lower-bounds.txt
	$(OLDEST)/bin/python $(PIP_INSTALL) -r requirements-dev.txt -c $(OLDEST)/lower-bounds.txt
	@touch $@
