"""Working lists at home on a real database: search, situations, places, days, orders; nothing shown that the list
would not show, and one statement for each page."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.orm import Session

from services.outflow import contract as c
from services.outflow.correction.contract import MergeMembers
from services.outflow.lists import CaseFilter, CaseOrder, CaseSituation
from services.outflow.parts import PARTS
from services.outflow.tables import CaseRow, CertificateRow, ContactQuarterRow, MemberRow
from shared.keys import KeyRing
from shared.parts import counts_of
from shared.posts import Actor, Role
from shared.sealing import Seal
from shared.working_lists.contract import Reach
from tests.bench.lists_ground import fill_home
from tests.factories.database import analyse
from tests.factories.organisations import path_of
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    BRANCH,
    CITY,
    CLERK,
    CONTACT,
    DEPARTMENT,
    HOME_COMMITTEE,
    HOST_COMMITTEE,
    NEIGHBOUR,
    NEIGHBOUR_BRANCH,
    OFFICER,
    OTHER_BRANCH,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
    departure,
    person,
    refused,
)

HOSTILE = ("' OR 1=1 --", "%", "_", "\\", "{}", "'; DROP TABLE member; --", "$1", "a" * 60, "·", "\u202e", "NULL")
READERS = (
    SECRETARY,
    CONTACT,
    CLERK,
    OFFICER,
    holder(Role.INSPECTOR, CITY),
    holder(Role.BRANCH_SECRETARY, OTHER_BRANCH),
    holder(Role.COMMITTEE_OFFICER, NEIGHBOUR),
    holder(Role.COMMITTEE_OFFICER, HOST_COMMITTEE),
    holder(Role.MEMBER, BRANCH),
    holder(Role.AUDITOR, HOME_COMMITTEE),
)


@contextmanager
def statements(side: HomeSide) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(*call: object) -> None:
        seen.append(str(call[2]))

    event.listen(side.engine, "before_cursor_execute", note)
    yield seen
    event.remove(side.engine, "before_cursor_execute", note)


def numbers(page: c.CasePage) -> set[UUID]:
    return {one.case_id for one in page.items}


def change(side: HomeSide, table: type, values: dict[str, object], case: HomeCase | None = None) -> None:
    with Session(side.engine) as session:
        statement = update(table).values(values)
        key = CaseRow.id if table is CaseRow else table.case_id  # type: ignore[attr-defined]  # of parts of a case
        session.execute(statement.where(key == case.case_id) if case else statement)
        session.commit()


@pytest.mark.parametrize(
    "typed", ["单", "国强", "shan", "sgq", "shangq", "guoqiang", "shan 5678", "5678", "138-0000-5678", "ｓｇｑ"]
)
def test_a_member_is_found_as_people_type(home_side: HomeSide, typed: str) -> None:
    wanted = home_side.declares(who=person(name="单国强", phone="13800005678"))
    home_side.declares(who=person(name="汪海"))
    assert numbers(home_side.at(CLERK).search_cases(typed)) == {wanted.case_id}


def test_by_the_last_four_of_the_id_number_and_by_the_numbers_of_case_and_certificate(home_side: HomeSide) -> None:
    who = person(name="区建华")
    case = home_side.declares(who=who).departs()
    home_side.declares(who=person(name="汪海"))
    clerk, number = home_side.at(CLERK), case.read().number
    certificate = case.read().certificate
    assert certificate is not None
    for typed in (who.id_number[-4:], who.id_number, number, f" {number} ", certificate.number or ""):
        assert case.case_id in numbers(clerk.search_cases(typed)), typed
    assert numbers(clerk.search_cases("dan")) == set()


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_find_nobody_and_break_nothing(home_side: HomeSide, typed: str) -> None:
    home_side.declares()
    assert home_side.at(CLERK).search_cases(typed).items == []
    assert len(home_side.at(CLERK).list_cases().items) == 1


@pytest.mark.parametrize("typed", ["wang", "汪", "5678", "w h"])
def test_a_search_never_shows_what_the_list_does_not(home_side: HomeSide, typed: str) -> None:
    """The list itself is held against an oracle in test_reading."""
    home_side.declares(who=person(phone="13800005678")).departs()
    home_side.declares(who=person(phone="13800005678"))
    body = c.DeclareDeparture(home_branch=NEIGHBOUR_BRANCH, person=person(phone="1385678"), departure=departure())
    home_side.at(holder(Role.BRANCH_SECRETARY, NEIGHBOUR_BRANCH)).declare_departure(body)
    for reader in READERS:
        client = home_side.at(reader)
        assert numbers(client.search_cases(typed)) == numbers(client.list_cases()), reader.posts


def test_who_is_only_the_other_side_does_not_learn_the_situation(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    change(home_side, CertificateRow, {"status": "NUMBERED"})
    host = home_side.at(holder(Role.COMMITTEE_OFFICER, HOST_COMMITTEE))
    assert numbers(host.list_cases()) == {case.case_id}
    assert numbers(host.list_cases(situation="certificates-to-seal")) == set()
    assert numbers(home_side.at(CONTACT).list_cases(situation="certificates-to-seal")) == {case.case_id}


@pytest.mark.parametrize("situation", CaseSituation)
def test_a_situation_is_a_figure_whose_length_its_list_has(home_side: HomeSide, situation: CaseSituation) -> None:
    figure = next(one for one in counts_of(PARTS) if one.key == situation)
    assert figure.rows.subject is not None
    _various(home_side)
    officer = home_side.at(OFFICER)
    counted = {one.case_id for one in officer.list_figure(situation.value).items}
    assert numbers(officer.list_cases(situation=situation.value)) == counted


def _various(side: HomeSide) -> list[HomeCase]:
    """One to be sealed, one away without a certificate, one silent for two quarters, one refused."""
    cases = [side.declares().departs() for _ in range(4)]
    change(side, CertificateRow, {"status": "NUMBERED"}, cases[0])
    change(side, CertificateRow, {"issued_on": None}, cases[1])
    change(side, CaseRow, {"report_counts_from": TODAY - timedelta(days=100), "reported_on": None}, cases[1])
    with Session(side.engine) as session:
        quarters = {"case_id": cases[2].case_id, "status": "MISSED"}
        session.add(ContactQuarterRow(quarter="2026Q1", second_in_a_row=False, **quarters))
        session.add(ContactQuarterRow(quarter="2026Q2", second_in_a_row=True, **quarters))
        session.commit()
    change(side, CaseRow, {"status": "REFUSED"}, cases[3])
    return cases


def test_the_situations_of_the_views_find_their_cases(home_side: HomeSide) -> None:
    seal, without, silent, rejected = _various(home_side)
    clerk = home_side.at(CLERK)
    found = {
        "certificates-to-seal": seal, "without-certificate": without, "contact-two-quarters": silent,
        "refused": rejected, "unreported-department": without,
    }  # fmt: skip
    for situation, case in found.items():
        assert numbers(clerk.list_cases(situation=situation)) == {case.case_id}, situation


def test_departed_for_fifteen_days_and_not_reported(home_side: HomeSide) -> None:
    old, young, reported = (home_side.declares().departs() for _ in range(3))
    change(home_side, CaseRow, {"departed_on": TODAY - timedelta(days=15)}, old)
    change(home_side, CaseRow, {"departed_on": TODAY - timedelta(days=14)}, young)
    change(home_side, CaseRow, {"departed_on": TODAY - timedelta(days=40), "status": "REPORTED"}, reported)
    wanted = {"status": ["DEPARTED", "REPORT_OVERDUE"], "day": "departed_on"}
    clerk = home_side.at(CLERK)
    assert numbers(clerk.list_cases(**wanted, when="before", days=15)) == {old.case_id}
    assert numbers(clerk.list_cases(**wanted, when="since", days=14)) == {young.case_id}
    assert numbers(clerk.list_cases(day="expected_return", when="within", days=3000)) == {
        one.case_id for one in (old, young, reported)
    }
    refused(lambda: clerk.list_cases(day="departed_on"), 422, "invalid_input")
    refused(lambda: clerk.list_cases(day="situation", when="since", days=1), 422, "invalid_input")


def test_places_are_one_organisation_those_below_it_or_its_whole_subtree(home_side: HomeSide) -> None:
    here = home_side.declares()
    body = c.DeclareDeparture(home_branch=NEIGHBOUR_BRANCH, person=person(), departure=departure())
    there = home_side.at(holder(Role.BRANCH_SECRETARY, NEIGHBOUR_BRANCH)).declare_departure(body).case_id
    officer = home_side.at(OFFICER)
    expected = {
        (DEPARTMENT, Reach.SUBTREE): {here.case_id, there}, (DEPARTMENT, Reach.CHILDREN): set(),
        (HOME_COMMITTEE, Reach.CHILDREN): {here.case_id}, (HOME_COMMITTEE, Reach.OWN): set(),
        (BRANCH, Reach.OWN): {here.case_id}, (NEIGHBOUR, Reach.SUBTREE): {there}, ("999999", Reach.SUBTREE): set(),
    }  # fmt: skip
    for (organisation, reach), found in expected.items():
        page = officer.list_cases(organisation=organisation, reach=reach.value)
        assert numbers(page) == found, (organisation, reach)
    stranger = home_side.at(holder(Role.COMMITTEE_OFFICER, NEIGHBOUR))
    assert numbers(stranger.list_cases(organisation=HOME_COMMITTEE)) == set()


@pytest.mark.parametrize("order", CaseOrder)
def test_every_order_pages_by_key_and_leaves_nothing_out(home_side: HomeSide, order: CaseOrder) -> None:
    cases = [home_side.declares() for _ in range(7)]
    for days, case in zip((3, 1, 3, 2), cases, strict=False):
        change(home_side, CaseRow, {"departed_on": TODAY - timedelta(days=days)}, case)
    clerk, seen, mark = home_side.at(CLERK), [], None
    while True:
        page = clerk.list_cases(order=order.value, limit=2, after=mark)
        seen += [one.case_id for one in page.items]
        mark = page.next
        if mark is None:
            break
    ids = [case.case_id for case in cases]
    by_day = [ids[n] for n in (0, 2, 3, 1, 4, 5, 6)]
    assert seen == {CaseOrder.NEWEST: ids[::-1], CaseOrder.OLDEST: ids, CaseOrder.DEPARTED: by_day}[order]
    refused(lambda: clerk.list_cases(order=order.value, after="2026-99-99~x"), 422, "page_mark_invalid")


def test_a_second_registration_leads_to_the_member_that_was_kept(home_side: HomeSide) -> None:
    kept, other = home_side.declares(who=person(name="仇英")), home_side.declares(who=person(name="裘英"))
    other.is_cancelled()
    home_side.at(CLERK).merge_members(kept.case_id, MergeMembers(duplicate_case_id=other.case_id, text="同一人"))
    clerk = home_side.at(CLERK)
    assert numbers(clerk.search_cases("仇英")) == {kept.case_id, other.case_id}
    assert numbers(clerk.search_cases("裘英")) == {kept.case_id, other.case_id}


def test_terms_follow_name_number_and_telephone_and_hold_nothing_plain(home_side: HomeSide) -> None:
    who = person(name="单国强", phone="13800005678")
    home_side.declares(who=who)
    again = who.model_copy(update={"name": "单建国", "phone": "13900001111"})
    (row,) = home_side.rows(MemberRow)
    assert all(isinstance(term, int) for term in row.search_terms)
    first = home_side.at(CLERK)
    assert numbers(first.search_cases("单国强"))
    home_side.at(SECRETARY).cancel_departure(first.list_cases().items[0].case_id, c.CancelDeparture(reason="不去了"))
    home_side.declares(who=again)
    assert numbers(first.search_cases("5678")) == set()
    assert len(numbers(first.search_cases("sjg 1111"))) == 2


ASKED: dict[str, dict[str, object]] = {
    "newest": {}, "departed": {"order": "departed"}, "place": {"organisation": BRANCH, "reach": "own"},
    "opinion": {"situation": "opinion-missing"}, "seal": {"situation": "certificates-to-seal"},
    "silent": {"situation": "contact-two-quarters"},
    "probation": {"situation": "conversion-by-stage", "day": "situation", "when": "within", "days": 30},
    "unreported": {"status": ["DEPARTED", "REPORT_OVERDUE"], "day": "departed_on", "when": "before", "days": 15},
}  # fmt: skip


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_every_list_is_one_statement_that_goes_by_an_index(home_side: HomeSide, asked: dict[str, object]) -> None:
    for _ in range(3):
        home_side.declares()
    with statements(home_side) as seen:
        home_side.at(SECRETARY).list_cases(**asked)
    assert len(selects(seen)) == 1, seen
    assert CaseFilter.model_validate(asked)


@pytest.mark.parametrize("typed", ["国强", "sgq", "123X", "321003-2026-000001"])
def test_every_search_is_one_statement(home_side: HomeSide, typed: str) -> None:
    home_side.declares()
    with statements(home_side) as seen:
        home_side.at(SECRETARY).search_cases(typed)
    assert len(selects(seen)) == 1, seen


def selects(seen: list[str]) -> list[str]:
    return [one for one in seen if one.lstrip().upper().startswith("SELECT")]


BIG = 5_000
"""Cases; enough for PostgreSQL to choose as it does among 200,000, and few enough for `ANALYZE` to read them all."""


def test_plans_of_big_lists_name_their_index(home_side: HomeSide, keys: KeyRing) -> None:
    home_side.declares()
    fill_home(home_side.engine, Seal(keys.sealing_key), BIG)
    leave_one_case_at(home_side, BRANCH)
    analyse(home_side.engine)
    asked: dict[str, tuple[Actor, dict[str, Any]]] = {
        "ix_mobility_case_home_path": (SECRETARY, {}),
        "ix_mobility_case_departed": (OFFICER, {"order": "departed"}),
        "ix_member_search_terms": (OFFICER, {"text": "国强"}),
        "uq_mobility_case_number": (OFFICER, {"text": "321003-2026-000001"}),
        "ix_mobility_case_status": (CLERK, {"status": ["ACTIVE"]}),
    }
    for index, (actor, wanted) in asked.items():
        plan = plan_of(home_side, actor, **wanted)
        assert index in plan, plan
        assert "Seq Scan on mobility_case" not in plan, plan


def leave_one_case_at(side: HomeSide, branch: str) -> None:
    """A branch is a small part of a province; the generator gives the demo's few branches equal shares."""
    with side.engine.begin() as connection:
        connection.execute(
            update(CaseRow)
            .where(CaseRow.home_branch == branch, CaseRow.number.like("BENCH-%"))
            .values(home_branch=OTHER_BRANCH, home_path=path_of(OTHER_BRANCH))
        )


def plan_of(side: HomeSide, actor: Actor, **asked: Any) -> str:
    """Of the list's own statement, as PostgreSQL runs it."""
    plans: list[str] = []

    def explain(connection: object, cursor: Any, statement: str, parameters: object, *_: object) -> None:
        if "mobility_case" in statement and not statement.startswith("EXPLAIN"):
            cursor.execute("EXPLAIN " + statement, parameters)
            plans.extend(row[0] for row in cursor.fetchall())

    event.listen(side.engine, "before_cursor_execute", explain)
    try:
        client = side.at(actor)
        client.search_cases(**asked) if "text" in asked else client.list_cases(**asked)
    finally:
        event.remove(side.engine, "before_cursor_execute", explain)
    return "\n".join(plans)


def test_the_array_of_terms_has_its_index(home_side: HomeSide) -> None:
    with home_side.engine.connect() as connection:
        found = connection.execute(text("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_member_search_terms'"))
        assert "USING gin" in str(found.scalar_one())
