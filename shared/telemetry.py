"""Structured logs with ids and no personal data, and Prometheus counters."""

import logging
from typing import Any, Literal

import structlog
from prometheus_client import Counter, Histogram

requests_total = Counter("gongguan_requests_total", "HTTP requests", ["operation", "status"])
request_seconds = Histogram("gongguan_request_seconds", "HTTP request duration", ["operation"])
outbox_sent = Counter("gongguan_outbox_sent_total", "outbox rows delivered to Temporal")
rungs_fired = Counter("gongguan_rungs_fired_total", "escalation rungs", ["kind", "action"])
letters_total = Counter("gongguan_letters_total", "letters received", ["outcome"])


def configure_logging(process: str, format_: Literal["json", "console"]) -> None:
    for_machines, for_people = structlog.processors.JSONRenderer(ensure_ascii=False), structlog.dev.ConsoleRenderer()
    renderer: Any = for_machines if format_ == "json" else for_people
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)
    for noisy in ("uvicorn.access", "httpx", "httpcore", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
