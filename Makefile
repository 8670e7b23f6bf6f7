# Every target is a thin call of a Python module or dbt; `make help` lists them.

RAW ?= warehouse/raw
# not from the environment, where compilers have one
TARGET = duckdb
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
ON := --target $(TARGET)
# On Spark the steps of a build share a session: they are not to be had one by one.
IN_DUCKDB = $(if $(filter-out duckdb,$(TARGET)),$(error TARGET=$(TARGET) is for make build only))
FULLY := $(if $(filter-out 0,$(FULL)),--full)

# Chinese where the program's own messages are (extract/language.py).
ZH := $(filter zh% ZH%,$(firstword $(OGI_LANG) $(LC_ALL) $(LC_MESSAGES) $(LANG)))
ifdef ZH
NO_PYTHON := 需要 Python 3.11、3.12 或 3.13（用 PYTHON= 指定）。
INSTALLING := 正在安装到 .venv（仅此一次，约需一两分钟）
else
NO_PYTHON := Python 3.11, 3.12 or 3.13 is needed (set PYTHON=).
INSTALLING := installing into .venv (once; a minute or two)
endif

.DEFAULT_GOAL := help
.PHONY: help build extract transform validate publish docs site review check sql export serve test test-spark bench lint format lock clean

help: ## List the targets and variables. ## 列出全部目标和变量。
	@awk -F ' ## ' '/^[a-z-]+:.* ## / {sub(/:.*/, "", $$1); printf "  make %-10s %s\n", $$1, $$$(if $(ZH),3,2)}' $(MAKEFILE_LIST)
	@echo
ifdef ZH
	@echo "  RAW=文件夹        存放报告文件的文件夹        ($(RAW))"
	@echo "  WAREHOUSE=文件    已发布的 DuckDB 文件        ($(WAREHOUSE))"
	@echo "  TARGET=spark      make build 用 Spark 构建     ($(TARGET))"
	@echo "  STRICT=1          有警告也不发布"
	@echo "  FULL=1            没有变化也全部重新构建"
	@echo "  THREADS=数        同时读取的文件数            ($(THREADS))"
	@echo "  SIZES=数,数       make bench 各次构建的报告份数"
	@echo "  PORT=数           make serve 的端口           ($(PORT))"
	@echo "  FILE=路径         待核对的报告文件或文件夹"
	@echo "  REASON=文字       make review 的理由；REVIEWER=姓名，如非本人"
	@echo "  OUT=文件夹        make export 写入的文件夹    (数据仓库旁的 export)"
	@echo "  OGI_LANG=en       以英文显示"
else
	@echo "  RAW=folder        report files to read        ($(RAW))"
	@echo "  WAREHOUSE=file    the published DuckDB file   ($(WAREHOUSE))"
	@echo "  TARGET=spark      make build on Spark         ($(TARGET))"
	@echo "  STRICT=1          warnings fail the build too"
	@echo "  FULL=1            build everything also where nothing is new"
	@echo "  THREADS=n         files read at a time        ($(THREADS))"
	@echo "  SIZES=n,n         reports of each build that make bench measures"
	@echo "  PORT=n            port of make serve          ($(PORT))"
	@echo "  FILE=path         report file, or folder of them, to check"
	@echo "  REASON=text       why, for make review; REVIEWER=name, if not you"
	@echo "  OUT=folder        where make export writes    (export beside the warehouse)"
	@echo "  OGI_LANG=zh       Chinese messages (or as LANG says)"
endif

build: .venv/installed $(if $(filter spark,$(TARGET)),.venv/installed-spark) ## Read the reports, build, audit and publish the warehouse. ## 读取报告，建模、核对，并发布数据仓库。
	@$(RUN) pipeline build --raw "$(RAW)" $(AT) $(ON) --threads $(THREADS) $(STRICTLY) $(FULLY)

extract: .venv/installed ## Step 1: read new and changed files into a working copy. ## 步骤一：将新增和变动的文件读入工作副本。
	$(IN_DUCKDB)@$(RUN) pipeline extract --raw "$(RAW)" $(AT) --threads $(THREADS)

transform: .venv/installed ## Step 2: build, test and document the dbt models in the working copy. ## 步骤二：在工作副本中构建、测试 dbt 模型并生成文档。
	$(IN_DUCKDB)@$(RUN) pipeline transform $(AT) --threads $(THREADS)

validate: .venv/installed ## Step 3: judge the working copy with Great Expectations. ## 步骤三：用 Great Expectations 核对工作副本。
	$(IN_DUCKDB)@$(RUN) pipeline validate $(AT) $(STRICTLY)

