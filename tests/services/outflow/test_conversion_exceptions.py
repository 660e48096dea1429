"""The exceptional paths of W-06 (5.1): silence, waiver, moves, suspension, contradiction, delay, old and wrong data."""

from datetime import date, timedelta

import pytest

from services.outflow.contract import CaseStatus, Standing
from services.outflow.conversion import contract as c
from services.outflow.leaving.contract import (
    AnnounceReturn,
    RelocateMember,
    RestoreMembership,
    SuspendMembership,
    SuspensionCause,
)
from services.outflow.operations.casework import lock_case
from services.outflow.operations.ending import mark_lost
from shared.letters.bodies_conversion import OpinionRequest
from shared.policy.task_kinds import TaskKind
from tests.services.outflow.conversion_side import (
    ADMITTED,
    ASKED,
    END,
    Converting,
    away,
    enrolled,
    inside,
    kinds_owed,
    state_of,
)
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    HOME_COMMITTEE,
    HOST_REGION,
    OTHER_HOST,
    SECRETARY,
    TODAY,
    HomeSide,
    person,
    refused,
    schedule,
)
from tests.services.outflow.leaving_acts import ends
from workflows.probation_conversion.duties import openings, owed

S, P, K = c.Stage, c.OpinionStep, TaskKind


@pytest.fixture
def converting(home_side: HomeSide) -> Converting:
    return away(home_side)


# silence and waiver


@pytest.mark.duty("D-41", "D-58")
def test_silence_is_raised_and_only_the_committee_may_go_on_without_the_opinion(converting: Converting) -> None:
    asked = converting.prepared()
    asked.asks()
    asked.applies()
    refused(asked.waives, 409, "waiver_too_early")
    state = state_of(converting)
    assert (state.overdue_on, state.waivable_from) == (date(2026, 12, 17), date(2026, 12, 31))
    converting.on(date(2026, 12, 16)).begins("overdue")
    assert converting.view().opinion_step is P.REQUESTED
    converting.on(date(2026, 12, 17)).begins("overdue")
    assert converting.view().opinion_step is P.OVERDUE
    assert kinds_owed(converting)[K.URGE_OPINION] == BRANCH
    urged = converting.on(date(2026, 12, 18))
    assert urged.asks().opinion_step is P.OVERDUE
    requests = [body for body in urged.case.letters_out() if isinstance(body, OpinionRequest)]
    assert [body.asked_on for body in requests] == [ASKED, ASKED], "urging does not begin the host's term anew"
    refused(converting.on(date(2026, 12, 30)).waives, 409, "waiver_too_early")
    then = converting.on(date(2026, 12, 31))
    then.begins("waiver")
    assert kinds_owed(converting)[K.CONSIDER_WAIVER] == HOME_COMMITTEE
    assert then.view().opinion_step is P.OVERDUE, "the day alone waives nothing"
    view = then.waives()
    assert (view.opinion_step, view.waiver_reason) == (P.WAIVED, "多次催要未果。")
    assert K.CONSIDER_WAIVER not in kinds_owed(converting)
    assert then.consults().stage is S.CONSULTED


def test_an_opinion_after_the_waiver_is_accepted_and_shown(converting: Converting) -> None:
    asked = converting.prepared()
    asked.asks()
    asked.applies()
    then = converting.on(date(2026, 12, 31))
    then.waives()
    then.host_writes("NOT_SUITABLE")
    assert (then.view().opinion_step, len(then.view().opinions)) == (P.RECEIVED, 1)


def test_a_waiver_after_the_opinion_names_the_host_that_was_first(converting: Converting) -> None:
    then = converting.with_papers()
    refusal = refused(then.waives, 409, "step_already_taken")
    assert "秦栏镇" in refusal.problem.details["by"]


def test_who_could_be_asked_is_asked_before_anything_is_waived(converting: Converting) -> None:
    converting.prepared()
    refused(converting.on(date(2027, 3, 1)).waives, 409, "ask_first")


def test_who_decides_after_the_end_of_the_case_is_told_who_ended_it(converting: Converting) -> None:
    then = converting.at_committee()
    ends(then.case)
    refusal = refused(then.decides, 409, "step_already_taken")
    assert (refusal.problem.details["act"], refusal.problem.details["by"]) == ("end_case", SECRETARY.name)


def test_without_any_host_there_is_nobody_to_ask(home_side: HomeSide) -> None:
    who = person(standing=Standing.PROBATIONARY, joined=ADMITTED.isoformat())
    converting = Converting(home_side.on(TODAY).declares(who=who).departs()).prepared()
    refused(converting.asks, 409, "no_host_to_ask")
    assert K.REQUEST_OPINION not in kinds_owed(converting)
    assert any(step.startswith("waiver/") for step in openings(state_of(converting)))
    refused(converting.on(date(2026, 12, 30)).waives, 409, "waiver_too_early")
    assert converting.on(date(2026, 12, 31)).waives().opinion_step is P.WAIVED


# on the move


def relocates(converting: Converting) -> None:
    body = RelocateMember(
        host_region=HOST_REGION,
        host_committee=OTHER_HOST,
        text="改到铜城镇。",
        moves_on=converting.today,
        told_by="MEMBER",
    )
    converting.case.side.at(SECRETARY).relocate_member(converting.case.case_id, body)


