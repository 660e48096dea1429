"""Who acts: roles (rulebook 2), posts (a role at an organisation) and the actor behind a request."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self
from uuid import UUID


class Role(StrEnum):
    MEMBER = "member"
    BRANCH_SECRETARY = "branch_secretary"
    CONTACT_PERSON = "contact_person"
    RECEPTION_OFFICER = "reception_officer"
    COMMITTEE_OFFICER = "committee_officer"
    DEPARTMENT_OFFICER = "department_officer"
    INSPECTOR = "inspector"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SYSTEM = "system"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.MEMBER: "党员",
    Role.BRANCH_SECRETARY: "党支部书记",
    Role.CONTACT_PERSON: "联系人",
    Role.RECEPTION_OFFICER: "接收专人",
    Role.COMMITTEE_OFFICER: "基层党委工作人员",
    Role.DEPARTMENT_OFFICER: "组织部门工作人员",
    Role.INSPECTOR: "督查人员",
    Role.AUDITOR: "审计人员",
    Role.SYSTEM_ADMINISTRATOR: "系统管理员",
    Role.SYSTEM: "系统进程",
}


@dataclass(frozen=True)
class Absent:
    """In whose place a stand-in holds a post."""

    account: str
    name: str


@dataclass(frozen=True)
class Post:
    """One role at one organisation; `path` is the organisation's `ltree` text."""

    role: Role
    organisation: str
    path: str
    stands_in_for: Absent | None = None

    @classmethod
    def of_claim(cls, claim: Sequence[str]) -> Self:
        """As an access token carries it: role, organisation, path, and for a stand-in account and name of the
        absent. Raises ValueError, TypeError."""
        role, organisation, path, *absent = claim
        return cls(Role(role), organisation, path, Absent(*absent) if absent else None)

    @property
    def claim(self) -> list[str]:
        absent = [self.stands_in_for.account, self.stands_in_for.name] if self.stands_in_for else []
        return [self.role, self.organisation, self.path, *absent]


OWN_CASE: Final = "member:"
"""Begins the account of a member who has come by a link to his own case; people's accounts are bare ids."""


@dataclass(frozen=True)
class Actor:
    """The account behind a request, with the posts it holds at this moment."""

    account: str
    name: str
    posts: tuple[Post, ...]

    @classmethod
    def member(cls, case_id: UUID, organisation: str, path: str) -> Self:
        """Whoever has come by a link that `organisation` has opened for the case. No name: a token carries none of
        a member's."""
        post = Post(Role.MEMBER, organisation, path)
        return cls(account=f"{OWN_CASE}{case_id}", name="党员本人", posts=(post,))

    @classmethod
    def system(cls, name: str) -> Self:
        return cls(account=name, name="系统", posts=(Post(Role.SYSTEM, "", ""),))

    @property
    def own_case(self) -> UUID | None:
        """The case of the member who acts himself; None for everybody who holds a post."""
        return UUID(self.account.removeprefix(OWN_CASE)) if self.account.startswith(OWN_CASE) else None

    @property
    def is_system(self) -> bool:
        return any(post.role is Role.SYSTEM for post in self.posts)

    def name_in(self, post: Post | None) -> str:
        """Who acts from the post, in words: 李四（代张三） for a stand-in."""
        absent = post.stands_in_for if post else None
        return f"{self.name}（代{absent.name}）" if absent else self.name

    def answers_for(self, account: str) -> bool:
        """Whether what the account did counts as this actor's own: himself, or whom he stands in for (rulebook 2:
        a post allows its stand-in no more than its holder)."""
        absent = {post.stands_in_for.account for post in self.posts if post.stands_in_for}
        return account == self.account or account in absent
