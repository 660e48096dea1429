"""S13: who administers or audits holds no other post at the same time, in code and by exclusion constraint."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from shared.errors import Conflict, Invalid
from shared.posts import Role

SEPARATE = {Role.SYSTEM_ADMINISTRATOR: "system", Role.AUDITOR: "audit"}


class PostDaysInverted(Invalid):
    message = "任职截止日早于起始日，请改正。"


class SystemIsNoPost(Invalid):
    message = "“系统进程”不是岗位，不能授予人员，请另选岗位。"


class PostsIncompatible(Conflict):
    message = "系统管理员、审计人员不得与其他岗位同时由一人担任，请另开账号或先结束原岗位。"


class PostAlreadyHeld(Conflict):
    message = "此人在这段时间已有同一岗位，请改时间或换一个岗位。"


class Held(Protocol):
    role: str
    organisation: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True)
class Term:
    """A role at an organisation from a day to a day, both included."""

    role: Role
    organisation: str
    valid_from: date
    valid_to: date | None


def estate(role: str) -> str:
    return SEPARATE.get(Role(role), "business")


def check_addition(new: Term, held: Iterable[Held]) -> None:
    """Raises the sentence that says why the post cannot be added."""
    if new.role is Role.SYSTEM:
        raise SystemIsNoPost()
    if new.valid_to is not None and new.valid_to < new.valid_from:
        raise PostDaysInverted()
    for post in held:
        if not _overlap(new, post):
            continue
        if estate(new.role) != estate(post.role):
            raise PostsIncompatible()
        if (new.role, new.organisation) == (post.role, post.organisation):
            raise PostAlreadyHeld()


def _overlap(one: Term, other: Held) -> bool:
    starts_in_time = other.valid_to is None or one.valid_from <= other.valid_to
    ends_late_enough = one.valid_to is None or other.valid_from <= one.valid_to
    return starts_in_time and ends_late_enough
