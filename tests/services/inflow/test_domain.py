"""The rules of W-03 and W-10 alone, without a database."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.inflow import contract as c
from services.inflow.domain import dispute, placement, refusal
from services.inflow.domain.wording import Situation, next_act
from shared.business_clock import BusinessClock
from shared.policy.book import packaged_book
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import Pause

S, Stage = c.PlacementStatus, c.DisputeStage
DAY = date(2026, 9, 1)
RULES = packaged_book().pack("CN-BASE-2019").refusal
CASE = uuid4()


def state(status: c.PlacementStatus, **changed: object) -> c.PlacementState:
    facts: dict[str, object] = {
        "case_id": CASE,
        "attempt": 1,
        "version": 1,
        "clock": BusinessClock.real_time(),
        "status": status,
        "host_committee": "341181001",
        "host_branch": "34118100101",
        "accept_from": DAY,
        "pauses": (),
        "look_since": None,
        "letters": (),
    }
    return c.PlacementState.model_validate(facts | changed)


def disputed(stage: c.DisputeStage) -> c.DisputeState:
    return c.DisputeState(
        case_id=CASE, attempt=1, version=1, clock=BusinessClock.real_time(), stage=stage,
        host_department="341181", host_province="340000", stage_since=DAY,
    )  # fmt: skip


def said(**changed: object) -> c.RefuseMember:
    facts = {"reason": "G1", "text": "经研究不予接收。", "decided_on": DAY, "resolution": "纪要"}
    return c.RefuseMember.model_validate(facts | changed)


def test_every_state_has_a_label_a_case_status_and_a_next_act() -> None:
    for status in S:
        assert c.PLACEMENT_STATUS_LABELS[status]
        assert c.CASE_STATUS_SEEN_BY_HOST[status]
        sentence = next_act(Situation(status, "秦栏镇党委", "朱塘村党支部", "县委组织部", "省委组织部", "蒋王街道党委"))
        assert sentence.endswith("。")


@pytest.mark.parametrize(
    ("verb", "allowed"),
    [
        ("report_arrival", {S.EXPECTED}),
        ("verify_certificate", {S.RECEIVED, S.NEEDS_INFO, S.SUSPECT}),
        ("place_member", {S.VERIFIED, S.PLACED}),
        ("enrol_member", {S.PLACED}),
        ("refuse_member", {S.RECEIVED, S.NEEDS_INFO, S.SUSPECT, S.VERIFIED, S.PLACED}),
        ("release_member", {S.ENROLLED, S.RELEASED}),
    ],
)
def test_each_verb_is_taken_only_in_its_states(verb: str, allowed: set[c.PlacementStatus]) -> None:
    assert placement.MAY_BE_TAKEN_IN[verb] == allowed


LEAVING = {"release_member", "report_staying", "accept_transfer", "reject_transfer"}


def test_no_verb_leads_out_of_the_ends() -> None:
    for status in (*c.OVER, S.REFUSED):
        verbs = {verb for verb, states in placement.MAY_BE_TAKEN_IN.items() if status in states}
        assert not verbs - LEAVING, status


def test_too_early_and_too_late_are_told_apart() -> None:
    assert placement.is_too_early("enrol_member", S.RECEIVED)
    assert placement.is_too_early("place_member", S.SUSPECT)
    assert not placement.is_too_early("report_arrival", S.RECEIVED)
    assert not placement.is_too_early("place_member", S.ENROLLED)
    assert not placement.is_too_early("enrol_member", S.WITHDRAWN)


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        (S.EXPECTED, []),
        (S.RECEIVED, [TaskKind.VERIFY_CERTIFICATE]),
        (S.NEEDS_INFO, [TaskKind.VERIFY_CERTIFICATE]),
        (S.SUSPECT, [TaskKind.VERIFY_CERTIFICATE]),
        (S.VERIFIED, [TaskKind.PLACE_MEMBER]),
        (S.PLACED, [TaskKind.ENROL_MEMBER]),
        (S.ENROLLED, []),
        (S.REFUSED, []),
        (S.REDIRECTED, []),
        (S.WITHDRAWN, []),
    ],
)
def test_each_state_owes_its_task(status: c.PlacementStatus, kinds: list[TaskKind]) -> None:
    assert [owed.kind for owed in placement.owed_tasks(state(status), None)] == kinds


def test_occurrences_tell_attempts_rounds_and_looks_apart() -> None:
    again = state(S.VERIFIED, attempt=2, round=3, looks=4, look_since=DAY)
    assert [owed.occurrence for owed in placement.owed_tasks(again, None)] == ["2.3", "2.4"]


@pytest.mark.parametrize(
    ("stage", "kind", "holder"),
    [
        (Stage.REVIEW, TaskKind.REVIEW_REFUSAL, "341181"),
        (Stage.JOINT, TaskKind.COORDINATE_JOINTLY, "341181"),
        (Stage.PROVINCIAL, TaskKind.COORDINATE_PROVINCIALLY, "340000"),
    ],
)
def test_each_stage_of_a_dispute_is_owed_by_its_department(stage: c.DisputeStage, kind: TaskKind, holder: str) -> None:
    (owed,) = placement.owed_tasks(state(S.REFUSED), disputed(stage))
    assert (owed.kind, owed.holders) == (kind, frozenset({holder}))
    assert placement.owed_tasks(state(S.REFUSED), disputed(Stage.DECIDED)) == []


def test_the_closed_list_is_g1_to_g5_and_only_g5_redirects() -> None:
    listed = [f"G{n}" for n in range(1, 6)]
    weighed = [refusal.weigh(RULES, said(reason=code, to_committee="341181002")) for code in listed]
    assert [ground.listed for ground in weighed] == [True] * 5
    assert [ground.redirects for ground in weighed] == [False] * 4 + [True]


@given(st.text(max_size=30))
def test_everything_outside_the_list_is_without_ground(reason: str) -> None:
    if reason.strip() not in {"G1", "G2", "G3", "G4", "G5"}:
        ground = refusal.weigh(RULES, said(reason=reason))
        assert not ground.listed
        assert RULES.is_reason(ground.reason)


def test_a_redirect_to_nowhere_is_refused() -> None:
    with pytest.raises(refusal.RightCommitteeMissing):
        refusal.weigh(RULES, said(reason="G5"))


def test_a_pause_begins_and_ends() -> None:
    asked = placement.pause_begins((), DAY)
    assert asked == (Pause(start=DAY),)
    answered = placement.pause_ends(asked, date(2026, 9, 4))
    assert answered == (Pause(start=DAY, end=date(2026, 9, 4)),)
    assert placement.pause_ends(answered, date(2026, 9, 9)) == answered


def test_an_order_goes_on_at_placing_and_leaves_the_placed_where_he_is() -> None:
    assert placement.status_after_order(S.REFUSED) is S.VERIFIED
    assert placement.status_after_order(S.RECEIVED) is S.VERIFIED
    assert placement.status_after_order(S.PLACED) is S.PLACED


def test_home_objects_once_and_only_to_a_listed_refusal() -> None:
    assert dispute.may_object(S.REFUSED, listed=True, disputed=False)
    assert not dispute.may_object(S.REFUSED, listed=True, disputed=True)
    assert not dispute.may_object(S.REFUSED, listed=False, disputed=False)
    assert not dispute.may_object(S.VERIFIED, listed=True, disputed=False)


def test_silence_cannot_be_upheld() -> None:
    body = c.DecideDispute(outcome=c.DisputeOutcome.UPHELD, text="维持。")
    with pytest.raises(dispute.NothingToUphold):
        dispute.check_decision(body, c.DisputeOrigin.SILENCE)
    dispute.check_decision(body, c.DisputeOrigin.NO_LISTED_GROUND)


def test_after_a_denial_the_certificate_cannot_be_verified() -> None:
    body = c.VerifyCertificate(result=c.Verification.VERIFIED, certificate_number="A-1", identity_checked=True)
    with pytest.raises(placement.HomeDenied):
        placement.check_verification(body, S.SUSPECT, notice_number="A-1", answer="查无此人", denied=True)


def test_the_next_act_names_who_has_to_act() -> None:
    now = Situation(S.REFUSED, "秦栏镇党委", "", "天长市委组织部", "安徽省委组织部", "蒋王街道党委", stage=Stage.REVIEW)
    assert "天长市委组织部" in next_act(now)
