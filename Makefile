.PHONY: client setup demo dev check test e2e shots bench messages lock
PYTHON ?= python3
BIN := .venv/bin

setup: .venv/.ready  ## virtual environment, locked dependencies, assets, translations
	@$(BIN)/python -m tools.build_assets
	@$(BIN)/python tools/messages.py compile

.venv/.ready: requirements/base.txt requirements/build.txt pyproject.toml
	@$(PYTHON) -m tools.setup_venv requirements/base.txt requirements/build.txt
	@touch $@

.venv/.ready-dev: .venv/.ready requirements/dev.txt
	@$(PYTHON) -m tools.setup_venv requirements/dev.txt
	@touch $@

demo: setup  ## set everything up and serve the demo company
	@$(BIN)/qiao up --demo

dev: setup .venv/.ready-dev  ## the same for developers: rebuilds assets and restarts on change
	@$(BIN)/python -m tools.develop

check: setup .venv/.ready-dev  ## style, types, contracts, migrations, translations
	@$(BIN)/ruff format --check . && $(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m tools.check_scripts
	@$(BIN)/lint-imports
	@$(BIN)/python tools/house_lint.py
	@$(BIN)/python tools/messages.py check

test: setup .venv/.ready-dev  ## the whole suite
	@$(BIN)/python -m tools.browser
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"
	@$(BIN)/python -m pytest qiao -m browser
	@$(BIN)/python -m pytest tests/journeys -n 2 --dist loadfile

e2e: setup .venv/.ready-dev  ## only the journeys in a browser
	@$(BIN)/python -m pytest tests/journeys

shots: setup .venv/.ready-dev  ## pictures of every main screen into shots/
	@$(BIN)/python -m tools.shots

bench: setup .venv/.ready-dev  ## measure against bare psycopg; see docs/benchmarks.md
	@$(BIN)/python -m bench

client: setup .venv/.ready-dev  ## describe the API anew and generate its Python client
	@$(BIN)/python -m tools.api_schema && $(BIN)/python -m tools.api_client

messages: setup .venv/.ready-dev  ## refresh the translation catalogues
	@$(BIN)/python tools/messages.py update

lock: .venv/.ready-dev  ## resolve requirements/*.in anew
	@$(BIN)/python tools/lock.py
