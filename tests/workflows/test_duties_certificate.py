"""The duty tables of W-02 and W-12 as tables: a state of the booklet, who owes what."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.inflow.entries.contract import EntriesState, Waiting
from services.outflow.certificate_life.contract import ArrearsLevel, ReplacementStatus
from services.outflow.certificate_life.states import CertificateState, OpenArrears, OpenCheck, OpenFinding, Replacing
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Role
from tests.factories.deployment import FIRST_MOMENT, clock_at
from workflows.certificate_entries import duties as at_host
from workflows.certificate_life import duties as at_home

DAY = date(2026, 9, 1)
BRANCH, COMMITTEE, DEPARTMENT, HOST = "32100300101", "321003001", "321003", "34118100101"


def booklet(**changed: Any) -> CertificateState:
    facts: dict[str, Any] = {
        "case_id": uuid4(),
        "version": 1,
        "clock": clock_at(FIRST_MOMENT),
        "over": False,
        "number": "321003-2026-000012",
        "home_branch": BRANCH,
        "home_committee": COMMITTEE,
        "home_department": DEPARTMENT,
        "loss_since": None,
        "losses": 0,
        "replacement_since": None,
        "replacing": None,
        "replaced": 0,
        "next_check_on": None,
        "open_checks": (),
        "inspected_since": None,
        "arrears": (),
        "next_arrears": (),
        "findings": (),
        "voided": (),
        "letters": (),
    }
    return CertificateState(**(facts | changed))


def replacing(status: str) -> Replacing:
    return Replacing(certificate_id=uuid4(), serial=1, status=ReplacementStatus(status), since=DAY)


WHOLE = (K.REPLACE_CERTIFICATE, "outflow", BRANCH, Role.BRANCH_SECRETARY, "1")
TABLE: list[tuple[dict[str, Any], set[tuple[Any, ...]]]] = [
    ({}, set()),
    ({"loss_since": DAY, "losses": 2}, {(K.CHECK_LOSS, "outflow", BRANCH, Role.BRANCH_SECRETARY, "2")}),
    ({"replacement_since": DAY}, {WHOLE}),
    (
        {"replacement_since": DAY, "replacing": replacing("REQUESTED")},
        {WHOLE, (K.NUMBER_REPLACEMENT, "registry", DEPARTMENT, Role.DEPARTMENT_OFFICER, "1")},
    ),
    (
        {"replacement_since": DAY, "replacing": replacing("NUMBERED")},
        {WHOLE, (K.SEAL_REPLACEMENT, "outflow", COMMITTEE, Role.COMMITTEE_OFFICER, "1")},
    ),
    ({"replacement_since": DAY, "replacing": replacing("SEALED")}, {WHOLE}),
    (
        {"open_checks": (OpenCheck(year=2026, since=DAY),)},
        {(K.CHECK_CERTIFICATE, "outflow", BRANCH, Role.BRANCH_SECRETARY, "2026")},
    ),
    (
        {"arrears": (OpenArrears(paid_to="2026-05", level=ArrearsLevel.WARN, since=DAY),)},
        {(K.REMIND_OF_DUES, "outflow", BRANCH, Role.BRANCH_SECRETARY, "2026-05.WARN")},
    ),
    (
        {"arrears": (OpenArrears(paid_to="2026-02", level=ArrearsLevel.CONSIDER, since=DAY),)},
        {(K.CONSIDER_ARREARS, "outflow", BRANCH, Role.BRANCH_SECRETARY, "2026-02.CONSIDER")},
    ),
    ({"inspected_since": DAY}, {(K.PUT_AWAY_CERTIFICATE, "outflow", BRANCH, Role.BRANCH_SECRETARY, "")}),
    (
        {"findings": (OpenFinding(serial=1, since=DAY),)},
        {(K.SETTLE_FALSE_ENTRIES, "outflow", COMMITTEE, Role.COMMITTEE_OFFICER, "1")},
    ),
]


@pytest.mark.parametrize(("facts", "wanted"), TABLE)
def test_who_owes_what_about_a_booklet_at_home(facts: dict[str, Any], wanted: set[tuple[Any, ...]]) -> None:
    duties = at_home.owed(booklet(**facts))
    assert {(d.kind, d.service, d.holder, d.role, d.occurrence) for d in duties} == wanted
    assert {d.since for d in duties} <= {DAY}


def test_the_yearly_check_begins_on_its_day() -> None:
    assert at_home.openings(booklet()) == {}
    assert at_home.openings(booklet(next_check_on=date(2026, 11, 1))) == {"check/2026": date(2026, 11, 1)}


def test_an_alert_about_dues_comes_on_its_day() -> None:
    to_come = OpenArrears(paid_to="2026-05", level=ArrearsLevel.WARN, since=DAY)
    assert at_home.openings(booklet(next_arrears=(to_come,))) == {"dues/2026-05.WARN": DAY}


def pages(**changed: Any) -> EntriesState:
    facts: dict[str, Any] = {
        "placement_id": uuid4(),
        "case_id": uuid4(),
        "attempt": 2,
        "version": 1,
        "clock": clock_at(FIRST_MOMENT),
        "over": False,
        "host_branch": HOST,
        "unconfirmed": (),
        "objected": (),
        "role_years": (),
        "next_role_on": None,
        "booklet": None,
        "findings": (),
        "letters": (),
    }
    return EntriesState(**(facts | changed))


ONE = Waiting(serial=7, since=DAY)
KINDS = [
    ({"unconfirmed": (ONE,)}, K.CONFIRM_ENTRY),
    ({"objected": (ONE,)}, K.REVIEW_ENTRY),
    ({"role_years": (ONE,)}, K.RECORD_ROLE_ENTRY),
    ({"booklet": ONE}, K.TAKE_UP_BOOKLET),
    ({"findings": (ONE,)}, K.ANSWER_FALSE_ENTRIES),
]


@pytest.mark.parametrize(("facts", "kind"), KINDS)
def test_the_host_branch_owes_what_waits_in_its_pages(facts: dict[str, Any], kind: K) -> None:
    [duty] = at_host.owed(pages(**facts))
    assert (duty.kind, duty.service, duty.holder, duty.occurrence) == (kind, "inflow", HOST, "2.7")


def test_the_role_entry_is_looked_for_at_the_years_end() -> None:
    assert at_host.openings(pages(next_role_on=date(2026, 12, 1))) == {"role/2026": date(2026, 12, 1)}
