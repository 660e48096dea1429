"""RFC 9457 answers for every refusal, the same shape everywhere."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import Field
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from shared.contract import Contract
from shared.errors import NotFound, Refusal, Unavailable

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"


class FieldProblem(Contract):
    field: str
    message: str


class Problem(Contract):
    """What a refused request gets back."""

    status: int = Field(examples=[409])
    code: str = Field(description="stable code", examples=["step_already_taken"])
    detail: str = Field(description="Chinese sentence: what is wrong, what to do", examples=["此事已有人先办。"])
    fields: list[FieldProblem] = []
    details: dict[str, Any] = {}


def _answer(problem: Problem) -> JSONResponse:
    return JSONResponse(jsonable_encoder(problem), status_code=problem.status, media_type=MEDIA_TYPE)


def _refused(_: Request, refusal: Exception) -> JSONResponse:
    assert isinstance(refusal, Refusal)
    fields = [FieldProblem(**f) for f in refusal.details.get("fields", [])]
    details = {key: value for key, value in refusal.details.items() if key != "fields"}
    return _answer(
        Problem(status=refusal.status, code=refusal.code, detail=refusal.text, fields=fields, details=details)
    )


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fields = [
        FieldProblem(field=".".join(str(part) for part in e["loc"][1:]), message=e["msg"]) for e in error.errors()
    ]
    return _answer(Problem(status=422, code="invalid_input", detail="填写的内容有误，请按提示改正。", fields=fields))


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    sentences = {404: NotFound.message, 405: "不支持这种请求方式。"}
    codes = {404: "not_found", 405: "method_not_allowed"}
    status = error.status_code
    return _answer(
        Problem(
            status=status,
            code=codes.get(status, "refused"),
            detail=sentences.get(status, "请求未能办理。"),
        )
    )


def _unavailable(_: Request, error: Exception) -> JSONResponse:
    log.warning("database_unavailable", error=type(error).__name__)
    return _answer(Problem(status=503, code=Unavailable.code, detail=Unavailable.message))


def _unstorable(_: Request, error: Exception) -> JSONResponse:
    """A NUL character or a number beyond the column's range: PostgreSQL cannot keep it, so nobody may send it."""
    if not isinstance(error, DataError) and "NUL (0x00)" not in str(error):
        raise error
    log.warning("value_unstorable", error=type(error).__name__)
    return _answer(Problem(status=422, code="invalid_input", detail="内容含有不能保存的字符或数值，请改正。"))


def install(app: FastAPI) -> None:
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for outage in (OperationalError, InterfaceError, PoolTimeout):
        app.add_exception_handler(outage, _unavailable)
    for unstorable in (DataError, ValueError):
        app.add_exception_handler(unstorable, _unstorable)
