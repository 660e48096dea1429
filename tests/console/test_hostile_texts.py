"""S5: whatever is typed into any field of any form is sent literally or refused in words, and shown literally."""

import os
import random
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

import httpx
import pytest
from sqlalchemy import Engine

from shared.keys import KeyRing
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.hostile_forms import FoundForm, as_shown, read
from tests.console.real_side import arrange, console_before
from tests.console.test_acts import FILLED, case_on_both_sides, requested
from tests.console.visitors import Browser
from tests.console.walks import CASE, between
from tests.factories.hostile_strings import every, others, scripts, shuffled, sql
from tests.factories.people import Tokens
from tests.factories.survey_ground import SurveyGround

__all__ = ["case_on_both_sides", "requested"]
SEED = int(os.environ.get("GONGGUAN_SEED") or random.randrange(10**6))
AT_A_PUSH, AT_A_PUSH_IN_ONE_FIELD, SEVERAL = 2, 60, 4
pytestmark = pytest.mark.timeout(3_000)


def test_there_are_as_many_as_were_promised() -> None:
    assert len(set(sql())) >= 200
    assert len(set(scripts())) >= 200
    assert len(set(others())) >= 50
    assert len(set(every())) == len(every())


def test_a_page_that_does_not_escape_is_noticed() -> None:
    written = [one for one in scripts() if one.lstrip().startswith("<") and "<!" not in one and "'>" not in one]
    unnoticed = [one for one in written if not read(f"<main><p>{one}</p></main>").wrong]
    assert len(written) > 80
    assert all(one.startswith(("</te", "<a href", "<form")) or "&#106;" in one for one in unnoticed), unnoticed


def filled(form: FoundForm, round_: int, strings: list[str], known: Mapping[str, str]) -> dict[str, str]:
    """Every field that takes text gets another string each round; the rest is as the page or `known` says."""
    typed = {name: strings[(round_ + 31 * n) % len(strings)] for n, name in enumerate(form.typed)}
    return {**form.values, **known, **typed}


def together(strings: list[str], several: int) -> list[str]:
    """Several in one field, so that a field has had them all after fewer rounds."""
    return [" ".join(strings[at : at + several]) for at in range(0, len(strings), several)]


def check(answer: httpx.Response, sent: Mapping[str, str], form: FoundForm) -> None:
    said = f"seed {SEED}: {form.action} with {sent!r} → {answer.status_code}"
    assert answer.status_code < 500, said
    assert all("\n" not in value and "\r" not in value for value in answer.headers.values()), said
    assert answer.headers.get("location", "/").startswith("/"), said
    assert not answer.headers.get("location", "/").startswith("//"), said
    page = read(answer.text)
    assert page.wrong == [], said
    again = next((one for one in page.forms if one.action == form.action and set(form.typed) <= set(one.typed)), None)
    if answer.status_code == 422 and again is not None:
        shown = {name for name in form.typed if "password" not in name and name not in ("code", "again")}
        kept = {name: as_shown(again.values[name]) for name in shown if again.values[name]}
        assert kept == {name: as_shown(sent[name]) for name in kept}, said


def send(browser: Browser, form: FoundForm, values: Mapping[str, str]) -> httpx.Response:
    if form.method == "get":
        return browser.http.get(form.action, params=dict(values))
    return browser.http.post(form.action, data=dict(values), headers=browser.origin)


def text_forms(browser: Browser, path: str) -> list[FoundForm]:
    """Of a page; the one that leads out and those without a field for text aside."""
    return [one for one in read(browser.get(path).text).forms if one.typed]


def tries(browser: Browser, path: str, strings: list[str], rounds: Iterable[int], known: Mapping[str, str]) -> int:
    found = text_forms(browser, path)
    for form, round_ in ((form, round_) for form in found for round_ in rounds):
        values = filled(form, round_, strings, known)
        answer = send(browser, form, values)
        check(answer, values, form)
        if answer.status_code == 200 and 'value="confirm"' in answer.text:
            check(send(browser, form, values | {"step": "confirm"}), values, form)
    return len(found)


