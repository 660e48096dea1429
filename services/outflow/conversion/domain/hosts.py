"""Whose opinion is asked (5.1): the present or last host, and the host of the longest stay when he is on the move."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.outflow.conversion.stages import Proposal
from services.outflow.statuses import CaseStatus
from shared.letters.bodies_conversion import OpinionValue

ON_THE_MOVE = frozenset({CaseStatus.LOST, CaseStatus.RELOCATING, CaseStatus.RETURNING, CaseStatus.CLOSED_RETURNED})

SAME_VIEW = {
    OpinionValue.CONVERT_ON_TIME: Proposal.CONVERT,
    OpinionValue.EXTEND: Proposal.EXTEND,
    OpinionValue.NOT_SUITABLE: Proposal.REVOKE,
}


@dataclass(frozen=True)
class Stay:
    """`until` of the present host is today."""

    attempt: int
    start: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.start).days


def stays(began: Iterable[tuple[int, date]], today: date) -> list[Stay]:
    """Each host keeps him until the next one has enrolled him (5.1)."""
    ordered = sorted(began, key=lambda one: one[1])
    ends = [start for _, start in ordered[1:]] + [today]
    return [Stay(attempt, start, end) for (attempt, start), end in zip(ordered, ends, strict=False)]


def hosts_to_ask(known: Sequence[Stay], status: CaseStatus) -> tuple[int, ...]:
    """Attempts, in their order; empty while no host has accepted him yet."""
    if not known:
        return ()
    asked = {known[-1].attempt}
    if status in ON_THE_MOVE:
        longest = max(stay.days for stay in known)
        asked |= {stay.attempt for stay in known if stay.days == longest}
    return tuple(sorted(asked))


def contradicts(opinion: OpinionValue, home_view: Proposal | None) -> bool:
    """Both views go to the meeting; nothing follows from it by itself. Too short a time says nothing either way."""
    return home_view is not None and opinion in SAME_VIEW and SAME_VIEW[opinion] is not home_view
