"""The exceptional paths of W-06 (5.1): silence, waiver, moves, suspension, contradiction, delay, old and wrong data."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from services.outflow.contract import CaseStatus, Standing
from services.outflow.conversion import contract as c
from services.outflow.conversion.operations.duties import OWED
from services.outflow.conversion.operations.opening import recompute_probation
from services.outflow.leaving.contract import (
    AnnounceReturn,
    RelocateMember,
    RestoreMembership,
    SuspendMembership,
    SuspensionCause,
)
from services.outflow.operations.casework import lock_case
from services.outflow.operations.ending import mark_lost
from shared.act import Act
from shared.letters.bodies_conversion import OpinionRequest
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from shared.sealing import Seal
from shared.tasks.contract import OpenedTask, OpenTask
from tests.services.outflow.conversion_side import ADMITTED, ASKED, END, PREPARED, Converting, away, enrolled
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
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
from workflows.probation_conversion.duties import openings, owed

S, P, K = c.Stage, c.OpinionStep, TaskKind


@pytest.fixture
def converting(home_side: HomeSide) -> Converting:
    return away(home_side)


def state_of(converting: Converting) -> c.ConversionState:
    return c.ConversionState.model_validate(converting.case.told("ProbationConversion")[-1])


def kinds_owed(converting: Converting) -> dict[TaskKind, str]:
    return {duty.kind: duty.holder for duty in owed(state_of(converting))}


def opens(converting: Converting, kind: TaskKind, occurrence: str | None = None) -> OpenedTask:
    state = state_of(converting)
    opening = OpenTask(
        kind=kind,
        case_id=converting.case.case_id,
        occurrence=occurrence or str(state.round),
        holder=BRANCH,
        role=Role.BRANCH_SECRETARY,
        since=converting.today,
        schedule=schedule(kind, converting.today),
    )
    return converting.case.side.worker.open_task(opening, converting.case.side.now)


def inside(converting: Converting) -> tuple[Session, Act]:
    side = converting.case.side
    session = Session(side.engine)
    kernel = side.http.app.state.kernel  # type: ignore[attr-defined]  # declared as any ASGI callable
    actor = Actor.system("test")
    act = Act(session, actor, side.clock.now(), Seal(side.keys.sealing_key), side.keys, side.clock, kernel.reactions)
    return session, act


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


# old and wrong data


@pytest.mark.parametrize("reason", list(c.OverdueReason))
def test_an_overdue_conversion_opens_with_its_reason(home_side: HomeSide, reason: c.OverdueReason) -> None:
    converting = away(home_side, joined="2024-07")
    view = converting.is_overdue_because(reason, date(2024, 7, 1))
    assert (view.stage, view.overdue_reason, view.probation_end) == (S.PREPARED, reason, date(2025, 7, 1))
    assert view.late
    refused(lambda: converting.is_overdue_because(reason, date(2024, 7, 1)), 409, "step_already_taken")
    assert converting.asks().opinion_step is P.REQUESTED
    assert state_of(converting).opinion_since == TODAY, "the terms count from the request"


def test_a_full_member_has_no_overdue_conversion(home_side: HomeSide) -> None:
    case = home_side.on(TODAY).declares(who=person(standing=Standing.FULL)).departs()
    refused(lambda: Converting(case).is_overdue_because("PERSONAL", date(2024, 7, 1)), 409, "not_probationary")


def recomputes(converting: Converting, admitted_on: date) -> None:
    session, act = inside(converting)
    with session, session.begin():
        recompute_probation(act, lock_case(act, converting.case.case_id), admitted_on)


def test_a_corrected_admission_date_moves_the_end_and_every_term(converting: Converting) -> None:
    recomputes(converting, date(2026, 2, 28))
    state = state_of(converting)
    assert (state.probation_end, state.prepare_on) == (date(2027, 2, 28), date(2026, 12, 30))
    assert set(openings(state).values()) == {date(2026, 12, 30)}


def test_what_was_prepared_too_early_waits_again_under_a_new_round(converting: Converting) -> None:
    then = converting.on(PREPARED)
    then.begins("prepare")
    recomputes(then, date(2026, 6, 1))
    assert (converting.stage, state_of(converting).round) == (S.WATCHING, 2)
    refused(lambda: opens(then, K.HOLD_CONVERSION_MEETING, "1"), 409, "conversion_task_not_owed")


def test_the_hosts_are_asked_again_with_the_true_dates(converting: Converting) -> None:
    then = converting.with_papers()
    recomputes(then, date(2026, 1, 15))
    requests = [body for body in then.case.letters_out() if isinstance(body, OpinionRequest)]
    assert [body.probation_end for body in requests] == [END, date(2027, 1, 15)]
    assert then.view().opinion_step is P.REQUESTED


def test_a_meeting_before_the_true_end_is_held_again(converting: Converting) -> None:
    then = converting.at_committee()
    recomputes(then, date(2026, 3, 1))
    assert then.stage is S.READY
    refused(then.meets, 422, "meeting_too_early")


def test_of_one_who_is_converted_only_the_day_of_his_standing_moves(converting: Converting) -> None:
    then = converting.at_committee()
    then.decides()
    then.announces()
    recomputes(then, date(2025, 11, 1))
    assert (then.view().standing_since, then.stage) == (date(2026, 11, 1), S.CONVERTED)
    recomputes(then, date(2025, 11, 1))


# tasks


@pytest.mark.parametrize("kind", sorted(OWED))
def test_a_task_that_is_not_owed_is_not_opened(converting: Converting, kind: TaskKind) -> None:
    refused(lambda: opens(converting, kind), 409, "conversion_task_not_owed")


def test_each_act_closes_the_task_that_it_answers(converting: Converting) -> None:
    asked = converting.prepared()
    for kind in (K.RECORD_APPLICATION, K.REQUEST_OPINION, K.HOLD_CONVERSION_MEETING):
        assert opens(asked, kind).status == "OPEN"
    asked.asks()
    asked.applies(CONTACT)
    tasks = asked.case.tasks()
    assert (tasks["RECORD_APPLICATION"], tasks["REQUEST_OPINION"]) == ("DONE", "DONE")
    assert tasks["HOLD_CONVERSION_MEETING"] == "OPEN"


def test_the_return_lets_a_prepared_conversion_go_on_and_ends_a_mere_watch(converting: Converting) -> None:
    assert state_of(converting).stage is S.WATCHING
    with converting.case.side.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE mobility_case SET status = 'CLOSED_RETURNED', is_open = false")
    session, act = inside(converting)
    with session, session.begin():
        act.react(lock_case(act, converting.case.case_id))
    assert converting.stage is S.ENDED
