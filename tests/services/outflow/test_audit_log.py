"""审计日志 at home, on a real database: what the organisations below the auditor did, and nothing about persons."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from services.outflow import contract as c
from shared.audit_log.contract import AuditEntry, AuditOf
from shared.posts import Actor, Role
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    BRANCH,
    CITY,
    CLERK,
    CONTACT,
    DEPARTMENT,
    HOME_COMMITTEE,
    NEIGHBOUR,
    OFFICER,
    PROVINCE,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
)

AUDITOR = holder(Role.AUDITOR, PROVINCE, name="审计")
DAY = timedelta(days=1)


def log(side: HomeSide, actor: Actor = AUDITOR, **wanted: Any) -> list[AuditEntry]:
    return side.at(actor).list_audit(**wanted).items


@pytest.fixture
def seen(home_side: HomeSide) -> HomeCase:
    case = home_side.declares()
    reveal = c.RevealField.model_validate({"field": "id_number", "reason": "核对证件"})
    home_side.at(CLERK).reveal_field(case.case_id, reveal)
    return case


def test_acts_and_looks_are_told_newest_first_with_who_from_where(seen: HomeCase) -> None:
    look, act = log(seen.side)[:2]
    assert (look.act, look.role, look.organisation, look.field, look.reason, look.is_look) == (
        "reveal_field", "committee_officer", HOME_COMMITTEE, "id_number", "核对证件", True,
    )  # fmt: skip
    assert (act.act, act.role, act.organisation, act.reason, act.is_look) == (
        "declare_departure", "branch_secretary", BRANCH, "", False,
    )  # fmt: skip
    assert (look.about, look.at.date(), look.account) == (seen.case_id, TODAY, CLERK.account)


def test_nothing_in_it_names_the_person(seen: HomeCase) -> None:
    text = seen.side.at(AUDITOR).list_audit().model_dump_json()
    member = seen.read().member
    assert not [said for said in (member.name, member.id_number_masked) if said and said in text]


@pytest.mark.parametrize("place", [PROVINCE, CITY, DEPARTMENT, HOME_COMMITTEE])
def test_an_auditor_above_reads_it(seen: HomeCase, place: str) -> None:
    assert [one.act for one in log(seen.side, holder(Role.AUDITOR, place), of=AuditOf.LOOKS)] == ["reveal_field"]


@pytest.mark.parametrize(
    "actor",
    [SECRETARY, CONTACT, CLERK, OFFICER, holder(Role.AUDITOR, NEIGHBOUR), holder(Role.AUDITOR, "370000"),
     holder(Role.SYSTEM_ADMINISTRATOR, PROVINCE), holder(Role.INSPECTOR, PROVINCE)],
    ids=lambda one: f"{one.posts[0].role}@{one.posts[0].organisation}",
)  # fmt: skip
def test_nobody_else_reads_it(seen: HomeCase, actor: Actor) -> None:
    assert log(seen.side, actor) == []


def test_it_is_narrowed_by_day_by_what_it_is_about_and_to_looks(seen: HomeCase) -> None:
    other = seen.on(TODAY + DAY).side.declares()
    assert {one.about for one in log(seen.side, from_on=TODAY + DAY)} == {other.case_id}
    assert {one.about for one in log(seen.side, to_on=TODAY)} == {seen.case_id}
    assert {one.about for one in log(seen.side, about=other.case_id)} == {other.case_id}
    assert len(log(seen.side, of=AuditOf.LOOKS)) == 1
    assert len(log(seen.side, from_on=date.min, to_on=date.max)) == len(log(seen.side))


def test_pages_follow_each_other_without_gap_or_repeat(seen: HomeCase) -> None:
    seen.side.declares()
    whole, found, after = [one.entry_id for one in log(seen.side, limit=200)], [], None
    while True:
        page = seen.side.at(AUDITOR).list_audit(limit=1, after=after)
        found += [one.entry_id for one in page.items]
        after = page.next
        if after is None:
            break
    assert found == whole


def test_it_is_one_statement(seen: HomeCase) -> None:
    client = seen.side.at(AUDITOR)
    sent: list[str] = []
    event.listen(seen.side.engine, "before_cursor_execute", lambda *said: sent.append(said[2]))
    client.list_audit()
    assert len([one for one in sent if "SELECT" in one]) == 1
