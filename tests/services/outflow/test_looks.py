"""Who looked at a person's data: every way of seeing it in full is told to those who answer for him."""

import pytest

from services.outflow import contract as c
from services.outflow.parts import PARTS
from services.outflow.permissions import PERMISSIONS as AT_HOME
from shared.looks.queries import LOOKS
from shared.posts import Actor, Role
from shared.service_client import Refused
from tests.factories.people import holder
from tests.services.outflow.home_side import CLERK, CONTACT, NEIGHBOUR, OFFICER, PROVINCE, SECRETARY, HomeCase, HomeSide

AUDITOR = holder(Role.AUDITOR, PROVINCE, name="审计")
OF_NO_CASE = frozenset({"print_home_roster"})
"""Papers about many people, which no case tells."""


@pytest.fixture
def seen(home_side: HomeSide) -> HomeCase:
    case = home_side.declares().departs()
    for actor, field in ((SECRETARY, "id_number"), (CONTACT, "phone"), (CLERK, "phone")):
        reveal = c.RevealField.model_validate({"field": field, "reason": f"{actor.name}核对"})
        case.side.at(actor).reveal_field(case.case_id, reveal)
    home_side.declares()
    return case


@pytest.mark.parametrize("actor", [SECRETARY, CONTACT, CLERK, OFFICER, AUDITOR], ids=lambda one: one.name)
def test_the_branch_those_above_it_and_the_auditor_read_who_looked(seen: HomeCase, actor: Actor) -> None:
    looks = seen.side.at(actor).list_looks(seen.case_id)
    told = [(look.role, look.organisation_name, look.field, look.reason) for look in looks.items]
    assert told == [
        (Role.COMMITTEE_OFFICER, "邗江区蒋王街道党委", "phone", "郑洁核对"),
        (Role.CONTACT_PERSON, "蒋王街道双桥村党支部", "phone", "吴敏核对"),
        (Role.BRANCH_SECRETARY, "蒋王街道双桥村党支部", "id_number", "周超核对"),
    ]
    assert {look.at.date() for look in looks.items} == {seen.today}
    assert looks.next is None


def test_a_printed_letter_is_a_look_too(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    letter = case.file().letters[0]
    case.side.at(SECRETARY).print_letter(case.case_id, letter.letter_id)
    assert [look.act for look in case.side.at(OFFICER).list_looks(case.case_id).items] == ["print_letter"]


def test_they_come_in_pages(seen: HomeCase) -> None:
    client = seen.side.at(OFFICER)
    first = client.list_looks(seen.case_id, limit=2)
    rest = client.list_looks(seen.case_id, limit=2, after=first.next)
    assert (len(first.items), len(rest.items), rest.next) == (2, 1, None)


@pytest.mark.parametrize(
    "actor",
    [
        holder(Role.COMMITTEE_OFFICER, NEIGHBOUR),
        holder(Role.AUDITOR, "370000"),
        holder(Role.SYSTEM_ADMINISTRATOR, PROVINCE),
    ],
    ids=["neighbour", "auditor-elsewhere", "administrator"],
)
def test_strangers_are_not_even_told_that_there_is_such_a_case(seen: HomeCase, actor: Actor) -> None:
    with pytest.raises(Refused) as refused:
        seen.side.at(actor).list_looks(seen.case_id)
    assert refused.value.problem.status == 404


def test_the_host_is_told_that_it_is_not_his_to_read(seen: HomeCase) -> None:
    with pytest.raises(Refused) as refused:
        seen.side.at(holder(Role.COMMITTEE_OFFICER, "341181001")).list_looks(seen.case_id)
    assert refused.value.problem.status == 403


def test_no_way_of_seeing_a_person_in_full_is_left_out() -> None:
    """A new verb that reveals or prints belongs to the looks, or names no case."""
    verbs = {verb for table in (AT_HOME, *(part.permissions for part in PARTS)) for verb in table}
    showing = {verb for verb in verbs if verb.startswith(("reveal_", "print_"))}
    assert showing - OF_NO_CASE <= LOOKS
