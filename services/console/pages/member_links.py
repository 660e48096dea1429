"""给党员开手机办事链接: by his branch, at home or at the host; link and code are shown once."""

from dataclasses import dataclass
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData

from services.console.acts.home_certificate import BRANCH
from services.console.forms.setting import Setting
from services.console.guard import LINK_PLACE
from services.console.pages.case_reading import UNKNOWN, read_both_sides
from services.console.papers import qr
from services.console.rendering import render
from services.console.sign_in.visitor import Submitted, Visitor, VisitorDep
from services.registry.member_links.contract import (
    MemberLinkStatus,
    MemberLinkView,
    OpenMemberLink,
    WithdrawMemberLinks,
)
from shared.identifiers import new_id
from shared.service_client import Refused

router = APIRouter()
STANDS = (MemberLinkStatus.OPEN, MemberLinkStatus.IN_USE)


@dataclass(frozen=True)
class Opener:
    """A branch of this case at which the visitor holds a post."""

    side: str
    organisation: str
    name: str


def openers(setting: Setting) -> list[Opener]:
    case, placement = setting.case, setting.placement
    branches = [("home", case.home_branch, case.home_branch_name)] if case else []
    if placement and placement.host_branch and placement.enrolled_on:
        branches.append(("host", placement.host_branch, placement.host_branch_name))
    return [Opener(*one) for one in branches if setting.visitor.holds(BRANCH, one[1])]


def _setting(visitor: Visitor, case_id: UUID) -> Setting:
    """Raises Refused 404 for whoever may open no link of this case."""
    setting = read_both_sides(visitor, case_id).setting
    if not openers(setting):
        raise Refused(UNKNOWN)
    return setting


def _chosen(setting: Setting, form: FormData) -> Opener:
    """Raises Refused 404."""
    found = [one for one in openers(setting) if one.organisation == form.get("organisation")]
    if not found:
        raise Refused(UNKNOWN)
    return found[0]


@router.get("/cases/{case_id}/member-link")
def show_links(request: Request, visitor: VisitorDep, case_id: UUID, done: str = "") -> Response:
    setting = _setting(visitor, case_id)
    links = visitor.services.registry.list_member_links(case_id).items
    return render(
        request,
        "member_links.html",
        case_id=case_id,
        setting=setting,
        openers=[(one, _stands(links, one)) for one in openers(setting)],
        links=links,
        done=done,
    )


def _stands(links: list[MemberLinkView], opener: Opener) -> bool:
    return any(one.organisation == opener.organisation and one.status in STANDS for one in links)


@router.post("/cases/{case_id}/member-link")
def open_link(request: Request, visitor: VisitorDep, form: Submitted, case_id: UUID) -> Response:
    setting = _setting(visitor, case_id)
    opener = _chosen(setting, form)
    wanted = OpenMemberLink(case_id=case_id, organisation=opener.organisation)
    opened = visitor.services.registry.open_member_link(wanted)
    address = f"{visitor.console.address(request).rstrip('/')}{LINK_PLACE}{opened.secret}"
    return render(
        request,
        "member_link_opened.html",
        case_id=case_id,
        setting=setting,
        opener=opener,
        opened=opened,
        address=address,
        qr=qr.drawn(address),
    )


@router.post("/cases/{case_id}/member-link/withdrawal")
def withdraw_links(visitor: VisitorDep, form: Submitted, case_id: UUID) -> Response:
    opener = _chosen(_setting(visitor, case_id), form)
    wanted = WithdrawMemberLinks(organisation=opener.organisation)
    visitor.services.registry.withdraw_member_links(case_id, wanted, new_id().hex)
    return RedirectResponse(f"/cases/{case_id}/member-link?done=withdrawn", status_code=303)
