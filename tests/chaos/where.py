"""Where a case stands on both sides, read from the databases."""

from dataclasses import dataclass
from uuid import UUID

from tests.chaos.ground import Ground

AT_HOME = """
SELECT c.status, c.attempt, c.briefed_on IS NOT NULL AS briefed, c.may_object, t.status AS certificate
FROM mobility_case c LEFT JOIN activity_certificate t ON t.case_id = c.id AND t.status <> 'VOID' WHERE c.id = :case
"""
AT_HOST = """
SELECT p.status, p.round, p.host_branch, d.stage, d.round AS dispute FROM placement p
LEFT JOIN dispute d ON d.placement_id = p.id WHERE p.case_id = :case AND p.attempt = :attempt
"""


@dataclass(frozen=True)
class Where:
    """`host` is None while the present host has not heard of the case."""

    home: str
    attempt: int
    briefed: bool
    may_object: bool
    certificate: str | None
    host: str | None = None
    round: int = 1
    host_branch: str | None = None
    stage: str | None = None
    dispute: int | None = None

    @property
    def acceptance(self) -> str:
        return f"{self.attempt}.{self.round}"


def where(ground: Ground, case_id: UUID) -> Where:
    (home,) = ground.sql(ground.outflow_engine, AT_HOME, case=case_id)
    hosts = ground.sql(ground.inflow_engine, AT_HOST, case=case_id, attempt=home.attempt)
    if not hosts:
        return Where(home.status, home.attempt, home.briefed, home.may_object, home.certificate)
    host = hosts[0]
    return Where(
        home.status,
        home.attempt,
        home.briefed,
        home.may_object,
        home.certificate,
        host.status,
        host.round,
        host.host_branch,
        host.stage,
        host.dispute,
    )
