"""R6 on the host side: whoever comes second gets a 409 that names who was first; nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from services.inflow import contract as c
from services.inflow.tables import RosterEntryRow
from shared.letters.contract import Enrolled, NoticeWithdrawn
from shared.policy.task_kinds import TaskKind
from shared.service_client import Refused
from tests.services.inflow.host_side import CLERK, COMMITTEE, CONTACT, RECEPTION, SECRETARY, HostSide, rung

S = c.PlacementStatus
Act = Callable[[], object]


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


def loser_of(results: list[Refused | None]) -> Refused:
    losers = [result for result in results if result is not None]
    assert len(losers) == len(results) - 1
    assert {loser.problem.code for loser in losers} == {"step_already_taken"}
    return losers[0]


def test_two_clerks_place_at_once(host_side: HostSide) -> None:
    for _ in range(5):
        case = host_side.case().goes_as_far_as(S.VERIFIED)
        results = at_once(lambda: case.places(CLERK), lambda: case.places(RECEPTION))  # noqa: B023
        winner = CLERK if results[0] is None else RECEPTION
        assert loser_of(results).problem.details["by"] == winner.name


def test_secretary_and_contact_person_enrol_at_once(host_side: HostSide) -> None:
    for _ in range(5):
        case = host_side.case().goes_as_far_as(S.PLACED)
        results = at_once(lambda: case.enrols(SECRETARY), lambda: case.enrols(CONTACT))  # noqa: B023
        winner = SECRETARY if results[0] is None else CONTACT
        assert loser_of(results).problem.details["by"] == winner.name
        assert sum(isinstance(body, Enrolled) for body in case.letters_home()) == 1
    assert len(host_side.rows(RosterEntryRow)) == 5


def test_enrolment_and_withdrawal_at_once_end_withdrawn(host_side: HostSide) -> None:
    for _ in range(5):
        case = host_side.case().goes_as_far_as(S.PLACED)
        letter = case.sign(case.letter(NoticeWithdrawn(text="改由他处接收。")))
        enrolment, _withdrawal = at_once(
            case.enrols,
            lambda: host_side.worker.receive_letter(letter),  # noqa: B023
        )
        assert case.read().status is S.WITHDRAWN
        assert enrolment is None or enrolment.problem.details["act"] == "letter_notice_withdrawn"


def test_an_act_and_its_timer_at_once_leave_one_truth(host_side: HostSide) -> None:
    for _ in range(8):
        case = host_side.case().goes_as_far_as(S.VERIFIED)
        task = case.opens(TaskKind.PLACE_MEMBER, COMMITTEE)
        at_once(case.places, lambda: case.fires(task, rung(TaskKind.PLACE_MEMBER, "joint")))  # noqa: B023
        placement = case.read()
        assert placement.status is S.PLACED
        assert placement.dispute is None or placement.dispute.stage == "DECIDED"
        assert case.tasks()["PLACE_MEMBER", "1.1"] == "DONE"


def test_one_key_at_once_acts_once(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.VERIFIED)
    body = c.PlaceMember(host_branch="34118100101", placed_on=host_side.clock.today())
    clients = [host_side.at(CLERK) for _ in range(6)]
    results = at_once(*(lambda k=k: k.place_member(case.case_id, body, key="the-same-key") for k in clients))
    assert results == [None] * 6
    assert [event.act for event in case.file().events].count("place_member") == 1
