"""Public words of what is on its way. Only who watches the machines asks for them."""

from uuid import UUID

from shared.contract import Contract


class LetterOnItsWay(Contract):
    letter_id: UUID
    case_id: UUID
    type: str


class MessageOnItsWay(Contract):
    """`error`: status of the last attempt, as Temporal names it."""

    message_id: int
    workflow_id: str
    signal: str
    attempts: int
    error: str


class OnTheWay(Contract):
    """The oldest of each, at most a page."""

    letters: list[LetterOnItsWay]
    messages: list[MessageOnItsWay]
