# One command starts it (make up), one proves it (make test). Everything else is for developers.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help install up down test lint bench lock

help:  ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

$(VENV)/installed: requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11（找不到 $(PYTHON)）；可用 make PYTHON=路径 指定"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "安装依赖（锁定版本）……"
	@$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable . 
	@touch $@

install: $(VENV)/installed  ## own .venv with locked versions and the gongguan command

up: install  ## start everything in the foreground, with demo data on the first start
	@exec $(BIN)/gongguan up

down: install  ## stop what an earlier up left running
	@$(BIN)/gongguan down

lock:  ## write requirements.lock anew from pyproject.toml (hashes, no index address)
	$(BIN)/uv pip compile --quiet pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --output-file requirements.lock
