"""Wires the console: settings, clients, pages. `python -m services.console.app`."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import JSONResponse
from starlette.staticfiles import StaticFiles

from services.console.console import Console
from services.console.far_side import FarSide
from services.console.guard import SecureHeaders, guard
from services.console.member import pages as member_pages
from services.console.member.without_link import link_needed
from services.console.pages import (
    account,
    acts,
    audit_log,
    between,
    bulk,
    case,
    case_looks,
    cases,
    departures,
    incidents,
    issue_register,
    letters,
    member_links,
    notices,
    outcome,
    overview,
    papers,
    reports,
    rosters,
    rules,
    saved_views,
    surveys,
    task,
    tasks,
    templates,
    todo,
    verify,
    waiting,
)
from services.console.settings import ConsoleSettings
from services.console.sign_in import member_door, second_factor
from services.console.sign_in import routes as sign_in
from services.console.sign_in.tokens import AccessTokens
from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient
from shared import telemetry
from shared.service_app import serve

# Before `acts`: /cases/{id}/letters/{letter}, /declared and /member-link/withdrawal are not acts; before `waiting`:
# /cases/export is no case.
PAGES = (
    sign_in,
    second_factor,
    account,
    todo,
    tasks,
    task,
    cases,
    saved_views,
    bulk,
    waiting,
    departures,
    issue_register,
    letters,
    papers,
    verify,
    case,
    case_looks,
    member_links,
    acts,
    rosters,
    templates,
    overview,
    reports,
    rules,
    audit_log,
    surveys,
    between,
    incidents,
    notices,
    member_door,
    member_pages,
)
probes = APIRouter()


class KeptForAnHour(StaticFiles):
    async def get_response(self, path: str, scope: Any) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=3600"
        return response


@probes.get("/healthz")
def healthz(request: Request) -> Response:
    now = request.app.state.console.clock.now().isoformat()
    return JSONResponse({"service": "console", "status": "ok", "business_time": now})


@probes.get("/metrics")
def metrics() -> Response:
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def create_app(console: Console) -> FastAPI:
    app = FastAPI(title="共管", docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(guard)])
    app.state.console = console
    app.middleware("http")(_measure)
    app.add_middleware(SecureHeaders)
    for page in PAGES:
        app.include_router(page.router)
    app.include_router(probes)
    app.mount("/static", KeptForAnHour(packages=[("services.console", "static")]), name="static")
    outcome.install(app, link_needed)
    return app


async def _measure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    started = time.perf_counter()
    response = await call_next(request)
    route = request.scope.get("route")
    operation = getattr(route, "name", "unknown")
    telemetry.requests_total.labels(operation, str(response.status_code)).inc()
    telemetry.request_seconds.labels(operation).observe(time.perf_counter() - started)
    return response


def console_of(settings: ConsoleSettings) -> Console:
    services = FarSide(
        RegistryClient(settings.registry_url), OutflowClient(settings.outflow_url), InflowClient(settings.inflow_url)
    )
    return Console(
        services=services,
        tokens=AccessTokens(services.registry),
        clock=settings.clock,
        demo_accounts=settings.demo_accounts_file if settings.demo else None,
        secure_cookies=settings.secure_cookies,
        temporal_ui=settings.temporal_ui,
        public_url=settings.public_url,
    )


def main() -> None:
    settings = ConsoleSettings()
    telemetry.configure_logging("console", settings.log_format)
    serve(create_app(console_of(settings)), settings.host, settings.port)


if __name__ == "__main__":
    main()
