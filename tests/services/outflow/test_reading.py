"""Who sees which case, lists and counts, sealed fields, and what reconciliation is told."""

from uuid import uuid4

import pytest
from sqlalchemy import event

from services.outflow import contract as c
from services.outflow.tables import MemberRow
from shared.audit import AuditRow
from shared.letters.contract import LetterReceipt, LetterState
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from shared.service_client import Refused
from tests.factories.organisations import demo_organisations, path_of
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    BRANCH,
    CITY,
    CLERK,
    CONTACT,
    DEPARTMENT,
    HOME_COMMITTEE,
    HOST_COMMITTEE,
    HOST_DEPARTMENT,
    NEIGHBOUR,
    NEIGHBOUR_BRANCH,
    OFFICER,
    OTHER_BRANCH,
    PHONE,
    PROVINCE,
    SECRETARY,
    HomeCase,
    HomeSide,
    departure,
    person,
    refused,
    rung,
)

S = c.CaseStatus
BRANCH_ROLES = {Role.BRANCH_SECRETARY, Role.CONTACT_PERSON}
OFFICER_ROLES = {Role.COMMITTEE_OFFICER, Role.RECEPTION_OFFICER, Role.DEPARTMENT_OFFICER, Role.INSPECTOR}


def sees(home_side: HomeSide, case: HomeCase, actor: Actor) -> bool:
    """Whether he may open it; his list must say the same."""
    client = home_side.at(actor)
    if case.case_id not in {item.case_id for item in client.list_cases().items}:
        refused(lambda: client.read_case(case.case_id), 404, "not_found")
        return False
    return client.read_case(case.case_id).case.case_id == case.case_id


def within(path: str, above: str) -> bool:
    return f"{path}.".startswith(f"{above}.")


