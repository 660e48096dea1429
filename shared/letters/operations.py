"""Writing, signing, receiving letters. What a letter means is decided by the service that receives it."""

from collections.abc import Callable
from uuid import UUID

from joserfc import jws
from joserfc.errors import JoseError
from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.audit import record
from shared.errors import Conflict, NotFound, Refusal
from shared.identifiers import new_id, province_of
from shared.keys import public_key
from shared.letters.contract import (
    LETTER_LABELS,
    Body,
    Channel,
    Envelope,
    Letter,
    LetterReceipt,
    LetterState,
    LetterSummary,
    Side,
)
from shared.letters.tables import LetterReceivedRow, LetterSentRow
from shared.organisation_directory.queries import organisation, region
from shared.organisation_directory.tables import OrganisationRow, RegionRow
from shared.telemetry import letters_total

Apply = Callable[[Act, Letter], None]


class LetterRefused(Refusal):
    """Signature, region or recipient is wrong, or the letter is not one of ours."""

    status = 403
    message = "来函签名或地区不符，已拒收并留痕；请发函方核对密钥和地区登记。"


NEVER_ANNOUNCED = "没有收到过该党员的流出通知，已退回。"
NO_SUCH_CASE = "来函所指个案不存在，已拒收。"
"""Why the host or the home side refuses a letter about somebody it does not know."""


class LetterNumberTaken(Conflict):
    message = "同一编号的来函已收到另一份，请发函方核对。"


def write_letter(act: Act, *, case_id: UUID, attempt: int, side: Side, sender: str, recipient: str,
                 recipient_region: str, body: Body) -> UUID:  # fmt: skip
    """Store the next letter of a stream; the caller holds the case's row lock, so numbers have no gaps."""
    last = select(func.coalesce(func.max(LetterSentRow.number), 0)).where(
        LetterSentRow.case_id == case_id, LetterSentRow.attempt == attempt
    )
    letter = Letter(
        letter_id=new_id(),
        case_id=case_id,
        attempt=attempt,
        number=act.session.scalar(last) + 1,  # type: ignore[operator]  # coalesce never yields NULL
        side=side,
        sender=sender,
        sender_region=province_of(organisation(act.session, sender).region_code),
        recipient=recipient or recipient_region,
        recipient_region=province_of(recipient_region),
        as_of=act.at,
        body=body,
    )
    act.session.add(_sent(act, letter, _channel(act, letter.recipient_region)))
    act.session.flush()
    return letter.letter_id


def _sent(act: Act, letter: Letter, channel: Channel) -> LetterSentRow:
    return LetterSentRow(
        id=letter.letter_id,
        case_id=letter.case_id,
        attempt=letter.attempt,
        number=letter.number,
        type=letter.body.type,
        channel=channel,
        recipient=letter.recipient,
        sealed=act.seal.close(letter.model_dump_json()),
        written_at=act.at,
    )


def _channel(act: Act, region_code: str) -> Channel:
    return Channel.ELECTRONIC if region(act.session, region_code) else Channel.PAPER


def undelivered(act: Act, case_id: UUID, attempt: int | None = None) -> tuple[UUID, ...]:
    """Electronic letters of the case that the other side has not confirmed yet, oldest first."""
    query = select(LetterSentRow.id).where(
        LetterSentRow.case_id == case_id,
        LetterSentRow.delivered_at.is_(None),
        LetterSentRow.channel == Channel.ELECTRONIC,
    )
    if attempt is not None:
        query = query.where(LetterSentRow.attempt == attempt)
    return tuple(act.session.scalars(query.order_by(LetterSentRow.attempt, LetterSentRow.number)))


def open_letter(act: Act, letter_id: UUID) -> Letter:
    """A letter we wrote. Raises NotFound."""
    row = act.session.get(LetterSentRow, letter_id)
    if row is None:
        raise NotFound()
    return Letter.model_validate_json(act.seal.open(row.sealed))


def sign_letter(act: Act, letter_id: UUID) -> Envelope:
    """The letter as it crosses: JWS over its JSON with the sender region's key. Raises NotFound, KeyMissing."""
    letter = open_letter(act, letter_id)
    header = {"alg": "Ed25519", "kid": letter.sender_region}
    token = jws.serialize_compact(
        header, letter.model_dump_json().encode(), act.keys.region(letter.sender_region), algorithms=["Ed25519"]
    )
    return Envelope(token=token, side=letter.side.other, recipient_region=letter.recipient_region)


def mark_delivered(act: Act, letter_id: UUID, receipt: LetterReceipt) -> None:
    row = act.session.get(LetterSentRow, letter_id, with_for_update=True)
    if row is None:
        raise NotFound()
    if row.delivered_at is None:
        row.delivered_at, row.answer = act.at, receipt.model_dump_json()