LOGINS = sorted({login for login, _ in FILLED.values()})


@pytest.mark.parametrize("login", LOGINS)
def test_the_form_of_every_act(visit_any: Browser, world: World, login: str) -> None:
    _acts_of(visit_any, login, shuffled(SEED), AT_A_PUSH)
    assert all(_literal(one.body) for one in world.heard)


@pytest.mark.full
@pytest.mark.parametrize("login", LOGINS)
def test_every_string_in_the_form_of_every_act(visit_any: Browser, login: str) -> None:
    strings = together(shuffled(SEED), SEVERAL)
    _acts_of(visit_any, login, strings, len(strings))


def _acts_of(browser: Browser, login: str, strings: list[str], rounds: int) -> None:
    browser.sign_in(login)
    for act, (who, known) in FILLED.items():
        if who == login:
            tries(browser, f"{CASE}/{act}", strings, range(rounds), known)


def test_what_is_sent_is_what_was_typed(visit_any: Browser, world: World) -> None:
    """Through a form whose service takes any text."""
    _sent_literally(visit_any, world, shuffled(SEED)[:AT_A_PUSH_IN_ONE_FIELD])


@pytest.mark.full
def test_every_string_is_sent_as_it_was_typed(visit_any: Browser, world: World) -> None:
    _sent_literally(visit_any, world, list(every()))


def _sent_literally(browser: Browser, world: World, strings: list[str]) -> None:
    browser.sign_in("zhou")
    form = text_forms(browser, f"{CASE}/home/brief_member")[0]
    for string in strings:
        world.heard.clear()
        answer = send(browser, form, {**form.values, "topics": string})
        assert answer.status_code == 303, (SEED, string, answer.text)
        assert as_shown(world.heard[0].body["topics"]) == as_shown(string)


def _literal(body: object) -> bool:
    """Nothing was escaped, cut or turned into something else on its way."""
    texts = list(_texts(body))
    known = {as_shown(one) for one in every()}
    hostile = [one for one in texts if any(sign in one for sign in "<>'\"{}") and one]
    return all(as_shown(one) in known for one in hostile)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


@pytest.fixture
def visit_any(app: object) -> Browser:
    return Browser(app)  # type: ignore[arg-type]  # the console


@pytest.fixture
def ground(
    registry_database: Engine, outflow_database: Engine, inflow_database: Engine, keys: KeyRing, tokens: Tokens
) -> SurveyGround:
    engines = {"registry": registry_database, "outflow": outflow_database, "inflow": inflow_database}
    return SurveyGround(engines, keys, tokens)


def test_forms_before_real_services(ground: SurveyGround) -> None:
    assert _before_real_services(ground, AT_A_PUSH) > 20


@pytest.mark.full
def test_many_strings_in_forms_before_real_services(ground: SurveyGround) -> None:
    assert _before_real_services(ground, len(every()) // 4) > 20


def _before_real_services(ground: SurveyGround, rounds: int) -> int:
    """What they take they store, and the next page shows it. Number of forms."""
    console = console_before(ground)
    walks = between(arrange(ground))
    turn, forms, strings = count(), 0, shuffled(SEED)
    for login, pages in walks.items():
        browser = Browser(console)
        if login:
            browser.sign_in(login)
        for path in (*pages.values(), *(("/departures/new", "/account/delegations/new") if login == "zhou" else ())):
            forms += tries(browser, path, strings, [next(turn) for _ in range(rounds)], {})
        for path in pages.values():
            shown = browser.get(path)
            assert shown.status_code < 500, (SEED, path)
            assert read(shown.text).wrong == [], (SEED, path)
    return forms


def test_the_sign_in_page_takes_anything(visit_any: Browser) -> None:
    assert tries(visit_any, "/sign-in", shuffled(SEED), range(AT_A_PUSH * 20), {}) == 1
    assert e.NUMBER not in visit_any.get("/sign-in").text
