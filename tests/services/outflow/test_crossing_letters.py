"""What the host did in the moment in which home went on: both sides end in one truth (R6, rulebook 5.1)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from time import sleep

import pytest
from sqlalchemy import text

from services.outflow import contract as c
from services.outflow.leaving import contract as leaving
from services.outflow.lost_contact.contract import LostStatus
from shared.letters.bodies_leaving import CaseSuspended, TransferAccepted
from shared.letters.contract import (
    Answer,
    DisputeProgress,
    Enrolled,
    MemberReported,
    Objection,
    OutflowNotice,
    Query,
    Redirected,
    Refused,
    Side,
)
from shared.letters.tables import LetterSentRow
from shared.policy.task_kinds import TaskKind
from tests.services.outflow.home_side import CLERK, HOST_BRANCH, OTHER_HOST, TODAY, HomeCase, HomeSide, refused
from tests.services.outflow.leaving_acts import active_case, moves_on
from tests.services.outflow.lost_side import AT_RISK, LostCase, M
from tests.services.outflow.test_races import SECOND_CLERK
from workflows.mobility_case.duties import owed

S, L = c.CaseStatus, LostStatus
WAITS_SECONDS = 0.3


def test_who_reports_at_the_host_after_the_loss_was_confirmed_is_found(home_side: HomeSide) -> None:
    last = LostCase(home_side.declares().departs()).on(AT_RISK).is_suspected().searched_in_vain()
    last.confirms()
    last.case.hears(MemberReported(reported_on=last.today, told_by=Side.HOST))
    assert (last.shown.status, last.case.read().status) == (L.FOUND, S.REPORTED)


def test_a_measure_that_was_sent_back_names_who_did_it(home_side: HomeSide) -> None:
    last = LostCase(home_side.declares().departs()).on(AT_RISK).is_suspected().searched_in_vain()
    last.confirms()
    last.meets(M.SUSPEND)
    last.is_decided(M.SUSPEND, approved=False)
    late = refused(partial(last.is_decided, M.SUSPEND, SECOND_CLERK), 409, "step_already_taken")
    assert late.problem.details["by"] == CLERK.name


SUSPENDED = leaving.SuspendMembership(
    cause=leaving.SuspensionCause.OTHER, decided_on=TODAY, resolution="纪要20号"
)  # fmt: skip
RESTORED = leaving.RestoreMembership(decided_on=TODAY, resolution="纪要21号")
LISTED = Refused(reason="G2", text="不予接收。", listed=True, refused_on=TODAY)


@pytest.fixture
def resting(home_side: HomeSide) -> HomeCase:
    """Reported at the host, then suspended; the host has not heard of it yet."""
    case = home_side.declares().departs()
    case.reports()
    home_side.at(CLERK).suspend_membership(case.case_id, SUSPENDED)
    return case


def restored(case: HomeCase) -> c.Case:
    assert case.read().status is S.SUSPENDED
    case.side.at(CLERK).restore_membership(case.case_id, RESTORED)
    return case.read()


def test_a_refusal_that_crossed_with_the_suspension_is_objected_to_when_it_is_lifted(resting: HomeCase) -> None:
    resting.hears(LISTED)
    assert restored(resting).status is S.REFUSED
    state = c.CaseState.model_validate(resting.told("MobilityCase")[-1])
    assert TaskKind.CONSIDER_OBJECTION in {duty.kind for duty in owed(state)}
    resting.side.at(CLERK).object_to_refusal(resting.case_id, c.ObjectToRefusal(text="不属于规定情形。"))
    assert isinstance(resting.letters_out()[-1], Objection)


def test_who_was_suspended_after_a_refusal_is_refused_when_it_is_lifted(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.reports()
    case.hears(LISTED)
    home_side.at(CLERK).suspend_membership(case.case_id, SUSPENDED)
    assert restored(case).status is S.REFUSED


def test_a_refusal_overruled_while_he_was_suspended_is_none(resting: HomeCase) -> None:
    resting.hears(LISTED)
    resting.hears(DisputeProgress(stage="DECIDED", outcome="OVERRULED", text="请接收。"))
    assert restored(resting).status is S.REPORTED


def test_a_query_that_crossed_with_the_suspension_is_answered_when_it_is_lifted(resting: HomeCase) -> None:
    resting.hears(Query(question="是否本人？", suspect=False))
    restored(resting)
    resting.answers()
    assert isinstance(resting.letters_out()[-1], Answer)


def test_the_host_to_which_he_is_redirected_meanwhile_hears_that_he_is_suspended(resting: HomeCase) -> None:
    resting.hears(Redirected(to_committee=OTHER_HOST, text="应由邻镇接收。"))
    told = ["OUTFLOW_NOTICE", "CASE_SUSPENDED", "CERTIFICATE_VOIDED"]
    assert to_the_second_host(resting) == told
    assert (restored(resting).status, resting.read().host_committee) == (S.REPORTED, OTHER_HOST)
    assert to_the_second_host(resting) == [*told, "CASE_SUSPENDED"]
    lifted = resting.letters_out()[-1]
    assert isinstance(lifted, CaseSuspended)
    assert not lifted.suspended


def to_the_second_host(case: HomeCase) -> list[str]:
    rows = [row for row in case.side.rows(LetterSentRow) if (row.case_id, row.attempt) == (case.case_id, 2)]
    return [row.type for row in sorted(rows, key=lambda row: row.number)]


def test_an_enrolment_that_crossed_with_the_suspension_holds_when_it_is_lifted(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    clerk = home_side.at(CLERK)
    clerk.suspend_membership(case.case_id, SUSPENDED)
    case.hears(Enrolled(host_branch=HOST_BRANCH, host_branch_name="支部", contact="", phone="", enrolled_on=case.today))
    assert case.read().status is S.SUSPENDED
    clerk.restore_membership(case.case_id, RESTORED)
    assert (case.read().status, case.read().host_branch) == (S.ACTIVE, HOST_BRANCH)
    late = refused(
        lambda: home_side.at(SECOND_CLERK).restore_membership(case.case_id, RESTORED), 409, "step_already_taken"
    )
    assert (late.problem.details["act"], late.problem.details["by"]) == ("resume_case", CLERK.name)


def test_a_transfer_accepted_by_the_host_that_he_was_leaving_is_a_transfer(home_side: HomeSide) -> None:
    case = active_case(home_side)
    sending = leaving.SendTransfer(sent_on=case.today, letter_number="组介1号")
    home_side.at(CLERK).send_transfer(case.case_id, sending)
    late = refused(lambda: home_side.at(SECOND_CLERK).send_transfer(case.case_id, sending), 409, "step_already_taken")
    assert late.problem.details["by"] == CLERK.name
    moves_on(case)
    case.hears(TransferAccepted(accepted_on=case.today, letter_number="组介1号"))
    assert case.read().status is S.CLOSED_TRANSFERRED


def test_an_act_that_had_to_wait_sees_the_member_as_he_is_now(home_side: HomeSide) -> None:
    """The next host's notice has the name that was put right while the branch waited for the case."""
    case = active_case(home_side)
    with home_side.engine.connect() as other, ThreadPoolExecutor(1) as pool:
        other.execute(text("SELECT 1 FROM mobility_case WHERE id = :id FOR UPDATE"), {"id": case.case_id})
        moving = pool.submit(moves_on, replace(case))
        sleep(WAITS_SECONDS)
        renamed = "UPDATE member SET name = '汪海洋' WHERE id = (SELECT member_id FROM mobility_case WHERE id = :id)"
        other.execute(text(renamed), {"id": case.case_id})
        other.commit()
        moving.result()
    notices = [letter for letter in case.letters_out() if isinstance(letter, OutflowNotice)]
    assert notices[-1].person.name == "汪海洋"
