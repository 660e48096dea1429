"""Who looked at a person's data at the host: each host's looks are its own affair, and that of those above it."""

import pytest

from services.inflow import contract as c
from services.inflow.parts import PARTS
from services.inflow.permissions import PERMISSIONS as AT_THE_HOST
from shared.letters.contract import NoticeWithdrawn
from shared.looks.queries import LOOKS
from shared.posts import Actor, Role
from shared.service_client import Refused
from tests.factories.people import holder
from tests.services.inflow.host_side import (
    CLERK,
    CONTACT,
    HOME_DEPARTMENT,
    NEIGHBOUR,
    OFFICER,
    PROVINCE,
    PROVINCIAL,
    SECRETARY,
    HostCase,
    HostSide,
    notice,
)

AUDITOR = holder(Role.AUDITOR, PROVINCE, name="审计")
NEXT_CLERK = holder(Role.COMMITTEE_OFFICER, NEIGHBOUR, name="后任")
OF_NO_CASE = frozenset({"print_host_roster", "print_ledger"})
"""Papers about many people, which no case tells."""


def looks_of(case: HostCase, actor: Actor) -> list[str]:
    return [look.reason for look in case.side.at(actor).list_looks(case.case_id).items]


def reveal(case: HostCase, actor: Actor, reason: str) -> None:
    case.side.at(actor).reveal_field(case.case_id, c.RevealField(field="phone", reason=reason))


@pytest.fixture
def enrolled(host_side: HostSide) -> HostCase:
    case = host_side.case().goes_as_far_as(c.PlacementStatus.ENROLLED)
    reveal(case, CLERK, "党委核对")
    reveal(case, SECRETARY, "支部联系")
    return case


@pytest.mark.parametrize("actor", [SECRETARY, CONTACT, CLERK, OFFICER, PROVINCIAL, AUDITOR], ids=lambda one: one.name)
def test_the_branch_those_above_it_and_the_auditor_read_who_looked(enrolled: HostCase, actor: Actor) -> None:
    assert looks_of(enrolled, actor) == ["支部联系", "党委核对"]


def test_each_hosts_looks_stay_with_that_host(host_side: HostSide) -> None:
    first = host_side.case().goes_as_far_as(c.PlacementStatus.RECEIVED)
    reveal(first, CLERK, "第一个流入地")
    first.hears(NoticeWithdrawn(text="改到别处。"))
    second = HostCase(host_side, case_id=first.case_id, attempt=2)
    second.hears(notice(), recipient=NEIGHBOUR)
    reveal(second, NEXT_CLERK, "第二个流入地")
    assert looks_of(first, CLERK) == ["第一个流入地"]
    assert looks_of(second, NEXT_CLERK) == ["第二个流入地"]
    assert looks_of(first, OFFICER) == ["第二个流入地", "第一个流入地"]


@pytest.mark.parametrize(
    ("actor", "status"),
    [
        (holder(Role.COMMITTEE_OFFICER, NEIGHBOUR), 404),
        (holder(Role.AUDITOR, "370000"), 404),
        (holder(Role.DEPARTMENT_OFFICER, HOME_DEPARTMENT), 403),
    ],
    ids=["neighbour", "auditor-elsewhere", "home"],
)
def test_others_do_not(enrolled: HostCase, actor: Actor, status: int) -> None:
    with pytest.raises(Refused) as refused:
        looks_of(enrolled, actor)
    assert refused.value.problem.status == status


def test_no_way_of_seeing_a_person_in_full_is_left_out() -> None:
    """A new verb that reveals or prints belongs to the looks, or names no case."""
    verbs = {verb for table in (AT_THE_HOST, *(part.permissions for part in PARTS)) for verb in table}
    showing = {verb for verb in verbs if verb.startswith(("reveal_", "print_"))}
    assert showing - OF_NO_CASE <= LOOKS
