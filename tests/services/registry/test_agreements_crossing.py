"""W-09 when both parties act at once: the letters cross, and both copies say the same (R6)."""

from datetime import date

import pytest
from sqlalchemy import Engine

from services.registry.agreement import contract as c
from shared.keys import KeyRing
from tests.factories.people import Tokens
from tests.services.registry.between import HOME_CLERK, HOST_CLERK, TODAY, Between
from tests.services.registry.test_agreements import in_force

PERIOD = "2026H2"


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


def test_of_two_notices_that_cross_the_earlier_day_ends_it_for_both(between: Between) -> None:
    mine, theirs = in_force(between)
    for who, copy_id, day in ((HOME_CLERK, mine, 20), (HOST_CLERK, theirs, 10)):
        notice = c.TerminateAgreement(text="往来很少。", ends_on=date(2029, 8, day))
        between.at(who).terminate_agreement(copy_id, notice)
    between.post()
    days = [
        between.at(who).read_agreement(i).agreement.last_day for who, i in ((HOME_CLERK, mine), (HOST_CLERK, theirs))
    ]
    assert days == [date(2029, 8, 10)] * 2


def test_of_two_minutes_that_cross_homes_hold_on_both_sides(between: Between) -> None:
    mine, theirs = in_force(between)
    for who, copy_id in ((HOME_CLERK, mine), (HOST_CLERK, theirs)):
        minutes = c.RecordConsultation(period=PERIOD, held_on=TODAY, minutes=f"{who.name}整理。")
        between.at(who).record_consultation(copy_id, minutes)
    between.post()
    for who, copy_id in ((HOME_CLERK, mine), (HOST_CLERK, theirs)):
        (held,) = between.at(who).read_agreement(copy_id).agreement.consultations
        assert held.minutes == f"{HOME_CLERK.name}整理。"