def test_between_hosts_the_last_one_is_asked_and_may_lack_the_basis(converting: Converting) -> None:
    then = converting.prepared()
    relocates(then)
    assert then.case.read().status is CaseStatus.RELOCATING
    then.asks()
    (row,) = [body for body in then.case.letters_out() if isinstance(body, OpinionRequest)]
    assert row.probation_end == END
    then.applies()
    after = converting.on(END)
    after.host_writes("INSUFFICIENT_BASIS")
    assert after.view().opinion_step is P.RECEIVED
    assert after.consults().stage is S.CONSULTED


def test_while_he_returns_the_host_of_the_longest_stay_is_asked_too_and_both_must_answer(
    converting: Converting,
) -> None:
    moved = converting.on(date(2026, 10, 25))
    relocates(moved)
    later = converting.on(date(2026, 10, 30))
    later.case.number = 0
    later.case.hears(enrolled(date(2026, 10, 30)), attempt=2, number=1, sender=OTHER_HOST)
    then = converting.prepared()
    body = AnnounceReturn(returns_on=ASKED, how="EARLY", text="务工结束。")
    then.case.side.at(SECRETARY).announce_return(then.case.case_id, body)
    then.asks()
    assert state_of(converting).opinion_step is P.REQUESTED
    requests = [body for body in then.case.letters_out() if isinstance(body, OpinionRequest)]
    assert len(requests) == 2
    after = converting.on(END)
    after.host_writes("CONVERT_ON_TIME")
    assert after.view().opinion_step is P.REQUESTED
    after.host_writes("INSUFFICIENT_BASIS", letter={"attempt": 2, "sender": OTHER_HOST})
    assert after.view().opinion_step is P.RECEIVED


def test_a_lost_member_is_still_decided_about_and_asked_for_anew(converting: Converting) -> None:
    then = converting.prepared()
    before = state_of(converting).round
    session, act = inside(then)
    with session, session.begin():
        mark_lost(act, lock_case(act, then.case.case_id), then.today)
    assert (state_of(converting).stage, state_of(converting).round) == (S.PREPARED, before + 1)
    assert K.REQUEST_OPINION in kinds_owed(converting)
    assert then.asks().opinion_step is P.REQUESTED


# suspension


def test_suspension_pauses_everything_and_the_next_round_asks_anew(converting: Converting) -> None:
    then = converting.prepared()
    body = SuspendMembership(
        cause=SuspensionCause.SETTLED_ABROAD, decided_on=then.today, resolution="党委会议纪要〔2026〕20号"
    )
    then.case.side.at(CLERK).suspend_membership(then.case.case_id, body)
    state = state_of(converting)
    assert (owed(state), openings(state), state.paused) == ([], {}, True)
    refused(then.applies, 409, "membership_suspended")
    later = converting.on(END + timedelta(days=10))
    later.begins("waiver")
    assert not state_of(converting).waiver_open
    again = RestoreMembership(decided_on=later.today, resolution="党委会议纪要〔2027〕3号")
    later.case.side.at(CLERK).restore_membership(later.case.case_id, again)
    state = state_of(converting)
    assert (state.paused, state.stage) == (False, S.PREPARED)
    assert state.round > 1
    assert state.waivable_from == date(2027, 1, 11), "ten days stood still after the end of probation"
    assert later.applies().applied_on == later.today


# the meeting


@pytest.mark.duty("D-41")
def test_contradicting_views_both_go_to_the_meeting_and_decide_nothing(converting: Converting) -> None:
    then = converting.ready("NOT_SUITABLE", view="CONVERT")
    view = then.view()
    assert (view.opinions[0].contradicts, view.home_view, view.stage) == (True, c.Proposal.CONVERT, S.READY)
    refused(lambda: then.meets(views_shown=False), 422, "views_not_shown")
    assert then.meets().stage is S.RESOLVED_CONVERT


def test_who_cannot_return_is_waited_for_and_loses_no_day(converting: Converting) -> None:
    then = converting.ready()
    refused(lambda: then.meets(attendance="ABSENT"), 409, "member_must_attend")
    refused(lambda: then.meets(attendance="REMOTE"), 409, "remote_not_allowed")
    refused(lambda: then.adjourns(then.today), 422, "adjourned_into_the_past")
    view = then.adjourns(date(2027, 3, 1))
    assert (view.stage, view.adjourned_until, view.adjournment) == (S.READY, date(2027, 3, 1), "本人住院，不能返回")
    later = converting.on(date(2027, 3, 1))
    assert later.view().late
    later.meets()
    later.reports()
    later.decides()
    assert later.announces().standing_since == END


def test_a_revocation_may_be_resolved_without_him(converting: Converting) -> None:
    assert converting.ready().meets(attendance="ABSENT", proposal="REVOKE").stage is S.RESOLVED_REVOKE


def test_three_months_pass_and_the_decision_stays_open(converting: Converting) -> None:
    then = converting.at_committee()
    view = then.view()
    assert view.decision_due_on == date(2027, 3, 15)
    (duty,) = owed(state_of(converting))
    assert (duty.kind, duty.holder, duty.since) == (K.DECIDE_CONVERSION, HOME_COMMITTEE, then.today)
    ladder = schedule(K.DECIDE_CONVERSION, then.today)
    assert [(rung.name, rung.to, rung.day) for rung in ladder.rungs if rung.action == "RAISE"] == [
        ("raise-department", "COUNTY_DEPARTMENT", date(2027, 3, 15))
    ]
    late = converting.on(date(2027, 6, 1))
    assert late.stage is S.AT_COMMITTEE
    assert late.decides().stage is S.APPROVED
