"""R6's sabotage: what an act takes up is read without its lock, so that two may take it up at once."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.inflow.operations import casework as inflow_casework
from services.inflow.queries import newest_seen
from services.outflow.operations import casework as outflow_casework
from services.outflow.tables import CaseRow
from services.registry.agreement.operations import casework as agreements
from services.registry.agreement.tables import AgreementRow
from services.registry.mobile_org.operations import casework as mobile_orgs
from services.registry.mobile_org.tables import MobileOrgRow
from services.registry.org_change.operations import casework as changes
from services.registry.org_change.tables import OrgChangeRow
from services.registry.survey.operations import campaigns
from services.registry.survey.tables import CampaignRow
from shared.act import Act
from tests.chaos import encounters_between as between
from tests.chaos import encounters_conversion as conversion
from tests.chaos import encounters_data as data
from tests.chaos import encounters_leaving as leaving
from tests.chaos import encounters_lost as lost
from tests.chaos import encounters_survey as survey
from tests.chaos.encounter import Encounter
from tests.chaos.instead import instead


@dataclass(frozen=True)
class Guard:
    """`takes` is the function that locks, `unlocked` reads the same row without; `kept_apart` meet because of it."""

    home: ModuleType
    takes: str
    unlocked: Callable[[Act, UUID], Any]
    kept_apart: tuple[Encounter, ...]
    times: int = 8
    alone: bool = False


def _of(table: type[Any]) -> Callable[[Act, UUID], Any]:
    def read(act: Act, key: UUID) -> Any:
        return act.session.scalars(select(table).where(table.id == key)).one()

    return read


def _placement(act: Act, case_id: UUID) -> Any:
    return act.session.scalars(newest_seen(act, case_id)).one()


GUARDS = {
    "case": Guard(
        outflow_casework, "lock_case", _of(CaseRow),
        (
            lost.two_confirm_the_loss, lost.suspended_against_reappeared, leaving.two_send_the_transfer,
            data.two_clerks_decide_a_correction, conversion.two_ask_the_host,
        ),
    ),
    "placement": Guard(
        inflow_casework, "lock_placement", _placement,
        (leaving.accepted_against_rejected, data.confirmed_against_objected, data.two_take_up_the_booklet),
    ),
    "agreement": Guard(
        agreements, "lock_agreement", _of(AgreementRow), (between.two_clerks_sign,),
    ),
    "mobile-org": Guard(mobile_orgs, "lock_mobile_org", _of(MobileOrgRow), (between.two_officers_approve,)),
    "org-change": Guard(changes, "lock_change", _of(OrgChangeRow), (between.two_cancel_the_change,)),
    "campaign": Guard(
        campaigns, "lock_campaign", _of(CampaignRow), (survey.two_officers_begin_to_compare,), alone=True
    ),
}  # fmt: skip


@contextmanager
def without_locks(*names: str) -> Iterator[None]:
    """Without these guards, or without any; wherever a part has taken the function over by its name, too."""
    with ExitStack() as held:
        for guard in (GUARDS[name] for name in names or GUARDS):
            locked = getattr(guard.home, guard.takes)
            ours = [module for name, module in list(sys.modules.items()) if name.startswith("services.")]
            for module in ours:
                if getattr(module, guard.takes, None) is locked:
                    held.enter_context(instead(module, guard.takes, guard.unlocked))
        yield
