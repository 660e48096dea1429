"""One way to build a service: problem answers, health, metrics, permission rows in OpenAPI, the relay beside it."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute, iter_route_contexts
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import Engine, text
from starlette.concurrency import run_in_threadpool

from shared import openapi, problem_details
from shared.authorisation import Permissions
from shared.contract import Contract
from shared.heap import settle_heap
from shared.measuring import Measured
from shared.problem_details import Problem
from shared.relay import Relay
from shared.requests import FirstAnswer, Kernel, json_answer

SENTENCES = {
    401: "未登录、登录失效或令牌属于别的服务",
    403: "可以查看但本岗位不能办理；或来函被拒收",
    404: "不存在，或不在管理范围内（两者回答相同）",
    409: "已有人先办，或不在这一步",
    422: "内容有误，或同一编号用于不同内容",
    413: "文件太大",
    415: "不是能读取的工作簿",
    503: "暂时不可用",
}
QUERY_REFUSALS = (401, 404, 422)
COMMAND_REFUSALS = (401, 403, 404, 409, 422)


class Health(Contract):
    service: str
    status: str
    business_time: str


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {s: {"model": Problem, "description": SENTENCES[s]} for s in statuses}


def create_app(
    kernel: Kernel, engine: Engine, routers: Iterable[APIRouter], *, title: str, relay: Relay | None
) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if relay:
            relay.start()
        yield
        if relay:
            await run_in_threadpool(relay.stop)
        engine.dispose()

    app = FastAPI(
        title=title,
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.kernel = kernel
    problem_details.install(app)
    app.add_exception_handler(FirstAnswer, _first_answer)
    app.add_middleware(Measured)
    for router in routers:
        app.include_router(router)
    app.include_router(_probes(kernel, engine))
    refuse_unguarded_routes(app, kernel.permissions)
    openapi.complete(app, kernel.name, kernel.permissions)
    return app


def _first_answer(_: Request, earlier: Exception) -> Response:
    assert isinstance(earlier, FirstAnswer)
    return json_answer(earlier.answer)


def _probes(kernel: Kernel, engine: Engine) -> APIRouter:
    router = APIRouter(tags=["probes"])

    @router.get("/healthz", summary="进程与数据库是否可用", responses=refusals(503))
    def healthz() -> Health:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        return Health(service=kernel.name, status="ok", business_time=kernel.clock.now().isoformat())

    @router.get("/metrics", summary="Prometheus 指标", response_class=Response)
    def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


UNGUARDED = openapi.PROBES


def refuse_unguarded_routes(app: FastAPI, permissions: Permissions) -> None:
    """A route without a permission row stops the start."""
    for context in iter_route_contexts(app.routes):
        name = context.original_route.name if isinstance(context.original_route, APIRoute) else None
        if name is not None and name not in UNGUARDED and name not in permissions:
            raise LookupError(f"no permission row for {name}: add one to the service's permissions.py")


def serve(app: FastAPI, host: str, port: int) -> None:
    settle_heap()
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
