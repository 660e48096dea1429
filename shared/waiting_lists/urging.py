"""催办函 as both sides keep it: one a day for each case, attempt and matter."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.business_clock import SHANGHAI
from shared.errors import NotAtThisStep, StepAlreadyTaken
from shared.letters.bodies_urging import PartnerUrged
from shared.letters.contract import Letter
from shared.organisation_directory.queries import organisation
from shared.posts import Post
from shared.waiting.contract import PartnerUrge, UrgePartner, WaitingFor
from shared.waiting.tables import PartnerUrgeRow
from shared.waiting.views import urge_view


class NothingToWaitFor(NotAtThisStep):
    message = "现在不在等对方办理这件事，请刷新后再看。"


class PartnerUrgedToday(StepAlreadyTaken):
    """`by` and `at` say who has urged the other side today."""


def urge(
    act: Act,
    body: UrgePartner,
    post: Post,
    owed: Sequence[WaitingFor],
    *,
    status: str,
    case_id: UUID,
    attempt: int,
    path: str,
) -> PartnerUrged:
    """Kept as sent; the letter is the caller's to write. `owed`: what the other side owes of this matter, the longest
    first. Raises NothingToWaitFor, PartnerUrgedToday naming who was first."""
    if not owed:
        raise NothingToWaitFor(status=status)
    name = organisation(act.session, post.organisation).name
    key = {"case_id": case_id, "attempt": attempt, "matter": body.matter, "direction": "sent", "on": act.today}
    said = {"path": path, "organisation_name": name, "by": act.actor.name_in(post), "at": act.at}
    values = key | said | {"sealed_text": act.seal_text(body.text)}
    kept = insert(PartnerUrgeRow).values(values).on_conflict_do_nothing().returning(PartnerUrgeRow.id)
    if act.session.execute(kept).scalar() is None:
        raise _urged_today(act, key)
    return PartnerUrged(
        matter=body.matter, since=owed[0].since, urged_on=act.today, organisation_name=name, text=body.text
    )


def _urged_today(act: Act, key: dict[str, object]) -> PartnerUrgedToday:
    first = act.session.scalars(select(PartnerUrgeRow).filter_by(**key)).one()
    when = f"{first.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    sentence = f"{first.organisation_name}{first.by}已于 {when} 催办对方，同一事项一天催办一次，明天可再催。"
    return PartnerUrgedToday(sentence, act="urge_partner", by=first.by, at=first.at.isoformat())


def keep_received(act: Act, letter: Letter, *, case_id: UUID, path: str) -> PartnerUrged:
    """The kernel applies a letter once; a second one of the same day adds nothing."""
    urged = letter.body
    assert isinstance(urged, PartnerUrged)
    values = {
        "case_id": case_id, "attempt": letter.attempt, "matter": urged.matter, "direction": "received",
        "on": urged.urged_on, "path": path, "organisation_name": urged.organisation_name, "by": "", "at": act.at,
        "sealed_text": act.seal_text(urged.text),
    }  # fmt: skip
    act.session.execute(insert(PartnerUrgeRow).values(values).on_conflict_do_nothing())
    return urged


def urges_of(act: Act, case_id: UUID, attempt: int | None = None) -> list[PartnerUrge]:
    """Sent and received, newest first; `attempt`: of one host only."""
    query = select(PartnerUrgeRow).where(PartnerUrgeRow.case_id == case_id)
    if attempt is not None:
        query = query.where(PartnerUrgeRow.attempt == attempt)
    return [urge_view(act, row) for row in act.session.scalars(query.order_by(PartnerUrgeRow.at.desc()))]
