"""Counts and times requests by operation. Plain ASGI: nothing of the answer is copied or held back."""

import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.telemetry import request_seconds, requests_total


class Measured:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=_request_id(scope)):
            try:
                await self._app(scope, receive, noting)
            finally:
                _count(scope, status, time.perf_counter() - started)


def _request_id(scope: Scope) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"x-request-id"), "")


def _count(scope: Scope, status: int, seconds: float) -> None:
    route = scope.get("route")
    operation = getattr(route, "name", "unknown")
    requests_total.labels(operation, str(status)).inc()
    request_seconds.labels(operation).observe(seconds)
