"""Every OpenAPI document is complete: who may, summaries, examples that hold, every status and error code."""

import importlib
import json
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlalchemy import create_engine

from shared.contract import Contract
from shared.keys import KeyRing
from shared.openapi import operations_of
from tests.factories.deployment import FIRST_MOMENT, clock_at
from tests.guards.test_house_style import CHINESE, refusals
from tests.security.routes import SERVICES, permissions_of

Document = dict[str, Any]
NOWHERE = "postgresql+psycopg2://nobody@127.0.0.1:1/nowhere"
PLANNED_BY_THE_KERNEL = {"schedule", "rung", "pauses"}


@pytest.fixture(scope="module")
def documents(keys: KeyRing) -> dict[str, Document]:
    def build(service: str) -> FastAPI:
        app: FastAPI = SERVICES[service].build(create_engine(NOWHERE), keys, clock_at(FIRST_MOMENT))
        return app

    return {service: build(service).openapi() for service in SERVICES}


@pytest.fixture(params=SERVICES)
def document(request: pytest.FixtureRequest, documents: dict[str, Document]) -> Document:
    return documents[request.param]


def test_every_operation_has_a_chinese_summary(document: Document) -> None:
    bare = [one["operationId"] for one in operations_of(document) if not CHINESE.search(one.get("summary", ""))]
    assert bare == [], 'say in Chinese what it does: summary="…" at the route'


@pytest.mark.parametrize("service", SERVICES)
def test_every_operation_says_which_post_may_call_it(documents: dict[str, Document], service: str) -> None:
    for operation in operations_of(documents[service]):
        grants = permissions_of(service)[operation["operationId"]]
        assert len(operation["x-permitted"]) == len(grants)
        assert "可办理的岗位" in operation["description"]


def test_every_refusal_lists_its_codes_and_each_code_has_its_sentence(document: Document) -> None:
    sentences = document["x-error-codes"]
    for operation in operations_of(document):
        answers = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        assert {"422", "503"} <= answers.keys(), operation["operationId"]
        for status, answer in answers.items():
            assert "application/problem+json" in answer["content"], (operation["operationId"], status)
            unknown = [code for code in answer["x-error-codes"] if not CHINESE.search(sentences[status].get(code, ""))]
            assert (answer["x-error-codes"], unknown) != ([], []), (operation["operationId"], status)
            assert unknown == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_refusal_of_the_service_is_documented_somewhere(documents: dict[str, Document], service: str) -> None:
    operations = operations_of(documents[service])
    documented = {code for one in operations for answer in one["responses"].values() for code in codes_of(answer)}
    raised = {one.code for one in refusals() if one.__module__.startswith(f"services.{service}.")}
    assert raised - documented == set(), "no route documents this status: add it to the route's responses"


def codes_of(answer: Document) -> list[str]:
    codes: list[str] = answer.get("x-error-codes", [])
    return codes


def test_what_needs_a_token_documents_401_and_commands_document_conflicts(document: Document) -> None:
    for operation in operations_of(document):
        wanted = {"401"} if operation["operationId"] not in ("receive_letter",) else {"403"}
        if any(parameter["name"] == "Idempotency-Key" for parameter in operation.get("parameters", [])):
            wanted |= {"403", "404", "409"}
        assert wanted <= operation["responses"].keys(), operation["operationId"]


def test_every_body_shows_an_example_of_each_field_it_needs(document: Document) -> None:
    missing = [
        f"{operation['operationId']}: {model}.{field}"
        for operation in operations_of(document)
        for model, field in _fields_without_example(document, operation)
    ]
    assert missing == [], "Field(examples=[…]) in the contract"


def _fields_without_example(document: Document, operation: Document) -> Iterator[tuple[str, str]]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    reference = content.get("schema", {}).get("$ref", "")
    if "examples" in json.dumps(content) or not reference:
        return
    yield from _bare_fields(document, reference)


def _bare_fields(document: Document, reference: str) -> Iterator[tuple[str, str]]:
    name = reference.rsplit("/", 1)[-1]
    schema = document["components"]["schemas"][name]
    if "examples" in schema:
        return
    for field in schema.get("required", []):
        shape = schema["properties"][field]
        inner = shape.get("$ref") or shape.get("items", {}).get("$ref")
        if "examples" in shape or field in PLANNED_BY_THE_KERNEL:
            continue
        if inner and "properties" in document["components"]["schemas"][inner.rsplit("/", 1)[-1]]:
            yield from _bare_fields(document, inner)
        else:
            yield name, field


def models(kind: type[BaseModel] = Contract) -> Iterator[type[BaseModel]]:
    for one in kind.__subclasses__():
        yield one
        yield from models(one)


def test_the_examples_in_the_contracts_are_valid() -> None:
    for service in SERVICES:
        importlib.import_module(f"services.{service}.app")
    wrong = [f"{m.__name__}.{name}: {example!r}" for m in models() for name, example in _wrong_examples(m)]
    assert wrong == [], "people copy examples: they must pass the field's own check"


def _wrong_examples(model: type[BaseModel]) -> Iterator[tuple[str, Any]]:
    for name, info in model.model_fields.items():
        kind: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
        checked: TypeAdapter[Any] = TypeAdapter(kind)
        for example in info.examples or []:
            try:
                checked.validate_json(json.dumps(example))
            except ValidationError:
                yield name, example
