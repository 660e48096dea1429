"""W-06 at home: from the watch to the full member, step by step (D-41, D-64)."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.outflow.contract import Standing
from services.outflow.conversion import contract as c
from services.outflow.conversion.tables import ConversionRow
from shared.letters.bodies_conversion import ConversionOutcome, ConversionResult, OpinionRequest
from tests.services.outflow.conversion_side import (
    ADMITTED,
    ASKED,
    BOTH_POSTS,
    END,
    OFFICER_OF_COMMITTEE,
    PREPARED,
    Converting,
    away,
)
from tests.services.outflow.home_side import CLERK, OFFICER, SECRETARY, TODAY, HomeSide, person, refused

S, P = c.Stage, c.OpinionStep


@pytest.fixture
def converting(home_side: HomeSide) -> Converting:
    return away(home_side)


@pytest.mark.duty("D-41")
def test_a_probationary_member_who_leaves_is_watched_from_then_on(converting: Converting) -> None:
    view = converting.view()
    assert (view.stage, view.admitted_on, view.probation_end) == (S.WATCHING, ADMITTED, END)
    told = converting.case.told("ProbationConversion")[-1]
    assert (told["prepare_on"], told["request_on"]) == (PREPARED.isoformat(), ASKED.isoformat())


def test_a_full_member_has_no_conversion(home_side: HomeSide) -> None:
    case = home_side.declares(who=person(standing=Standing.FULL)).departs()
    assert home_side.at(SECRETARY).read_dossier(case.case_id).conversion is None
    assert case.told("ProbationConversion") == []


@pytest.mark.parametrize(
    ("today", "version", "articles"),
    [(date(2026, 5, 17), "2014.05", (32, 33, 34)), (date(2026, 5, 18), "2026.05", (31, 32, 33))],
)
def test_the_rule_version_of_the_day_is_kept_with_its_articles(
    home_side: HomeSide, today: date, version: str, articles: tuple[int, int, int]
) -> None:
    who = person(standing=Standing.PROBATIONARY, joined="2025-12-01")
    case = home_side.on(today).declares(who=who, leaves_on=today).departs()
    rule = Converting(case).view().rule
    assert (rule.version, tuple(rule.articles[name] for name in ("probation", "procedure", "approval"))) == (
        version,
        articles,
    )


def test_the_version_follows_the_day_of_the_meeting(home_side: HomeSide) -> None:
    who = person(standing=Standing.PROBATIONARY, joined="2025-04-20")
    case = home_side.on(date(2026, 4, 20)).declares(who=who, leaves_on=date(2026, 4, 20)).departs()
    converting = Converting(case)
    assert converting.view().rule.version == "2014.05"
    after = converting.on(date(2026, 6, 8))
    after.begins("prepare")
    after.begins("waiver")
    after.applies()
    after.waives()
    after.consults()
    after.reviews()
    after.publishes()
    later = converting.on(date(2026, 6, 23))
    later.closes_notice()
    assert later.meets(views_shown=False).rule.version == "2026.05"


def test_nothing_is_prepared_before_its_day(converting: Converting) -> None:
    converting.on(PREPARED - timedelta(days=1)).begins("prepare")
    assert converting.view().stage == "WATCHING"
    converting.on(PREPARED).begins("prepare")
    assert converting.view().stage == "PREPARED"
    converting.on(PREPARED).begins("prepare")
    assert [e.act for e in converting.case.file().events].count("prepare_conversion") == 1


@pytest.mark.duty("D-41", "D-64")
def test_home_asks_the_host_across_the_border(converting: Converting) -> None:
    asked = converting.prepared()
    assert asked.asks().opinion_step is P.REQUESTED
    (letter,) = [body for body in asked.case.letters_out() if isinstance(body, OpinionRequest)]
    assert (letter.probation_start, letter.probation_end, letter.asked_on) == (ADMITTED, END, ASKED)
    assert any("至2026年12月1日期满" in line for line in letter.paragraphs()), "as printed for a host on paper"
    again = refused(asked.asks, 409, "step_already_taken")
    assert again.problem.details["by"] == SECRETARY.name


def test_the_application_is_his_own_and_written_and_not_too_early(converting: Converting) -> None:
    early = converting.on(PREPARED)
    early.begins("prepare")
    refused(early.applies, 422, "date_too_early")
    then = converting.on(ASKED)
    refused(lambda: then.applies(written=False), 422, "application_not_written")
    assert then.applies().applied_on == ASKED
    refused(then.applies, 409, "step_already_taken")


def test_an_application_is_accepted_at_any_time_after_the_end(converting: Converting) -> None:
    converting.prepared()
    assert converting.on(END + timedelta(days=200)).applies().applied_on == END + timedelta(days=200)


def test_nobody_is_consulted_before_both_papers_are_there(converting: Converting) -> None:
    then = converting.prepared()
    refused(then.consults, 409, "application_missing")
    then.applies()
    refused(then.consults, 409, "opinion_missing")


def test_the_opinion_is_kept_as_it_came_and_the_database_refuses_to_change_it(converting: Converting) -> None:
    then = converting.with_papers()
    (opinion,) = then.view().opinions
    assert (opinion.opinion, opinion.details["participation_count"]) == ("CONVERT_ON_TIME", 12)
    for change in ("UPDATE opinion_received SET dated_on = dated_on", "DELETE FROM opinion_received"):
        with pytest.raises(DBAPIError, match="supersedes"), then.case.side.engine.begin() as connection:
            connection.execute(text(change))


def test_a_new_opinion_supersedes_the_old_one_and_both_stay_readable(converting: Converting) -> None:
    then = converting.with_papers("EXTEND")
    first = then.view().opinions[0]
    then.host_writes("CONVERT_ON_TIME", supersedes=first.details["opinion_id"])
    old, new = then.view().opinions
    assert (old.superseded, new.superseded, new.opinion) == (True, False, "CONVERT_ON_TIME")


def test_an_opinion_from_before_the_end_is_kept_but_is_no_final_one(converting: Converting) -> None:
    asked = converting.prepared()
    asked.asks()
    asked.host_writes(dated_on=END - timedelta(days=1))
    assert asked.view().opinion_step is P.REQUESTED
    asked.on(END).host_writes(dated_on=END)
    assert asked.view().opinion_step is P.RECEIVED


def test_a_stranger_gives_no_opinion(converting: Converting) -> None:
    asked = converting.prepared()
    asked.asks()
    refused(lambda: asked.host_writes(letter={"sender": "341181002"}), 403, "letter_refused")
    refused(lambda: asked.host_writes(letter={"attempt": 7}), 403, "letter_refused")


def test_the_whole_way_makes_a_full_member_from_the_day_probation_ended(converting: Converting) -> None:
    then = converting.at_committee()
    assert then.stage is S.AT_COMMITTEE
    late = converting.on(date(2027, 2, 20))
    assert late.decides().stage is S.APPROVED
    view = late.announces()
    assert (view.stage, view.standing_since) == (S.CONVERTED, END)
    assert late.standing() is Standing.FULL
    result = [body for body in late.case.letters_out() if isinstance(body, ConversionResult)][-1]
    assert (result.outcome, result.standing_since) == (ConversionOutcome.CONVERTED, END)
    assert late.case.told("ProbationConversion")[-1]["stage"] == "CONVERTED"


def test_the_notice_runs_its_five_working_days_and_every_objection_is_answered(converting: Converting) -> None:
    then = converting.with_papers()
    then.consults()
    then.reviews()
    until = then.publishes().notice_until
    assert until == date(2026, 12, 10)
    refused(converting.on(until).closes_notice, 409, "notice_still_running")
    then.hears_objection()
    after = converting.on(until + timedelta(days=1))
    refused(after.closes_notice, 409, "objections_open")
    refused(lambda: after.answers_objection(2), 404, "not_found")
    assert after.answers_objection().objections[0].resolved == "经核实不属实"
    assert after.closes_notice().stage is S.READY


@pytest.mark.parametrize(
    ("ballot", "code"),
    [
        ({"held_on": END - timedelta(days=1)}, "meeting_too_early"),
        ({"yes": 8}, "counts_disagree"),
        ({"present": 13, "yes": 13}, "counts_disagree"),
        ({"present": 6, "yes": 6}, "quorum_missing"),
        ({"secret_ballot": False}, "ballot_not_secret"),
        ({"proposal": "EXTEND", "extension_months": 5}, "extension_length_wrong"),
        ({"proposal": "EXTEND", "extension_months": 13}, "extension_length_wrong"),
        ({"proposal": "EXTEND"}, "extension_length_wrong"),
        ({"views_shown": False}, "views_not_shown"),
    ],
)
def test_a_meeting_that_is_no_meeting_is_refused(converting: Converting, ballot: dict[str, Any], code: str) -> None:
    then = converting.ready()
    refused(lambda: then.meets(**ballot), 422, code)
    assert then.stage is S.READY


def test_more_than_half_of_all_entitled_must_say_yes(converting: Converting) -> None:
    then = converting.ready()
    assert then.meets(yes=6, no=2, abstained=1).stage is S.NOT_PASSED
    meetings = then.meets(yes=7, no=2).meetings
    assert [meeting.passed for meeting in meetings] == [False, True]
    assert then.stage is S.RESOLVED_CONVERT


def test_an_extension_watches_anew_and_can_be_used_once(converting: Converting) -> None:
    then = converting.at_committee(proposal="EXTEND", extension_months=6)
    view = then.decides()
    assert (view.stage, view.probation_end, view.extension_used) == (S.WATCHING, date(2027, 6, 1), True)
    assert (view.applied_on, view.opinion_step) == (None, P.NOT_ASKED)
    assert then.standing() is Standing.PROBATIONARY
    result = [body for body in then.case.letters_out() if isinstance(body, ConversionResult)][-1]
    assert (result.outcome, result.probation_end) == (ConversionOutcome.EXTENDED, date(2027, 6, 1))
    again = converting.on(date(2027, 6, 20))
    again.begins("prepare")
    again.applies()
    again.asks()
    again.host_writes()
    again.consults()
    again.reviews()
    again.publishes()
    later = converting.on(date(2027, 7, 1))
    later.closes_notice()
    refused(lambda: later.meets(proposal="EXTEND", extension_months=6), 409, "extension_used")
    assert later.meets().stage is S.RESOLVED_CONVERT


def test_a_revocation_ends_the_case_and_tells_the_host(converting: Converting) -> None:
    then = converting.at_committee(proposal="REVOKE")
    assert then.decides().stage is S.REVOKED
    case = then.case.read()
    assert (case.status, case.member.standing) == ("CLOSED_ENDED", Standing.PROBATIONARY)
    assert [b.outcome for b in then.case.letters_out() if isinstance(b, ConversionResult)] == ["REVOKED"]
    assert then.case.told("ProbationConversion")[-1]["stage"] == "REVOKED"


@pytest.mark.parametrize("decision", ["RETURNED", "REJECTED"])
def test_what_the_committee_sends_back_goes_to_another_meeting(converting: Converting, decision: str) -> None:
    then = converting.at_committee()
    refused(lambda: then.decides(decision, text=""), 422, "grounds_missing")
    assert then.decides(decision).stage == decision
    assert then.meets().stage is S.RESOLVED_CONVERT
    then.reports()
    assert then.decides().stage is S.APPROVED


def test_a_return_may_also_be_answered_with_a_supplement(converting: Converting) -> None:
    then = converting.at_committee()
    then.decides("RETURNED")
    assert then.reports().stage is S.AT_COMMITTEE


def test_who_prepared_it_does_not_approve_it_by_account_and_by_role(converting: Converting) -> None:
    then = converting.at_committee()
    refused(lambda: then.decides(actor=SECRETARY), 403, "not_your_post")
    refused(lambda: then.decides(actor=BOTH_POSTS), 403, "preparer_may_not_approve")
    with then.case.side.engine.begin() as connection:
        connection.execute(
            text("UPDATE conversion SET preparers = preparers || to_jsonb(CAST(:who AS text))"), {"who": CLERK.account}
        )
    refusal = refused(then.decides, 403, "preparer_may_not_approve")
    assert "经办与审批分开" in refusal.problem.detail
    assert then.decides(actor=OFFICER_OF_COMMITTEE).stage is S.APPROVED


def test_the_branch_alone_prepares_and_the_committee_alone_decides(converting: Converting) -> None:
    then = converting.prepared()
    refused(lambda: then.asks(CLERK), 403, "not_your_post")
    refused(lambda: then.waives(SECRETARY), 403, "not_your_post")
    refused(lambda: then.asks(OFFICER), 403, "not_your_post")


def test_steps_out_of_turn_are_refused_with_the_stage(converting: Converting) -> None:
    refusal = refused(converting.meets, 409, "not_at_this_step")
    assert refusal.problem.details["status"] == "WATCHING"
    refused(converting.decides, 409, "not_at_this_step")


def test_what_people_wrote_about_him_stays_with_the_home_side(converting: Converting) -> None:
    then = converting.with_papers()
    then.consults()
    (row,) = then.case.side.rows(ConversionRow)
    assert "同意" not in row.consultation
    for told in then.case.told("ProbationConversion"):
        assert not {"汪海", "同意"} & set(map(str, told.values()))


def test_a_month_is_no_date_to_count_from_until_the_branch_names_the_day(home_side: HomeSide) -> None:
    converting = away(home_side, joined="2025-12")
    assert (converting.view().probation_end, converting.stage) == (None, S.WATCHING)
    refused(converting.asks, 409, "not_at_this_step")
    body = c.RecordAdmission(admitted_on=ADMITTED)
    view = home_side.at(SECRETARY).record_admission(converting.case.case_id, body)
    assert view.probation_end == END
    refused(lambda: home_side.at(SECRETARY).record_admission(converting.case.case_id, body), 409, "step_already_taken")
    assert TODAY < END
