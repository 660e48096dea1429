"""Each thing that the other party may owe us, as one select over our copies of the agreements (W-09)."""

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Text, cast, func, select, union_all

from services.registry.agreement.contract import NEGOTIATED
from services.registry.agreement.tables import AgreementRow
from shared.letters.tables import LetterSentRow
from shared.waiting.contract import Matter
from shared.waiting.pages import owed

COPY = AgreementRow.__table__.c
TEXTS = ("AGREEMENT_OFFER", "AGREEMENT_COUNTER")
"""Letters that put our text on the table."""


def sources(mine: ColumnElement[bool]) -> CompoundSelect[Any]:
    """`mine`: which copies the reader sees. What both have signed, or have still to write, nobody waits for."""
    negotiated = (mine, COPY.status.in_(NEGOTIATED), COPY.signed_by_partner_on.is_(None))
    put = (
        select(cast(func.timezone("Asia/Shanghai", func.max(LetterSentRow.written_at)), Text))
        .where(
            LetterSentRow.case_id == COPY.agreement_id,
            LetterSentRow.attempt == COPY.attempt,
            LetterSentRow.type.in_(TEXTS),
        )
        .scalar_subquery()
    )
    ours = (COPY.our_text, COPY.signed_by_us_on.is_(None))
    signed = COPY.signed_by_us_on.is_not(None)
    return union_all(
        owed(Matter.AGREEMENT_ANSWER, COPY.id, put, *negotiated, *ours, subject=COPY.id),
        owed(Matter.AGREEMENT_SIGNATURE, COPY.id, COPY.signed_by_us_on, *negotiated, signed, subject=COPY.id),
    )