publish: .venv/installed ## Step 4: judge again and, if it passes, publish. ## 步骤四：再次核对，通过即发布。
	$(IN_DUCKDB)@$(RUN) pipeline publish $(AT) $(STRICTLY)

docs: .venv/installed ## Write the dbt docs of the published warehouse as one HTML file. ## 将已发布数据仓库的 dbt 文档写成单个 HTML 文件。
	@$(RUN) pipeline docs $(AT)

site: .venv/installed ## Write the pages of the published warehouse, for browsers. ## 重新生成已发布数据仓库的网页。
	@$(RUN) pipeline site $(AT)

# as typed: a dollar sign in a reason is no variable of make
override export REPORT := $(value REPORT)
override export RULE := $(value RULE)
override export INSTANCE := $(value INSTANCE)
override export VERDICT := $(value VERDICT)
override export REASON := $(value REASON)
override export REVIEWER := $(value REVIEWER)

review: .venv/installed ## Record a verdict on a finding: REPORT= RULE= INSTANCE= VERDICT=. ## 记录对一条发现的复核结论：REPORT= RULE= INSTANCE= VERDICT=。
	@$(RUN) pipeline review "$$REPORT" "$$RULE" "$$INSTANCE" "$$VERDICT" --reason "$$REASON" --reviewer "$${REVIEWER:-$$(id -un)}" $(AT)

override export FILE := $(value FILE)

check: .venv/installed ## Print the findings on a report (FILE=), or a folder of drafts, and draw them on a page. ## 打印一份报告（FILE=）或一个文件夹中草稿的核对结果，并画成网页。
	@$(RUN) pipeline check $(AT) --threads $(THREADS) -- "$$FILE"

sql: .venv/installed ## Open a SQL prompt on the published warehouse. ## 打开已发布数据仓库的 SQL 命令行。
	@$(RUN) pipeline sql $(AT)

export: .venv/installed ## Write every mart as Parquet and CSV, and a spreadsheet of the reports. ## 将全部数据表写成 Parquet 和 CSV，将各报告写成电子表格。
	@$(RUN) pipeline export $(AT) $(if $(OUT),--out "$(OUT)")

serve: .venv/installed ## Serve the site, dbt docs and Data Docs to browsers on this machine. ## 在本机上用浏览器查看网页、dbt 文档和核对文档。
	@$(RUN) pipeline serve $(AT) --port $(PORT)

# Files of tests in the order they are collected: those that build warehouses take longest and
# must not be left for the end. A file stays in one process, which keeps what its tests share.
test: .venv/installed ## Run every test, on all cores. ## 运行全部测试，使用全部处理器核心。
	@$(RUN) pytest --ignore tests/spark -n auto --dist loadfile --no-loadscope-reorder

test-spark: .venv/installed-spark ## Compare builds on Spark with builds in DuckDB, for half an hour. ## 比较 Spark 与 DuckDB 的构建结果，约半小时。
	@$(RUN) pytest tests/spark

bench: .venv/installed ## Measure reading and building at growing sizes (SIZES=), for an hour. ## 测量不同规模（SIZES=）的读取和构建，约一小时。
	@$(RUN) benchmarks.bench $(if $(SIZES),--sizes $(SIZES))

lint: .venv/installed ## Check Python and SQL style. ## 检查 Python 和 SQL 的代码风格。
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/sqlfluff lint dbt_project

format: .venv/installed ## Put Python and SQL into the style that lint wants. ## 按 lint 的要求整理 Python 和 SQL 代码。
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix dbt_project

lock: .venv/installed ## Write requirements.lock and requirements-spark.lock anew from pyproject.toml. ## 根据 pyproject.toml 重写 requirements.lock 和 requirements-spark.lock。
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --no-emit-index-url --no-header --no-annotate pyproject.toml --output-file requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --extra spark --constraint requirements.lock --no-emit-index-url --no-header --no-annotate pyproject.toml --output-file requirements-spark.lock

clean: ## Remove everything that was built, and .venv. ## 删除全部构建结果和 .venv。
	rm -rf .venv warehouse/*.duckdb warehouse/*.spark warehouse/data_docs warehouse/dbt_docs warehouse/site warehouse/check.html warehouse/export warehouse/validation_results.json warehouse/run.json warehouse/build.log* warehouse/.*.build warehouse/.check warehouse/.reviews.csv.lock

# pip compiles bytecode as it installs, which halves the start-up of Great Expectations.
.venv/installed: requirements.lock
	@test -n "$(PYTHON)" || { echo "$(NO_PYTHON)" >&2; exit 1; }
	@echo "$(INSTALLING)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@touch $@

.venv/installed-spark: requirements-spark.lock .venv/installed
	@echo "$(INSTALLING)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-spark.lock
	@touch $@
