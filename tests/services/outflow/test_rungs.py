"""What rungs set in motion at home: marks, letters and tasks; never an answer, and never twice."""

import pytest

from services.outflow import contract as c
from services.outflow.operations.duties import EFFECTS, STILL_OWED
from shared.letters.contract import PleaseLook, Refused
from shared.policy.ladder import RungEffect
from shared.policy.schedule import PlannedRung
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import TaskStatus
from tests.services.outflow.home_side import (
    BRANCH,
    DEPARTMENT,
    FAR_REGION,
    HOME_COMMITTEE,
    TODAY,
    HomeCase,
    HomeSide,
    refused,
    rung,
    schedule,
)

S, K = c.CaseStatus, TaskKind
REPORT = K.REPORT_AT_HOST


@pytest.fixture
def case(home_side: HomeSide) -> HomeCase:
    return home_side.declares().departs()


def test_every_effect_of_the_ladders_at_home_has_its_operation() -> None:
    planned = {one.effect for kind in STILL_OWED for one in _rungs(kind) if one.effect}
    assert planned - {RungEffect.OPEN_PROVINCIAL_COORDINATION} == set(EFFECTS)


def _rungs(kind: TaskKind) -> tuple[PlannedRung, ...]:
    return tuple(schedule(kind, TODAY, "2026Q4", "second_in_a_row").rungs)


def test_a_reminder_changes_nothing_but_the_list_of_rungs(case: HomeCase) -> None:
    task, before = case.opens(REPORT), case.read()
    assert case.fires(task, rung(REPORT, "remind-7"))
    assert case.read() == before
    assert case.opens(REPORT).fired == ("remind-7",)


def test_thirty_days_mark_the_report_overdue(case: HomeCase) -> None:
    assert case.fires(case.opens(REPORT), rung(REPORT, "overdue"))
    assert (case.read().status, case.file().events[-1].act) == (S.REPORT_OVERDUE, "report_overdue")
    assert case.told()[-1]["status"] == "REPORT_OVERDUE"


def test_forty_five_days_go_to_the_committee_and_ask_the_host_to_look(case: HomeCase) -> None:
    assert case.fires(case.opens(REPORT), rung(REPORT, "raise-committee"))
    assert isinstance(case.letters_out()[-1], PleaseLook)
    ((fired,),) = [task.fired for task in case.file().tasks if task.task.kind is REPORT]
    assert (fired.went_to, fired.why.source) == (HOME_COMMITTEE, "本系统默认")


def test_ninety_days_go_to_the_department_and_change_nothing(case: HomeCase) -> None:
    assert case.fires(case.opens(REPORT), rung(REPORT, "raise-department"))
    ((fired,),) = [task.fired for task in case.file().tasks if task.task.kind is REPORT]
    assert (fired.went_to, case.read().status) == (DEPARTMENT, S.DEPARTED)


def test_six_months_without_a_report_put_the_case_at_risk(case: HomeCase) -> None:
    assert case.fires(case.opens(REPORT), rung(REPORT, "at-risk"))
    assert case.read().status is S.CONTACT_AT_RISK
    assert case.told("QuarterlyContact")[-1]["at_risk"] is True


def test_a_rung_fires_once_and_its_effect_with_it(case: HomeCase) -> None:
    task = case.opens(REPORT)
    assert case.fires(task, rung(REPORT, "raise-committee"))
    version = case.read().version
    assert not case.fires(task, rung(REPORT, "raise-committee"))
    assert case.read().version == version
    assert len([body for body in case.letters_out() if isinstance(body, PleaseLook)]) == 1


def test_a_rung_of_an_answered_task_does_nothing(case: HomeCase) -> None:
    task = case.opens(REPORT)
    case.reports()
    assert not case.fires(task, rung(REPORT, "overdue"))
    assert (case.read().status, case.rungs()) == (S.REPORTED, [])


def test_off_the_platform_nobody_is_asked_to_look(home_side: HomeSide) -> None:
    case = home_side.declares(host_region=FAR_REGION, host_committee=None, host_name="某街道").departs()
    assert case.fires(case.opens(REPORT), rung(REPORT, "raise-committee"))
    assert not [body for body in case.letters_out() if isinstance(body, PleaseLook)]


def test_without_a_named_host_nobody_is_asked_to_look(home_side: HomeSide) -> None:
    case = home_side.declares(host_committee=None).departs()
    assert case.fires(case.opens(REPORT), rung(REPORT, "raise-committee"))
    assert case.letters_out() == []


def test_the_end_of_the_term_to_object_opens_the_choice_of_another_host(case: HomeCase) -> None:
    case.hears(Refused(reason="G1", text="证件无效。", listed=True, refused_on=TODAY))
    task = case.opens(K.CONSIDER_OBJECTION)
    assert case.fires(task, rung(K.CONSIDER_OBJECTION, "lapse"))
    assert not case.fires(task, rung(K.CONSIDER_OBJECTION, "lapse"))
    assert case.read().status is S.REFUSED
    assert case.opens(K.NAME_HOST).status is TaskStatus.OPEN


@pytest.mark.parametrize(
    ("kind", "name", "goes_to"),
    [
        (K.BRIEF_MEMBER, "remind-before", BRANCH),
        (K.BRIEF_MEMBER, "raise-first", HOME_COMMITTEE),
        (K.REQUEST_CERTIFICATE, "raise-second", DEPARTMENT),
    ],
)
def test_whom_a_rung_before_departure_speaks_to(home_side: HomeSide, kind: TaskKind, name: str, goes_to: str) -> None:
    case = home_side.declares()
    assert case.fires(case.opens(kind), rung(kind, name))
    ((fired,),) = [task.fired for task in case.file().tasks if task.task.kind is kind]
    assert (fired.went_to, fired.name) == (goes_to, name)
    assert fired.why.text


@pytest.mark.parametrize(
    ("kind", "occurrence"),
    [
        (K.BRIEF_MEMBER, ""),
        (K.REQUEST_CERTIFICATE, ""),
        (K.SEAL_CERTIFICATE, ""),
        (K.ISSUE_CERTIFICATE, ""),
        (K.NAME_HOST, "1.2026-09-01"),
        (K.SEND_PAPER_NOTICE, "1"),
        (K.ANSWER_QUERY, "1.1"),
        (K.CONSIDER_OBJECTION, "1.2026-09-01"),
        (K.COORDINATE_JOINTLY, "1.2026-09-01"),
        (K.SEARCH_MEMBER, "2026-09-01"),
        (K.CONTACT_MEMBER, "2026Q4"),
    ],
)
def test_a_workflow_that_lags_behind_cannot_open_what_is_not_owed(
    case: HomeCase, kind: TaskKind, occurrence: str
) -> None:
    refused(lambda: case.opens(kind, occurrence), 409, "duty_no_longer_owed")
