# make demo   installs into .venv/, then makes and serves a fictional district with a year of cases
# make test   the fast tests (under 10 minutes on two cores)
# make help   the rest
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export PYTHON ?= python3
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet
ARGS ?=

.PHONY: help install demo test test-slow bench lint docs format requirements clean fonts office postgresql browser pdf

help:
	@echo 'make demo        安装并演示：一个虚构的区，一年的申请，打开网站 / install, fill a fictional district, serve'
	@echo 'make install     只安装到 .venv/ / install only'
	@echo 'make test        快速测试，两核十分钟以内 / fast tests'
	@echo 'make test-slow   较慢的测试，需要 LibreOffice、PostgreSQL、Chromium / slow tests'
	@echo 'make bench       性能对比 / benchmarks'
	@echo 'make lint        格式、类型、结构、文档、安装包 / everything that is checked without running'
	@echo 'make docs        由代码生成 docs/rules 和 docs/law / generated pages'
	@echo 'make format      整理代码格式 / format the code'
	@echo 'make requirements 重新生成依赖清单 / pin the dependencies anew'
	@echo 'make clean       删除生成的文件 / remove what was made'

# Three stamps: a second call finds them and does nothing but compile what was edited.
# Python would compile by itself, except where PYTHONDONTWRITEBYTECODE is set: then every start of the command costs double.
install: $(VENV)/.gongkai fonts
	@$(BIN)/python -m compileall -q src

$(VENV)/.made:
	@scripts/system.sh venv
	@[ -x $(BIN)/python ] || "$$PYTHON" -m venv $(VENV)
	@touch $@

$(VENV)/.packages: $(VENV)/.made requirements/dev.txt
	@echo '正在安装依赖（首次约一两分钟）… / installing what gongkai needs'
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

# Editable: an edit is seen at once, and a plain path file costs nothing at the start of the command.
$(VENV)/.gongkai: $(VENV)/.packages pyproject.toml
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

fonts:
	@scripts/system.sh fonts

office postgresql browser pdf:
	@scripts/system.sh $@

demo: install
	@$(BIN)/gongkai demo $(ARGS)

test: install
	@$(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

# What the law and the ledger do has legal effect: every branch of them is taken by a test that names it, not by chance.
EXACT := tests/law tests/ledger tests/notices/test_decisions.py tests/cli/test_law_deadline.py tests/cli/test_law_input.py \
    tests/cli/test_law_tables.py --ignore=tests/ledger/test_machine.py

test-slow: install office postgresql browser pdf
	@$(BIN)/python -m pytest -m slow -n auto --dist loadfile --no-loadscope-reorder --timeout=900 $(ARGS)
	@$(BIN)/python -m pytest -q -n auto $(EXACT) --cov=gongkai.law --cov=gongkai.ledger --cov-branch --cov-fail-under=100 --cov-report=term-missing:skip-covered

bench: install
	@missed=; for script in benchmarks/[a-z]*.py; do \
	    echo "== $$script"; $(BIN)/python "$$script" $(ARGS) || missed="$$missed $$script"; \
	done; [ -z "$$missed" ] || { echo "未达到 / missed:$$missed"; exit 1; }

lint: install
	@$(BIN)/ruff format --check --quiet . || { echo '请运行 make format / run make format'; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --strict
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python scripts/docs.py --check
	@$(BIN)/python scripts/requirements.py --check
	@$(BIN)/python scripts/wheel.py

docs: install
	@$(BIN)/python scripts/docs.py

format: install
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

requirements:
	@"$$PYTHON" scripts/requirements.py $(ARGS)

clean:
	@rm -rf $(VENV) build dist out var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
