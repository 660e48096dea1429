"""What is known here of the person in a row: the facts of his case, and which of them may be changed now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

# As far as the tables keep them; a longer text is cut when it comes in and when it is compared.
LONGEST: Final = {"ethnicity": 20, "education": 30, "employer": 120, "host_region_name": 60, "host_committee_name": 120}
UNKNOWN_REGION: Final = "000000"


class Way(StrEnum):
    """An act by which home changes facts of an open case without a decision."""

    PARTICULARS = "amend_particulars"
    """The branch's own register of the member: no letter has told of it, no term hangs on it."""
    BEFORE_DEPARTURE = "amend_before_departure"
    """The same, of what is reported by D-152 once he is away."""
    REPORT = "record_change"
    """D-152: the host is told."""
    HOST = "name_host"


@dataclass(frozen=True)
class KnownCase:
    """`values` bear the names of `RosterRow.values`; one that is not there cannot be compared. `version` is a keyed
    digest of them, so that a row says what was known when it was exported. `ours`: a case of the organisation for
    which the file is; of others nothing is told."""

    case_id: UUID
    ours: bool
    over: bool
    values: Mapping[str, str]
    version: str
    ways: frozenset[Way]
    numbers: frozenset[str] = field(default_factory=frozenset)
    """Every certificate number of the case."""
    others: frozenset[Way] = frozenset()
    """Possible now, but by another post than the one that brings the file."""


def shortened(values: Mapping[str, str]) -> dict[str, str]:
    return {name: text[: LONGEST[name]].rstrip() if name in LONGEST else text for name, text in values.items()}
