# One command starts it (make up), one proves it (make test). Everything else is for developers.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help install up down test test-full browser bench lock

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

test: install browser  ## everything that must hold: style, types, import contracts, tests (browser included)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { echo "格式不一致：运行 $(BIN)/ruff format ."; exit 1; }
	@$(BIN)/mypy --no-error-summary .
	@report=$$($(BIN)/lint-imports --no-cache 2>&1) || { echo "$$report" | tail -20; exit 1; }
	@$(BIN)/pytest -q -rsfE -n 2 --dist loadfile --ignore tests/journeys --ignore tests/chaos
	@$(BIN)/pytest -q -rsfE tests/journeys tests/chaos

test-full: install browser  ## the full tier of quality: up to an hour
	@$(BIN)/pytest -q -rsfE -m full
	@for harness in r1 r3 r4 r5 r6; do $(BIN)/python -m tests.chaos.$$harness --full || exit 1; done

browser:
	@test -x /usr/bin/chromium || { echo "安装 Chromium（浏览器测试用）……"; \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq >/dev/null 2>&1 \
	  && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null 2>&1; } \
	  || echo "没有 Chromium，这里也不能安装：浏览器测试会跳过，并在结尾列出"

bench: install  ## performance as ratios, printed as JSON
	@$(BIN)/python -m tests.bench

lock:  ## write requirements.lock anew from pyproject.toml (hashes, no index address)
	$(BIN)/uv pip compile --quiet pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --output-file requirements.lock
