"""The choice of host: named later, changed, or off the platform, where paper and telephone take the letters' place."""

from datetime import timedelta
from typing import Any

import pytest

from services.outflow import contract as c
from services.outflow.tables import CaseRow
from shared.letters.contract import Enrolled, NoticeWithdrawn, OutflowNotice, Refused
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import TaskStatus
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    FAR_REGION,
    HOST_COMMITTEE,
    OTHER_HOST,
    TODAY,
    HomeCase,
    HomeSide,
    refused,
    rung,
)

S, K = c.CaseStatus, TaskKind
LATER = TODAY + timedelta(days=10)


@pytest.fixture
def nameless(home_side: HomeSide) -> HomeCase:
    """He left for a region on the platform; which committee takes him is not known yet."""
    return home_side.declares(host_committee=None).departs()


@pytest.fixture
def abroad_of_platform(home_side: HomeSide) -> HomeCase:
    place: dict[str, Any] = {
        "host_region": FAR_REGION,
        "host_region_name": "北京市",
        "host_committee": None,
        "host_name": "某街道党工委",
    }
    return home_side.declares(**place).departs()


def test_without_a_host_the_branch_is_asked_to_name_one_and_no_letter_is_written(nameless: HomeCase) -> None:
    assert nameless.letters_out() == []
    assert nameless.opens(K.NAME_HOST).status is TaskStatus.OPEN
    named = nameless.names_host(host_committee=HOST_COMMITTEE)
    assert (named.host_committee, named.attempt, named.status) == (HOST_COMMITTEE, 1, S.DEPARTED)
    assert [type(body) for body in nameless.letters_out()] == [OutflowNotice]
    assert nameless.tasks()["NAME_HOST"] == "DONE"


def test_a_host_that_was_named_late_and_refuses_leads_to_being_asked_again(nameless: HomeCase) -> None:
    nameless.opens(K.NAME_HOST)
    nameless.names_host(host_committee=HOST_COMMITTEE)
    later = nameless.on(LATER)
    later.hears(Refused(reason="G2", text="持证人不符。", listed=True, refused_on=LATER))
    task = later.opens(K.CONSIDER_OBJECTION)
    assert later.fires(task, rung(K.CONSIDER_OBJECTION, "lapse"))
    assert later.opens(K.NAME_HOST).status is TaskStatus.OPEN


