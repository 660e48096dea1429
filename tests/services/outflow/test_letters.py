"""What the host writes, and what it does to the case at home; once, in order, from the right sender."""

import random
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from services.outflow import contract as c
from services.outflow.tables import CaseRow
from shared.audit import AuditRow
from shared.letters.contract import (
    AcceptanceOverdue,
    Answer,
    CoordinationProposal,
    DisputeProgress,
    Enrolled,
    Letter,
    LetterReceipt,
    LetterState,
    Looked,
    MemberReported,
    NoticeWithdrawn,
    Objection,
    OutflowNotice,
    Query,
    Redirected,
    Refused,
    Side,
)
from shared.policy.task_kinds import TaskKind
from tests.services.outflow.home_side import (
    HOST_BRANCH,
    HOST_COMMITTEE,
    HOST_DEPARTMENT,
    OTHER_HOST,
    TODAY,
    HomeCase,
    HomeSide,
    refused,
    rung,
)

S = c.CaseStatus
K = TaskKind
REPORTED = MemberReported(reported_on=TODAY, told_by=Side.HOST)
ENROLLED = Enrolled(
    host_branch=HOST_BRANCH, host_branch_name="秦栏镇朱塘村党支部", contact="侯洋", phone="0550-7012345",
    enrolled_on=TODAY,
)  # fmt: skip
QUERY = Query(question="证件照片不清，是否本人？", suspect=False)


def refusal(*, listed: bool) -> Refused:
    return Refused(reason="G2" if listed else "too_many", text="不予接收。", listed=listed, refused_on=TODAY)


def progress(stage: str, outcome: str | None = None, to: str | None = None) -> DisputeProgress:
    return DisputeProgress(stage=stage, outcome=outcome, text="请依规办理。", to_committee=to)


@pytest.fixture
def case(home_side: HomeSide) -> HomeCase:
    return home_side.declares().departs()


def test_reported_then_enrolled_makes_the_case_active(case: HomeCase) -> None:
    case.hears(REPORTED)
    assert (case.read().status, case.read().reported_on) == (S.REPORTED, TODAY)
    case.hears(ENROLLED)
    active = case.read()
    assert (active.status, active.active_on, active.host_branch) == (S.ACTIVE, TODAY, HOST_BRANCH)
    assert (active.duty_holder, active.host_contact) == (HOST_BRANCH, "侯洋 0550-7012345")
    assert active.certificate is not None
    assert active.certificate.status is c.CertificateStatus.IN_USE


def test_both_sides_may_report_and_the_first_counts(case: HomeCase) -> None:
    earlier = TODAY
    case.reports()
    later = case.on(TODAY + timedelta(days=3))
    later.hears(MemberReported(reported_on=TODAY + timedelta(days=2), told_by=Side.HOST))
    assert case.read().reported_on == earlier


def test_an_enrolment_without_a_report_proves_the_report(case: HomeCase) -> None:
    case.hears(ENROLLED)
    assert (case.read().status, case.read().reported_on) == (S.ACTIVE, TODAY)


def test_a_query_is_put_before_the_branch_and_answered_once(case: HomeCase) -> None:
    case.hears(REPORTED)
    case.hears(QUERY)
    assert case.read().query == QUERY.question
    task = case.opens(K.ANSWER_QUERY)
    assert case.opens(K.ANSWER_QUERY).task_id == task.task_id
    assert case.answers(confirmed=False).query is None
    answer = case.letters_out()[-1]
    assert isinstance(answer, Answer)
    assert (answer.confirmed, case.tasks()["ANSWER_QUERY"]) == (False, "DONE")
    refused(case.answers, 409, "no_open_query")


def test_a_second_query_is_another_task(case: HomeCase) -> None:
    for _ in range(2):
        case.hears(QUERY)
        case.opens(K.ANSWER_QUERY)
        case.answers()
    assert [task.task.occurrence for task in case.file().tasks if task.task.kind is K.ANSWER_QUERY] == ["1.1", "1.2"]


def test_a_listed_ground_lets_the_committee_object(case: HomeCase) -> None:
    case.hears(refusal(listed=True))
    found = case.read()
    assert (found.status, found.refusal_reason, found.refusal_listed) == (S.REFUSED, "G2", True)
    case.opens(K.CONSIDER_OBJECTION)
    assert case.objects().status is S.REFUSED
    assert isinstance(case.letters_out()[-1], Objection)
    assert case.tasks()["CONSIDER_OBJECTION"] == "DONE"
    refused(case.objects, 409, "step_already_taken")


def test_the_term_to_object_counts_from_the_day_home_hears_of_it(case: HomeCase) -> None:
    """收到拒收通知: a resolution dated weeks ago must not let the term lapse before anybody could read it."""
    later = case.on(TODAY + timedelta(days=30))
    later.hears(refusal(listed=True))
    assert later.opening(K.CONSIDER_OBJECTION).since == TODAY + timedelta(days=30)


