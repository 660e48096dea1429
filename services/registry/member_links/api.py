"""Routes of members' links: the branch opens and withdraws, the member redeems. Secrets travel in bodies and headers,
never in addresses."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.registry.api.sessions import Door, SessionToken
from services.registry.contract import AccessTokenIssued, Ended
from services.registry.member_links import contract as c
from services.registry.member_links import operations, queries
from services.registry.member_links.domain import MemberLinkRefused
from shared.kernel_api import READ, WRITE
from shared.requests import Commanding, Reading, Writing
from shared.service_app import refusals

REFUSED = refusals(401, 422)

links = APIRouter(prefix="/member-links", tags=["member-links"])
sessions = APIRouter(prefix="/member-sessions", tags=["member-links"])


@links.post("", summary="为本支部的党员开一次性链接和验证码（只显示一次）", responses=WRITE)
def open_member_link(act: Writing, body: c.OpenMemberLink) -> c.MemberLinkOpened:
    """Takes no idempotency key: the answer holds the secret, which is kept nowhere."""
    return operations.open_member_link(act, body)


@links.get("/{case_id}", summary="本支部为一名党员开过的链接", responses=READ)
def list_member_links(act: Reading, case_id: UUID) -> c.MemberLinks:
    return queries.list_member_links(act, case_id)


@links.post(
    "/{case_id}/withdrawal",
    summary="收回链接，并结束党员用它打开的页面",
    response_model=c.MemberLinksWithdrawn,
    responses=WRITE,
)
def withdraw_member_links(command: Commanding, case_id: UUID, body: c.WithdrawMemberLinks) -> Response:
    return command.answer(operations.withdraw_member_links(command.act, case_id, body))


@sessions.post("", summary="党员凭链接和验证码打开本人页面", responses=REFUSED)
def redeem_member_link(act: Door, body: c.RedeemMemberLink) -> c.MemberSessionOpened:
    opened = operations.redeem_member_link(act, body)
    if opened is None:
        # The attempt counts: it must outlive the refusal.
        act.session.commit()
        raise MemberLinkRefused()
    return opened


@sessions.post("/current/access-token", summary="用党员会话换取短期访问令牌", responses=REFUSED)
def issue_member_token(act: Door, token: SessionToken) -> AccessTokenIssued:
    return operations.issue_member_token(act, token)


@sessions.post("/current/end", summary="党员退出", responses=REFUSED)
def end_member_session(act: Door, token: SessionToken) -> Ended:
    return operations.end_member_session(act, token)
