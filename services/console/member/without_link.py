"""What stands in place of a member's page for whoever has no session of a member: never used, over, or of the staff."""

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from services.console.forms.fields import Kind
from services.console.forms.reading import typed
from services.console.guard import MEMBER_COOKIE, MEMBER_PLACE, SAFE, SESSION_COOKIE
from services.console.member.acts import OF_THE_CASE
from services.console.member.answers import ANSWERS
from services.console.rendering import render

WRITTEN = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.DATE})


async def link_needed(request: Request, _: Exception) -> Response:
    lost = [] if request.method in SAFE else _written(request.url.path, await request.form())
    return await run_in_threadpool(_page, request, lost)


def _written(path: str, sent: FormData) -> list[tuple[str, str]]:
    """What was typed into the form of this page, with its labels, to be copied; a choice is quickly made again."""
    act = (OF_THE_CASE | ANSWERS).get(path.removeprefix(f"{MEMBER_PLACE}/").split("/")[0])
    if act is None:
        return []
    values = typed(act.form, sent).values
    return [(one.label, values[one.name]) for one in act.form.fields if one.kind in WRITTEN and values[one.name]]


def _page(request: Request, written: list[tuple[str, str]]) -> Response:
    response = render(
        request,
        "member_without_link.html",
        status=401,
        written=written,
        left="out" in request.query_params,
        was_here=MEMBER_COOKIE in request.cookies,
        works_here=SESSION_COOKIE in request.cookies,
    )
    response.delete_cookie(MEMBER_COOKIE, path="/")
    return response
