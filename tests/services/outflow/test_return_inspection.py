"""W-02 on return: INSPECTED, then archived or kept (D-40, 7.1); and what he did at the host proves contact (C-15)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from services.outflow import contract as home
from services.outflow.certificate_life import contract as c
from services.outflow.tables import CaseRow
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor
from tests.services.outflow.certificate_acts import Booklet, entry, managed_booklet
from tests.services.outflow.home_side import CLERK, CONTACT, SECRETARY, HomeSide, person, refused
from tests.services.outflow.leaving_acts import comes_back, has_come_back, is_inspected
from workflows.certificate_life.duties import owed

K, S = TaskKind, home.CaseStatus


@pytest.fixture
def booklet(home_side: HomeSide) -> Booklet:
    return managed_booklet(home_side)


def is_back(booklet: Booklet, **changed: Any) -> None:
    comes_back(booklet.case)
    has_come_back(booklet.case)
    is_inspected(booklet.case, host_account="已问", **changed)


def puts_away(booklet: Booklet, actor: Actor = SECRETARY, **changed: Any) -> home.Case:
    said: dict[str, Any] = {"put_away_on": booklet.today, "kept": False, "remarks": "归入党员档案。"}
    body = c.PutAwayCertificate.model_validate(said | changed)
    return booklet.case.side.at(actor).put_away_certificate(booklet.case.case_id, body)


@pytest.mark.duty("D-40", "D-153")
def test_the_booklet_is_inspected_and_then_put_away(booklet: Booklet) -> None:
    is_back(booklet, entries_in_order=False)
    assert booklet.status == "INSPECTED"
    state = booklet.state()
    assert (state.over, [duty.kind for duty in owed(state)]) == (False, [K.PUT_AWAY_CERTIFICATE])
    booklet.case.opens(K.PUT_AWAY_CERTIFICATE, "")
    refused(lambda: puts_away(booklet, CLERK), 403, "not_your_post")
    yesterday = booklet.today - timedelta(days=1)
    refused(lambda: puts_away(booklet, put_away_on=yesterday), 422, "put_away_before_inspection")
    puts_away(booklet, CONTACT, kept=True)
    assert booklet.status == "CLOSED"
    assert booklet.case.tasks()[K.PUT_AWAY_CERTIFICATE] == "DONE"
    seen = booklet.file.inspection
    assert seen is not None
    assert (seen.entries_in_order, seen.kept, seen.put_away_on) == (False, True, booklet.today)
    assert (booklet.state().over, owed(booklet.state())) == (True, [])
    assert CONTACT.name in str(refused(lambda: puts_away(booklet), 409, "step_already_taken"))


def test_a_booklet_that_was_not_seen_cannot_be_put_away(booklet: Booklet) -> None:
    is_back(booklet, certificate_seen=False, remarks="遗失在外。")
    assert booklet.status == "CLOSED"
    assert booklet.file.inspection is None
    assert booklet.state().over
    refused(lambda: puts_away(booklet), 409, "not_inspected")


def test_nothing_is_put_away_while_he_is_away(booklet: Booklet) -> None:
    refused(lambda: puts_away(booklet), 409, "step_already_taken")


def test_a_new_departure_need_not_wait_until_the_old_booklet_is_put_away(home_side: HomeSide) -> None:
    who = person()
    case = home_side.declares(who=who).departs()
    comes_back(case)
    has_come_back(case)
    is_inspected(case, host_account="还没有接收。")
    assert Booklet(case).status == "INSPECTED"
    again = home_side.on(case.today + timedelta(days=30))
    spring: dict[str, Any] = {"leaves_on": date(2026, 10, 2), "expected_return": date(2027, 12, 1)}
    assert again.declares(who=who, **spring).departs().read().status is S.DEPARTED


def last_proof(booklet: Booklet) -> date:
    (row,) = [one for one in booklet.case.side.rows(CaseRow) if one.id == booklet.case.case_id]
    day: date = row.last_proof_on
    return day


@pytest.mark.duty("D-54")
def test_participation_and_dues_are_proofs_of_contact(booklet: Booklet) -> None:
    december = booklet.on(date(2026, 12, 1))
    december.hears_of(entry(1, happened_on=date(2026, 11, 20)))
    assert last_proof(december) == date(2026, 11, 20)
    assert december.case.told("QuarterlyContact")[-1]["at_risk_on"] == "2027-05-21"
    december.hears_of(entry(2, kind="ROLE", happened_on=date(2026, 11, 25)))
    december.hears_of(entry(3, happened_on=date(2026, 11, 26), status="OBJECTED"))
    assert last_proof(december) == date(2026, 11, 20)
    december.hears_of(entry(4, kind="DUES", month="2026-11", amount=Decimal("20.00"), happened_on=date(2026, 11, 28)))
    assert last_proof(december) == date(2026, 11, 28)
    december.pays_at_home("2026-12")
    assert last_proof(december) == date(2026, 12, 1)


@pytest.mark.duty("D-54")
def test_one_who_took_part_lately_is_searched_for_no_more(booklet: Booklet) -> None:
    march = booklet.on(date(2027, 3, 2))
    march.case.has_been_silent()
    assert march.case.read().status is S.CONTACT_AT_RISK
    march.hears_of(entry(1, happened_on=date(2026, 9, 1)))
    assert march.case.read().status is S.CONTACT_AT_RISK
    march.hears_of(entry(2, happened_on=date(2027, 2, 26)))
    assert march.case.read().status is S.ACTIVE
