"""The same seed gives the same people; in a small rehearsal each manner comes once before any comes twice."""

from collections import Counter
from datetime import date, timedelta

from deploy.embedded.rehearsal.manners import SHARES, Manner, Somebody, people
from deploy.embedded.rehearsal.terms import months_after
from services.outflow.contract import Standing
from shared.organisations import Organisation, OrganisationKind
from tests.deploy.rehearsal.accounts import place

YEAR = timedelta(days=365)
BEGINS = date(2026, 1, 1)


def organisations() -> list[Organisation]:
    home = "320000.321000.321003.321003001"
    host = "340000.341100.341181.341181001"
    committees = OrganisationKind.GRASSROOTS_COMMITTEE
    return [
        place("321003001", home, committees),
        place("32100300101", f"{home}.32100300101"),
        place("341181001", host, committees),
        place("34118100101", f"{host}.34118100101"),
    ]


def invented(members: int, seed: int = 7) -> list[Somebody]:
    return people(members, BEGINS, YEAR, seed, organisations())


def test_a_hundred_people_have_the_shares_of_the_table() -> None:
    assert sum(SHARES.values()) == 100
    assert Counter(one.manner for one in invented(100)) == SHARES


def test_a_few_people_have_a_manner_each() -> None:
    assert len({one.manner for one in invented(len(Manner))}) == len(Manner)


def test_the_same_seed_gives_the_same_people() -> None:
    said = [(one.person, one.manner, one.leaves_after, one.route) for one in invented(20)]
    assert said == [(one.person, one.manner, one.leaves_after, one.route) for one in invented(20)]
    assert said != [(one.person, one.manner, one.leaves_after, one.route) for one in invented(20, seed=8)]


def test_who_is_on_probation_ends_it_while_he_is_away() -> None:
    converts = [one for one in invented(100) if one.probation_end is not None]
    assert {one.manner for one in converts} == {Manner.CONVERTS, Manner.OPINION_LATE}
    for one in converts:
        assert one.person.standing is Standing.PROBATIONARY
        assert months_after(date.fromisoformat(one.person.joined), 12) == one.probation_end
        assert one.probation_end is not None
        assert one.probation_end > BEGINS + one.leaves_after + timedelta(days=100)
