"""R6 for W-06 at home: two opinions at once, a waiver against an opinion, two committee decisions at once."""

from dataclasses import replace
from datetime import date
from functools import partial

from services.outflow.conversion import contract as c
from services.outflow.conversion.tables import ConversionMeetingRow, OpinionReceivedRow
from shared.letters.bodies_conversion import ConversionResult
from tests.services.outflow.conversion_side import END, OFFICER_OF_COMMITTEE, Converting, away, opinion_of
from tests.services.outflow.home_side import CLERK, SECRETARY, HomeSide
from tests.services.outflow.test_races import DEPUTY, at_once, the_loser

S, P = c.Stage, c.OpinionStep
TIMES = 4


def test_two_clerks_decide_at_once(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        then = away(home_side).at_committee()
        results = at_once(
            lambda: then.decides("APPROVED", CLERK),  # noqa: B023
            lambda: then.decides("REJECTED", OFFICER_OF_COMMITTEE),  # noqa: B023
        )
        winner, stage = (CLERK, S.APPROVED) if results[0] is None else (OFFICER_OF_COMMITTEE, S.REJECTED)
        assert the_loser(results).problem.details["by"] == winner.name
        assert then.stage is stage


def test_two_decisions_to_extend_at_once_extend_once(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        then = away(home_side).at_committee(proposal="EXTEND", extension_months=6)
        results = at_once(lambda: then.decides(actor=CLERK), lambda: then.decides(actor=OFFICER_OF_COMMITTEE))  # noqa: B023
        the_loser(results)
        assert then.view().probation_end == date(2027, 6, 1)
        assert len([b for b in then.case.letters_out() if isinstance(b, ConversionResult)]) == 1


def test_a_waiver_and_an_opinion_at_once_end_with_the_opinion(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        asked = away(home_side).prepared()
        asked.asks()
        then = asked.on(date(2026, 12, 31))
        waived, written = at_once(then.waives, then.host_writes)
        assert written is None, "a letter is never refused because somebody was quicker"
        assert waived is None or "秦栏镇" in waived.problem.details["by"]
        view = then.view()
        assert (view.opinion_step, len(view.opinions)) == (P.RECEIVED, 1)


def test_two_opinions_at_once_are_both_kept_and_read_in_their_order(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        asked = away(home_side).prepared()
        asked.asks()
        then = asked.on(END)
        first = opinion_of(dated_on=END)
        second = opinion_of(dated_on=END, supersedes=first.opinion_id)
        tokens = [then.case.sign(then.case.letter(body)) for body in (first, second)]
        results = at_once(*(partial(then.case.side.worker.receive_letter, token) for token in tokens))
        assert results == [None, None]
        assert [view.superseded for view in then.view().opinions] == [True, False]
    assert len(home_side.rows(OpinionReceivedRow)) == 2 * TIMES


def test_two_secretaries_record_the_meeting_at_once(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        then = away(home_side).ready()
        results = at_once(lambda: then.meets(SECRETARY), lambda: then.meets(replace(DEPUTY)))  # noqa: B023
        winner = SECRETARY if results[0] is None else DEPUTY
        assert the_loser(results).problem.details["by"] == winner.name
    assert len(home_side.rows(ConversionMeetingRow)) == TIMES


def test_two_ask_the_host_at_once_and_one_letter_goes(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        then: Converting = away(home_side).prepared()
        results = at_once(lambda: then.asks(SECRETARY), lambda: then.asks(DEPUTY))  # noqa: B023
        the_loser(results)
        assert [b.type for b in then.case.letters_out()].count("OPINION_REQUEST") == 1
