"""The calls of all routes: of the cases themselves, and of the parts, each of which brings its own."""

from collections.abc import Callable

from tests.security import calls_between, calls_leaving, calls_reports
from tests.security.calls import Call, at_home, at_the_host, in_the_registry, of_the_kernel
from tests.security.calls_certificate import calls as certificate_calls
from tests.security.calls_conversion import calls as conversion_calls
from tests.security.calls_delegation import calls as delegation_calls
from tests.security.calls_exchange import calls as exchange_calls
from tests.security.calls_incidents import calls as incident_calls
from tests.security.calls_looks import calls as look_calls
from tests.security.calls_lost_contact import calls as lost_contact_calls
from tests.security.calls_member import calls as member_calls
from tests.security.calls_notices import calls as notice_calls
from tests.security.calls_papers import calls as paper_calls
from tests.security.calls_rosters import calls as roster_calls
from tests.security.calls_survey import calls as survey_calls
from tests.security.calls_views import calls as view_calls
from tests.security.calls_waiting import calls as waiting_calls
from tests.security.world import World

PARTS: tuple[Callable[[World], dict[str, dict[str, Call]]], ...] = (
    calls_leaving.calls,
    calls_reports.calls,
    survey_calls,
    certificate_calls,
    exchange_calls,
    lost_contact_calls,
    conversion_calls,
    calls_between.calls,
    paper_calls,
    view_calls,
    waiting_calls,
    look_calls,
    incident_calls,
    notice_calls,
    delegation_calls,
    member_calls,
    roster_calls,
)
"""Of each part: service → verb → call."""


def call_for(world: World, service: str, verb: str) -> Call:
    rows = {"registry": in_the_registry, "outflow": at_home, "inflow": at_the_host}[service](world)
    rows |= of_the_kernel(world, service)
    for part in PARTS:
        rows |= part(world).get(service, {})
    assert verb in rows, f"new route {service}.{verb}: add a row to tests/security that calls it successfully"
    return rows[verb]
