"""What a member who comes by his own link reads and says at home: his case alone, and nothing about opinions."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.outflow import contract as c
from services.outflow.exchange import contract as exchange
from services.outflow.leaving import contract as leaving
from services.outflow.member.client import MemberAtHome
from services.outflow.member.contract import MyAct, MyCase, MyDutyKind, MyStepKind, Whose
from services.outflow.permissions import SAID_OR_HEARD
from shared.audit import AuditRow
from shared.exchange import ChangeKind
from shared.help_requests.contract import AnswerRequest, ConfirmRequest, OpenRequest, RequestKind, RequestStatus
from shared.history import CaseEventRow
from shared.letters.bodies_exchange import ChangeNotice, SummonsReply
from shared.letters.contract import MemberReported
from shared.own_case import OWN_PAGE, Told
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from tests.factories.organisations import path_of
from tests.factories.people import holder
from tests.services.outflow.exchanging import WORDS, HomeExchangeCase, away
from tests.services.outflow.home_side import (
    BRANCH,
    HOME_COMMITTEE,
    HOST_BRANCH,
    OTHER_BRANCH,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
    refused,
)
from tests.services.outflow.leaving_acts import comes_back, is_restored, is_suspended, moves_on
from tests.services.outflow.test_races import at_once, the_loser

K, A = TaskKind, MyAct
BEFORE = TODAY - timedelta(days=30)


def himself(case: HomeCase, *, about: UUID | None = None, opened_by: str = BRANCH) -> MemberAtHome:
    """The member with a link that this branch has opened, for his case or another."""
    actor = Actor.member(about or case.case_id, opened_by, path_of(opened_by))
    case.side.at(SECRETARY)
    return MemberAtHome("", case.side.tokens.of(actor), http=case.side.http)


def mine(case: HomeCase) -> MyCase:
    return himself(case).read_my_case(case.case_id)


def last_event(case: HomeCase) -> Any:
    return [row for row in case.side.rows(CaseEventRow) if row.case_id == case.case_id][-1]


@pytest.fixture
def departed(home_side: HomeSide) -> HomeCase:
    return home_side.declares().departs()


@pytest.fixture
def case(home_side: HomeSide) -> HomeExchangeCase:
    return away(home_side)


@pytest.mark.duty("D-150")
def test_he_reports_his_arrival_and_the_branch_s_task_is_done(departed: HomeCase) -> None:
    departed.opens(K.REPORT_AT_HOST)
    duty = mine(departed).duties[0]
    assert (duty.kind, duty.from_on) == (MyDutyKind.REPORT_ARRIVAL, TODAY)
    assert duty.due_on is not None
    said = himself(departed).report_arrival(departed.case_id, c.ReportArrival(reported_on=TODAY))
    assert said == Told(case_id=departed.case_id)
    assert departed.tasks()[K.REPORT_AT_HOST] == "DONE"
    assert departed.read().status is c.CaseStatus.REPORTED
    assert isinstance(departed.letters_out()[-1], MemberReported)
    event = last_event(departed)
    assert (event.act, event.by, event.role, event.organisation) == ("report_arrival", "党员本人", "member", BRANCH)
    refused(lambda: departed.reports(), 409, "step_already_taken")


@pytest.mark.parametrize(("days", "code"), [(-30, "reported_before_departure"), (1, "date_in_the_future")])
def test_he_cannot_have_arrived_before_he_left_or_tomorrow(departed: HomeCase, days: int, code: str) -> None:
    body = c.ReportArrival(reported_on=TODAY + timedelta(days=days))
    refused(lambda: himself(departed).report_arrival(departed.case_id, body), 422, code)


@pytest.mark.duty("D-152")
def test_he_reports_a_change_today_and_the_host_is_told(case: HomeExchangeCase) -> None:
    body = exchange.RecordChange(
        kind=ChangeKind.CONTACT_CHANGED, happened_on=TODAY, learned_on=BEFORE, text="换号。", phone="13900001111"
    )
    himself(case).record_change(case.case_id, body)
    notice = case.letters_out()[-1]
    assert isinstance(notice, ChangeNotice)
    assert (notice.told_by_member, notice.learned_on, notice.contact.phone) == (True, case.today, "13900001111")
    read = mine(case)
    assert [(one.kind, one.text) for one in read.changes] == [(ChangeKind.CONTACT_CHANGED, "换号。")]
    assert read.contact.phone == "139****1111"


@pytest.mark.parametrize("kind", [ChangeKind.RETURNED, ChangeKind.SERIOUS])
def test_what_an_organisation_finds_out_he_does_not_report_of_himself(case: HomeExchangeCase, kind: ChangeKind) -> None:
    body = exchange.RecordChange(kind=kind, happened_on=TODAY, learned_on=TODAY, text="某事。")
    refused(lambda: himself(case).record_change(case.case_id, body), 422, "not_a_members_word")


@pytest.mark.duty("D-151")
def test_his_yearly_report_counts_for_the_day_on_which_he_writes_it(case: HomeExchangeCase) -> None:
    later = case.on(date(2026, 11, 20))
    later.begins()
    later.asks(K.ASK_YEARLY_REPORT, "2026", date(2026, 11, 1))
    duty = mine(later).duties[0]
    assert (duty.kind, duty.year) == (MyDutyKind.YEARLY_REPORT, 2026)
    body = exchange.RecordYearlyReport(received_on=date(2025, 12, 1), channel="letter", **WORDS)
    himself(later).record_yearly_report(later.case_id, body)
    report = later.exchange().reports[0]
    assert (report.year, report.received_on, report.channel) == (2026, later.today, OWN_PAGE)
    assert later.tasks()[K.ASK_YEARLY_REPORT] == "DONE"
    read = mine(later)
    assert read.reports[0].received_on == later.today
    assert A.RECORD_YEARLY_REPORT not in read.may
    assert [(one.year, one.due_on) for one in read.duties] == [(2027, None)]
    refused(lambda: himself(later).record_yearly_report(later.case_id, body), 409, "step_already_taken")


def test_only_he_himself_comes_by_his_page(case: HomeExchangeCase) -> None:
    refused(lambda: case.reports_yearly(channel=OWN_PAGE), 422, "report_channel_unknown")
    body = OpenRequest(kind=RequestKind.QUESTION, asked_on=TODAY, channel=OWN_PAGE, text="？")
    refused(lambda: case.side.at(SECRETARY).open_request(case.case_id, body), 422, "request_channel_unknown")


@pytest.mark.duty("D-153")
def test_he_announces_his_return_takes_it_back_and_reports_it(case: HomeExchangeCase) -> None:
    announced = leaving.AnnounceReturn(returns_on=TODAY, how="EARLY", text="工程结束。")
    himself(case).announce_return(case.case_id, announced)
    read = mine(case)
    assert read.whose_turn is Whose.ME
    assert set(read.may) == {
        A.CALL_OFF_RETURN,
        A.REPORT_RETURN,
        A.RECORD_CHANGE,
        A.RECORD_YEARLY_REPORT,
        A.OPEN_REQUEST,
    }
    called_off = leaving.CallOffReturn(told_by="HOST", text="续签一年。")
    himself(case).call_off_return(case.case_id, called_off)
    assert last_event(case).details["told_by"] == "MEMBER"
    himself(case).announce_return(case.case_id, announced)
    case.opens(K.REPORT_RETURN)
    report = leaving.ReportReturn(reported_on=BEFORE, certificate_brought=True)
    himself(case).report_return(case.case_id, report)
    event = last_event(case)
    assert (event.act, event.details["reported_on"]) == ("report_return", case.today.isoformat())
    assert event.details["certificate_brought"] is False
    assert case.tasks()[K.REPORT_RETURN] == "DONE"
    read = mine(case)
    assert (read.whose_turn, read.steps[-2].kind, read.steps[-2].on) == (
        Whose.HOME,
        MyStepKind.RETURN_REPORTED,
        case.today,
    )


def calls_off(case: HomeExchangeCase) -> Told:
    return himself(case).call_off_return(case.case_id, leaving.CallOffReturn(told_by="MEMBER", text="不回。"))


def found_back(case: HomeExchangeCase) -> None:
    comes_back(case, "UNREPORTED", text="群众反映已回来。")


def moved_home_as_the_host_says(case: HomeExchangeCase) -> None:
    moves_on(case, host_region="321003", host_committee=None, told_by="HOST")


def announced_and_then_found(case: HomeExchangeCase) -> None:
    comes_back(case)
    calls_off(case)
    found_back(case)


@pytest.mark.parametrize("begins", [found_back, moved_home_as_the_host_says, announced_and_then_found])
def test_what_the_branch_has_found_he_does_not_take_back(
    case: HomeExchangeCase, begins: Callable[[HomeExchangeCase], None]
) -> None:
    begins(case)
    case.opens(K.REPORT_RETURN)
    refused(lambda: calls_off(case), 422, "not_a_members_word")
    assert case.tasks()[K.REPORT_RETURN] == "OPEN"
    for _ in range(2):
        assert A.CALL_OFF_RETURN not in mine(case).may
        assert A.REPORT_RETURN in mine(case).may
        refused(lambda: calls_off(case), 422, "not_a_members_word")
        assert case.read().status is c.CaseStatus.RETURNING
        is_suspended(case)
        is_restored(case)
    body = leaving.CallOffReturn(told_by="BRANCH", text="核实后确认未返回。")
    assert case.side.at(SECRETARY).call_off_return(case.case_id, body).status is c.CaseStatus.ACTIVE


def moved_home_as_he_says(case: HomeExchangeCase) -> None:
    moves_on(case, host_region="321003", host_committee=None, told_by="MEMBER")


@pytest.mark.parametrize("begins", [comes_back, partial(comes_back, how="EARLY"), moved_home_as_he_says])
def test_what_he_has_told_the_branch_he_takes_back_himself(
    case: HomeExchangeCase, begins: Callable[[HomeExchangeCase], object]
) -> None:
    begins(case)
    is_suspended(case)
    is_restored(case)
    assert A.CALL_OFF_RETURN in mine(case).may
    calls_off(case)
    assert case.read().status is c.CaseStatus.ACTIVE


@pytest.mark.parametrize("kind", [ChangeKind.RETURNED, ChangeKind.SERIOUS])
def test_what_the_branch_has_found_out_is_not_among_what_he_told(case: HomeExchangeCase, kind: ChangeKind) -> None:
    body = exchange.RecordChange(kind=kind, happened_on=TODAY, learned_on=TODAY, text="正在初核，勿告本人。")
    case.side.at(SECRETARY).record_change(case.case_id, body)
    notice = case.letters_out()[-1]
    assert isinstance(notice, ChangeNotice)
    assert not notice.told_by_member
    assert mine(case).changes == ()
    assert "勿告本人" not in mine(case).model_dump_json()


def test_that_he_came_back_without_a_word_only_the_branch_can_find(case: HomeExchangeCase) -> None:
    body = leaving.AnnounceReturn(returns_on=TODAY, how="UNREPORTED", text="回来了。")
    refused(lambda: himself(case).announce_return(case.case_id, body), 422, "not_a_members_word")


@pytest.mark.duty("D-39")
def test_he_says_himself_whether_he_comes_to_the_election(case: HomeExchangeCase) -> None:
    summons_id = case.is_called().summons_id
    case.asks(K.GET_SUMMONS_REPLY, case.summons_known().occurrence)
    told = mine(case).summonses
    assert [(one.summons_id, one.place, one.comes, one.may_answer) for one in told] == [
        (summons_id, "双桥村", None, True)
    ]
    body = exchange.RecordSummonsReply(summons_id=summons_id, comes=True)
    himself(case).record_summons_reply(case.case_id, body)
    assert isinstance(case.letters_out()[-1], SummonsReply)
    assert case.tasks()[K.GET_SUMMONS_REPLY] == "DONE"
    assert [(one.comes, one.may_answer) for one in mine(case).summonses] == [(True, False)]
    refused(lambda: himself(case).record_summons_reply(case.case_id, body), 409, "step_already_taken")
    refused(lambda: case.replies(summons_id), 409, "step_already_taken")
    assert mine(case.on(date(2026, 9, 21))).summonses == ()


def test_a_summons_that_is_not_his_he_does_not_answer(case: HomeExchangeCase) -> None:
    other = away(case.side)
    body = exchange.RecordSummonsReply(summons_id=other.is_called().summons_id, comes=False)
    refused(lambda: himself(case).record_summons_reply(case.case_id, body), 404, "not_found")


def test_he_asks_is_answered_and_says_whether_he_is_satisfied(case: HomeExchangeCase) -> None:
    asked = OpenRequest(kind=RequestKind.QUESTION, asked_on=BEFORE, channel="phone", text="党费交多少？")
    himself(case).open_request(case.case_id, asked)
    request = mine(case).requests[0]
    assert (request.asked_on, request.channel, request.status) == (case.today, OWN_PAGE, RequestStatus.OPEN)
    answer = AnswerRequest(text="按月20元。")
    case.side.at(SECRETARY).answer_request(case.case_id, request.request_id, answer)
    assert mine(case).requests[0].answer == "按月20元。"
    himself(case).confirm_request(case.case_id, request.request_id, ConfirmRequest(satisfied=True))
    assert mine(case).requests[0].status is RequestStatus.CONFIRMED


def test_he_reads_his_steps_his_people_and_his_certificate(case: HomeExchangeCase) -> None:
    read = mine(case)
    on = {step.kind: step.on for step in read.steps}
    assert on[MyStepKind.CERTIFICATE_ISSUED]
    assert on[MyStepKind.ACCEPTED]
    assert on[MyStepKind.RETURN_ANNOUNCED] is None
    assert read.home.name.endswith("双桥村党支部")
    assert read.host is not None
    assert read.certificate is not None
    assert read.certificate.printable
    assert {A.RECORD_CHANGE, A.ANNOUNCE_RETURN, A.OPEN_REQUEST} <= set(read.may)


def test_nothing_of_feedback_stands_in_what_he_reads(case: HomeExchangeCase) -> None:
    case.gets_feedback()
    text = mine(case).model_dump_json()
    assert "参加会议3次" not in text
    assert not {"feedback", "opinion", "query", "refusal_text", "coordination"} & MyCase.model_fields.keys()


def test_before_he_leaves_there_is_nothing_for_him_to_say(home_side: HomeSide) -> None:
    case = home_side.declares()
    read = mine(case)
    assert (read.may, read.certificate, read.duties, read.whose_turn) == ((), None, (), Whose.HOME)


def test_he_prints_the_certificate_that_he_holds_and_sees_who_looked(case: HomeExchangeCase) -> None:
    case.side.at(SECRETARY).reveal_field(case.case_id, c.RevealField(field="phone", reason="核对"))
    paper = himself(case).print_certificate(case.case_id)
    assert paper.seal
    assert paper.number == case.certificate_number
    looks = himself(case).list_looks(case.case_id).items
    assert [(one.act, one.role, one.reason) for one in looks] == [
        ("print_certificate", Role.MEMBER, ""),
        ("reveal_field", Role.BRANCH_SECRETARY, "核对"),
    ]


def test_a_certificate_that_is_not_in_his_hands_he_does_not_print(home_side: HomeSide) -> None:
    case = home_side.declares()
    for step in (case.is_briefed, case.requests, case.is_numbered):
        step()
    case.side.at(SECRETARY).print_certificate(case.case_id)
    refused(lambda: himself(case).print_certificate(case.case_id), 409, "no_certificate_to_print")


def every_act(member: MemberAtHome, case_id: UUID) -> dict[str, Any]:
    """Every call that a member's token has at home."""
    returning = leaving.AnnounceReturn(returns_on=TODAY, how="ANNOUNCED", text="返回。")
    reply = exchange.RecordSummonsReply(summons_id=uuid4(), comes=True)
    change = exchange.RecordChange(kind=ChangeKind.MOVED_WORK, happened_on=TODAY, learned_on=TODAY, text="换厂。")
    report = exchange.RecordYearlyReport(received_on=TODAY, channel=OWN_PAGE, **WORDS)
    asked = OpenRequest(kind=RequestKind.QUESTION, asked_on=TODAY, channel=OWN_PAGE, text="？")
    called_off = leaving.CallOffReturn(told_by="MEMBER", text="不回。")
    reported = leaving.ReportReturn(reported_on=TODAY, certificate_brought=False)
    return {
        "read_my_case": lambda: member.read_my_case(case_id),
        "list_looks": lambda: member.list_looks(case_id),
        "print_certificate": lambda: member.print_certificate(case_id),
        "report_arrival": lambda: member.report_arrival(case_id, c.ReportArrival(reported_on=TODAY)),
        "record_change": lambda: member.record_change(case_id, change),
        "record_yearly_report": lambda: member.record_yearly_report(case_id, report),
        "announce_return": lambda: member.announce_return(case_id, returning),
        "call_off_return": lambda: member.call_off_return(case_id, called_off),
        "report_return": lambda: member.report_return(case_id, reported),
        "record_summons_reply": lambda: member.record_summons_reply(case_id, reply),
        "open_request": lambda: member.open_request(case_id, asked),
        "confirm_request": lambda: member.confirm_request(case_id, uuid4(), ConfirmRequest(satisfied=True)),
    }


