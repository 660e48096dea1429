"""What R8 reckons, where chance seldom leads: contacts between the first day of a quarter and the day on which it
opens for the case."""

from datetime import datetime
from uuid import UUID

import pytest

from shared.business_clock import SHANGHAI
from tests.factories.spreading import SPREAD_DAYS
from tests.workflows.ledger import reached_before_asked
from tests.workflows.year import Contact, Life, Silence

LAST = UUID(int=SPREAD_DAYS)
"""The case whose quarters open on the last of those days: the fifteenth."""


def contact(day: int, *, reached: bool) -> Contact:
    return Contact(datetime(2027, 7, day, 11, tzinfo=SHANGHAI), reached)


@pytest.mark.parametrize(
    ("contacts", "quarters"),
    [
        ([contact(9, reached=True)], {"2027Q3"}),
        ([contact(15, reached=True)], set()),
        ([contact(6, reached=False), contact(9, reached=True)], set()),
        ([contact(6, reached=False)], set()),
        ([], set()),
    ],
    ids=["reached before", "reached on the day", "an attempt opens it", "an attempt alone", "nobody"],
)
def test_who_is_reached_at_once_is_not_asked(contacts: list[Contact], quarters: set[str]) -> None:
    assert reached_before_asked(Life(7, Silence.AFTER_ENROLMENT, contacts, LAST)) == quarters
