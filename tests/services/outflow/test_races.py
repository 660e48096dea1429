"""R6 at home: whoever comes second gets a 409 that names who was first; nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from services.outflow import contract as c
from services.outflow.tables import CaseRow, CertificateRow
from shared.letters.contract import Enrolled, OutflowNotice
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.service_client import Refused
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
    HOME_COMMITTEE,
    HOST_BRANCH,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
    departure,
    person,
    rung,
)

S, K = c.CaseStatus, TaskKind
Act = Callable[[], object]
TIMES = 4
SECOND_CLERK = holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE, account="second", name="冯静")
DEPUTY = holder(Role.BRANCH_SECRETARY, BRANCH, account="deputy", name="孙副书记")


def at_once(*acts: Act) -> list[Refused | None]:
    """Run all acts at the same moment; None for those that went through."""
    start = Barrier(len(acts))

    def run(act: Act) -> Refused | None:
        start.wait()
        try:
            act()
        except Refused as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def the_loser(results: list[Refused | None]) -> Refused:
    (loser,) = [result for result in results if result is not None]
    return loser


def test_two_clerks_seal_at_once(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        case = sealed_soon(home_side)
        results = at_once(lambda: case.is_sealed(CLERK), lambda: case.is_sealed(SECOND_CLERK))  # noqa: B023
        winner = CLERK if results[0] is None else SECOND_CLERK
        problem = the_loser(results).problem
        assert (problem.status, problem.code, problem.details["by"]) == (409, "step_already_taken", winner.name)
        assert [event.act for event in case.file().events].count("seal_certificate") == 1


def sealed_soon(home_side: HomeSide) -> HomeCase:
    case = home_side.declares()
    for step in (case.is_briefed, case.requests, case.is_numbered):
        step()
    return case


def test_secretary_and_contact_person_report_at_once(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        case = home_side.declares().departs()
        results = at_once(lambda: case.reports(SECRETARY), lambda: case.reports(CONTACT))  # noqa: B023
        winner = SECRETARY if results[0] is None else CONTACT
        assert the_loser(results).problem.details["by"] == winner.name


def test_one_member_is_declared_twice_at_once(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        who = person()
        body = c.DeclareDeparture(home_branch=BRANCH, person=who, departure=departure())
        secretaries = [home_side.at(actor) for actor in (SECRETARY, DEPUTY)]
        results = at_once(*(lambda s=s: s.declare_departure(body) for s in secretaries))  # noqa: B023
        assert the_loser(results).problem.code == "member_already_away"
    assert len(home_side.rows(CaseRow)) == TIMES


def test_cancelling_and_issuing_at_once_leave_one_truth(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        case = sealed_soon(home_side)
        case.is_sealed()
        results = at_once(case.is_cancelled, lambda: case.is_issued(DEPUTY))  # noqa: B023
        cancelled = results[0] is None
        assert the_loser(results).problem.code == "step_already_taken"
        assert case.read().status is (S.CLOSED_CANCELLED if cancelled else S.DEPARTED)
        assert len(case.letters_out()) == (0 if cancelled else 1)
    assert {row.status for row in home_side.rows(CertificateRow)} <= {"VOID", "ISSUED"}


def test_naming_another_host_and_being_enrolled_at_once(home_side: HomeSide) -> None:
    """Either the enrolment was first and nobody else is named, or it belongs to a former attempt."""
    for _ in range(TIMES):
        case = home_side.declares().departs()
        body = Enrolled(host_branch=HOST_BRANCH, host_branch_name="支部", contact="", phone="", enrolled_on=TODAY)
        letter = case.sign(case.letter(body))
        naming, receiving = at_once(case.names_host, lambda: home_side.worker.receive_letter(letter))  # noqa: B023
        assert receiving is None
        found = case.read()
        assert (found.status, found.attempt) == ((S.DEPARTED, 2) if naming is None else (S.ACTIVE, 1))
        assert naming is None or naming.problem.details["act"] == "letter_enrolled"


def test_reporting_and_its_timer_at_once_end_reported(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        case = home_side.declares().departs()
        task = case.opens(K.REPORT_AT_HOST)
        at_once(case.reports, lambda: case.fires(task, rung(K.REPORT_AT_HOST, "overdue")))  # noqa: B023
        assert case.read().status is S.REPORTED
        assert case.tasks()["REPORT_AT_HOST"] == "DONE"


def test_a_contact_and_the_end_of_its_quarter_at_once_end_done(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        case = home_side.declares().departs()
        case.opens_contact("2026Q3")
        task = case.opens(K.CONTACT_MEMBER, "2026Q3")
        at_once(case.contacts, lambda: case.fires(task, rung(K.CONTACT_MEMBER, "missed", "2026Q3")))  # noqa: B023
        (quarter,) = case.file().quarters
        assert quarter.status is c.ContactStatus.DONE
        assert case.tasks()["CONTACT_MEMBER"] == "DONE"


def test_one_key_at_once_acts_once(home_side: HomeSide) -> None:
    case = sealed_soon(home_side)
    case.is_sealed()
    body = c.IssueCertificate(issued_on=TODAY, signed_by_member=True)
    clients = [home_side.at(SECRETARY) for _ in range(6)]
    results = at_once(*(lambda k=k: k.issue_certificate(case.case_id, body, key="the-same-key") for k in clients))
    assert results == [None] * 6
    assert [type(letter) for letter in case.letters_out()] == [OutflowNotice]
