"""Both sides of a case as far as the visitor may see them; a side that is out of reach leaves a note."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from uuid import UUID

from services.console.far_side import gather, unless_unknown
from services.console.forms.setting import Setting
from services.console.sign_in.visitor import Visitor
from services.inflow.contract import PlacementFile
from services.inflow.dossier.contract import PlacementDossier
from services.outflow.contract import CaseFile
from services.outflow.dossier.contract import CaseDossier
from services.registry.contract import CertificateNumber
from shared.errors import NotFound
from shared.posts import Role
from shared.problem_details import Problem
from shared.service_client import Outage, Refused
from shared.tasks.contract import TaskDetail

NUMBERING = frozenset({Role.DEPARTMENT_OFFICER})
UNKNOWN = Problem(status=404, code="not_found", detail=NotFound.message)


class HomeSide(NamedTuple):
    file: CaseFile | None
    dossier: CaseDossier | None


class HostSide(NamedTuple):
    file: PlacementFile | None
    dossier: PlacementDossier | None


@dataclass(frozen=True)
class BothSides:
    """`numbering`: the department's own open tasks, which live in the registry."""

    setting: Setting
    home: CaseFile | None
    host: PlacementFile | None
    missing: list[str]
    numbering: list[TaskDetail] = field(default_factory=list)


def read_both_sides(visitor: Visitor, case_id: UUID) -> BothSides:
    """Raises Refused 404 when neither side knows the case for this visitor, Outage when nobody answers."""
    asked: dict[str, Callable[[], HomeSide | HostSide | None]] = {
        "outflow": lambda: unless_unknown(lambda: _home_side(visitor, case_id)),
        "inflow": lambda: unless_unknown(lambda: _host_side(visitor, case_id)),
    }
    gathered = gather(asked)
    at_home, at_host = gathered.found.get("outflow"), gathered.found.get("inflow")
    home, home_dossier = at_home if isinstance(at_home, HomeSide) else HomeSide(None, None)
    host, host_dossier = at_host if isinstance(at_host, HostSide) else HostSide(None, None)
    certificate = request_for_number(visitor, case_id)
    if home is None and host is None and certificate is None:
        if gathered.missing:
            raise Outage("、".join(gathered.missing))
        raise Refused(UNKNOWN)
    setting = Setting(
        visitor,
        home.case if home else None,
        host.placement if host else None,
        certificate,
        home_dossier,
        host_dossier,
    )
    return BothSides(setting, home, host, gathered.missing)


def _home_side(visitor: Visitor, case_id: UUID) -> HomeSide:
    outflow = visitor.services.outflow
    return HomeSide(outflow.read_case(case_id), outflow.read_dossier(case_id))


def _host_side(visitor: Visitor, case_id: UUID) -> HostSide:
    inflow = visitor.services.inflow
    return HostSide(inflow.read_placement(case_id), inflow.read_dossier(case_id))


def with_numbering(visitor: Visitor, sides: BothSides, case_id: UUID) -> BothSides:
    """For organisers, whose subtree the department may lie in."""
    if not visitor.is_organiser:
        return sides
    registry = visitor.services.registry
    try:
        found = [registry.read_task(t.task_id) for t in registry.list_tasks(scope="subtree", case_id=case_id).items]
    except Outage:
        return replace(sides, missing=[*sides.missing, "registry"])
    return replace(sides, numbering=found)


def request_for_number(visitor: Visitor, case_id: UUID) -> CertificateNumber | None:
    """The department's own request for a certificate number of this case, the newest."""
    if not visitor.holds(NUMBERING):
        return None
    try:
        listed = visitor.services.registry.list_certificate_numbers().items
    except Outage:
        return None
    found = [one for one in listed if one.case_id == case_id]
    return max(found, key=lambda one: (one.requested_on, one.certificate_id), default=None)
