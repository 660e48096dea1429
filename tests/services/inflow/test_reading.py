"""Who sees what: own, subtree, partner in the same case; strangers and unknown answer alike."""

from uuid import uuid4

import pytest
from sqlalchemy import event

from services.inflow import contract as c
from shared.letters.contract import LetterReceipt, LetterState, NoticeWithdrawn
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Post, Role
from shared.service_client import Refused
from tests.factories.organisations import demo_organisations, path_of
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
    HOME_DEPARTMENT,
    NEIGHBOUR,
    OFFICER,
    OTHER_BRANCH,
    PROVINCE,
    RECEPTION,
    SECRETARY,
    TODAY,
    HostCase,
    HostSide,
    notice,
    refused,
)

S = c.PlacementStatus
BRANCH_ROLES = {Role.BRANCH_SECRETARY, Role.CONTACT_PERSON}
OFFICER_ROLES = {Role.COMMITTEE_OFFICER, Role.RECEPTION_OFFICER, Role.DEPARTMENT_OFFICER, Role.INSPECTOR}


def sees(host_side: HostSide, case: HostCase, actor: Actor) -> bool:
    """Whether he may open it; his list must say the same."""
    client = host_side.at(actor)
    listed = {item.case_id for item in client.list_placements().items}
    if case.case_id not in listed:
        refused(lambda: client.read_placement(case.case_id), 404, "not_found")
        return False
    assert client.read_placement(case.case_id).placement.case_id == case.case_id
    return True


def within(path: str, above: str) -> bool:
    return f"{path}.".startswith(f"{above}.")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_list_and_file_agree_with_an_independent_oracle(host_side: HostSide, role: Role) -> None:
    case = host_side.case().goes_as_far_as(S.PLACED)
    host, home = path_of(BRANCH), path_of(HOME_BRANCH)
    near = {p for p in (host + "." + home).split(".")} | {OTHER_BRANCH, NEIGHBOUR, "321003002", "370303"}
    for one in demo_organisations():
        if one.code not in near:
            continue
        own = one.path == host if role in BRANCH_ROLES else role in OFFICER_ROLES and within(host, one.path)
        partner = role in BRANCH_ROLES | OFFICER_ROLES and within(home, one.path)
        assert sees(host_side, case, holder(role, one.code)) is (own or partner), (role, one.code)


def test_foreign_and_unknown_answer_alike(host_side: HostSide) -> None:
    case = host_side.case()
    stranger = host_side.at(holder(Role.COMMITTEE_OFFICER, NEIGHBOUR))
    foreign = refused(lambda: stranger.read_placement(case.case_id), 404, "not_found").problem
    unknown = refused(lambda: stranger.read_placement(uuid4()), 404, "not_found").problem
    assert foreign == unknown
    body = c.ReportArrival(reported_on=TODAY)
    acted = refused(lambda: stranger.report_arrival(case.case_id, body), 404, "not_found").problem
    assert acted == foreign


def test_each_act_belongs_to_its_post(host_side: HostSide) -> None:
    """The relation of every act: the right post may, every reader may not."""
    everyone = {
        "reception": RECEPTION,
        "clerk": CLERK,
        "secretary": SECRETARY,
        "contact": CONTACT,
        "officer": OFFICER,
        "inspector": holder(Role.INSPECTOR, COMMITTEE),
        "city": holder(Role.DEPARTMENT_OFFICER, CITY),
        "home secretary": holder(Role.BRANCH_SECRETARY, HOME_BRANCH),
        "home clerk": holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE),
        "home officer": holder(Role.DEPARTMENT_OFFICER, HOME_DEPARTMENT),
    }
    case = host_side.case().goes_as_far_as(S.ENROLLED)
    allowed = {
        "arrives": {"reception", "clerk"},
        "verifies": {"reception", "clerk"},
        "places": {"reception", "clerk"},
        "enrols": {"secretary", "contact"},
    }
    for act, may in allowed.items():
        for name, actor in everyone.items():
            with pytest.raises(Refused) as refusal:
                getattr(case, act)(actor)
            assert refusal.value.problem.status == (409 if name in may else 403), (act, name)
    for name, actor in everyone.items():
        with pytest.raises(Refused) as refusal:
            case.refuses("G1", actor)
        assert refusal.value.problem.status == (409 if name == "clerk" else 403), name
        with pytest.raises(Refused) as refusal:
            case.decides("UPHELD", actor)
        assert refusal.value.problem.status == (409 if name == "officer" else 403), name


def test_the_system_opens_tasks_and_people_do_not(host_side: HostSide) -> None:
    clerk = host_side.at(CLERK)
    refused(lambda: clerk.list_running_placements(), 403, "not_your_post")
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    opening = case.opening(TaskKind.VERIFY_CERTIFICATE, COMMITTEE)
    refused(lambda: clerk.open_task(opening, host_side.clock.now().isoformat()), 403, "not_your_post")


