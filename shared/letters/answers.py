"""Which letters answer which: the case page says of each whether the other side has replied, and when."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shared.letters.contract import LetterSummary

ANSWERED_BY: Mapping[str, frozenset[str]] = {
    "OUTFLOW_NOTICE": frozenset({"ENROLLED", "REFUSED", "REDIRECTED"}),
    "QUERY": frozenset({"ANSWER"}),
    "OBJECTION": frozenset({"DISPUTE_PROGRESS"}),
    "COORDINATION_PROPOSAL": frozenset({"DISPUTE_PROGRESS"}),
    "PLEASE_LOOK": frozenset({"LOOKED"}),
    "FEEDBACK": frozenset({"FEEDBACK_ACKNOWLEDGED"}),
    "FEEDBACK_QUESTION": frozenset({"FEEDBACK_ANSWER"}),
    "CHANGE_NOTICE": frozenset({"CHANGE_ACKNOWLEDGED"}),
    "SUMMONS": frozenset({"SUMMONS_REPLY"}),
    "RELOCATION": frozenset({"CLOSING_NOTE"}),
    "MEMBER_RETURNING": frozenset({"CLOSING_NOTE", "MEMBER_STAYS"}),
    "TRANSFER_SENT": frozenset({"TRANSFER_ACCEPTED", "TRANSFER_REJECTED"}),
    "FALSE_ENTRIES_FOUND": frozenset({"FALSE_ENTRIES_ANSWERED"}),
    "OPINION_REQUEST": frozenset({"HOST_OPINION"}),
    "CORRECTION_REPORTED": frozenset({"CORRECTION"}),
}
"""Types of letters that ask for an answer. What is not here asks for none."""


def answer_to(asked: LetterSummary, letters: Sequence[LetterSummary]) -> LetterSummary | None:
    """The answer to a letter among those of the same side of the case. Of several questions of one type each has its
    own answer, in the order in which they were written."""
    answers = ANSWERED_BY.get(asked.type, frozenset())
    earlier = sum(_alike(one, asked) and _order(one) < _order(asked) for one in letters)
    found = sorted((one for one in letters if _answers(one, asked, answers)), key=_order)
    return found[earlier] if earlier < len(found) else None


def _alike(one: LetterSummary, other: LetterSummary) -> bool:
    return (one.type, one.direction, one.attempt) == (other.type, other.direction, other.attempt)


def _answers(one: LetterSummary, asked: LetterSummary, types: frozenset[str]) -> bool:
    return one.type in types and one.direction != asked.direction and one.attempt == asked.attempt


def _order(letter: LetterSummary) -> tuple[datetime, int]:
    return letter.written_at, letter.number
