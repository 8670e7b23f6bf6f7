# Every target is a thin call of a Python module or dbt; `make help` lists them.

RAW ?= warehouse/raw
WAREHOUSE ?= warehouse/ogi.duckdb
THREADS ?= 2
STRICT ?=
FULL ?=
PORT ?= 8000
OUT ?=
SIZES ?=

PYTHON ?= $(firstword $(foreach p,python3.13 python3.12 python3.11 python3,$(if $(shell $(p) -c 'import sys; print(1) if (3, 11) <= sys.version_info[:2] <= (3, 13) else None' 2>/dev/null),$(p))))
BIN := .venv/bin
RUN := $(BIN)/python -m
AT := --warehouse "$(WAREHOUSE)"
STRICTLY := $(if $(filter-out 0,$(STRICT)),--strict)
FULLY := $(if $(filter-out 0,$(FULL)),--full)

.DEFAULT_GOAL := help
.PHONY: help build extract transform validate publish docs site review check sql export serve test bench lint format lock clean

help: ## List the targets and variables.
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo
	@echo "  RAW=folder        report files to read        ($(RAW))"
	@echo "  WAREHOUSE=file    the published DuckDB file   ($(WAREHOUSE))"
	@echo "  STRICT=1          warnings fail the build too"
	@echo "  FULL=1            build everything also where nothing is new"
	@echo "  THREADS=n         files read, and models built, at a time  ($(THREADS))"
	@echo "  SIZES=n,n         reports of each build that make bench measures"
	@echo "  PORT=n            port of make serve          ($(PORT))"
	@echo "  FILE=path         report file, or folder of them, to check"
	@echo "  REASON=text       why, for make review; REVIEWER=name, if not you"
	@echo "  OUT=folder        where make export writes    (export beside the warehouse)"

build: .venv/installed ## Read the reports, build, audit and publish the warehouse.
	@$(RUN) pipeline build --raw "$(RAW)" $(AT) --threads $(THREADS) $(STRICTLY) $(FULLY)

extract: .venv/installed ## Step 1: read new and changed files into a working copy.
	@$(RUN) pipeline extract --raw "$(RAW)" $(AT) --threads $(THREADS)

transform: .venv/installed ## Step 2: build, test and document the dbt models in the working copy.
	@$(RUN) pipeline transform $(AT) --threads $(THREADS)

validate: .venv/installed ## Step 3: judge the working copy with Great Expectations.
	@$(RUN) pipeline validate $(AT) $(STRICTLY)

publish: .venv/installed ## Step 4: judge again and, if it passes, publish.
	@$(RUN) pipeline publish $(AT) $(STRICTLY)

docs: .venv/installed ## Write the dbt docs of the published warehouse as one HTML file.
	@$(RUN) pipeline docs $(AT)

site: .venv/installed ## Write the pages of the published warehouse, for browsers.
	@$(RUN) pipeline site $(AT)

# as typed: a dollar sign in a reason is no variable of make
override export REPORT := $(value REPORT)
override export RULE := $(value RULE)
override export INSTANCE := $(value INSTANCE)
override export VERDICT := $(value VERDICT)
override export REASON := $(value REASON)
override export REVIEWER := $(value REVIEWER)

review: .venv/installed ## Record a verdict on a finding: REPORT= RULE= INSTANCE= VERDICT=.
	@$(RUN) pipeline review "$$REPORT" "$$RULE" "$$INSTANCE" "$$VERDICT" --reason "$$REASON" --reviewer "$${REVIEWER:-$$USER}" $(AT)

override export FILE := $(value FILE)

check: .venv/installed ## Print the findings on a report (FILE=), or a folder of drafts, and draw them on a page.
	@$(RUN) pipeline check $(AT) --threads $(THREADS) -- "$$FILE"

sql: .venv/installed ## Open a SQL prompt on the published warehouse.
	@$(RUN) pipeline sql $(AT)

export: .venv/installed ## Write every mart as Parquet and CSV, and a spreadsheet of the reports.
	@$(RUN) pipeline export $(AT) $(if $(OUT),--out "$(OUT)")

serve: .venv/installed ## Serve the site, dbt docs and Data Docs to browsers on this machine.
	@$(RUN) pipeline serve $(AT) --port $(PORT)

# Files of tests in the order they are collected: those that build warehouses take longest and
# must not be left for the end. A file stays in one process, which keeps what its tests share.
test: .venv/installed ## Run every test, on all cores.
	@$(RUN) pytest -n auto --dist loadfile --no-loadscope-reorder

bench: .venv/installed ## Measure reading and building at growing sizes (SIZES=), for an hour.
	@$(RUN) benchmarks.bench $(if $(SIZES),--sizes $(SIZES))

lint: .venv/installed ## Check Python and SQL style.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/sqlfluff lint dbt_project

format: .venv/installed ## Put Python and SQL into the style that lint wants.
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix dbt_project

lock: .venv/installed ## Write requirements.lock anew from pyproject.toml.
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --no-emit-index-url --no-header --no-annotate pyproject.toml --output-file requirements.lock

clean: ## Remove everything that was built, and .venv.
	rm -rf .venv warehouse/*.duckdb warehouse/data_docs warehouse/dbt_docs warehouse/site warehouse/check.html warehouse/export warehouse/validation_results.json warehouse/run.json warehouse/build.log* warehouse/.*.build warehouse/.check

# pip compiles bytecode as it installs, which halves the start-up of Great Expectations.
.venv/installed: requirements.lock
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed (set PYTHON=)." >&2; exit 1; }
	@echo "installing into .venv (once; a minute or two)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@touch $@
