"""Members' links and what a member is shown of his own case and answered, as the fake services tell it."""

import base64
import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

from fastapi import FastAPI, Request, Response
from pydantic import BaseModel

from services.registry import contract as registry
from services.registry.member_links import contract as c
from shared.own_case import Told
from shared.posts import OWN_CASE
from shared.problem_details import Problem
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

SESSION = "member-session-"
REFUSED = Problem(status=401, code="member_link_refused", detail="链接或验证码不对。")
NOT_SIGNED_IN = Problem(status=401, code="not_signed_in", detail="登录已失效，请重新登录。")
NOT_FOUND = Problem(status=404, code="not_found", detail="没有找到，或不在您的管理范围内。")
PLACES = {"outflow": "cases", "inflow": "placements"}


def _answer(model: BaseModel) -> Response:
    return Response(model.model_dump_json(), media_type="application/json")


def _refuse(problem: Problem) -> Response:
    return Response(problem.model_dump_json(), status_code=problem.status, media_type="application/problem+json")


def own_case(request: Request) -> str:
    """The case that the token of a request is for; empty for people with a post."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ").split(".")
    if len(token) != 3:
        return ""
    account = str(json.loads(base64.urlsafe_b64decode(token[1] + "=="))["sub"])
    return account.removeprefix(OWN_CASE) if account.startswith(OWN_CASE) else ""


def answers_to_members(app: FastAPI, service: str, world: World) -> None:
    """Before every other route: whatever a member says of his own case is told, and nothing of another's."""
    if service in PLACES:
        _of_his_case(app, service, world)
    elif service == "registry":
        _at_the_door(app, world)
        _of_the_branch(app, world)


def _of_his_case(app: FastAPI, service: str, world: World) -> None:
    @app.middleware("http")
    async def told(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        his, parts = own_case(request), request.url.path.split("/")
        if not his:
            return await call_next(request)
        if parts[1:3] != [PLACES[service], his]:
            return _refuse(NOT_FOUND)
        return _answer(Told(case_id=UUID(his))) if request.method == "POST" else await call_next(request)

    known = world.my_cases if service == "outflow" else world.my_placements

    @app.get(f"/{PLACES[service]}/{{case_id}}/mine")
    def read_mine(request: Request, case_id: str) -> Response:
        found = known.get(case_id)
        return _answer(found) if found and own_case(request) == case_id else _refuse(NOT_FOUND)


def _at_the_door(app: FastAPI, world: World) -> None:
    def session_of(request: Request) -> str:
        return request.headers["authorization"].removeprefix("Bearer ")

    @app.post("/member-sessions")
    def redeem_member_link(body: c.RedeemMemberLink) -> Response:
        code, case_id = world.links.get(body.secret, ("", e.CASE_ID))
        if not code or body.code != code:
            return _refuse(REFUSED)
        del world.links[body.secret]
        return _answer(c.MemberSessionOpened(token=f"{SESSION}{case_id}", case_id=case_id, expires_at=e.at(e.TODAY)))

    @app.post("/member-sessions/current/access-token")
    def issue_member_token(request: Request) -> Response:
        session = session_of(request)
        if session in world.ended or not session.startswith(SESSION):
            return _refuse(NOT_SIGNED_IN)
        claims = {
            "sub": f"{OWN_CASE}{session.removeprefix(SESSION)}", "name": "党员本人",
            "posts": [["member", e.BRANCH, "x"]],
        }  # fmt: skip
        payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
        return _answer(registry.AccessTokenIssued(token=f"e30.{payload}.0", expires_at=world.expiry()))

    @app.post("/member-sessions/current/end")
    def end_member_session(request: Request) -> Response:
        world.ended.add(session_of(request))
        return _answer(registry.Ended(ended=True))


def _of_the_branch(app: FastAPI, world: World) -> None:
    @app.post("/member-links")
    def open_member_link(body: c.OpenMemberLink) -> Response:
        secret = f"secret-{len(world.links)}"
        world.links[secret] = ("492039", body.case_id)
        expires_at = e.at(e.TODAY) + timedelta(days=7)
        opened = {"link_id": UUID(int=len(world.links)), "expires_at": expires_at}
        view = opened | {
            "organisation": body.organisation, "status": "OPEN", "opened_by": "周超", "opened_at": e.at(e.TODAY),
            "redeemed_at": None, "attempts_left": 5,
        }  # fmt: skip
        world.member_links.append(c.MemberLinkView.model_validate(view))
        return _answer(c.MemberLinkOpened.model_validate(opened | {"secret": secret, "code": "492039"}))

    @app.get("/member-links/{case_id}")
    def list_member_links(case_id: str) -> Response:
        return _answer(c.MemberLinks(items=world.member_links))

    @app.post("/member-links/{case_id}/withdrawal")
    def withdraw_member_links(case_id: str) -> Response:
        withdrawn = {"status": c.MemberLinkStatus.WITHDRAWN}
        world.member_links = [one.model_copy(update=withdrawn) for one in world.member_links]
        return _answer(c.MemberLinksWithdrawn(withdrawn=len(world.member_links)))
