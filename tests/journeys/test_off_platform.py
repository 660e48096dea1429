"""A host whose region is not on the platform: the home side goes on alone, on paper."""

import pytest

from services.outflow.contract import CaseStatus, HostAnswer, RecordHostAnswer, SendPaperNotice
from shared.letters.contract import Channel
from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from tests.journeys.journey import Journey
from tests.journeys.owed import Owed
from tests.journeys.places import CHUZHOU_QINLAN, OFF_PLATFORM_NAME, OFF_PLATFORM_REGION, YANGZHOU_HANHE
from tests.journeys.stage import Stage

HOME = YANGZHOU_HANHE
REPORT = Owed("outflow", K.REPORT_AT_HOST, HOME.branch)


def gone_off_platform(stage: Stage) -> Journey:
    facts = {
        "host_region": OFF_PLATFORM_REGION,
        "host_region_name": OFF_PLATFORM_NAME,
        "host_committee": None,
        "host_name": "深圳市南山区某街道党工委",
    }
    journey = Journey(stage).depart(**facts)
    journey.home_stands(CaseStatus.DEPARTED)
    assert journey.home.host_on_platform is False
    journey.owes(REPORT, Owed("outflow", K.SEND_PAPER_NOTICE, HOME.branch))
    return journey


def host_answers(journey: Journey, answer: HostAnswer) -> None:
    body = RecordHostAnswer(answer=answer, answered_on=journey.stage.today, host_branch_name="南山某社区党支部")
    journey.secretary.services.outflow.record_host_answer(journey.case_id, body)


def test_the_notice_is_printed_and_sent_and_home_records_what_the_host_answers(stage: Stage) -> None:
    journey = gone_off_platform(stage)
    outflow = journey.secretary.services.outflow
    (notice,) = journey.home_file.letters
    assert (notice.type, notice.channel) == ("OUTFLOW_NOTICE", Channel.PAPER)
    printed = outflow.print_letter(journey.case_id, notice.letter_id)
    text = "".join(printed.paragraphs)
    assert printed.title == "流出通知"
    assert printed.addressee == "深圳市南山区某街道党工委"
    certificate = journey.home.certificate
    assert certificate is not None
    assert certificate.number is not None
    for part in (journey.person.name, journey.person.id_number, certificate.number, journey.home.number):
        assert part in text
    journey.finds(journey.secretary, K.SEND_PAPER_NOTICE)
    outflow.send_paper_notice(journey.case_id, SendPaperNotice(sent_on=stage.today))
    journey.owes(REPORT)

    host_answers(journey, HostAnswer.REPORTED)
    journey.home_stands(CaseStatus.REPORTED)
    journey.owes()
    assert journey.home.duty_holder == HOME.branch
    host_answers(journey, HostAnswer.ENROLLED)
    journey.home_stands(CaseStatus.ACTIVE)
    journey.owes()
    assert journey.home.host_branch_name == "南山某社区党支部"


def test_a_refusal_on_paper_asks_home_for_another_host_which_may_be_on_the_platform(stage: Stage) -> None:
    journey = gone_off_platform(stage)
    host_answers(journey, HostAnswer.REFUSED)
    journey.home_stands(CaseStatus.REFUSED)
    journey.name_host(CHUZHOU_QINLAN)
    journey.home_stands(CaseStatus.DEPARTED)
    journey.host_records_arrival().is_taken_in()
    assert journey.home.host_on_platform is True


def test_home_does_not_speak_for_a_host_that_is_on_the_platform(stage: Stage) -> None:
    journey = Journey(stage).depart()
    with pytest.raises(Refused, match="host_is_on_platform"):
        host_answers(journey, HostAnswer.ENROLLED)