def test_another_host_gets_the_notice_and_the_former_one_is_told(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.reports()
    named = case.names_host()
    assert (named.host_committee, named.attempt, named.status) == (OTHER_HOST, 2, S.REPORTED)
    assert isinstance(case.letters_out()[-2], NoticeWithdrawn)
    notice = case.letters_out()[-1]
    assert isinstance(notice, OutflowNotice)
    assert notice.reported_on == TODAY


def test_naming_another_host_keeps_that_the_report_is_overdue(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.fires(case.opens(K.REPORT_AT_HOST), rung(K.REPORT_AT_HOST, "overdue"))
    assert case.names_host().status is S.REPORT_OVERDUE


@pytest.mark.parametrize("wrong", [{"host_committee": BRANCH}, {"host_committee": "341181999"}])
def test_a_host_that_cannot_be_one_is_refused_and_nothing_changes(home_side: HomeSide, wrong: dict[str, Any]) -> None:
    case = home_side.declares().departs()
    before = case.read()
    code = "host_committee_not_a_host" if wrong["host_committee"] == BRANCH else "organisation_unknown"
    refused(lambda: case.names_host(**wrong), 422, code)
    assert case.read() == before
    assert len(case.letters_out()) == 1


def test_an_accepted_member_is_not_given_to_another_host(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    enrolled = Enrolled(host_branch="34118100101", host_branch_name="支部", contact="", phone="", enrolled_on=TODAY)
    case.hears(enrolled)
    refused(case.names_host, 409, "step_already_taken")


def test_off_the_platform_the_notice_is_paper_to_be_sent(abroad_of_platform: HomeCase) -> None:
    case = abroad_of_platform
    assert case.read().host_on_platform is False
    (letter,) = case.file().letters
    assert (letter.channel, letter.direction) == ("PAPER", "sent")
    assert case.state().letters == ()
    assert case.opens(K.SEND_PAPER_NOTICE).status is TaskStatus.OPEN
    refused(lambda: case.sends_paper(sent_on=LATER), 422, "date_in_the_future")
    case.sends_paper()
    assert case.tasks()["SEND_PAPER_NOTICE"] == "DONE"
    refused(case.sends_paper, 409, "no_paper_notice_due")


def test_the_printed_notice_names_him_and_the_host_and_the_look_is_logged(abroad_of_platform: HomeCase) -> None:
    case = abroad_of_platform
    (letter,) = case.file().letters
    printed = case.side.at(CLERK).print_letter(case.case_id, letter.letter_id)
    assert (printed.title, printed.addressee, printed.written_on) == ("流出通知", "某街道党工委", TODAY)
    assert "汪海" in printed.paragraphs[0]
    assert case.certificate_number in printed.paragraphs[0]
    foreign = case.side.declares().departs()
    refused(lambda: case.side.at(CLERK).print_letter(foreign.case_id, letter.letter_id), 404, "not_found")


def test_off_the_platform_home_goes_on_alone_to_the_end(abroad_of_platform: HomeCase) -> None:
    case = abroad_of_platform
    case.opens(K.SEND_PAPER_NOTICE)
    assert case.host_answered("REPORTED").status is S.REPORTED
    refused(lambda: case.host_answered("REPORTED"), 409, "step_already_taken")
    active = case.host_answered("ENROLLED")
    assert (active.status, active.host_branch, active.host_branch_name) == (S.ACTIVE, None, "某社区党支部")
    assert active.duty_holder == BRANCH
    assert case.tasks()["SEND_PAPER_NOTICE"] == "CANCELLED"
    refused(lambda: case.host_answered("REFUSED"), 409, "step_already_taken")
    assert case.told()[-1]["paper_notice_since"] is None


def test_enrolled_at_once_proves_the_report(abroad_of_platform: HomeCase) -> None:
    active = abroad_of_platform.host_answered("ENROLLED")
    assert (active.status, active.reported_on) == (S.ACTIVE, TODAY)


def test_off_the_platform_a_refusal_asks_for_another_host_and_may_be_taken_back(abroad_of_platform: HomeCase) -> None:
    case = abroad_of_platform
    refusal = case.host_answered("REFUSED", text="没有条件")
    assert (refusal.status, refusal.refusal_text) == (S.REFUSED, "没有条件")
    assert case.opens(K.NAME_HOST).status is TaskStatus.OPEN
    assert case.host_answered("ENROLLED").status is S.ACTIVE
    assert case.tasks()["NAME_HOST"] == "CANCELLED"
    assert case.told()[-1]["name_host_since"] is None


def test_from_off_the_platform_to_a_host_on_it(abroad_of_platform: HomeCase) -> None:
    case = abroad_of_platform
    named = case.names_host()
    assert (named.host_on_platform, named.host_committee, named.attempt) == (True, OTHER_HOST, 2)
    assert len(case.state().letters) == 1
    refused(lambda: case.host_answered("ENROLLED"), 409, "host_is_on_platform")


def test_only_the_branch_answers_for_a_host_off_the_platform(abroad_of_platform: HomeCase) -> None:
    refused(lambda: abroad_of_platform.host_answered("ENROLLED", CLERK), 403, "not_your_post")
    stranger = holder(Role.BRANCH_SECRETARY, "32100300102")
    refused(lambda: abroad_of_platform.host_answered("ENROLLED", stranger), 404, "not_found")
    refused(lambda: abroad_of_platform.host_answered("REPORTED", answered_on=LATER), 422, "date_in_the_future")


def test_every_letter_of_a_case_keeps_its_number_in_its_stream(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.reports()
    case.names_host()
    numbers = [(letter.attempt, letter.number) for letter in case.file().letters]
    assert sorted(numbers) == [(1, 1), (1, 2), (1, 3), (2, 1)]
    assert [row.attempt for row in home_side.rows(CaseRow)] == [2]
