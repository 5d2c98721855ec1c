# Every chore of the project, by name. `make run` and `make test` need Python 3.11 or newer, and nothing else.

# The first Python that is new enough; or say which: make run PYTHON=/opt/python3.13/bin/python3
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$python && break; \
	done)
BIN := .venv/bin
ES := app/translations/es/LC_MESSAGES
SPANISH := $(patsubst %.po,%.mo,$(wildcard $(ES)/messages.po))
TYPED := $(wildcard app bench tests tools wsgi.py)
# Workers of pytest, a file to each in turn, in their order: the long files of the browser come early. No more than there
# are cores: a story whose clock matters has to be alone on one.
WORKERS := $(shell $(PYTHON) -c 'import os; print(min(os.cpu_count() or 1, 6))')
PYTEST := $(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -q
UV := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet

.PHONY: run test check soak style format screens bench lock messages python ready ready-to-test pages
.DEFAULT_GOAL := run

# Serve at http://127.0.0.1:8000 (HOST, PORT); LAN=1 serves phones on this network over HTTPS.
run: ready
	@$(if $(LAN),ROLLCALL_HTTPS=1) $(BIN)/flask --app wsgi serve $(if $(LAN),--lan)

# Everything, browser and PostgreSQL included; what CI runs.
test: ready-to-test style
	@$(BIN)/python -m tests.browser.chromium
	@$(PYTEST)

# What to run before a commit, in a minute or two: all but browsers, faults, PostgreSQL and what is slow.
check: ready-to-test style
	@$(PYTEST) --ignore=tests/browser --ignore=tests/faults -m "not slow"

# An hour and more before a release: 500 stories of 50 steps on each database and in the browser, five minutes of a
# signal that comes and goes, a server killed again and again, and six mutations that must each turn a test red.
soak: ready-to-test
	@$(BIN)/python -m tests.browser.chromium
	@STORIES=500 STEPS=50 $(BIN)/pytest -q --timeout=0 tests/faults/test_state_machine.py
	@KILLS=8 $(BIN)/pytest -q --timeout=0 tests/faults/test_killing_the_server.py
	@ROLLCALL_SOAK=1 $(BIN)/pytest -q --timeout=0 tests/faults/browser
	@$(BIN)/python -m tests.faults.mutations

style: ready-to-test
	@$(BIN)/ruff format --check --quiet . || { echo "make format puts that right."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary $(TYPED)

format: ready-to-test
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

# A picture of every page under screens/: phone, tablet, desktop, dark, Spanish, empty and full.
screens: ready-to-test
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.browser.screens

# The budgets of speed, measured; FULL=1 adds a million assets and PostgreSQL.
bench: ready-to-test
	@$(BIN)/python -m bench $(if $(FULL),--full)

# Pin again what pyproject.toml and package.json ask for; UP=1 takes newer Python packages where there are any.
lock: ready-to-test
	$(UV) $(if $(UP),--upgrade) --output-file requirements.txt
	$(UV) $(if $(UP),--upgrade) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	$(BIN)/python -m tools.front_end --lock

# Gather what the pages say, for the translators, and compile what they wrote.
messages: ready-to-test
	@$(BIN)/pybabel -q extract --mapping-file pyproject.toml --no-location --sort-output --keyword _l \
		--project Rollcall --output app/translations/messages.pot app
	@test -f $(ES)/messages.po || $(BIN)/pybabel -q init --locale es \
		--input-file app/translations/messages.pot --output-dir app/translations
	@$(BIN)/pybabel -q update --locale es --no-fuzzy-matching --ignore-obsolete --no-wrap \
		--input-file app/translations/messages.pot --output-dir app/translations
	@$(MAKE) --no-print-directory pages

ready: python
	@$(PYTHON) -m tools.python_packages requirements.txt
	@$(MAKE) --no-print-directory pages

ready-to-test: python
	@$(PYTHON) -m tools.python_packages requirements-dev.txt
	@$(MAKE) --no-print-directory pages

# The pages' libraries, icons and translations.
pages:
	@$(BIN)/python -m tools.front_end
	@$(if $(SPANISH),$(MAKE) --no-print-directory --silent $(SPANISH))

%.mo: %.po
	@$(BIN)/pybabel -q compile --input-file $< --output-file $@

python:
	@test -n "$(PYTHON)" || { echo "Rollcall needs Python 3.11 or newer; none was found. Install one, or name it:"; \
		echo "  make run PYTHON=/path/to/python3.12"; exit 1; }