def test_a_home_reader_cannot_open_sealed_fields_here(host_side: HostSide) -> None:
    case = host_side.case()
    body = c.RevealField(field="phone", reason="想看")
    home = host_side.at(holder(Role.BRANCH_SECRETARY, HOME_BRANCH))
    refused(lambda: home.reveal_field(case.case_id, body), 403, "not_your_post")


def test_a_former_host_sees_its_own_attempt_and_nothing_of_the_next(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    case.refuses("G5", to_committee=NEIGHBOUR)
    case.hears(NoticeWithdrawn(text="改由铜城镇接收。"))
    second = HostCase(host_side, case_id=case.case_id, attempt=2)
    second.hears(notice(reported_on=TODAY), recipient=NEIGHBOUR)
    neighbour = holder(Role.COMMITTEE_OFFICER, NEIGHBOUR)
    second.verifies(neighbour)
    old, new, above = case.file(CLERK), case.file(neighbour), case.file(OFFICER)
    assert (old.placement.attempt, new.placement.attempt, above.placement.attempt) == (1, 2, 2)
    assert {event.details["attempt"] for event in old.events} == {1}
    assert {letter.attempt for letter in old.letters} == {1}
    assert [task.task.occurrence for task in new.tasks] == ["2.1"]


def test_lists_filter_search_and_page_by_key(host_side: HostSide) -> None:
    cases = [host_side.case(case_number=f"321003-2026-00000{n}") for n in range(5)]
    cases[0].arrives()
    clerk = host_side.at(CLERK)
    assert [i.case_id for i in clerk.list_placements(status="RECEIVED").items] == [cases[0].case_id]
    assert [i.case_id for i in clerk.search_placements("321003-2026-000003").items] == [cases[3].case_id]
    assert len(clerk.search_placements("汪海").items) == 5
    assert len(clerk.search_placements("wang hai").items) == 5
    assert clerk.search_placements("汪江").items == []
    assert len(clerk.list_placements(home_region="320000", committee=COMMITTEE).items) == 5
    first = clerk.list_placements(limit=3)
    second = clerk.list_placements(limit=3, after=first.next)
    seen = [item.case_id for item in first.items + second.items]
    assert seen == [case.case_id for case in reversed(cases)]
    assert second.next is None
    refused(lambda: clerk.list_placements(after="?"), 422, "page_mark_invalid")


def test_a_list_is_one_statement(host_side: HostSide) -> None:
    for _ in range(3):
        host_side.case()
    statements: list[str] = []
    event.listen(host_side.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    host_side.at(CLERK).list_placements()
    assert len([s for s in statements if s.lstrip().upper().startswith("SELECT")]) == 1, statements


def test_the_overview_counts_by_status(host_side: HostSide) -> None:
    host_side.case()
    for _ in range(3):
        host_side.case().goes_as_far_as(S.RECEIVED).refuses("too_many")
    overview = host_side.at(OFFICER).read_overview()
    assert overview.by_status == {S.EXPECTED: 1, S.REFUSED: 3}
    assert host_side.at(holder(Role.DEPARTMENT_OFFICER, HOME_DEPARTMENT)).read_overview().by_status == {}


def test_running_placements_are_those_that_need_a_workflow(host_side: HostSide) -> None:
    waiting = host_side.case()
    enrolled = host_side.case().goes_as_far_as(S.ENROLLED)
    disputed = host_side.case().goes_as_far_as(S.VERIFIED)
    disputed.refuses("no_staff")
    running = {r.state.case_id: r for r in host_side.worker.list_running_placements().items}
    assert running.keys() == {waiting.case_id, enrolled.case_id, disputed.case_id}
    assert running[disputed.case_id].dispute is not None
    for letter_id in running[enrolled.case_id].state.letters:
        number = len(host_side.worker.list_running_placements().items)
        receipt = LetterReceipt(letter_id=letter_id, number=number, state=LetterState.APPLIED)
        host_side.worker.mark_letter_delivered(letter_id, receipt, host_side.clock.now().isoformat())
    running = {r.state.case_id: r for r in host_side.worker.list_running_placements().items}
    assert running.keys() == {waiting.case_id, disputed.case_id}


def test_a_post_at_two_places_sees_both(host_side: HostSide) -> None:
    case = host_side.case()
    posts = (
        Post(Role.BRANCH_SECRETARY, OTHER_BRANCH, path_of(OTHER_BRANCH)),
        Post(Role.DEPARTMENT_OFFICER, DEPARTMENT, path_of(DEPARTMENT)),
    )
    both = Actor("zhang", "张三", posts)
    assert sees(host_side, case, both)
    assert not sees(host_side, case, Actor("zhang", "张三", posts[:1]))
    assert sees(host_side, case, holder(Role.DEPARTMENT_OFFICER, PROVINCE))
