# Telltale. `make help` lists what there is to do.
.DEFAULT_GOAL := help
SHELL := /bin/sh

BIN := .venv/bin
NPM := scripts/node npm
# Options for pytest, e.g. `make test PYTEST="-k export -x"`; -n0 runs the tests in one process.
PYTEST ?=
# Files or folders that `make run` imports into the demo project.
VIDEOS ?=

.PHONY: help install reward dev frontend run test test-all lint format bench bench-editor \
	bench-reward openapi lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

install: ## Make .venv and the front end, as `make run` does
	@scripts/install base
	@scripts/frontend build

frontend: install ## Build the pages when their sources have changed

run: install ## Serve on http://127.0.0.1:8000 (HOST, PORT); VIDEOS=path imports a folder or file
	@scripts/install reward || echo "telltale: going on without the extra reward:" \
		"annotating works, nothing trains or predicts." >&2
	@exec $(BIN)/python -m config.supervisor $(if $(VIDEOS),'$(VIDEOS)')

reward: ## Install what training and predicting need: .venv/bin/python -m reward.core --help
	@scripts/install reward

dev: ## Install what tests and linters need
	@scripts/install dev
	@scripts/frontend build

test: dev ## Run the tests: real servers, workers, ffmpeg and Chromium
	@TELLTALE_CHROMIUM="$$(scripts/chromium)" && export TELLTALE_CHROMIUM && \
		$(NPM) --silent test && exec $(BIN)/python -m pytest -n 2 $(PYTEST)

test-all: PYTEST += -m "not gpu"
test-all: test ## Run the longer proofs as well

lint: dev ## Check style, types, layers and that generated files are current
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	scripts/unconnected $(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(NPM) --silent run lint
	$(NPM) --silent run typecheck
	@scripts/openapi --check

format: dev ## Let ruff and Biome rewrite the files
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) --silent run format

openapi: dev ## Write openapi.yml and the front end's types from the code
	@scripts/openapi

bench: dev ## Measure Telltale on a large project (prints a table)
	@TELLTALE_CHROMIUM="$$(scripts/chromium)" && export TELLTALE_CHROMIUM && \
		exec $(BIN)/python -m bench

bench-editor: dev ## Measure the annotation screen in Chromium (prints a table)
	@TELLTALE_CHROMIUM="$$(scripts/chromium)" && export TELLTALE_CHROMIUM && \
		scripts/frontend build && exec $(BIN)/python -m bench.editor $(if $(DAY),--day $(DAY)) \
		$(if $(STRICT),--strict)

bench-reward: dev ## Measure decoding, training and predicting (prints tables)
	@exec $(BIN)/python -m bench.reward

lock: ## Write the lock files: newest versions that fit pyproject.toml and package.json
	@scripts/install base
	@scripts/lock

clean: ## Remove what was built, but neither the data nor .venv
	rm -rf .cache .static .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache \
		test-results frontend/dist frontend/node_modules frontend/src/i18n/paraglide
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