def test_without_a_listed_ground_the_review_is_open_already(case: HomeCase) -> None:
    case.hears(refusal(listed=False))
    assert case.told()[-1]["may_object"] is False
    refused(case.objects, 409, "objection_not_possible")


def test_a_refusal_takes_an_open_query_back(case: HomeCase) -> None:
    case.hears(QUERY)
    case.opens(K.ANSWER_QUERY)
    case.hears(refusal(listed=True))
    assert (case.read().query, case.tasks()["ANSWER_QUERY"]) == (None, "CANCELLED")


def test_a_term_that_passes_without_objection_asks_for_another_host(case: HomeCase) -> None:
    case.hears(refusal(listed=True))
    task = case.opens(K.CONSIDER_OBJECTION)
    assert case.fires(task, rung(K.CONSIDER_OBJECTION, "lapse"))
    assert case.told()[-1]["name_host_since"] is not None
    assert case.tasks()["CONSIDER_OBJECTION"] == "CANCELLED"
    refused(case.objects, 409, "step_already_taken")


def test_upheld_asks_for_another_host(case: HomeCase) -> None:
    case.hears(refusal(listed=True))
    case.objects()
    case.hears(progress("REVIEW"))
    case.hears(progress("DECIDED", "UPHELD"))
    assert case.read().status is S.REFUSED
    case.opens(K.NAME_HOST)
    assert case.names_host().status is S.DEPARTED
    assert case.tasks()["NAME_HOST"] == "DONE"


def test_overruled_lets_the_acceptance_go_on(case: HomeCase) -> None:
    case.hears(REPORTED)
    case.hears(refusal(listed=False))
    case.hears(progress("DECIDED", "OVERRULED"))
    found = case.read()
    assert (found.status, found.refusal_reason, found.attempt) == (S.REPORTED, None, 1)
    case.hears(ENROLLED)
    assert case.read().status is S.ACTIVE


def test_a_second_refusal_after_an_order_may_be_objected_to_again(case: HomeCase) -> None:
    """The order does not end the committee's right to object to the next listed ground."""
    case.hears(refusal(listed=True))
    case.opens(K.CONSIDER_OBJECTION)
    case.objects()
    case.hears(progress("DECIDED", "OVERRULED"))
    later = case.on(TODAY + timedelta(days=10))
    later.hears(Refused(reason="G1", text="证件无效。", listed=True, refused_on=TODAY + timedelta(days=10)))
    assert later.opens(K.CONSIDER_OBJECTION).status == "OPEN"


def test_a_decision_that_redirects_sends_the_notice_to_the_named_committee(case: HomeCase) -> None:
    case.hears(refusal(listed=False))
    case.hears(progress("DECIDED", "REDIRECTED", OTHER_HOST))
    found = case.read()
    assert (found.host_committee, found.attempt, found.refusal_reason) == (OTHER_HOST, 2, None)
    assert [type(body) for body in case.letters_out()] == [OutflowNotice, NoticeWithdrawn, OutflowNotice]


def test_a_redirect_of_the_host_itself_does_the_same_and_keeps_the_report(case: HomeCase) -> None:
    case.hears(REPORTED)
    case.hears(Redirected(to_committee=OTHER_HOST, text="住铜城镇。"))
    found = case.read()
    assert (found.host_committee, found.attempt, found.status) == (OTHER_HOST, 2, S.REPORTED)
    notice = case.letters_out()[-1]
    assert isinstance(notice, OutflowNotice)
    assert notice.reported_on == TODAY


def test_silence_of_the_host_opens_joint_coordination_at_home(case: HomeCase) -> None:
    case.hears(REPORTED)
    case.hears(AcceptanceOverdue(since=TODAY))
    assert case.read().coordination == "JOINT"
    case.opens(K.COORDINATE_JOINTLY)
    case.proposes()
    assert isinstance(case.letters_out()[-1], CoordinationProposal)
    assert case.tasks()["COORDINATE_JOINTLY"] == "DONE"
    refused(case.proposes, 409, "no_coordination_open")


def test_joint_coordination_of_a_second_dispute_is_asked_again(case: HomeCase) -> None:
    case.hears(REPORTED)
    case.hears(AcceptanceOverdue(since=TODAY))
    case.opens(K.COORDINATE_JOINTLY)
    case.proposes()
    case.hears(progress("DECIDED", "OVERRULED"))
    later = case.on(TODAY + timedelta(days=40))
    later.hears(progress("JOINT"))
    assert later.opens(K.COORDINATE_JOINTLY).status == "OPEN"


def test_a_host_that_goes_on_by_itself_ends_what_home_was_asked(case: HomeCase) -> None:
    case.hears(REPORTED)
    case.hears(AcceptanceOverdue(since=TODAY))
    case.opens(K.COORDINATE_JOINTLY)
    case.hears(ENROLLED)
    assert (case.read().coordination, case.tasks()["COORDINATE_JOINTLY"]) == (None, "CANCELLED")


