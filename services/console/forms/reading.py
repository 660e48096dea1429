"""From what was typed to a contract, or to sentences beside the fields."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from starlette.datastructures import FormData

from services.console.forms.fields import Field, Form, FormErrors, Kind, Option, Values
from services.console.forms.setting import Setting
from services.console.wording import pick
from shared.identifiers import new_id

KEY_FIELD = "key"
SUMMARY = "有 {n} 处需要改正："
SHOWN_OF_SEVERAL = 5


class Wrong(Exception):
    def __init__(self, errors: FormErrors) -> None:
        self.errors = errors
        super().__init__(errors.summary)


class Filled(NamedTuple):
    values: dict[str, str]
    key: str


def fresh(form: Form, setting: Setting, draft: Mapping[str, str]) -> Filled:
    """A form as it is first shown; the idempotency key is made here and travels in a hidden field."""
    if draft:
        return Filled({one.name: draft.get(one.name, "") for one in form.fields}, _key(draft.get(KEY_FIELD, "")))
    values = {one.name: one.initial(setting) for one in form.fields if one.initial}
    return Filled(values, new_id().hex)


def typed(form: Form, sent: FormData) -> Filled:
    values = {one.name: _text(sent.get(one.name)) for one in form.fields}
    return Filled(values, _key(_text(sent.get(KEY_FIELD))))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _key(text: str) -> str:
    try:
        return UUID(text).hex
    except ValueError:
        return new_id().hex


def contract_of(form: Form, values: Values, setting: Setting) -> BaseModel:
    """Raises Wrong with a sentence for each field."""
    values, unclear = _searched(form, values, setting)
    missing = {one.name: _please(one) for one in form.fields if _is_missing(one, values)}
    unknown = {one.name: f"请从选项中选择{one.label}" for one in form.fields if _is_unknown(one, values, setting)}
    unknown |= unclear
    try:
        body = form.contract.model_validate((form.build or plain)(_cleaned(form, values), setting))
    except ValidationError as error:
        found = {name: text for e in error.errors() for name, text in [_sentence(form, e)] if name}
        raise _wrong(found | unknown | missing) from error
    if missing or unknown:
        raise _wrong(unknown | missing)
    return body


def _please(one: Field) -> str:
    return f"请{'选择' if one.options else '填写'}{one.label}"


def _searched(form: Form, values: Values, setting: Setting) -> tuple[Values, dict[str, str]]:
    """What the words of a search mean, and a sentence where they mean none or several."""
    meant, unclear = dict(values), {}
    for one in form.fields:
        words = values.get(one.name, "")
        if one.kind is Kind.SEARCH and one.options and words:
            fitting = _fitting(one.options(setting), words)
            if len(fitting) == 1:
                meant[one.name] = fitting[0].value
            else:
                unclear[one.name] = _unclear(one, words, fitting)
    return meant, unclear


def _fitting(options: Sequence[Option], words: str) -> Sequence[Option]:
    """The words as they stand first, then a name that is written out, then any part of it."""
    whole = [one for one in options if words in (one.value, one.words)]
    named = whole or [one for one in options if words == one.label]
    return named or [one for one in options if words in one.words]


def _unclear(one: Field, words: str, fitting: Sequence[Option]) -> str:
    if not fitting:
        return f"没有找到名称含“{words}”的{one.label}，请换几个字再试"
    some = "、".join(option.words for option in fitting[:SHOWN_OF_SEVERAL])
    return f"名称含“{words}”的有 {len(fitting)} 个，请写全一些：{some}{'等' * (len(fitting) > SHOWN_OF_SEVERAL)}"


def _is_missing(one: Field, values: Values) -> bool:
    return one.required and one.kind is not Kind.TICK and not values.get(one.name)


def _is_unknown(one: Field, values: Values, setting: Setting) -> bool:
    value = values.get(one.name)
    if one.options is None or one.kind is Kind.SEARCH or not value:
        return False
    return value not in {option.value for option in one.options(setting)}


def _cleaned(form: Form, values: Values) -> dict[str, str]:
    """Without what was left empty; a tick that is not set says false."""
    cleaned = {name: value for name, value in values.items() if value}
    ticks = {one.name: "true" if values.get(one.name) else "false" for one in form.fields if one.kind is Kind.TICK}
    return cleaned | ticks


def plain(values: Values, _: Setting) -> dict[str, Any]:
    """Dotted names become nested objects."""
    nested: dict[str, Any] = {}
    for name, value in values.items():
        *outer, last = name.split(".")
        place = nested
        for part in outer:
            place = place.setdefault(part, {})
        place[last] = value
    return nested


def _wrong(by_field: dict[str, str]) -> Wrong:
    summary = SUMMARY.format(n=len(by_field)) if by_field else "填写有误，请核对后再提交。"
    return Wrong(FormErrors(summary, by_field))


def _sentence(form: Form, error: ErrorDetails) -> tuple[str, str]:
    name = ".".join(str(part) for part in error["loc"])
    one = next((field for field in form.fields if field.name == name), None)
    if one is None:
        return "", ""
    if one.wrong and error["type"] != "missing":
        return name, one.wrong
    sentence = pick("problem", error["type"]) or "{label}填写有误"
    return name, sentence.format(label=one.label, **error.get("ctx", {}))


CHINESE = re.compile(r"[\u4e00-\u9fff]")


def in_chinese(message: str, instead: str) -> str:
    return message if CHINESE.search(message) else instead
