"""Working lists at the host on a real database: search in sealed data, situations, places, days, orders."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from services.inflow import contract as c
from services.inflow.lists import PlacementOrder, PlacementSituation
from services.inflow.parts import PARTS
from services.inflow.tables import PlacementRow
from shared.keys import KeyRing
from shared.letters.bodies_exchange import ChangeNotice, ContactData
from shared.parts import counts_of
from shared.posts import Role
from shared.sealing import Seal
from tests.bench.lists_ground import fill_host
from tests.factories.database import analyse
from tests.factories.people import holder
from tests.services.inflow.host_side import (
    BRANCH,
    CITY,
    CLERK,
    COMMITTEE,
    CONTACT,
    DEPARTMENT,
    HOME_BRANCH,
    HOME_COMMITTEE,
    ID_NUMBER,
    NEIGHBOUR,
    NUMBER,
    OFFICER,
    OTHER_BRANCH,
    PROVINCIAL,
    RECEPTION,
    SECRETARY,
    TODAY,
    HostCase,
    HostSide,
    notice,
    refused,
)

S = c.PlacementStatus
HOSTILE = ("' OR 1=1 --", "%", "_", "\\", "{}", "'; DROP TABLE placement; --", "a" * 60, "·", "\u202e")
READERS = (
    RECEPTION,
    CLERK,
    SECRETARY,
    CONTACT,
    OFFICER,
    holder(Role.INSPECTOR, CITY),
    holder(Role.BRANCH_SECRETARY, OTHER_BRANCH),
    holder(Role.COMMITTEE_OFFICER, NEIGHBOUR),
    holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE),
    holder(Role.MEMBER, BRANCH),
    holder(Role.AUDITOR, COMMITTEE),
)


def named(side: HostSide, name: str, phone: str = "13800005678", **changed: object) -> HostCase:
    person = notice().person.model_copy(update={"name": name, "phone": phone})
    return side.case(person=person, **changed)


def numbers(page: c.PlacementPage) -> set[UUID]:
    return {one.case_id for one in page.items}


def change(side: HostSide, values: dict[str, object], case: HostCase) -> None:
    with Session(side.engine) as session:
        session.execute(update(PlacementRow).values(values).where(PlacementRow.case_id == case.case_id))
        session.commit()


@pytest.mark.parametrize("typed", ["单", "国强", "shan", "sgq", "guoqiang", "shan 5678", "5678", "138-0000-5678"])
def test_both_sides_search_alike(host_side: HostSide, typed: str) -> None:
    wanted = named(host_side, "单国强")
    named(host_side, "汪海", phone="13900001111")
    assert numbers(host_side.at(CLERK).search_placements(typed)) == {wanted.case_id}


@pytest.mark.parametrize("typed", [ID_NUMBER, ID_NUMBER[-4:], NUMBER, "321003-2026-000077"])
def test_numbers_of_person_case_and_certificate_find_the_placement(host_side: HostSide, typed: str) -> None:
    case = named(host_side, "区建华", case_number="321003-2026-000077")
    assert numbers(host_side.at(CLERK).search_placements(typed)) == {case.case_id}
    assert numbers(host_side.at(CLERK).search_placements("qu")) == set()


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_words_find_nobody_and_break_nothing(host_side: HostSide, typed: str) -> None:
    host_side.case()
    assert host_side.at(CLERK).search_placements(typed).items == []
    assert len(host_side.at(CLERK).list_placements().items) == 1


def test_a_search_never_shows_what_the_list_does_not(host_side: HostSide) -> None:
    host_side.case().goes_as_far_as(S.PLACED)
    host_side.case()
    other = HostCase(host_side)
    other.hears(notice(), recipient=NEIGHBOUR)
    for reader in READERS:
        client = host_side.at(reader)
        assert numbers(client.search_placements("wang hai")) == numbers(client.list_placements()), reader.posts


def test_who_is_only_the_other_side_does_not_learn_the_situation(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    home = host_side.at(holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE))
    assert numbers(home.list_placements()) == {case.case_id}
    assert numbers(home.list_placements(situation="waiting")) == set()
    assert numbers(host_side.at(CLERK).list_placements(situation="waiting")) == {case.case_id}


@pytest.mark.parametrize("situation", PlacementSituation)
def test_a_situation_is_a_figure_whose_length_its_list_has(host_side: HostSide, situation: PlacementSituation) -> None:
    figure = next(one for one in counts_of(PARTS) if one.key == situation)
    assert figure.rows.subject is not None
    waiting, late, looked = (host_side.case().goes_as_far_as(S.RECEIVED) for _ in range(3))
    change(host_side, {"acceptance_overdue": True}, late)
    change(host_side, {"look_since": TODAY}, looked)
    waiting.refuses("too_many")
    officer = host_side.at(OFFICER)
    counted = {one.case_id for one in officer.list_figure(situation.value).items}
    assert numbers(officer.list_placements(situation=situation.value)) == counted
    expected = {"waiting-too-long": late, "looked-for": looked, "disputed": waiting}
    if situation in expected:
        assert counted == {expected[situation].case_id}


def test_places_and_regions_narrow_the_list(host_side: HostSide) -> None:
    placed, waiting = host_side.case().goes_as_far_as(S.PLACED), host_side.case()
    officer = host_side.at(PROVINCIAL)
    expected = {
        (BRANCH, "own"): {placed.case_id}, (COMMITTEE, "own"): {waiting.case_id},
        (COMMITTEE, "children"): {placed.case_id}, (DEPARTMENT, "subtree"): {placed.case_id, waiting.case_id},
        (NEIGHBOUR, "subtree"): set(), ("999999", "subtree"): set(),
    }  # fmt: skip
    for (organisation, reach), found in expected.items():
        assert numbers(officer.list_placements(organisation=organisation, reach=reach)) == found, organisation
    assert len(officer.list_placements(home_region="320000").items) == 2
    assert officer.list_placements(home_region="330000").items == []


@pytest.mark.parametrize("order", PlacementOrder)
def test_every_order_pages_by_key_and_leaves_nothing_out(host_side: HostSide, order: PlacementOrder) -> None:
    cases = [host_side.case() for _ in range(6)]
    for days, case in zip((3, 1, 3, 2), cases, strict=False):
        change(host_side, {"reported_on": TODAY - timedelta(days=days)}, case)
    clerk, seen, mark = host_side.at(CLERK), [], None
    while True:
        page = clerk.list_placements(order=order.value, limit=2, after=mark)
        seen += [one.case_id for one in page.items]
        mark = page.next
        if mark is None:
            break
    ids = [case.case_id for case in cases]
    by_day = [ids[n] for n in (0, 2, 3, 1, 4, 5)]
    expected = {PlacementOrder.NEWEST: ids[::-1], PlacementOrder.OLDEST: ids, PlacementOrder.REPORTED: by_day}
    assert seen == expected[order]
    refused(lambda: clerk.list_placements(order=order.value, after="2026-99-99~x"), 422, "page_mark_invalid")


def test_a_new_telephone_from_home_is_found_and_the_old_is_not(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.ENROLLED)
    told = ChangeNotice(
        change_id=UUID(int=1), kind="CONTACT_CHANGED", happened_on=TODAY, learned_on=TODAY, told_by_member=True,
        text="换号", contact=ContactData(phone="13700009999"),
    )  # fmt: skip
    case.hears(told)
    clerk = host_side.at(CLERK)
    assert numbers(clerk.search_placements("9999")) == {case.case_id}
    assert numbers(clerk.search_placements("13800001234")) == set()


def test_what_is_stored_of_a_person_is_sealed_or_a_digest(host_side: HostSide) -> None:
    named(host_side, "单国强")
    (row,) = host_side.rows(PlacementRow)
    assert all(isinstance(term, int) for term in row.search_terms)
    assert not any(word in row.notice for word in ("单国强", "13800005678", HOME_BRANCH))


ASKED: dict[str, dict[str, object]] = {
    "newest": {}, "reported": {"order": "reported"}, "place": {"organisation": BRANCH, "reach": "own"},
    "waiting": {"situation": "waiting-too-long", "order": "reported"}, "feedback": {"situation": "feedback-missing"},
    "entries": {"situation": "entries-unconfirmed"}, "search": {"text": "wang"},
}  # fmt: skip


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_every_list_is_one_statement(host_side: HostSide, asked: dict[str, object]) -> None:
    host_side.case()
    statements: list[str] = []
    event.listen(host_side.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    client = host_side.at(SECRETARY)
    client.search_placements(**asked) if "text" in asked else client.list_placements(**asked)  # type: ignore[arg-type]
    assert len([s for s in statements if s.lstrip().upper().startswith("SELECT")]) == 1, statements


def test_the_plan_of_a_search_names_its_index(host_side: HostSide, keys: KeyRing) -> None:
    fill_host(host_side.engine, Seal(keys.sealing_key), 5_000)
    host_side.case()
    analyse(host_side.engine)
    plans: list[str] = []

    def explain(connection: object, cursor: Any, statement: str, parameters: object, *_: object) -> None:
        if "FROM placement" in statement and not statement.startswith("EXPLAIN"):
            cursor.execute("EXPLAIN " + statement, parameters)
            plans.extend(row[0] for row in cursor.fetchall())

    event.listen(host_side.engine, "before_cursor_execute", explain)
    host_side.at(OFFICER).search_placements("汪海")
    event.remove(host_side.engine, "before_cursor_execute", explain)
    plan = "\n".join(plans)
    assert "ix_placement_search_terms" in plan
    assert "Seq Scan on placement" not in plan
