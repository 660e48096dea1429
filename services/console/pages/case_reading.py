"""Both sides of a case as far as the visitor may see them; a side that is out of reach leaves a note."""

from dataclasses import dataclass
from uuid import UUID

from services.console.far_side import gather, unless_unknown
from services.console.forms.setting import Setting
from services.console.sign_in.visitor import Visitor
from services.inflow.contract import PlacementFile
from services.outflow.contract import CaseFile
from services.registry.contract import CertificateNumber
from shared.posts import Role
from shared.problem_details import Problem
from shared.service_client import Outage, Refused

NUMBERING = frozenset({Role.DEPARTMENT_OFFICER})
UNKNOWN = Problem(status=404, code="not_found", detail="没有找到，或不在您的管理范围内。")


@dataclass(frozen=True)
class BothSides:
    setting: Setting
    home: CaseFile | None
    host: PlacementFile | None
    missing: list[str]


def read_both_sides(visitor: Visitor, case_id: UUID) -> BothSides:
    """Raises Refused 404 when neither side knows the case for this visitor, Outage when nobody answers."""
    gathered = gather(
        {
            "outflow": lambda: unless_unknown(lambda: visitor.services.outflow.read_case(case_id)),
            "inflow": lambda: unless_unknown(lambda: visitor.services.inflow.read_placement(case_id)),
        }
    )
    home, host = gathered.found.get("outflow"), gathered.found.get("inflow")
    home = home if isinstance(home, CaseFile) else None
    host = host if isinstance(host, PlacementFile) else None
    certificate = request_for_number(visitor, case_id)
    if home is None and host is None and certificate is None:
        if gathered.missing:
            raise Outage("、".join(gathered.missing))
        raise Refused(UNKNOWN)
    setting = Setting(visitor, home.case if home else None, host.placement if host else None, certificate)
    return BothSides(setting, home, host, gathered.missing)


def request_for_number(visitor: Visitor, case_id: UUID) -> CertificateNumber | None:
    """The department's own request for a certificate number of this case, the newest."""
    if not visitor.holds(NUMBERING):
        return None
    try:
        listed = visitor.services.registry.list_certificate_numbers().items
    except Outage:
        return None
    found = [one for one in listed if one.case_id == case_id]
    return max(found, key=lambda one: one.requested_on, default=None)
