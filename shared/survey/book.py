"""What a service brings to the survey: its tables, its members, its lists."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from shared.act import Act
from shared.letters.bodies_survey import ListRole
from shared.survey.contract import (
    ListSurveyRows,
    ReadDistribution,
    SurveyDistribution,
    SurveyRows,
    Whereabouts,
)
from shared.survey.tables import LineColumns, ReturnColumns, VersionColumns


@dataclass(frozen=True)
class KnownMember:
    """A member as the service's own records have him."""

    subject: UUID
    name: str
    id_number_masked: str
    standing: str
    registered: Whereabouts
    place: str
    case_id: UUID | None
    case_number: str


@dataclass(frozen=True)
class SurveyBook:
    """`asked`: which branches under a path owe a return; None for all of them."""

    role: ListRole
    returns: type[ReturnColumns]
    lines: type[LineColumns]
    versions: type[VersionColumns]
    known: Callable[[Act, str], list[KnownMember]]
    asked: Callable[[Act, str], Collection[str] | None]
    rows: Callable[[Act, ListSurveyRows], SurveyRows]
    distribution: Callable[[Act, ReadDistribution], SurveyDistribution]


def leads_to(role: ListRole, registered: Whereabouts | None, confirmed: Whereabouts | None) -> str | None:
    """W-08: which process a branch's answer calls for. Nothing starts by itself."""
    if confirmed is None or (registered is confirmed and confirmed is not Whereabouts.UNKNOWN):
        return None
    if confirmed is Whereabouts.UNKNOWN:
        return "W-07" if role is ListRole.HOME else "W-17"
    if role is ListRole.HOME:
        # 5.1: found at home with an open case: returned without reporting.
        return "W-01" if confirmed is Whereabouts.OUT else "RETURNING"
    return "W-03" if registered is None else "W-05"


def differing(pairs: Iterable[tuple[str | None, str]]) -> int:
    return sum(registered != confirmed for registered, confirmed in pairs)