def test_what_the_host_found_when_it_looked_is_kept(case: HomeCase) -> None:
    case.hears(ENROLLED)
    case.hears(Looked(found=True, text="住秦栏镇。"))
    assert case.file().events[-1].act == "letter_looked"
    assert case.read().status is S.ACTIVE


def test_a_letter_that_the_case_has_outrun_is_kept_and_changes_nothing(case: HomeCase) -> None:
    case.hears(ENROLLED)
    case.hears(refusal(listed=True))
    assert case.read().status is S.ACTIVE
    assert case.file().events[-1].details == {"ignored": True, "attempt": 1}


def test_a_letter_of_a_former_host_changes_nothing(case: HomeCase) -> None:
    case.names_host()
    case.hears(ENROLLED)
    assert (case.read().status, case.read().host_committee) == (S.DEPARTED, OTHER_HOST)


def test_letters_from_others_are_refused_and_audited(home_side: HomeSide, case: HomeCase) -> None:
    wrong: list[dict[str, Any]] = [
        {"sender": OTHER_HOST},
        {"sender": "370303001", "sender_region": "370000"},
        {"attempt": 2},
        {"case_id": uuid4()},
        {"recipient_region": "110000"},
    ]
    for changed in wrong:
        letter = case.letter(REPORTED, **changed)
        token = case.sign(letter, key=letter.sender_region)
        refused(partial(home_side.worker.receive_letter, token), 403, "letter_refused")
        case.number -= 1
    forged = case.sign(case.letter(REPORTED), key="370000")
    refused(lambda: home_side.worker.receive_letter(forged), 403, "letter_refused")
    assert case.read().status is S.DEPARTED
    assert [row.outcome for row in home_side.rows(AuditRow)].count("letter_refused") == 6


@pytest.mark.parametrize("sender", [HOST_COMMITTEE, HOST_BRANCH, HOST_DEPARTMENT])
def test_the_host_its_branch_and_its_department_may_write(case: HomeCase, sender: str) -> None:
    assert case.hears(REPORTED, sender=sender).state is LetterState.APPLIED
    assert case.read().status is S.REPORTED


STORY = (
    REPORTED, QUERY, refusal(listed=False), progress("REVIEW"), AcceptanceOverdue(since=TODAY),
    progress("DECIDED", "OVERRULED"), ENROLLED, Looked(found=True, text="在。"),
)  # fmt: skip
NOT_COMPARED = {"_sa_instance_state", "id", "number", "member", "member_id", "version", "contact_version"}


def end_state(home_side: HomeSide, case: HomeCase) -> dict[str, object]:
    (row,) = [row for row in home_side.rows(CaseRow) if row.id == case.case_id]
    return {name: value for name, value in vars(row).items() if name not in NOT_COMPARED}


def test_duplicated_and_shuffled_letters_end_in_the_same_state(home_side: HomeSide, case: HomeCase) -> None:
    for body in STORY:
        case.hears(body)
    expected, acts = end_state(home_side, case), [event.act for event in case.file().events]
    for seed in range(4):
        other = home_side.declares().departs()
        assert deliver(other, random.Random(seed)) == {LetterState.APPLIED}
        assert end_state(home_side, other) == expected, f"seed {seed}"
        assert [event.act for event in other.file().events] == acts, f"seed {seed}"


def deliver(case: HomeCase, chance: random.Random) -> set[LetterState]:
    """Every letter one to three times in any order; then each once more, to read the final answers."""
    letters: list[Letter] = [case.letter(body) for body in STORY]
    storm = [letter for letter in letters for _ in range(chance.randint(1, 3))]
    chance.shuffle(storm)
    for letter in storm:
        case.side.worker.receive_letter(case.sign(letter))
    return {case.side.worker.receive_letter(case.sign(letter)).state for letter in letters}


def test_a_letter_that_came_too_early_waits_for_the_one_before(case: HomeCase) -> None:
    first, second = case.letter(REPORTED), case.letter(ENROLLED)
    assert case.side.worker.receive_letter(case.sign(second)).state is LetterState.HELD
    assert case.read().status is S.DEPARTED
    case.side.worker.receive_letter(case.sign(first))
    assert case.read().status is S.ACTIVE


def test_delivery_takes_a_letter_off_the_list_of_those_on_the_way(case: HomeCase) -> None:
    (letter_id,) = case.state().letters
    envelope = case.side.worker.sign_letter(letter_id)
    assert (envelope.side, envelope.recipient_region) == (Side.HOST, "340000")
    answer = LetterReceipt(letter_id=letter_id, number=1, state=LetterState.APPLIED)
    case.side.worker.mark_letter_delivered(letter_id, answer, case.side.now)
    assert case.state().letters == ()
    assert case.file().letters[0].delivered_at is not None
