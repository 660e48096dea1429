"""等对方办理 on the case page: what each side waits for, and every 催办函 as either side keeps it."""

from dataclasses import dataclass

from services.console.forms.setting import Setting
from services.console.sign_in.visitor import Visitor
from services.console.task_roles import WORKERS
from shared.identifiers import new_id
from shared.waiting.contract import PartnerUrge, WaitingFor


@dataclass(frozen=True)
class WaitingPanel:
    visitor: Visitor
    waiting: list[WaitingFor]
    urges: list[PartnerUrge]
    owners: dict[str, str]
    """Service → the organisation that waits there."""

    def may_urge(self, one: WaitingFor) -> bool:
        return not one.is_urged_on(self.visitor.today) and self.visitor.oversees(
            WORKERS, self.owners.get(one.service, "")
        )

    @staticmethod
    def new_key() -> str:
        return new_id().hex


def waiting(setting: Setting) -> WaitingPanel | None:
    """Who sees both sides is told of a 催办函 once: by the side that sent it."""
    found = [one for one in (setting.home_dossier, setting.host_dossier) if one is not None]
    owed = [one for dossier in found for one in dossier.waiting]
    told = _once([one for dossier in found for one in dossier.urges])
    owners = {"outflow": setting.case.home_branch} if setting.case else {}
    if setting.placement:
        owners["inflow"] = setting.placement.host_branch or setting.placement.host_committee
    return WaitingPanel(setting.visitor, owed, told, owners) if owed or told else None


def _once(urges: list[PartnerUrge]) -> list[PartnerUrge]:
    """Newest first."""
    received_first = sorted(urges, key=lambda one: one.direction)
    told = {(one.matter, one.on, one.organisation_name): one for one in received_first}
    return sorted(told.values(), key=lambda one: one.at, reverse=True)
