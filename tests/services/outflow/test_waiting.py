"""等对方办理 at home: what the host owes, from our own facts; and the 催办函, once a day, that both sides keep."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from services.outflow.contract import CaseStatus
from shared.letters.bodies_urging import PartnerUrged
from shared.letters.contract import Query, Refused
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from shared.service_client import Refused as Denied
from shared.waiting.contract import Matter, UrgePartner, WaitingFor
from tests.factories.people import holder
from tests.services.outflow.exchanging import away
from tests.services.outflow.home_side import (
    CLERK,
    CONTACT,
    HOST_COMMITTEE,
    NEIGHBOUR,
    OFFICER,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
)

NEIGHBOURS = holder(Role.COMMITTEE_OFFICER, NEIGHBOUR)
DAY = timedelta(days=1)


def waiting(case: HomeCase, actor: Actor = SECRETARY, **wanted: object) -> list[WaitingFor]:
    return case.side.at(actor).list_waiting(**wanted).items


def urges(case: HomeCase, actor: Actor = SECRETARY, matter: Matter = Matter.PLACEMENT, text: str = "") -> WaitingFor:
    return case.side.at(actor).urge_partner(case.case_id, UrgePartner(matter=matter, text=text))


@pytest.fixture
def reported(home_side: HomeSide) -> HomeCase:
    """He has reported; the host has not decided."""
    case = home_side.declares().departs()
    case.reports()
    return case


def test_once_he_has_reported_we_wait_for_the_host_to_decide(reported: HomeCase) -> None:
    (one,) = waiting(reported)
    assert (one.matter, one.label, one.since, one.partner) == (Matter.PLACEMENT, "接收决定", TODAY, HOST_COMMITTEE)
    assert (one.subject, one.case_label, one.urged) == ("汪海", reported.read().number, None)


def test_before_he_reports_nobody_is_waited_for(home_side: HomeSide) -> None:
    assert waiting(home_side.declares().departs()) == []


def test_a_query_turns_it_round_the_host_waits_for_us(reported: HomeCase) -> None:
    reported.hears(Query(question="是否本人？", suspect=False))
    assert waiting(reported) == []
    reported.answers()
    assert [one.matter for one in waiting(reported)] == [Matter.PLACEMENT]


def test_an_objection_waits_for_the_hosts_decision(reported: HomeCase) -> None:
    reported.hears(Refused(reason="G1", text="未带证", listed=True, refused_on=TODAY))
    assert reported.read().status is CaseStatus.REFUSED
    assert waiting(reported) == []
    reported.objects()
    assert [one.matter for one in waiting(reported)] == [Matter.DISPUTE_DECISION]


def test_feedback_of_a_quarter_and_an_answer_to_our_question(home_side: HomeSide) -> None:
    case = away(home_side)
    quarter = case.known().next_quarter
    opens = case.known().quarter_opens_on
    assert opens is not None
    later = case.on(opens)
    later.begins(f"quarter/{quarter}.{later.known().rests}")
    (one,) = waiting(later)
    assert (one.matter, one.detail, one.since) == (Matter.FEEDBACK, quarter, date(2026, 10, 1))
    assert one.due_on is not None
    assert one.due_on > opens
    feedback = later.gets_feedback(quarter)
    assert waiting(later) == []
    later.questions(feedback)
    assert [(one.matter, one.since) for one in waiting(later)] == [(Matter.FEEDBACK_ANSWER, opens)]


def test_a_summons_is_owed_an_answer_until_its_day(home_side: HomeSide) -> None:
    case = away(home_side)
    summons = case.is_called()
    (one,) = waiting(case)
    assert (one.matter, one.detail, one.due_on) == (Matter.SUMMONS_REPLY, "选举", date(2026, 9, 20))
    case.replies(summons.summons_id)
    assert waiting(case) == []


def test_the_lists_of_superiors_hold_what_lies_below_them_and_no_more(reported: HomeCase) -> None:
    assert [len(waiting(reported, actor)) for actor in (CONTACT, CLERK, OFFICER, NEIGHBOURS)] == [1, 1, 1, 0]


def test_pages_follow_each_other_without_gap_or_repeat(home_side: HomeSide) -> None:
    for _ in range(3):
        home_side.declares().departs().reports()
    client, seen, after = home_side.at(CLERK), [], None
    while True:
        page = client.list_waiting(limit=1, after=after)
        seen += [one.case_id for one in page.items]
        after = page.next
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 3


def test_a_wrong_page_mark_is_refused_in_words(home_side: HomeSide) -> None:
    with pytest.raises(Denied) as refused:
        home_side.at(CLERK).list_waiting(after="anything")
    assert refused.value.problem.code == "page_mark_invalid"


def test_the_list_is_one_statement(reported: HomeCase) -> None:
    sent: list[str] = []
    client = reported.side.at(CLERK)

    def note(*said: object) -> None:
        sent.append(str(said[2]))

    event.listen(reported.side.engine, "before_cursor_execute", note)
    try:
        client.list_waiting()
    finally:
        event.remove(reported.side.engine, "before_cursor_execute", note)
    assert len([one for one in sent if "SELECT" in one]) == 1


def test_urging_sends_a_letter_and_is_kept_on_the_case(reported: HomeCase) -> None:
    urged = urges(reported, CLERK, text="该同志已报到，请尽快答复。").urged
    assert urged is not None
    assert (urged.by, urged.direction, urged.on) == ("郑洁", "sent", TODAY)
    letter = reported.letters_out()[-1]
    assert isinstance(letter, PartnerUrged)
    assert (letter.matter, letter.text) == (Matter.PLACEMENT, "该同志已报到，请尽快答复。")
    dossier = reported.side.at(SECRETARY).read_dossier(reported.case_id)
    assert [one.text for one in dossier.urges] == ["该同志已报到，请尽快答复。"]
    assert [one.matter for one in dossier.waiting] == [Matter.PLACEMENT]
    assert len(reported.told("MobilityCase")[-1]["letters"]) >= 1


def test_once_a_day_for_each_matter_naming_who_was_first(reported: HomeCase) -> None:
    urges(reported)
    with pytest.raises(Denied) as refused:
        urges(reported, CLERK)
    assert refused.value.problem.code == "partner_urged_today"
    assert "周超" in refused.value.problem.detail
    urges(reported.on(TODAY + DAY), CLERK)
    assert len([one for one in reported.letters_out() if isinstance(one, PartnerUrged)]) == 2


def test_of_two_urges_at_once_one_letter_goes(reported: HomeCase) -> None:
    def attempt(actor: Actor) -> str:
        try:
            urges(reported, actor)
        except Denied as refused:
            return refused.problem.code
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(attempt, (SECRETARY, CLERK)))
    assert sorted(said) == ["", "partner_urged_today"]
    assert len([one for one in reported.letters_out() if isinstance(one, PartnerUrged)]) == 1


def test_what_nobody_owes_is_not_urged(reported: HomeCase) -> None:
    with pytest.raises(Denied) as refused:
        urges(reported, matter=Matter.FEEDBACK)
    assert refused.value.problem.code == "nothing_to_wait_for"


def test_the_hosts_urging_stands_beside_the_tasks_of_the_case(reported: HomeCase) -> None:
    reported.hears(Query(question="是否本人？", suspect=False))
    reported.opens(TaskKind.ANSWER_QUERY)
    said = {"since": TODAY, "urged_on": TODAY, "organisation_name": "天长市秦栏镇党委", "text": "请尽快答复。"}
    for _ in range(2):
        reported.hears(PartnerUrged(matter=Matter.QUERY_ANSWER, **said))
    task = next(t for t in reported.side.at(SECRETARY).list_tasks().items if t.kind is TaskKind.ANSWER_QUERY)
    assert task.partner_urged is not None
    assert (task.partner_urged.organisation_name, task.partner_urged.text) == ("天长市秦栏镇党委", "请尽快答复。")
    dossier = reported.side.at(SECRETARY).read_dossier(reported.case_id)
    assert [(one.direction, one.label) for one in dossier.urges] == [("received", "对查询函的答复")]
