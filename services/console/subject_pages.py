"""The page of what a task, or something that is waited for, is about."""

from uuid import UUID

from shared.policy.task_kinds import TaskKind

ELSEWHERE = {
    TaskKind.OPEN_SURVEY: "/surveys",
    TaskKind.RETURN_SURVEY: "/surveys",
    TaskKind.CHECK_SURVEY: "/surveys",
    TaskKind.REPORT_SURVEY: "/surveys",
    TaskKind.RESOLVE_DIFFERENCE: "/survey-differences?status=OPEN",
}
"""Tasks that belong to no case, and the page on which they are done."""

BETWEEN = {
    TaskKind.NEGOTIATE_AGREEMENT: "agreements",
    TaskKind.HOLD_CONSULTATION: "agreements",
    TaskKind.RENEW_AGREEMENT: "agreements",
    TaskKind.SUPPORT_MOBILE_ORG: "mobile-orgs",
    TaskKind.APPROVE_MOBILE_ORG: "mobile-orgs",
    TaskKind.MAP_ORG_CHANGE: "org-changes",
    TaskKind.VERIFY_ORG_CHANGE: "org-changes",
}
"""Tasks between organisations: their page shows which acts are possible."""


def page_of(kind: TaskKind | None, about: UUID) -> str:
    """Of a task of this kind; None: of a case."""
    if kind in BETWEEN:
        return f"/between/{BETWEEN[kind]}/{about}"
    return (ELSEWHERE.get(kind) if kind else None) or f"/cases/{about}"


def page_of_waiting(service: str, about: UUID) -> str:
    """In the registry the parties of agreements wait, elsewhere the sides of a case."""
    return f"/between/agreements/{about}" if service == "registry" else f"/cases/{about}"