def test_with_a_link_for_another_case_he_finds_nothing_here(case: HomeExchangeCase) -> None:
    other = case.side.declares()
    for act in every_act(himself(case, about=other.case_id), case.case_id).values():
        refused(act, 404, "not_found")


@pytest.mark.parametrize("branch", [OTHER_BRANCH, HOME_COMMITTEE, HOST_BRANCH, "34118100102"])
def test_a_link_that_the_home_branch_has_not_opened_opens_nothing(case: HomeExchangeCase, branch: str) -> None:
    """Nor does one of the host branch: the post with which it reads the case would act here in the member's place."""
    for act in every_act(himself(case, opened_by=branch), case.case_id).values():
        refused(act, 404, "not_found")
    assert not [row for row in case.side.rows(AuditRow) if row.role == "member"]


def test_a_post_named_member_is_not_a_link(case: HomeExchangeCase) -> None:
    somebody = MemberAtHome("", case.side.tokens.of(holder(Role.MEMBER, BRANCH)), http=case.side.http)
    for act in every_act(somebody, case.case_id).values():
        refused(act, 404, "not_found")


def test_who_comes_second_is_told_that_the_other_was_first(home_side: HomeSide) -> None:
    for _ in range(4):
        case = home_side.declares().departs()
        member, body = himself(case), c.ReportArrival(reported_on=TODAY)
        results = at_once(partial(member.report_arrival, case.case_id, body), case.reports)
        assert the_loser(results).problem.code == "step_already_taken"


def test_what_is_the_branch_s_to_do_he_does_not_do(case: HomeExchangeCase) -> None:
    actor = Actor.member(case.case_id, BRANCH, path_of(BRANCH))
    branch = case.side.at(actor)
    refused(lambda: branch.read_case(case.case_id), 404, "not_found")
    refused(lambda: branch.read_dossier(case.case_id), 404, "not_found")
    refused(lambda: case.contacts(actor), 404, "not_found")
    refused(lambda: branch.reveal_field(case.case_id, c.RevealField(field="phone", reason="我")), 404, "not_found")
    refused(lambda: case.is_called(actor), 404, "not_found")
    assert branch.list_cases().items == []
    assert branch.list_tasks(scope="subtree").items == []


def test_the_branch_does_not_read_in_his_place(case: HomeExchangeCase) -> None:
    refused(lambda: case.side.at(SECRETARY).read_my_case(case.case_id), 403, "not_your_post")
    assert {grant.relation for grant in SAID_OR_HEARD} == {"own", "himself"}
