"""W-05 at home: feedback read and asked about, changes, the yearly report, rest and end."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from services.outflow import contract as home
from services.outflow.exchange import contract as c
from services.outflow.exchange.tables import ChangeRow, FeedbackReceivedRow, YearlyReportRow
from services.outflow.operations.ending import end_case, resume_case, suspend_case
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.exchange import ChangeKind, FeedbackStatus
from shared.letters.bodies_exchange import (
    ChangeAcknowledged,
    ChangeNotice,
    FeedbackAcknowledged,
    FeedbackAnswer,
    FeedbackQuestion,
    HomeNotice,
)
from shared.letters.tables import LetterSentRow
from shared.policy.book import packaged_book
from shared.policy.spreading import spread_opening
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor
from shared.sealing import Seal
from tests.factories.spreading import SPREAD_DAYS
from tests.services.outflow.exchanging import HomeExchangeCase, away
from tests.services.outflow.home_side import (
    BRANCH,
    CONTACT,
    OTHER_BRANCH,
    OTHER_HOST,
    SECRETARY,
    TODAY,
    HomeSide,
    refused,
)

K, F = TaskKind, FeedbackStatus


@pytest.fixture
def case(home_side: HomeSide) -> HomeExchangeCase:
    return away(home_side)


def by_the_system(case: HomeExchangeCase, change: object) -> None:
    """What another process does in its own act: `change(act, case row)`."""
    side = case.side
    kernel = side.http.app.state.kernel  # type: ignore[attr-defined]  # declared as any ASGI callable
    with Session(side.engine) as session, session.begin():
        actor, seal = Actor.system("worker"), Seal(side.keys.sealing_key)
        act = Act(session, actor, side.clock.now(), seal, side.keys, side.clock, kernel.reactions)
        change(act, session.get_one(CaseRow, case.case_id))  # type: ignore[operator]  # a function


@pytest.mark.duty("D-52", "D-64")
def test_feedback_is_shown_and_home_is_asked_to_read_it(case: HomeExchangeCase) -> None:
    feedback_id = case.gets_feedback()
    (shown,) = case.exchange().feedback
    assert (shown.feedback_id, shown.status, shown.topics.participation) == (feedback_id, F.SENT, "参加会议3次")
    (pending,) = case.known().feedback
    case.asks(K.ACKNOWLEDGE_FEEDBACK, pending.key)
    assert case.acknowledges(feedback_id).feedback[0].status is F.ACKNOWLEDGED
    assert case.letters_out()[-1] == FeedbackAcknowledged(feedback_id=feedback_id)
    assert case.tasks()["ACKNOWLEDGE_FEEDBACK"] == "DONE"
    assert case.known().feedback == ()


@pytest.mark.duty("D-64")
def test_a_question_waits_for_its_answer_and_is_then_closed(case: HomeExchangeCase) -> None:
    feedback_id = case.gets_feedback()
    assert case.questions(feedback_id).feedback[0].status is F.QUESTIONED
    assert isinstance(case.letters_out()[-1], FeedbackQuestion)
    assert case.known().feedback == ()
    case.hears(FeedbackAnswer(feedback_id=feedback_id, text="因出差缺席。"))
    assert case.exchange().feedback[0].answer == "因出差缺席。"
    assert [one.key for one in case.known().feedback] == [f"{feedback_id}.2"]
    assert case.acknowledges(feedback_id).feedback[0].status is F.CLOSED


def test_who_comes_second_is_told_who_was_first(case: HomeExchangeCase) -> None:
    feedback_id = case.gets_feedback()
    case.acknowledges(feedback_id, CONTACT)
    loser = refused(lambda: case.questions(feedback_id), 409, "step_already_taken")
    assert loser.problem.details["by"] == CONTACT.name


def test_feedback_of_another_case_is_unknown(case: HomeExchangeCase) -> None:
    refused(lambda: case.acknowledges(uuid4()), 404, "not_found")


@pytest.mark.duty("D-34", "D-64")
def test_home_tells_the_host_the_same_four_topics(case: HomeExchangeCase) -> None:
    body = c.SendHomeNotice(placement="组织关系在我支部。", participation="视频参会1次。", conduct="良好。")
    sent = case.side.at(SECRETARY).send_home_notice(case.case_id, body)
    letter = case.letters_out()[-1]
    assert isinstance(letter, HomeNotice)
    assert letter.topics == sent.notices[0].topics


@pytest.mark.duty("D-57")
def test_a_change_told_by_the_host_is_acknowledged(case: HomeExchangeCase) -> None:
    change = case.gets_change(ChangeKind.MOVED_WORK, phone="13900004321")
    assert case.read().member.phone_masked == "139****4321"
    case.asks(K.ACKNOWLEDGE_CHANGE, str(change))
    body = c.AcknowledgeChange(change_id=change)
    assert case.side.at(SECRETARY).acknowledge_change(case.case_id, body).changes[0].acknowledged_on == TODAY
    assert case.letters_out()[-1] == ChangeAcknowledged(change_id=change)
    assert case.tasks()["ACKNOWLEDGE_CHANGE"] == "DONE"
    again = lambda: case.side.at(CONTACT).acknowledge_change(case.case_id, body)  # noqa: E731
    assert refused(again, 409, "step_already_taken").problem.details["by"] == SECRETARY.name


@pytest.mark.duty("D-57")
def test_a_return_without_reporting_asks_home_to_open_it(case: HomeExchangeCase) -> None:
    change = case.gets_change(ChangeKind.RETURNED)
    case.asks(K.FOLLOW_CHANGE, str(change))
    by_the_system(case, _returns)
    (shown,) = case.exchange().changes
    assert shown.followed_on == TODAY
    assert case.tasks()["FOLLOW_CHANGE"] == "DONE"


def _returns(act: Act, row: CaseRow) -> None:
    row.status = home.CaseStatus.RETURNING
    act.react(row)


@pytest.mark.duty("D-152")
def test_what_the_member_reports_at_home_is_kept_and_told_to_the_host(case: HomeExchangeCase) -> None:
    said = {"happened_on": TODAY, "learned_on": TODAY, "text": "换了手机和工厂。"}
    body = c.RecordChange(kind=ChangeKind.CONTACT_CHANGED, phone="13900004321", employer="电子厂", **said)
    view = case.side.at(CONTACT).record_change(case.case_id, body)
    assert (view.contact.phone, view.contact.employer) == ("139****4321", "电子厂")
    assert case.read().member.phone_masked == "139****4321"
    letter = case.letters_out()[-1]
    assert isinstance(letter, ChangeNotice)
    assert (letter.told_by_member, letter.contact.phone) == (True, "13900004321")
    nothing = c.RecordChange(kind=ChangeKind.CONTACT_CHANGED, **said)
    refused(lambda: case.side.at(CONTACT).record_change(case.case_id, nothing), 422, "contact_data_missing")


NOVEMBER = date(2026, 11, 1)


@pytest.mark.duty("D-151")
def test_the_yearly_report_is_asked_on_its_day_and_recorded_by_channel(case: HomeExchangeCase) -> None:
    assert (case.known().next_report, case.known().report_opens_on) == (
        2026,
        spread_opening(NOVEMBER, NOVEMBER, case.case_id, SPREAD_DAYS),
    )
    case.begins()
    assert case.known().reports == ()
    november = case.on(date(2026, 11, 2))
    november.begins()
    november.begins("report/2026.0")
    assert [one.key for one in november.known().reports] == ["2026"]
    november.asks(K.ASK_YEARLY_REPORT, "2026", date(2026, 11, 1))
    (report,) = november.reports_yearly(channel="wechat").reports
    assert (report.year, report.channel, report.work) == (2026, "wechat", "任班组长。")
    assert november.tasks()["ASK_YEARLY_REPORT"] == "DONE"
    assert november.known().next_report == 2027
    loser = refused(lambda: november.reports_yearly(CONTACT), 409, "step_already_taken")
    assert loser.problem.details["by"] == SECRETARY.name


@pytest.mark.duty("D-151")
def test_a_report_that_comes_before_it_is_asked_for_counts(case: HomeExchangeCase) -> None:
    assert case.reports_yearly().reports[0].asked_on is None
    assert case.known().next_report == 2027
    refused(lambda: case.reports_yearly(channel="pigeon"), 422, "report_channel_unknown")


def test_who_leaves_after_the_opening_day_owes_his_first_report_next_year(home_side: HomeSide) -> None:
    late = away(home_side.on(date(2026, 11, 9)), leaves_on=date(2026, 11, 9), expected_return=date(2028, 1, 1))
    assert late.known().next_report == 2027


def test_it_rests_with_the_case_and_asks_anew_afterwards(case: HomeExchangeCase) -> None:
    feedback_id = case.gets_feedback()
    case.asks(K.ACKNOWLEDGE_FEEDBACK, f"{feedback_id}.1")
    by_the_system(case, lambda act, row: suspend_case(act, row, TODAY))
    assert case.known().paused
    assert case.known().pending() == {}
    by_the_system(case, lambda act, row: resume_case(act, row, TODAY))
    state = case.known()
    assert (state.paused, state.rests, len(state.feedback)) == (False, 1, 1)
    case.asks(K.ACKNOWLEDGE_FEEDBACK, state.occurrence(state.feedback[0].key))
    assert case.tasks()["ACKNOWLEDGE_FEEDBACK"] == "OPEN"


def test_it_ends_with_the_case_and_everything_that_hangs_on_it(case: HomeExchangeCase) -> None:
    summons = case.is_called()
    by_the_system(case, lambda act, row: end_case(act, row, home.EndReason.DEATH, TODAY))
    assert case.known().over
    assert case.told("Summons")[-1]["ended"] is True
    refused(lambda: case.replies(summons.summons_id), 409, "not_away")


def test_a_former_hosts_feedback_is_read_but_not_answered(case: HomeExchangeCase) -> None:
    feedback_id = case.gets_feedback()

    def moves(act: Act, row: CaseRow) -> None:
        row.attempt, row.host_committee = 2, OTHER_HOST

    by_the_system(case, moves)
    before = len(case.letters_out())
    assert case.acknowledges(feedback_id).feedback[0].status is F.ACKNOWLEDGED
    assert len(case.letters_out()) == before


def test_what_people_wrote_is_sealed_and_the_workflow_knows_dates_only(case: HomeExchangeCase) -> None:
    case.gets_feedback()
    case.gets_change()
    case.reports_yearly()
    rows = case.side.rows
    words = [row.topics for row in rows(FeedbackReceivedRow)] + [row.text for row in rows(ChangeRow)]
    assert all(text.startswith("s1.") for text in words + [row.words for row in rows(YearlyReportRow)])
    assert not any("工伤" in str(message) or "班组长" in str(message) for message in case.told("HomeExchange"))


@pytest.mark.duty("D-65")
def test_every_channel_of_the_pack_may_carry_a_contact(case: HomeExchangeCase) -> None:
    """S001-B 三4: telephone, QQ, WeChat and whatever else the region's list names."""
    codes = [channel.code for channel in packaged_book().pack("CN-BASE-2019").contact_channels]
    assert {"phone", "qq", "wechat"} <= set(codes)
    for code in codes:
        case.contacts(channel=code)
    assert {one.channel for one in case.file().contacts} == set(codes)


