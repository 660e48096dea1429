"""The oldest letters and messages that have not arrived; both selects run on indexes of what is unsent."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.letters.contract import Channel
from shared.letters.tables import LetterSentRow
from shared.outbox import OutboxRow
from shared.stuck.contract import LetterOnItsWay, MessageOnItsWay, OnTheWay

PAGE = 200


def list_on_the_way(session: Session) -> OnTheWay:
    return OnTheWay(letters=_letters(session), messages=_messages(session))


def _letters(session: Session) -> list[LetterOnItsWay]:
    query = (
        select(LetterSentRow)
        .where(LetterSentRow.delivered_at.is_(None), LetterSentRow.channel == Channel.ELECTRONIC)
        .order_by(LetterSentRow.id)
        .limit(PAGE)
    )
    return [LetterOnItsWay(letter_id=row.id, case_id=row.case_id, type=row.type) for row in session.scalars(query)]


def _messages(session: Session) -> list[MessageOnItsWay]:
    query = select(OutboxRow).where(OutboxRow.sent_at.is_(None)).order_by(OutboxRow.id).limit(PAGE)
    return [
        MessageOnItsWay(
            message_id=row.id, workflow_id=row.workflow_id, signal=row.signal, attempts=row.attempts,
            error=row.error or "",
        )
        for row in session.scalars(query)
    ]  # fmt: skip