def receive_letter(act: Act, token: str, apply: Apply) -> LetterReceipt:
    """Store once, apply in order. Raises LetterRefused (audited by the caller), LetterNumberTaken."""
    letter = read_letter(act, token)
    act.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(letter.stream, 0))))
    stored = act.session.get(LetterReceivedRow, (letter.sender_region, letter.letter_id))
    if stored is None:
        _store(act, letter)
        applied = _apply_in_order(act, letter, apply)
        letters_total.labels("stored").inc()
    else:
        applied = stored.applied_at is not None
    state = LetterState.APPLIED if applied else LetterState.HELD
    return LetterReceipt(letter_id=letter.letter_id, number=letter.number, state=state)


def read_letter(act: Act, token: str) -> Letter:
    """Verify the signature against the sender region's key and that the letter is meant for us."""
    try:
        kid = str(jws.extract_compact(token.encode()).headers()["kid"])
        sender = region(act.session, kid)
        if sender is None:
            raise LetterRefused("来函地区不在目录中，已拒收。")
        verified = jws.deserialize_compact(token, public_key(sender.public_key, kid), algorithms=["Ed25519"])
        letter = Letter.model_validate_json(verified.payload)
    except (JoseError, ValidationError, ValueError, KeyError) as error:
        raise LetterRefused() from error
    recipient = region(act.session, letter.recipient_region)
    if letter.sender_region != kid or recipient is None or not recipient.ours:
        raise LetterRefused()
    if not _may_write(act.session.get(OrganisationRow, letter.sender), sender):
        raise LetterRefused("来函单位不属于签章的地区，已拒收。")
    return letter


def _may_write(writer: OrganisationRow | None, signer: RegionRow) -> bool:
    """An organisation that we know writes under its own region's key; another operator answers for its own."""
    if writer is None:
        return not signer.ours
    return province_of(writer.region_code) == signer.region_code


def audit_refusal(act: Act, refusal: LetterRefused) -> None:
    letters_total.labels("refused").inc()
    record(act.session, "receive_letter", act.actor, business_at=act.at, outcome=refusal.code)


def _store(act: Act, letter: Letter) -> None:
    row = {
        "sender_region": letter.sender_region,
        "id": letter.letter_id,
        "case_id": letter.case_id,
        "attempt": letter.attempt,
        "number": letter.number,
        "type": letter.body.type,
        "sender": letter.sender,
        "sealed": act.seal.close(letter.model_dump_json()),
        "received_at": act.at,
    }
    stored = act.session.execute(
        insert(LetterReceivedRow).values(row).on_conflict_do_nothing().returning(LetterReceivedRow.id)
    )
    if stored.scalar() is None:
        raise LetterNumberTaken()


def _apply_in_order(act: Act, letter: Letter, apply: Apply) -> bool:
    """Apply this letter and those held behind it, as long as the numbers follow each other; False when it is held."""
    same_stream = (
        LetterReceivedRow.case_id == letter.case_id,
        LetterReceivedRow.attempt == letter.attempt,
        LetterReceivedRow.sender_region == letter.sender_region,
    )
    applied = act.session.scalar(select(func.count()).where(*same_stream, LetterReceivedRow.applied_at.is_not(None)))
    waiting = select(LetterReceivedRow).where(*same_stream, LetterReceivedRow.applied_at.is_(None))
    for row in act.session.scalars(waiting.order_by(LetterReceivedRow.number)).all():
        if row.number != (applied or 0) + 1:
            break
        _apply(act, row, apply, itself=row.id == letter.letter_id)
        row.applied_at, applied = act.at, row.number
        act.session.flush()
    return (applied or 0) >= letter.number


def _apply(act: Act, row: LetterReceivedRow, apply: Apply, *, itself: bool) -> None:
    """A held letter that turns out to be refused must not take the good one before it down with it."""
    letter = Letter.model_validate_json(act.seal.open(row.sealed))
    if itself:
        apply(act, letter)
        return
    try:
        with act.session.begin_nested():
            apply(act, letter)
    except LetterRefused as refusal:
        audit_refusal(act, refusal)


def letters_of_case(act: Act, case_id: UUID) -> list[LetterSummary]:
    sent = act.session.scalars(select(LetterSentRow).where(LetterSentRow.case_id == case_id))
    received = act.session.scalars(select(LetterReceivedRow).where(LetterReceivedRow.case_id == case_id))
    summaries = [_summary_sent(row) for row in sent] + [_summary_received(row) for row in received]
    return sorted(summaries, key=lambda letter: letter.written_at)


def _summary_sent(row: LetterSentRow) -> LetterSummary:
    return LetterSummary(
        letter_id=row.id, type=row.type, label=LETTER_LABELS[row.type], number=row.number, attempt=row.attempt,
        direction="sent", channel=Channel(row.channel), counterpart=row.recipient, written_at=row.written_at,
        delivered_at=row.delivered_at,
    )  # fmt: skip


def _summary_received(row: LetterReceivedRow) -> LetterSummary:
    return LetterSummary(
        letter_id=row.id, type=row.type, label=LETTER_LABELS[row.type], number=row.number, attempt=row.attempt,
        direction="received", channel=Channel.ELECTRONIC, counterpart=row.sender, written_at=row.received_at,
        delivered_at=row.applied_at,
    )  # fmt: skip
