"""For how long, and for which post, somebody may stand in."""

from datetime import date

from services.registry.domain.posts import PostDaysInverted
from services.registry.session_limits import DELEGATION_DAYS_AT_MOST
from shared.errors import Conflict, Invalid


class DelegationInThePast(Invalid):
    message = "代理的起始日不能早于今天，请改正。"


class DelegationTooLong(Invalid):
    message = f"代理最长 {DELEGATION_DAYS_AT_MOST} 天；更长的请办理岗位交接。"


class DelegationBeyondPost(Conflict):
    message = "代理的日期超出了您的任职期，请改正。"


class StandInElsewhere(Conflict):
    message = "只能请本组织或直接上级组织有业务岗位的同事代理，请另选一人。"


class StandInHasEnough(Conflict):
    message = "这段时间已有人代理这个岗位；请先结束原来的代理，或另选日期。"


class DelegatedPost(Conflict):
    message = "代理的岗位不能再请他人代理。"


class DelegationOver(Conflict):
    message = "这项代理已经结束，不需再办。"


def check_days(valid_from: date, valid_to: date, *, today: date, post_from: date, post_to: date | None) -> None:
    """Both days included. Raises the sentence that says what to change."""
    if valid_to < valid_from:
        raise PostDaysInverted()
    if valid_from < today:
        raise DelegationInThePast()
    if (valid_to - valid_from).days >= DELEGATION_DAYS_AT_MOST:
        raise DelegationTooLong()
    if valid_from < post_from or (post_to is not None and valid_to > post_to):
        raise DelegationBeyondPost()
