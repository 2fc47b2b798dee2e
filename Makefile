# Giám Thị: every command a developer needs. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first of these that runs and is new enough makes the environment.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

INSTALLED := $(VENV)/.installed
MODELS := layers/models/build/.built
WEB_INSTALLED := web/node_modules/.installed
WEB_BUILT := web/dist/.built
WEB_SOURCES := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -name schema.d.ts -not -name messages.d.ts 2>/dev/null)

.PHONY: help
help: ## List the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

.PHONY: run
run: $(INSTALLED) $(MODELS) $(WEB_BUILT) ## Install what is needed and run the whole system on this machine
	@$(BIN)/python -m local --port $(PORT)

.PHONY: test
test: $(INSTALLED) $(MODELS) $(WEB_BUILT) ## Install what is needed and run every check and test
	@$(MAKE) --no-print-directory check
	@npm --prefix web test --silent
	@# The student's page keeps its budget.
	@npm --prefix web run --silent size >/dev/null
	@bash tests/e2e/install_browser.sh
	@bash tests/e2e/install_relay.sh
	@bash tests/integration/agents/install_rtsp_server.sh
	@# The core's tests apart: each process holds one cloud for them, and no other test ends it.
	@$(BIN)/python -m pytest -n auto --dist loadfile tests/integration/core
	@$(BIN)/python -m pytest -n auto --dist loadgroup -m "not e2e" --ignore tests/integration/core
	@$(BIN)/python -m pytest -m e2e tests/e2e

.PHONY: check
check: $(INSTALLED) $(WEB_INSTALLED) web/src/api/schema.d.ts ## Run the rules that tools keep
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@npm --prefix web run --silent check
	@if command -v terraform >/dev/null; then terraform fmt -check -recursive infra/terraform; \
	else echo "terraform is not installed: its formatting is not checked"; fi

.PHONY: pictures
pictures: $(INSTALLED) $(MODELS) $(WEB_BUILT) ## Take the pictures of every page in docs/pictures/ anew
	@bash tests/e2e/install_browser.sh
	@$(BIN)/python -m tests.e2e.pictures

.PHONY: bench
bench: $(INSTALLED) $(MODELS) $(WEB_BUILT) ## Print sizes, speed and delays as tables
	@npm --prefix web run --silent size
	@$(BIN)/python -m bench

.PHONY: soak
soak: $(INSTALLED) $(MODELS) $(WEB_BUILT) ## Hold an exam for half an hour while workers are killed; account for everything
	@# Two cores cannot look at 300 pictures a second beside all else; FRAME_SECONDS=1 is what pages do.
	@$(BIN)/python -m bench.load --students $(or $(STUDENTS),300) --minutes $(or $(MINUTES),30) \
		--frame-seconds $(or $(FRAME_SECONDS),40) --kill-workers 45

.PHONY: accuracy
accuracy: $(INSTALLED) $(MODELS) ## Measure precision and recall, write docs/accuracy.md
	@$(BIN)/python -m tests.accuracy.report

.PHONY: models
models: $(MODELS) ## Build the ONNX files

.PHONY: package
package: $(INSTALLED) $(MODELS) ## Build the zips that are deployed and print their sizes
	@$(BIN)/python -m deployment

.PHONY: pages
pages: $(WEB_BUILT) ## Build the web pages that are deployed, into web/dist

.PHONY: package-test
package-test: $(INSTALLED) $(MODELS) ## Run the packages as Lambda would
	@$(BIN)/python -m pytest tests/integration/core/packaged_functions.py

.PHONY: terraform-test
terraform-test: $(INSTALLED) ## Check the deployment with Terraform itself, offline
	@$(BIN)/python -m tests.infra.offline_terraform

CHECKOV := .cache/checkov

.PHONY: checkov
checkov: $(CHECKOV)/.installed ## Hold the deployment against checkov's rules, about ten seconds
	@cd infra/terraform && $(CURDIR)/$(CHECKOV)/bin/checkov --directory . --config-file .checkov.yaml --skip-download

# In an environment of its own: it pins much that the tests use in other versions.
$(CHECKOV)/.installed: tests/infra/checkov-requirements.txt
	@echo "==> Installing checkov, about a minute"
	@test -x $(CHECKOV)/bin/python || $(PYTHON) -m venv $(CHECKOV)
	@$(CHECKOV)/bin/python -m pip install --quiet --quiet --disable-pip-version-check -r $<
	@touch $@

AUDIT := .cache/audit

.PHONY: audit
audit: $(AUDIT)/.installed $(WEB_INSTALLED) ## Ask for known flaws in the packages that are used
	@bash tests/infra/audit.sh $(AUDIT)/bin/pip-audit

# In an environment of its own: nothing else needs what it brings.
$(AUDIT)/.installed: tests/infra/audit-requirements.txt
	@test -x $(AUDIT)/bin/python || $(PYTHON) -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip install --quiet --quiet --disable-pip-version-check -r $<
	@touch $@

.PHONY: openapi
openapi: $(INSTALLED) ## Write docs/openapi.json, docs/live-messages.json and the routes anew from the schemas
	@$(BIN)/python -m chalicelib.api.openapi > docs/openapi.json
	@$(BIN)/python -m chalicelib.adapters.live_messages > docs/live-messages.json

.PHONY: lock
lock: ## Pin everything that the requirements pull in (needs uv)
	uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate \
		requirements-dev.txt --output-file constraints.txt

.PHONY: clean
clean: ## Remove everything that was installed or built here
	rm -rf $(VENV) .cache build layers/models/build web/node_modules web/dist web/src/api/schema.d.ts web/src/api/messages.d.ts

$(INSTALLED): requirements.txt requirements-dev.txt constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed"; exit 1; }
	@echo "==> Installing the Python packages with $(PYTHON), about a minute"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@

$(MODELS): $(INSTALLED) $(wildcard layers/models/*.py) layers/models/manifest.json $(wildcard layers/models/objects/*)
	@echo "==> Building the model files"
	@$(BIN)/python -m layers.models.build
	@touch $@

$(WEB_INSTALLED): web/package.json web/package-lock.json
	@command -v npm >/dev/null || { echo "Node.js 20 or newer with npm is needed"; exit 1; }
	@echo "==> Installing the web packages, about half a minute"
	@npm --prefix web ci --silent --no-audit --no-fund
	@touch $@

web/src/api/schema.d.ts: docs/openapi.json docs/live-messages.json $(WEB_INSTALLED)
	@npm --prefix web run --silent generate

$(WEB_BUILT): $(WEB_INSTALLED) $(WEB_SOURCES) docs/openapi.json docs/live-messages.json
	@echo "==> Building the web pages"
	@npm --prefix web run --silent build
	@touch $@
