"""活动证发放登记簿: what was issued, by organisation, date and state; also as a workbook (7.2)."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from services.console.forms.hosts import RECEIVING
from services.console.rendering import render
from services.console.sign_in.visitor import Visitor, VisitorDep
from services.console.wording import word
from services.outflow.certificate_life.contract import RegisterLine
from services.outflow.contract import CertificateStatus
from shared.organisation_directory.contract import ListedOrganisation
from shared.organisations import OrganisationKind
from shared.workbooks.sheets import Cell
from shared.workbooks.writing import READ_ONLY, XLSX, add_table, new_workbook

router = APIRouter()
PAGE, FEW = 50, 60
ADDRESS, EXPORT = "/issue-register", "/issue-register.xlsx"
HEADINGS = ("姓名", "党支部", "证号", "发放日期", "外出事由", "去向", "外出日期", "状态")
ISSUED = tuple(one for one in CertificateStatus if one not in ("REQUESTED", "NUMBERED", "SEALED"))


@dataclass(frozen=True)
class Wanted:
    organisation: str = ""
    status: str = ""
    issued_from: str = ""
    issued_to: str = ""
    after: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Wanted":
        """What cannot be looked for is left out."""
        known = {name: value.strip() for name, value in given.items() if name in cls.__dataclass_fields__}
        wanted = cls(**known)
        days = {name: _day(getattr(wanted, name)) for name in ("issued_from", "issued_to")}
        return replace(wanted, status=wanted.status if wanted.status in ISSUED else "", **days)

    @property
    def filters(self) -> dict[str, Any]:
        return {name: value or None for name, value in asdict(self).items() if name != "after"}

    def address(self, place: str = ADDRESS, after: str = "") -> str:
        shown = {name: value for name, value in self.filters.items() if value} | ({"after": after} if after else {})
        return place + (f"?{urlencode(shown)}" if shown else "")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


@router.get(ADDRESS)
def show_issue_register(request: Request, visitor: VisitorDep) -> Response:
    wanted = Wanted.of(request.query_params)
    page = visitor.services.outflow.list_issue_register(**wanted.filters, limit=PAGE, after=wanted.after or None)
    return render(
        request,
        "issue_register.html",
        wanted=wanted,
        lines=page.items,
        next_page=wanted.address(after=page.next) if page.next else "",
        export=wanted.address(EXPORT),
        statuses=ISSUED,
        organisations=_choices(visitor),
        reasons=_reasons(visitor),
    )


def _choices(visitor: Visitor) -> list[ListedOrganisation]:
    """The committees of the own subtree, and its branches where they are few enough to choose from."""
    known, posts = visitor.organisations, {post.organisation for post in visitor.actor.posts}
    committees = {one.code: one for code in posts for one in known.below(code, *RECEIVING)}
    branches = {one.code: one for code in posts for one in known.below(code, OrganisationKind.BRANCH)}
    return [*committees.values(), *(branches.values() if len(branches) <= FEW else ())]


def _reasons(visitor: Visitor) -> dict[str, str]:
    posts = visitor.actor.posts
    return {one.code: one.label for one in visitor.pack(posts[0].organisation).departure_reasons} if posts else {}


@router.get(EXPORT)
def export_issue_register(request: Request, visitor: VisitorDep) -> Response:
    register = visitor.services.outflow.export_issue_register(**Wanted.of(request.query_params).filters)
    target = io.BytesIO()
    book = new_workbook(target)
    reasons = _reasons(visitor)
    lines = [*(_row(line, reasons) for line in register.items), (READ_ONLY,)]
    add_table(book, "活动证发放登记簿", HEADINGS, lines)
    book.close()
    name = f"attachment; filename=issue-register-{visitor.today.isoformat()}.xlsx"
    return Response(target.getvalue(), media_type=XLSX, headers={"Content-Disposition": name})


def _row(line: RegisterLine, reasons: Mapping[str, str]) -> Sequence[Cell]:
    return (
        line.member_name,
        line.home_branch_name,
        line.number,
        line.issued_on,
        reasons.get(line.reason, line.reason),
        line.destination,
        line.departed_on,
        word("certificate", line.status),
    )
