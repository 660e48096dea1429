"""Completes a service's OpenAPI document: who may call what, every status it may answer, every error code."""

from collections.abc import Callable, Iterator
from typing import Any

from fastapi import FastAPI

from shared.authorisation import SYSTEM_ONLY, Permissions, describe
from shared.errors import Refusal
from shared.problem_details import MEDIA_TYPE

PROBES = frozenset({"healthz", "metrics"})
PROBLEM = {"$ref": "#/components/schemas/Problem"}
ANYWHERE = {503: "暂时不可用"}
WITH_A_BODY = {400: "请求的格式不能解析"}
FOR_PROCESSES = {403: "只供工作流调用"}
OF_THE_FRAMEWORK = {400: {"refused": "请求未能办理。"}, 422: {"invalid_input": "填写的内容有误，请按提示改正。"}}
"""Codes that no refusal of ours carries (shared/problem_details.py)."""

Document = dict[str, Any]


def operations_of(document: Document) -> list[dict[str, Any]]:
    """Every operation but the probes."""
    operations = [operation for path in document["paths"].values() for operation in path.values()]
    return [operation for operation in operations if operation["operationId"] not in PROBES]


def complete(app: FastAPI, service: str, permissions: Permissions) -> None:
    """The document is made when it is first asked for; the routes stay as they are."""
    generate: Callable[[], Document] = app.openapi

    def openapi() -> Document:
        if app.openapi_schema is None:
            _complete(generate(), error_codes(service), permissions)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's own way to extend the document


def error_codes(service: str) -> dict[int, dict[str, str]]:
    """Status → code → the sentence people read, for everything the service or the kernel may refuse."""
    codes: dict[int, dict[str, str]] = {status: dict(known) for status, known in OF_THE_FRAMEWORK.items()}
    for refusal in _refusals(Refusal):
        if refusal.__module__.startswith(("shared.", f"services.{service}.")):
            codes.setdefault(refusal.status, {})[refusal.code] = refusal.message
    return codes


def _refusals(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for one in kind.__subclasses__():
        yield one
        yield from _refusals(one)


def _complete(document: Document, codes: dict[int, dict[str, str]], permissions: Permissions) -> None:
    document["x-error-codes"] = {str(status): codes[status] for status in sorted(codes)}
    for operation in operations_of(document):
        _say_who_may(operation, permissions)
        _add_statuses(operation, permissions)
        for status, response in operation["responses"].items():
            if status >= "400":
                _describe_refusal(response, codes.get(int(status), {}))


def _say_who_may(operation: dict[str, Any], permissions: Permissions) -> None:
    grants = permissions[operation["operationId"]]
    operation["x-permitted"] = [{"roles": sorted(g.roles), "relation": g.relation} for g in grants]
    operation["description"] = f"{operation.get('description', '')}\n\n可办理的岗位：{describe(grants)}".strip()


def _add_statuses(operation: dict[str, Any], permissions: Permissions) -> None:
    wanted = ANYWHERE | (WITH_A_BODY if "requestBody" in operation else {})
    if permissions[operation["operationId"]] == SYSTEM_ONLY:
        wanted |= FOR_PROCESSES
    for status, sentence in wanted.items():
        operation["responses"].setdefault(str(status), {"description": sentence})


def _describe_refusal(response: dict[str, Any], codes: dict[str, str]) -> None:
    response["content"] = {MEDIA_TYPE: {"schema": PROBLEM}}
    response["x-error-codes"] = sorted(codes)
