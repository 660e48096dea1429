"""What a workflow follows: the newest snapshot of its subject, as the service that keeps it sees it."""

from typing import Any, Protocol
from uuid import UUID

from shared.business_clock import BusinessClock
from shared.identifiers import OrganisationCode

CASE, OWNER = "GongguanCase", "GongguanOwner"
"""Search attributes: by them Temporal's own UI finds a workflow."""


class Followed(Protocol):
    """References and dates only, no personal data; the highest version counts."""

    def model_dump(self, *, mode: str) -> dict[str, Any]: ...

    @property
    def subject(self) -> UUID:
        """What the process is about; its steps are begun by this id."""

    @property
    def workflow_id(self) -> str:
        """Made of business ids: there is one workflow for a subject, whoever starts it."""

    @property
    def owner(self) -> OrganisationCode:
        """The organisation whose process it is."""

    @property
    def version(self) -> int: ...

    @property
    def clock(self) -> BusinessClock: ...

    @property
    def letters(self) -> tuple[UUID, ...]:
        """Those that are still on their way to the other side."""

    @property
    def over(self) -> bool:
        """Nothing is owed any more."""


def found_by(state: Followed) -> dict[str, str]:
    """An id and an organisation code, nothing about a person: search attributes are not sealed. A process between
    organisations has no case; what it is about stands in its place."""
    return {CASE: str(getattr(state, "case_id", state.subject)), OWNER: state.owner}
