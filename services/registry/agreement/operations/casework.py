"""Taking up one side's copy: row locked, actor and step checked; writing to the partner."""

from uuid import UUID

from sqlalchemy import select

from services.registry.agreement.contract import AgreementStatus
from services.registry.agreement.domain import MAY_BE_TAKEN_IN
from services.registry.agreement.permissions import PERMISSIONS
from services.registry.agreement.tables import AgreementRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import DateInTheFuture, NotFound
from shared.history import append, who_was_first
from shared.letters.bodies_between import AgreementTerms
from shared.letters.contract import Body, Side
from shared.letters.operations import write_letter
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.operations import cancel_case_tasks, close_task


def lock_agreement(act: Act, copy_id: UUID) -> AgreementRow:
    """Raises NotFound."""
    row = act.session.scalars(select(AgreementRow).where(AgreementRow.id == copy_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound()
    return row


def take_up(act: Act, verb: str, copy_id: UUID) -> tuple[AgreementRow, Post]:
    """Raises NotFound, NotYourPost, StepAlreadyTaken."""
    row = lock_agreement(act, copy_id)
    post = authorise(act.actor, verb, PERMISSIONS, Standing(own=row.own_path))
    if AgreementStatus(row.status) not in MAY_BE_TAKEN_IN[verb]:
        raise already_taken(act, row)
    return row, post


def already_taken(act: Act, row: AgreementRow) -> Exception:
    sentence = f"协议现在是“{AgreementStatus(row.status).label}”，这一步已不能办理"
    return who_was_first(act.session, row.id, None, sentence)


def not_later_than_today(act: Act, **dates: object) -> None:
    for field, day in dates.items():
        if day > act.today:  # type: ignore[operator]  # dates only
            raise DateInTheFuture(fields=[{"field": field, "message": DateInTheFuture.message}])


def note(act: Act, verb: str, row: AgreementRow, post: Post | None, *, words: str = "", **details: object) -> None:
    append(act, verb, row.id, row.status, post=post, words=words, **details)


def write(act: Act, row: AgreementRow, body: Body) -> None:
    """A letter to the partner in this side's stream."""
    write_letter(
        act,
        case_id=row.agreement_id,
        attempt=row.attempt,
        side=Side.DEPARTMENT,
        sender=row.own,
        recipient=row.partner,
        recipient_region=row.partner_region,
        body=body,
    )


def done(act: Act, row: AgreementRow, kind: TaskKind, verb: str, occurrence: str = "") -> None:
    close_task(act, row.id, kind, row.own, verb=verb, occurrence=occurrence)


def answered(act: Act, row: AgreementRow, verb: str) -> None:
    """Whatever was asked about the text on the table has been answered."""
    if row.answer_since is not None:
        done(act, row, TaskKind.NEGOTIATE_AGREEMENT, verb, str(row.round))
    if row.countersign_since is not None:
        done(act, row, TaskKind.NEGOTIATE_AGREEMENT, verb, f"{row.round}.sign")
    row.answer_since = row.countersign_since = None


def lay_on_the_table(act: Act, row: AgreementRow, terms: AgreementTerms, *, our_text: bool) -> None:
    """A new text: what was signed under the former one does not count any more."""
    row.sealed_terms = act.seal.close(terms.model_dump_json())
    row.our_text = our_text
    row.begins_on, row.last_day = terms.begins_on, terms.ends_on or terms.begins_on
    row.signed_by_us_on = row.signed_by_partner_on = None
    row.sealed_signatory = row.sealed_partner_signatory = ""


def end(act: Act, row: AgreementRow, status: AgreementStatus, verb: str) -> None:
    """Nothing is owed any more; no member's case is touched."""
    row.status, row.ended_on = status, act.today
    row.answer_since = row.countersign_since = row.next_period = None
    row.renewal_open = False
    act.session.flush()
    cancel_case_tasks(act, row.id, verb=verb)
