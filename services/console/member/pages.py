"""我的办事页: the first page, the certificate, who looked, and the form of each act."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException

from services.console.acts.act import Act
from services.console.member import acts, answers, story
from services.console.member.mine import Mine, MySetting, read_mine
from services.console.pages.case_looks import read_looks
from services.console.pages.filling import empty_page, handle, kept_page
from services.console.pages.outcome import message
from services.console.pages.papers import printed_answer
from services.console.papers import of_home, qr
from services.console.rendering import render
from services.console.sign_in.member import Member, MemberDep, if_here
from services.console.sign_in.visitor import Submitted
from services.console.wording import pick
from shared.service_client import Outage

router = APIRouter()
ENTRIES_ON_THE_FIRST_PAGE = 5
NOT_NOW = "这件事现在不用办，可能已经办好了。请回到首页看看。"


@router.get("/me")
def show_mine(request: Request, member: MemberDep, done: str = "") -> Response:
    mine = read_mine(member)
    setting = MySetting(member, mine=mine)
    offered = [act for act in acts.OF_THE_CASE.values() if act.offered(setting)]
    asked = story.asked_now(mine, offered)
    certificate = mine.home.certificate if mine.home else None
    return render(
        request,
        "member_home.html",
        mine=mine,
        done=pick("told", done),
        stands=story.status_words(mine),
        other_side=story.other_side(mine),
        asked=asked,
        to_answer=story.to_answer(mine),
        to_attend=story.to_attend(mine),
        facts_of_summons=story.facts_of_summons,
        to_settle=story.to_settle(mine),
        to_confirm=story.to_confirm(mine),
        steps=story.steps(mine),
        turn=story.turn_words(mine),
        contacts=story.contacts(mine),
        certificate=certificate,
        entries=_entries_to_read(mine),
        facts_of_entry=story.facts_of_entry,
        others=[act for act in offered if f"/{act.path}" not in {one.href for one in asked}],
        reply=answers.REPLY,
        settled=answers.SETTLED,
        confirm=answers.CONFIRM,
        object=answers.OBJECT,
    )


def _entries_to_read(mine: Mine) -> list[Any]:
    """Those that ask nothing of him; with a link of his home branch all of them, as home knows them."""
    if mine.host:
        known: list[Any] = [one for one in mine.host.entries if not one.may_answer]
    else:
        booklet = mine.home.certificate if mine.home else None
        known = sorted(booklet.entries, key=lambda one: one.happened_on, reverse=True) if booklet else []
    return known[:ENTRIES_ON_THE_FIRST_PAGE]


@router.get("/me/certificate")
def show_certificate(request: Request, member: MemberDep) -> Response:
    mine = read_mine(member)
    if mine.home is None or mine.home.certificate is None:
        return message(request, 404, "没有找到", "还没有发活动证，或者现在看不到。请问流出地党支部。")
    certificate = mine.home.certificate
    return render(
        request,
        "member_certificate.html",
        mine=mine,
        certificate=certificate,
        entries=[(one, story.facts_of_entry(one)) for one in certificate.entries],
    )


@router.get("/me/certificate.svg")
def show_seal(request: Request, member: MemberDep) -> Response:
    """The QR that opens the verification page; its text names nobody."""
    paper = member.at_home.print_certificate(member.case_id)
    return Response(qr.picture(member.console.address(request), paper.seal), media_type="image/svg+xml")


@router.get("/me/certificate.pdf")
def save_certificate(request: Request, member: MemberDep, blanks: bool = False) -> Response:
    paper = member.at_home.print_certificate(member.case_id)
    return printed_answer(request, member, (paper, of_home.certificate(paper)), blanks=blanks)


@router.get("/me/looks")
def show_looks(request: Request, member: MemberDep, home: int | None = None, host: int | None = None) -> Response:
    """`home`, `host`: marks of pages."""
    case_id = member.case_id
    told, missing = read_looks(
        "/me/looks",
        lambda: if_here(lambda: member.at_home.list_looks(case_id, after=home)),
        lambda: if_here(lambda: member.at_the_host.list_looks(case_id, after=host)),
    )
    return render(request, "member_looks.html", sides=told, missing=missing, older=home or host)


@router.get("/me/{verb}")
def show_own_act(request: Request, member: MemberDep, verb: str) -> Response:
    return _shown(request, _setting(member), _known(acts.OF_THE_CASE, verb))


@router.post("/me/{verb}")
def take_own_act(request: Request, member: MemberDep, form: Submitted, verb: str) -> Response:
    return _taken(request, member, form, _known(acts.OF_THE_CASE, verb))


@router.get("/me/{verb}/{about}")
def show_own_answer(request: Request, member: MemberDep, verb: str, about: UUID) -> Response:
    return _shown(request, _setting(member, about), _known(answers.ANSWERS, verb))


@router.post("/me/{verb}/{about}")
def take_own_answer(request: Request, member: MemberDep, form: Submitted, verb: str, about: UUID) -> Response:
    return _taken(request, member, form, _known(answers.ANSWERS, verb), about)


def _known(known: Mapping[str, Act], verb: str) -> Act:
    if verb not in known:
        raise HTTPException(404)
    return known[verb]


def _setting(member: Member, about: UUID | None = None) -> MySetting:
    """Raises HTTPException 404 for an entry, a request or a summons that is not his."""
    setting = MySetting(member, mine=read_mine(member), about=about)
    facts = story.facts_of(setting)
    if about is not None and not facts:
        raise HTTPException(404)
    return replace(setting, facts=facts)


def _shown(request: Request, setting: MySetting, act: Act) -> Response:
    if not act.offered(setting):
        return message(request, 409, "现在不用办", NOT_NOW)
    return empty_page(request, act.form, setting)


def _taken(request: Request, member: Member, form: FormData, act: Act, about: UUID | None = None) -> Response:
    """Whether it is still open the service decides: sent again, it gives its first answer."""
    try:
        setting = _setting(member, about)

        def send(body: Any, key: str) -> Any:
            return act.send(member.services, setting, member.case_id, body, key)

        answer = handle(request, act.form, setting, form, send)
    except Outage as outage:
        return kept_page(request, act.form, form, outage)
    return answer if isinstance(answer, Response) else RedirectResponse(f"/me?done={act.verb}", status_code=303)
