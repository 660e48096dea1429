"""Showing, checking and sending a form, the same for every act: fill, (look at the consequences,) send."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from fastapi import Request, Response
from pydantic import BaseModel
from starlette.datastructures import FormData

from services.console.forms.fields import Field, Form, FormErrors, Kind, Options, Values
from services.console.forms.problems import errors_of
from services.console.forms.reading import KEY_FIELD, Filled, Wrong, contract_of, fresh, typed
from services.console.forms.setting import Setting
from services.console.rendering import render
from shared.identifiers import new_id
from shared.service_client import Outage, Refused

Answer = TypeVar("Answer", bound=BaseModel)
REUSED = "idempotency_key_reused"


def form_page(
    request: Request, form: Form, setting: Setting, filled: Filled, errors: FormErrors | None = None
) -> Response:
    return render(
        request,
        "act_form.html",
        status=errors.status if errors else 200,
        form=form,
        setting=setting,
        values=filled.values,
        key=filled.key,
        errors=errors,
        back=_back(request.url.path),
        options_of=lambda one: one.options(setting) if one.options else [],
    )


def empty_page(request: Request, form: Form, setting: Setting) -> Response:
    drawer = setting.visitor.drawer
    draft = setting.visitor.console.drafts.take(drawer, request.url.path)
    return form_page(request, form, setting, fresh(form, setting, draft))


def handle(
    request: Request, form: Form, setting: Setting, sent: FormData, send: Callable[[Any, str], Answer]
) -> Response | Answer:
    """The service's answer, or the page that comes instead."""
    filled = typed(form, sent)
    step = sent.get("step")
    if step == "edit":
        return form_page(request, form, setting, filled)
    try:
        body = contract_of(form, filled.values, setting)
    except Wrong as wrong:
        return form_page(request, form, setting, filled, wrong.errors)
    if form.consequences and step != "confirm":
        return _consequences_page(request, form, setting, filled)
    try:
        return send(body, filled.key)
    except Refused as refused:
        if refused.problem.status == 401:
            raise
        errors = errors_of(refused.problem, form, setting.visitor.organisations)
        key = new_id().hex if refused.problem.code == REUSED else filled.key
        return form_page(request, form, setting, Filled(filled.values, key), errors)


def _consequences_page(request: Request, form: Form, setting: Setting, filled: Filled) -> Response:
    assert form.consequences is not None
    return render(
        request,
        "act_confirm.html",
        form=form,
        setting=setting,
        shown=[
            (one.label, readable(one, filled.values, setting)) for one in form.fields if filled.values.get(one.name)
        ],
        hidden=hidden(filled.values, filled.key),
        consequences=form.consequences(setting, filled.values),
        back=_back(request.url.path),
    )


def readable(one: Field, values: Values, setting: Setting) -> str:
    value = values.get(one.name, "")
    if one.kind is Kind.TICK:
        return "是" if value else "否"
    return _label(one.options, value, setting) if one.options else value


def _label(options: Options, value: str, setting: Setting) -> str:
    return next((option.label for option in options(setting) if option.value == value), value)


def hidden(values: Mapping[str, str], key: str) -> dict[str, str]:
    return {name: value for name, value in values.items() if value} | {KEY_FIELD: key}


def kept_page(request: Request, form: Form, sent: FormData, _: Outage) -> Response:
    """The services are out of reach: everything typed stays on this page, ready to be sent again with its key."""
    filled = typed(form, sent)
    step = str(sent.get("step") or "")
    return render(
        request,
        "kept.html",
        status=503,
        form=form,
        shown=[(one.label, filled.values[one.name]) for one in form.fields if filled.values[one.name]],
        hidden=hidden(filled.values, filled.key) | ({"step": step} if step else {}),
        back=_back(request.url.path),
    )


def _back(path: str) -> str:
    """The page that a form belongs to: its case, or the first page."""
    parts = path.split("/")
    if parts[1] in ("account", "incidents", "notices", "me"):
        return f"/{parts[1]}"
    if parts[1] == "between":
        return "/".join(parts[: -2 if parts[3] == "new" else -1])
    return "/".join(parts[:3]) if parts[1] == "cases" and len(parts) > 3 else "/"
