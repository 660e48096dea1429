"""The host's written opinion (D-56, D-58): observed, drafted, asked for, sent once and for all."""

from datetime import date, timedelta
from functools import partial
from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.inflow import contract as placements
from services.inflow.opinion import contract as c
from services.inflow.opinion.domain import MAY_BE_TAKEN_IN, NEXT_ACT, after_leaving, after_request, after_result
from services.inflow.opinion.tables import FiledOpinionRow, OpinionWatchRow
from shared.letters.bodies_conversion import ConversionOutcome, OpinionRequest, OpinionValue
from shared.letters.contract import NoticeWithdrawn
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.factories.people import holder
from tests.services.inflow.host_side import (
    BRANCH,
    CLERK,
    CONTACT,
    HOME_COMMITTEE,
    OFFICER,
    SECRETARY,
    TODAY,
    HostSide,
    refused,
)
from tests.services.inflow.opinion_side import ADMITTED, END, PREPARED, Judging, enrolled, probationer
from tests.services.inflow.test_races import at_once, loser_of
from workflows.host_opinion.duties import openings, owed

W = c.WatchStatus


@pytest.fixture
def judging(host_side: HostSide) -> Judging:
    return enrolled(host_side)


# the table


@pytest.mark.parametrize(("status", "verb"), list(product(W, MAY_BE_TAKEN_IN)))
def test_every_act_in_every_status(status: c.WatchStatus, verb: str) -> None:
    ended, sent = status is W.ENDED, status is W.FILED
    assert (status in MAY_BE_TAKEN_IN[verb]) == (not ended and not (sent and verb == "draft_opinion"))
    assert NEXT_ACT[status]
    assert status.label


@pytest.mark.parametrize(("status", "other_end"), list(product(W, (True, False))))
def test_a_request_is_due_unless_an_opinion_crossed_with_it(status: c.WatchStatus, other_end: bool) -> None:
    crossed = status is W.FILED and not other_end
    assert after_request(status, other_end=other_end) is (W.FILED if crossed else W.DUE)


@pytest.mark.parametrize("outcome", ConversionOutcome)
def test_only_an_extension_is_watched_anew(outcome: ConversionOutcome) -> None:
    assert after_result(outcome) is (W.WATCHING if outcome is ConversionOutcome.EXTENDED else W.ENDED)


@pytest.mark.parametrize(("status", "requested"), list(product(W, (True, False))))
def test_a_former_host_still_answers_what_it_was_asked(status: c.WatchStatus, requested: bool) -> None:
    stays = status is W.FILED or (status is W.DUE and requested)
    assert after_leaving(status, requested=requested) is (status if stays else W.ENDED)


# the watch


@pytest.mark.duty("D-56")
def test_a_probationary_incomer_is_watched_and_observed(judging: Judging) -> None:
    assert (judging.status, judging.view().probation_end) == (W.WATCHING, END)
    (observation,) = judging.observes().observations
    assert (observation.text, observation.recorded_by) == ("参加学习积极", CONTACT.name)
    refused(lambda: judging.observes(observed_on=TODAY + timedelta(days=1)), 422, "date_in_the_future")


def test_a_full_incomer_is_not(host_side: HostSide) -> None:
    host_side.case().goes_as_far_as(placements.PlacementStatus.ENROLLED)
    assert host_side.rows(OpinionWatchRow) == []


def test_sixty_days_before_the_end_the_branch_is_reminded(judging: Judging) -> None:
    assert openings(judging.state()) == {f"prepare/1/{PREPARED}": PREPARED}
    judging.on(PREPARED - timedelta(days=1)).begins(f"prepare/1/{PREPARED}")
    assert judging.view().status == "WATCHING"
    judging.on(PREPARED).begins(f"prepare/1/{PREPARED}")
    (duty,) = owed(judging.state())
    assert (duty.kind, duty.holder, duty.since, duty.occurrence) == (TaskKind.FILE_OPINION, BRANCH, END, "1.1")


def test_a_draft_stays_at_the_host(judging: Judging) -> None:
    assert judging.drafts().draft is not None
    assert judging.view(CONTACT).draft is not None
    home = holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE)
    seen = judging.view(home)
    assert (seen.draft, seen.observations) == (None, [])
    assert judging.letters() == []


# the opinion


@pytest.mark.duty("D-58", "D-64")
def test_the_written_opinion_goes_home_with_all_its_fields(judging: Judging) -> None:
    judging.on(PREPARED).is_asked()
    then = judging.on(END + timedelta(days=1))
    view = then.files()
    assert view.status is W.FILED
    (letter,) = then.letters()
    assert (letter.member_name, letter.probation_start, letter.probation_end) == ("汪海", ADMITTED, END)
    assert (letter.stay_from, letter.stay_to, letter.dated_on) == (TODAY, then.today, then.today)
    assert (letter.opinion, letter.participation_count) == ("CONVERT_ON_TIME", 12)
    assert letter.host_branch_name.endswith("党支部")