def test_while_he_moves_on_the_host_that_still_has_him_is_written_to(case: HomeExchangeCase) -> None:
    def moves(act: Act, row: CaseRow) -> None:
        row.former_attempt, row.former_committee, row.former_region = 1, row.host_committee, row.host_region
        row.attempt, row.host_committee, row.relocating_since = 2, OTHER_HOST, TODAY
        row.status = home.CaseStatus.RELOCATING

    feedback_id = case.gets_feedback()
    by_the_system(case, moves)
    case.acknowledges(feedback_id)
    case.is_called()
    assert [body.type for body in case.letters_out()[-2:]] == ["FEEDBACK_ACKNOWLEDGED", "SUMMONS"]
    assert [row.attempt for row in case.side.rows(LetterSentRow) if row.case_id == case.case_id] == [1, 1, 1]


def test_after_a_merge_the_successor_is_asked(case: HomeExchangeCase) -> None:
    """W-16: the running processes go on under the successor's code."""
    case.gets_feedback()
    case.is_called()

    def merged(act: Act, row: CaseRow) -> None:
        row.home_branch, row.home_path = OTHER_BRANCH, row.home_path.replace(BRANCH, OTHER_BRANCH)
        act.react(row)

    by_the_system(case, merged)
    assert (case.known().home_branch, case.told("Summons")[-1]["home_branch"]) == (OTHER_BRANCH, OTHER_BRANCH)
    assert len(case.known().feedback) == 1
