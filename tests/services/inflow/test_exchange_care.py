"""At the host: changes told to parent and home, notices, care, observation, summonses passed on."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from services.inflow.exchange import contract as c
from shared.exchange import ChangeKind, SummonsKind
from shared.letters.bodies_exchange import (
    ChangeAcknowledged,
    ChangeNotice,
    ContactData,
    HomeNotice,
    Summons,
    SummonsReply,
    Topics,
)
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.services.inflow.exchanging import NOW, HostExchangeCase, enrolled, later
from tests.services.inflow.host_side import (
    BRANCH,
    CLERK,
    COMMITTEE,
    CONTACT,
    SECRETARY,
    HostSide,
    notice,
    refused,
)

K = TaskKind
TOPICS = Topics(placement="在我支部", participation="参加会议1次", conduct="良好", conversion="不涉及")


@pytest.fixture
def case(host_side: HostSide) -> HostExchangeCase:
    return enrolled(host_side)


@pytest.mark.duty("D-57")
def test_a_change_is_told_to_parent_and_home_within_its_term(case: HostExchangeCase) -> None:
    change = case.notes(ChangeKind.SERIOUS, text="发生工伤事故。")
    assert [one.key for one in case.state().untold] == [str(change)]
    case.opens(K.TELL_CHANGE, BRANCH, f"1.{change}", Role.BRANCH_SECRETARY)
    case.tells(change)
    letter = case.letters_home()[-1]
    assert isinstance(letter, ChangeNotice)
    assert (letter.kind, letter.text) == (ChangeKind.SERIOUS, "发生工伤事故。")
    assert case.tasks()["TELL_CHANGE", f"1.{change}"] == "DONE"
    case.opens(K.ACKNOWLEDGE_CHANGE, COMMITTEE, f"1.{change}")
    seen = case.side.at(CLERK).acknowledge_change(case.case_id, c.AcknowledgeChange(change_id=change))
    assert seen.changes[0].seen_by_parent_on == NOW
    case.hears(ChangeAcknowledged(change_id=change))
    assert case.exchange().changes[0].acknowledged_on == NOW


@pytest.mark.duty("D-57")
@pytest.mark.parametrize("kind", list(ChangeKind))
def test_every_kind_of_change_reaches_home(case: HostExchangeCase, kind: ChangeKind) -> None:
    case.tells(case.notes(kind, phone="13900000001"))
    letter = case.letters_home()[-1]
    assert isinstance(letter, ChangeNotice)
    assert letter.kind is kind


def test_a_change_is_told_once(case: HostExchangeCase) -> None:
    change = case.notes()
    case.tells(change)
    loser = refused(lambda: case.tells(change), 409, "step_already_taken")
    assert loser.problem.details["by"] == SECRETARY.name


@pytest.mark.duty("D-152")
def test_what_the_member_reports_at_the_host_brings_the_contact_data_up_to_date(case: HostExchangeCase) -> None:
    case.notes(ChangeKind.CONTACT_CHANGED, told_by_member=True, phone="13900004321", employer="秦栏电子厂")
    contact = case.exchange().contact
    assert (contact.phone, contact.employer) == ("139****4321", "秦栏电子厂")
    assert case.read().person.phone_masked == "139****4321"
    refused(lambda: case.notes(ChangeKind.CONTACT_CHANGED), 422, "contact_data_missing")


@pytest.mark.duty("D-152")
def test_what_he_reports_at_home_is_known_here(case: HostExchangeCase) -> None:
    said = ChangeNotice(
        change_id=uuid4(),
        kind=ChangeKind.MOVED_WORK,
        happened_on=NOW,
        learned_on=NOW,
        told_by_member=True,
        text="换了工厂。",
        contact=ContactData(phone="13900004321"),
    )
    case.hears(said)
    (change,) = case.exchange().changes
    assert (change.from_home, change.kind) == (True, ChangeKind.MOVED_WORK)
    assert case.read().person.phone_masked == "139****4321"
    assert case.state().untold == case.state().unseen == ()


@pytest.mark.duty("D-53")
def test_a_notice_of_organisational_life_is_kept_with_its_receipt(case: HostExchangeCase) -> None:
    entry = case.cares(c.CareKind.NOTICE, text="20日开支部大会。").care[0]
    receipt = case.cares(c.CareKind.RECEIPT, channel="wechat", text="收到，按时参加。", answers=entry.entry_id).care[0]
    assert (receipt.kind, receipt.answers) == (c.CareKind.RECEIPT, entry.entry_id)
    refused(lambda: case.cares(c.CareKind.RECEIPT), 422, "notice_unknown")
    refused(lambda: case.cares(c.CareKind.RECEIPT, answers=receipt.entry_id), 422, "notice_unknown")


@pytest.mark.duty("D-55", "D-65")
@pytest.mark.parametrize("channel", ["visit", "wechat", "qq", "phone"])
def test_care_is_logged_with_its_channel(case: HostExchangeCase, channel: str) -> None:
    assert case.cares(c.CareKind.CARE, channel=channel).care[0].channel == channel
    refused(lambda: case.cares(c.CareKind.CARE, channel="pigeon"), 422, "care_channel_unknown")


@pytest.mark.duty("D-56")
def test_probationary_members_are_observed_and_only_they(host_side: HostSide, case: HostExchangeCase) -> None:
    refused(lambda: case.cares(c.CareKind.OBSERVATION), 422, "not_probationary")
    person = notice().person.model_copy(update={"standing": "PROBATIONARY"})
    other = enrolled(host_side, person=person)
    assert other.cares(c.CareKind.OBSERVATION, text="认真完成分配的工作。").care[0].kind is c.CareKind.OBSERVATION


def summons(**changed: Any) -> Summons:
    said: dict[str, Any] = {
        "kind": SummonsKind.ELECTION,
        "event_on": date(2026, 10, 20),
        "place": "双桥村",
        "text": "换届",
    }
    return Summons(**({"summons_id": uuid4(), "text": "换届"} | said | changed))


@pytest.mark.duty("D-39")
def test_a_summons_is_passed_on_and_the_reply_goes_home(case: HostExchangeCase) -> None:
    called = summons()
    case.hears(called)
    case.opens(K.RELAY_SUMMONS, BRANCH, f"1.{called.summons_id}", Role.BRANCH_SECRETARY)
    body = c.RecordSummonsReply(summons_id=called.summons_id, comes=False, reason="停产检修，无法请假。")
    replied = case.side.at(CONTACT).record_summons_reply(case.case_id, body).summonses[0]
    assert (replied.status, replied.comes) == ("REPLIED", False)
    letter = case.letters_home()[-1]
    assert isinstance(letter, SummonsReply)
    assert letter.reason == "停产检修，无法请假。"
    assert case.tasks()["RELAY_SUMMONS", f"1.{called.summons_id}"] == "DONE"
    again = lambda: case.side.at(SECRETARY).record_summons_reply(case.case_id, body)  # noqa: E731
    assert refused(again, 409, "step_already_taken").problem.details["by"] == CONTACT.name


def test_a_summons_answered_at_home_or_past_is_no_longer_asked(case: HostExchangeCase) -> None:
    first, second = summons(), summons()
    case.hears(first)
    case.hears(second)
    case.hears(SummonsReply(summons_id=first.summons_id, comes=True, reason="", replied_on=NOW))
    assert [one.key for one in case.state().summonses] == [str(second.summons_id)]
    case.begins(f"summons-past.{second.summons_id}")
    assert len(case.state().summonses) == 1
    later(case, date(2026, 10, 21)).begins(f"summons-past.{second.summons_id}")
    assert case.state().summonses == ()
    assert {one.status for one in case.exchange().summonses} == {"REPLIED", "PAST"}


@pytest.mark.duty("D-34", "D-64")
def test_homes_own_notice_is_kept(case: HostExchangeCase) -> None:
    case.hears(HomeNotice(notice_id=uuid4(), topics=TOPICS, sent_on=NOW))
    assert case.exchange().notices[0].topics == TOPICS
