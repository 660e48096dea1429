"""审计日志: what the organisations below an auditor have done and looked at, service by service, newest first."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.console.pages.case_reading import UNKNOWN
from services.console.rendering import render
from services.console.sign_in.visitor import VisitorDep
from services.console.wording import audited_words
from shared.audit_log.contract import AuditOf
from shared.posts import Role
from shared.service_client import Refused

router = APIRouter()
ADDRESS, PAGE = "/audit", 50
SERVICES = ("outflow", "inflow", "registry")
NO_CASE = "registry"
"""What its entries are about has no page of looks."""


@dataclass(frozen=True)
class Wanted:
    service: str = SERVICES[0]
    of: str = AuditOf.ALL
    about: str = ""
    from_on: str = ""
    to_on: str = ""
    after: str = ""

    @classmethod
    def of_query(cls, given: Mapping[str, str]) -> "Wanted":
        """What cannot be looked for is left out."""
        checks = {"service": SERVICES.index, "of": AuditOf, "about": UUID, "after": _mark,
                  "from_on": date.fromisoformat, "to_on": date.fromisoformat}  # fmt: skip
        return cls(**{name: given[name].strip() for name, check in checks.items() if _passes(check, given.get(name))})

    @property
    def filters(self) -> dict[str, Any]:
        return {name: value or None for name, value in asdict(self).items() if name != "service"}

    def address(self, **changed: Any) -> str:
        shown = {name: value for name, value in (asdict(self) | {"after": ""} | changed).items() if value}
        return f"{ADDRESS}?{urlencode(shown)}"


def _mark(text: str) -> int:
    """Raises ValueError."""
    if not 0 < int(text) < 2**63:
        raise ValueError(text)
    return int(text)


def _passes(check: Any, text: str | None) -> bool:
    try:
        check((text or "").strip())
    except ValueError:
        return False
    return True


@router.get(ADDRESS)
def show_audit_log(request: Request, visitor: VisitorDep) -> Response:
    """Raises Refused 404 for whoever is no auditor."""
    if not visitor.audits:
        raise Refused(UNKNOWN)
    wanted = Wanted.of_query(request.query_params)
    page = visitor.services.each()[wanted.service].list_audit(**wanted.filters, limit=PAGE)
    return render(
        request,
        "audit_log.html",
        wanted=wanted,
        services=SERVICES,
        entries=page.items,
        older=wanted.address(after=page.next) if page.next else "",
        newest=wanted.address(),
        audited_words=audited_words,
        role_of=_role_words,
        tells_looks=wanted.service != NO_CASE,
    )


def _role_words(role: str) -> str:
    return Role(role).label if role in tuple(Role) else "系统"
