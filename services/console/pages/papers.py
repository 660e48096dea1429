"""打印: papers as PDF/A, each with a QR that proves it; every print is logged by the service that owns the facts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from services.console.acts.home_certificate import BRANCH, COMMITTEE
from services.console.acts.host import RECEPTION
from services.console.far_side import FarSide
from services.console.papers import of_both, of_home, of_host
from services.console.papers.glyphs import without_the_lacking
from services.console.papers.sheet import Sheet
from services.console.papers.typesetting import typeset
from services.console.rendering import render
from services.console.sign_in.visitor import Visitor, VisitorDep
from shared.organisation_directory.contract import ListedOrganisation
from shared.organisations import OrganisationKind
from shared.papers.contract import SealedPaper
from shared.posts import Role

router = APIRouter()
PDF = "application/pdf"
Printed = tuple[SealedPaper, Sheet]


def _certificate(far: FarSide, case_id: UUID) -> Printed:
    paper = far.outflow.print_certificate(case_id)
    return paper, of_home.certificate(paper)


def _outflow_notice(far: FarSide, case_id: UUID) -> Printed:
    paper = far.outflow.print_outflow_notice(case_id)
    return paper, of_home.outflow_notice(paper)


def _receipt(far: FarSide, case_id: UUID) -> Printed:
    paper = far.inflow.print_receipt(case_id)
    return paper, of_host.receipt(paper)


def _opinion(far: FarSide, case_id: UUID) -> Printed:
    paper = far.inflow.print_opinion(case_id)
    return paper, of_host.opinion(paper)


def _home_roster(far: FarSide, branch: str) -> Printed:
    paper = far.outflow.print_home_roster(branch)
    return paper, of_home.home_roster(paper)


def _host_roster(far: FarSide, branch: str) -> Printed:
    paper = far.inflow.print_host_roster(branch)
    return paper, of_host.host_roster(paper)


def _ledger(far: FarSide, committee: str) -> Printed:
    paper = far.inflow.print_ledger(committee)
    return paper, of_host.ledger(paper)


OF_A_CASE: Mapping[str, Callable[[FarSide, UUID], Printed]] = {
    "certificate": _certificate,
    "outflow-notice": _outflow_notice,
    "receipt": _receipt,
    "opinion": _opinion,
}
LISTS: Mapping[str, Callable[[FarSide, str], Printed]] = {
    "home-rosters": _home_roster,
    "host-rosters": _host_roster,
    "ledgers": _ledger,
}


@router.get("/cases/{case_id}/papers/{name}")
def print_paper_of_case(
    request: Request, visitor: VisitorDep, case_id: UUID, name: str, blanks: bool = False
) -> Response:
    if name not in OF_A_CASE:
        raise HTTPException(404)
    return printed_answer(request, visitor, OF_A_CASE[name](visitor.services, case_id), blanks=blanks)


@router.get("/papers/{name}/{organisation}")
def print_list(request: Request, visitor: VisitorDep, name: str, organisation: str, blanks: bool = False) -> Response:
    if name not in LISTS or organisation not in visitor.organisations.by_code:
        raise HTTPException(404)
    return printed_answer(request, visitor, LISTS[name](visitor.services, organisation), blanks=blanks)


@router.get("/between/agreements/{copy_id}/paper")
def print_agreement(request: Request, visitor: VisitorDep, copy_id: UUID, blanks: bool = False) -> Response:
    paper = visitor.services.registry.print_agreement(copy_id)
    return printed_answer(request, visitor, (paper, of_both.agreement(paper)), blanks=blanks)


def printed_answer(request: Request, visitor: Visitor, printed: Printed, *, blanks: bool) -> Response:
    """The PDF; or first, in words, what the fonts lack and must be written by hand."""
    paper, written = printed
    sheet, lacking = without_the_lacking(written)
    sentences = tuple(one.sentence for one in lacking)
    if lacking and not blanks:
        return render(request, "paper_lacking.html", name=sheet.name, sentences=sentences)
    base_url = visitor.console.address(request)
    at_the_foot = tuple(one.on_paper for one in lacking)
    pdf = typeset(sheet, seal=paper.seal, printed_at=paper.printed_at, base_url=base_url, lacking=at_the_foot)
    disposition = f"inline; filename*=UTF-8''{quote(f'{paper.kind.label} {paper.number}.pdf')}"
    return Response(pdf, media_type=PDF, headers={"Content-Disposition": disposition})


DEPARTMENT = frozenset({Role.DEPARTMENT_OFFICER})
KEEPERS = frozenset(
    {OrganisationKind.GRASSROOTS_COMMITTEE, OrganisationKind.WORK_COMMITTEE, OrganisationKind.LEADING_GROUP}
)
HOME_ROSTER, HOST_ROSTER, LEDGER = "流出党员名册", "流入党员名册", "流入党员管理台账"


@dataclass(frozen=True)
class Printable:
    organisation: str
    links: tuple[tuple[str, str], ...]


@router.get("/papers")
def show_papers(request: Request, visitor: VisitorDep) -> Response:
    """Which lists are worth offering to the visitor; the service decides. Papers of one member: page of the case."""
    known = [one for one in visitor.organisations.by_code.values() if one.valid_to is None]
    lists = [Printable(one.name, links) for one in known if (links := _links(visitor, one))]
    return render(request, "papers.html", lists=lists)


def _links(visitor: Visitor, one: ListedOrganisation) -> tuple[tuple[str, str], ...]:
    offered: list[tuple[str, str]] = []
    if one.kind in KEEPERS and visitor.oversees(RECEPTION | DEPARTMENT, one.code):
        offered = [("ledgers", LEDGER)]
    elif one.kind is OrganisationKind.BRANCH:
        own = visitor.holds(BRANCH, one.code)
        offered += [("home-rosters", HOME_ROSTER)] if own or visitor.oversees(COMMITTEE, one.code) else []
        offered += [("host-rosters", HOST_ROSTER)] if own or visitor.oversees(RECEPTION, one.code) else []
    return tuple((f"/papers/{name}/{one.code}", label) for name, label in offered)