@pytest.mark.parametrize("value", OpinionValue)
def test_each_of_the_four_values_may_be_given_also_unasked(judging: Judging, value: OpinionValue) -> None:
    then = judging.on(END)
    assert then.files(value).opinions[-1].letter.opinion is value


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"dated_on": END - timedelta(days=1), "branch_decided_on": END - timedelta(days=1)}, "opinion_too_early"),
        ({"dated_on": END}, "decided_after_date"),
        ({"sealed": False}, "opinion_not_sealed"),
        ({"dated_on": date(2027, 6, 1)}, "date_in_the_future"),
    ],
)
def test_a_final_opinion_is_dated_after_the_end_decided_before_its_date_and_sealed(
    judging: Judging, changed: dict[str, object], code: str
) -> None:
    then = judging.on(END + timedelta(days=3))
    refused(partial(then.files, **changed), 422, code)  # type: ignore[arg-type]  # fields of the body
    assert then.letters() == []


def test_before_the_end_there_is_only_a_draft(judging: Judging) -> None:
    refused(judging.on(END - timedelta(days=1)).files, 422, "opinion_too_early")


def test_without_the_dates_there_is_nothing_to_date_it_by(host_side: HostSide) -> None:
    judging = enrolled(host_side, probation_end=None, joined_on="2025-12")
    assert judging.state().over
    refused(judging.on(END).files, 409, "probation_unknown")
    judging.on(END).is_asked()
    assert judging.on(END).files().opinions[-1].letter.probation_start == ADMITTED


def test_a_sent_opinion_never_changes_and_is_superseded_only_by_name(judging: Judging) -> None:
    then = judging.on(END)
    then.files("EXTEND")
    refusal = refused(then.files, 409, "step_already_taken")
    assert refusal.problem.details["by"] == SECRETARY.name
    first = then.current()
    opinions = then.files("CONVERT_ON_TIME", supersedes=first).opinions
    assert [(one.superseded, one.letter.opinion) for one in opinions] == [(True, "EXTEND"), (False, "CONVERT_ON_TIME")]
    for change in ("UPDATE filed_opinion SET dated_on = dated_on", "DELETE FROM filed_opinion"):
        with pytest.raises(DBAPIError, match="supersedes"), then.case.side.engine.begin() as connection:
            connection.execute(text(change))


def test_two_opinions_at_once_send_one(host_side: HostSide) -> None:
    deputy = holder(Role.BRANCH_SECRETARY, BRANCH, account="deputy", name="邓副书记")
    for _ in range(4):
        then = enrolled(host_side).on(END)
        results = at_once(partial(then.files, "EXTEND"), partial(then.files, "CONVERT_ON_TIME", deputy))
        winner = SECRETARY if results[0] is None else deputy
        assert loser_of(results).problem.details["by"] == winner.name
        assert len(then.letters()) == 1
    assert len(host_side.rows(FiledOpinionRow)) == 4


def test_the_branch_secretary_signs_and_nobody_else(judging: Judging) -> None:
    then = judging.on(END)
    for actor in (CONTACT, CLERK, OFFICER):
        refused(partial(then.files, actor=actor), 403, "not_your_post")


# letters from home


def test_a_request_that_crosses_with_the_opinion_asks_for_nothing(judging: Judging) -> None:
    then = judging.on(END)
    then.files()
    then.is_asked()
    assert then.status is W.FILED


def test_a_request_with_other_dates_asks_anew(judging: Judging) -> None:
    then = judging.on(END)
    then.files()
    then.is_asked(end=date(2026, 12, 20))
    assert (then.status, then.state().occurrence) == (W.DUE, "1.2")
    refused(partial(then.files, supersedes=then.current()), 422, "opinion_too_early")
    later = judging.on(date(2026, 12, 20))
    assert later.files(supersedes=then.current()).status is W.FILED


@pytest.mark.parametrize("outcome", ["CONVERTED", "REVOKED"])
def test_the_result_ends_the_watch(judging: Judging, outcome: str) -> None:
    then = judging.on(END)
    then.files()
    then.hears_result(outcome)
    assert then.status is W.ENDED
    assert then.case.read().person.standing == ("FULL" if outcome == "CONVERTED" else "PROBATIONARY")


def test_an_extension_is_watched_anew(judging: Judging) -> None:
    then = judging.on(END)
    then.files()
    then.hears_result("EXTENDED", date(2027, 6, 1))
    state = then.state()
    assert (state.status, state.probation_end, state.prepare_on) == (W.WATCHING, date(2027, 6, 1), date(2027, 4, 2))


def test_one_who_was_never_on_the_roster_is_not_judged(host_side: HostSide) -> None:
    case = host_side.case(person=probationer())
    Judging(case).is_asked()
    assert host_side.rows(OpinionWatchRow) == []
    assert case.file().events[-1].details["ignored"] is True


def test_a_stranger_asks_for_nothing(judging: Judging) -> None:
    request = OpinionRequest(probation_start=ADMITTED, probation_end=END, asked_on=TODAY)
    refused(lambda: judging.case.hears(request, sender="32100300201"), 403, "letter_refused")
    assert judging.status is W.WATCHING


def test_a_withdrawn_member_is_watched_no_more_but_what_was_asked_is_answered(host_side: HostSide) -> None:
    watched, asked = enrolled(host_side), enrolled(host_side)
    asked.is_asked()
    for judging in (watched, asked):
        judging.case.hears(NoticeWithdrawn(text="改往他处"))
    assert (watched.view(CLERK).status, asked.view(CLERK).status) == (W.ENDED, W.DUE)
    assert asked.on(END).files("INSUFFICIENT_BASIS").status is W.FILED