def test_list_and_file_agree_with_an_independent_oracle(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    home, host = path_of(BRANCH), path_of(HOST_COMMITTEE)
    near = {*home.split("."), *host.split("."), OTHER_BRANCH, NEIGHBOUR, "34118100101", "370303"}
    for one in [one for one in demo_organisations() if one.code in near]:
        for role in (Role.BRANCH_SECRETARY, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER, Role.MEMBER, Role.AUDITOR):
            own = one.path == home if role in BRANCH_ROLES else role in OFFICER_ROLES and within(home, one.path)
            partner = role in BRANCH_ROLES | OFFICER_ROLES and within(host, one.path)
            assert sees(home_side, case, holder(role, one.code)) is (own or partner), (role, one.code)


def test_the_host_sees_the_case_from_the_notice_on(home_side: HomeSide) -> None:
    case = home_side.declares()
    host = holder(Role.COMMITTEE_OFFICER, HOST_COMMITTEE)
    assert not sees(home_side, case, host)
    case.departs()
    assert sees(home_side, case, host)


def test_a_former_host_no_longer_sees_the_case(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    former = holder(Role.COMMITTEE_OFFICER, HOST_COMMITTEE)
    assert sees(home_side, case, former)
    case.names_host()
    assert not sees(home_side, case, former)


def test_each_act_belongs_to_its_post(home_side: HomeSide) -> None:
    """Who may (409: the step is not due) and who may only look (403)."""
    case = home_side.declares().departs()
    case.reports()
    everyone = {
        "secretary": SECRETARY,
        "contact": CONTACT,
        "clerk": CLERK,
        "officer": OFFICER,
        "inspector": holder(Role.INSPECTOR, HOME_COMMITTEE),
        "city": holder(Role.DEPARTMENT_OFFICER, CITY),
        "host": holder(Role.COMMITTEE_OFFICER, HOST_COMMITTEE),
        "host department": holder(Role.DEPARTMENT_OFFICER, HOST_DEPARTMENT),
    }
    secretary, branch, clerk, officer = {"secretary"}, {"secretary", "contact"}, {"clerk"}, {"officer", "city"}
    acts = {
        case.is_briefed: branch, case.requests: secretary, case.is_sealed: clerk, case.is_issued: secretary,
        case.reports: branch, case.answers: secretary, case.objects: clerk, case.sends_paper: branch,
        case.proposes: officer, case.is_cancelled: secretary,
    }  # fmt: skip
    for act, may in acts.items():
        for name, actor in everyone.items():
            status, code = (409, None) if name in may else (403, "not_your_post")
            problem = _refusal(act, actor)
            assert problem[0] == status, (act, name, problem)
            assert code in (None, problem[1])


def _refusal(act: object, actor: Actor) -> tuple[int, str]:
    assert callable(act)
    with pytest.raises(Refused) as caught:
        act(actor)
    return caught.value.problem.status, caught.value.problem.code


def test_the_systems_calls_are_not_for_people(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    clerk = home_side.at(CLERK)
    refused(lambda: clerk.list_running_cases(), 403, "not_your_post")
    quarterly = ("quarterly-contact", case.case_id, "2026Q4", home_side.now)
    refused(lambda: clerk.begin_step(*quarterly), 403, "not_your_post")
    number = c.RecordCertificateNumber(certificate_id=uuid4(), number="321003-2026-000001", numbered_on=case.today)
    refused(lambda: clerk.record_certificate_number(case.case_id, number, home_side.now), 403, "not_your_post")


def test_identity_is_sealed_masked_and_opened_one_by_one_with_a_reason(home_side: HomeSide) -> None:
    who = person()
    case = home_side.declares(who=who)
    member = case.read().member
    assert who.id_number not in member.id_number_masked
    assert PHONE not in member.phone_masked
    (row,) = home_side.rows(MemberRow)
    assert who.id_number not in f"{row.id_number_sealed}{row.id_number_index}"
    secretary = home_side.at(SECRETARY)
    for field, value in (("id_number", who.id_number), ("phone", PHONE)):
        assert secretary.reveal_field(case.case_id, c.RevealField(field=field, reason="核对")).value == value
    looks = [row for row in home_side.rows(AuditRow) if row.act == "reveal_field"]
    assert [look.details["field"] for look in looks] == ["id_number", "phone"]
    body = c.RevealField(field="phone", reason="看看")
    refused(lambda: home_side.at(OFFICER).reveal_field(case.case_id, body), 403, "not_your_post")
    stranger = home_side.at(holder(Role.BRANCH_SECRETARY, OTHER_BRANCH))
    refused(lambda: stranger.reveal_field(case.case_id, body), 404, "not_found")


def test_lists_filter_search_and_page_by_key(home_side: HomeSide) -> None:
    cases = [home_side.declares(who=person(name=name)) for name in ("汪海", "汪洋", "李江", "赵河", "钱湖")]
    cases[2].departs()
    clerk = home_side.at(CLERK)
    assert [i.case_id for i in clerk.list_cases(status="DEPARTED").items] == [cases[2].case_id]
    assert len(clerk.list_cases(organisation=BRANCH, committee=HOME_COMMITTEE, host_region="341181").items) == 5
    assert clerk.list_cases(organisation=OTHER_BRANCH).items == []
    assert {i.member_name for i in clerk.search_cases("汪").items} == {"汪海", "汪洋"}
    assert [i.case_id for i in clerk.search_cases(cases[3].read().number).items] == [cases[3].case_id]
    assert clerk.search_cases("%").items == []
    first = clerk.list_cases(limit=3)
    second = clerk.list_cases(limit=3, after=first.next)
    assert [i.case_id for i in first.items + second.items] == [case.case_id for case in reversed(cases)]
    assert second.next is None
    refused(lambda: clerk.list_cases(after="?"), 422, "page_mark_invalid")


def test_a_list_is_one_statement(home_side: HomeSide) -> None:
    for _ in range(3):
        home_side.declares()
    statements: list[str] = []
    event.listen(home_side.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    home_side.at(CLERK).list_cases()
    assert len([s for s in statements if s.lstrip().upper().startswith("SELECT")]) == 1, statements


@pytest.mark.parametrize(
    ("officer", "counted"),
    [
        (CLERK, {S.ELIGIBLE: 2, S.DEPARTED: 1}),
        (OFFICER, {S.ELIGIBLE: 3, S.DEPARTED: 1}),
        (holder(Role.DEPARTMENT_OFFICER, PROVINCE), {S.ELIGIBLE: 3, S.DEPARTED: 1}),
        (SECRETARY, {S.ELIGIBLE: 2, S.DEPARTED: 1}),
        (holder(Role.DEPARTMENT_OFFICER, HOST_DEPARTMENT), {}),
    ],
    ids=["committee", "county", "province", "branch", "host department"],
)
def test_counts_are_of_the_own_subtree_and_equal_the_lists(
    home_side: HomeSide, officer: Actor, counted: dict[S, int]
) -> None:
    home_side.declares()
    home_side.declares()
    home_side.declares().departs()
    elsewhere = holder(Role.BRANCH_SECRETARY, NEIGHBOUR_BRANCH)
    body = c.DeclareDeparture(home_branch=NEIGHBOUR_BRANCH, person=person(), departure=departure())
    home_side.at(elsewhere).declare_departure(body)
    client = home_side.at(officer)
    overview = client.read_overview()
    assert overview.by_status == counted
    assert sum(one.count for one in overview.by_committee) == sum(counted.values())
    for status, count in counted.items():
        assert len(client.list_cases(status=status).items) == count
    if officer is OFFICER:
        assert {one.committee for one in overview.by_committee} == {HOME_COMMITTEE, NEIGHBOUR}
        assert DEPARTMENT in path_of(NEIGHBOUR)


def test_running_cases_are_those_that_need_a_workflow(home_side: HomeSide) -> None:
    eligible, away = home_side.declares(), home_side.declares().departs()
    home_side.declares(transferable=True)
    gone = home_side.declares()
    gone.is_cancelled()
    running = {one.state.case_id: one for one in home_side.worker.list_running_cases().items}
    assert running.keys() == {eligible.case_id, away.case_id}
    assert running[eligible.case_id].contact is None
    contact = running[away.case_id].contact
    assert contact is not None
    assert contact.owed
    (letter_id,) = running[away.case_id].state.letters
    receipt = LetterReceipt(letter_id=letter_id, number=1, state=LetterState.APPLIED)
    home_side.worker.mark_letter_delivered(letter_id, receipt, home_side.now)
    assert away.state().letters == ()


def test_tasks_are_listed_for_their_holder_and_for_whom_they_were_raised_to(home_side: HomeSide) -> None:
    case = home_side.declares()
    task = case.opens(TaskKind.BRIEF_MEMBER)
    mine = home_side.at(SECRETARY).list_tasks(scope="mine")
    assert [one.task_id for one in mine.items] == [task.task_id]
    assert home_side.at(CLERK).list_tasks(scope="raised").items == []
    case.fires(task, rung(TaskKind.BRIEF_MEMBER, "raise-first"))
    assert [one.task_id for one in home_side.at(CLERK).list_tasks(scope="raised").items] == [task.task_id]
    assert home_side.at(holder(Role.BRANCH_SECRETARY, OTHER_BRANCH)).list_tasks(scope="mine").items == []
