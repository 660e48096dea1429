"""等对方办理 at the host: what home owes, from our own facts; and the 催办函, once a day, that both sides keep."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from shared.letters.bodies_exchange import FeedbackAcknowledged
from shared.letters.bodies_urging import PartnerUrged
from shared.letters.contract import Answer
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor
from shared.service_client import Refused
from shared.waiting.contract import Matter, UrgePartner, WaitingFor
from tests.services.inflow.exchanging import Q, enrolled
from tests.services.inflow.host_side import (
    CLERK,
    COMMITTEE,
    HOME_BRANCH,
    OFFICER,
    PROVINCIAL,
    RECEPTION,
    SECRETARY,
    TODAY,
    HostCase,
    HostSide,
)

DAY = timedelta(days=1)


def waiting(case: HostCase, actor: Actor = CLERK) -> list[WaitingFor]:
    return case.side.at(actor).list_waiting().items


def urges(case: HostCase, matter: Matter, actor: Actor = CLERK, text: str = "") -> WaitingFor:
    return case.side.at(actor).urge_partner(case.case_id, UrgePartner(matter=matter, text=text))


def test_until_he_reports_home_is_to_see_to_it(host_side: HostSide) -> None:
    case = host_side.case()
    (one,) = waiting(case)
    assert (one.matter, one.since, one.partner, one.subject) == (Matter.ARRIVAL, TODAY, HOME_BRANCH, "汪海")
    case.arrives()
    assert waiting(case) == []


def test_a_query_waits_for_homes_answer(host_side: HostSide) -> None:
    case = host_side.case()
    case.arrives()
    case.asks_home()
    assert [(one.matter, one.since) for one in waiting(case)] == [(Matter.QUERY_ANSWER, TODAY)]
    case.hears(Answer(confirmed=True, text="属实"))
    assert waiting(case) == []


def test_feedback_and_changes_wait_to_be_read_at_home(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.begins()
    case.sends()
    case.tells(case.notes())
    assert [(one.matter, one.detail) for one in waiting(case, SECRETARY)] == [
        (Matter.CHANGE_ACKNOWLEDGEMENT, "居住地变动"),
        (Matter.FEEDBACK_ACKNOWLEDGEMENT, Q),
    ]
    case.hears(FeedbackAcknowledged(feedback_id=case.feedback().feedback_id))
    assert [one.matter for one in waiting(case, SECRETARY)] == [Matter.CHANGE_ACKNOWLEDGEMENT]


def test_superiors_see_what_lies_below_them(host_side: HostSide) -> None:
    case = host_side.case()
    assert [len(waiting(case, who)) for who in (RECEPTION, OFFICER, PROVINCIAL, SECRETARY)] == [1, 1, 1, 0]


def test_the_list_is_one_statement(host_side: HostSide) -> None:
    case = host_side.case()
    sent: list[str] = []

    def note(*said: object) -> None:
        sent.append(str(said[2]))

    event.listen(host_side.engine, "before_cursor_execute", note)
    try:
        assert len(waiting(case)) == 1
    finally:
        event.remove(host_side.engine, "before_cursor_execute", note)
    assert len([one for one in sent if "SELECT" in one]) == 1


def test_urging_home_goes_by_letter_once_a_day(host_side: HostSide) -> None:
    case = host_side.case()
    urged = urges(case, Matter.ARRIVAL, text="请督促其尽快报到。").urged
    assert urged is not None
    assert urged.by == "许文静"
    letter = case.letters_home()[-1]
    assert isinstance(letter, PartnerUrged)
    assert letter.text == "请督促其尽快报到。"
    with pytest.raises(Refused) as refused:
        urges(case, Matter.ARRIVAL, RECEPTION)
    assert refused.value.problem.code == "partner_urged_today"
    assert [one.text for one in host_side.at(CLERK).read_dossier(case.case_id).urges] == ["请督促其尽快报到。"]


def test_what_home_does_not_owe_is_not_urged(host_side: HostSide) -> None:
    with pytest.raises(Refused) as refused:
        urges(host_side.case(), Matter.QUERY_ANSWER)
    assert refused.value.problem.code == "nothing_to_wait_for"


def test_homes_urging_stands_beside_the_tasks_of_the_placement(host_side: HostSide) -> None:
    case = host_side.case()
    case.arrives()
    case.opens(TaskKind.VERIFY_CERTIFICATE, COMMITTEE)
    said = {"since": TODAY, "urged_on": TODAY, "organisation_name": "邗江区蒋王街道党委", "text": "已报到二十天。"}
    case.hears(PartnerUrged(matter=Matter.PLACEMENT, **said))
    (task,) = host_side.at(CLERK).list_tasks().items
    assert task.subject == "汪海"
    assert task.partner_urged is not None
    assert (task.partner_urged.label, task.partner_urged.text) == ("接收决定", "已报到二十天。")
    assert [one.direction for one in host_side.at(CLERK).read_dossier(case.case_id).urges] == ["received"]
