"""Taking up a case: row locked, actor checked, step checked; and closing what an act answers."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from services.outflow.contract import CaseStatus
from services.outflow.domain.mobility import LED_HERE, MAY_BE_TAKEN_IN
from services.outflow.permissions import PERMISSIONS
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import DateInTheFuture, NotFound
from shared.history import append, who_was_first
from shared.letters.contract import Body, Side
from shared.letters.operations import write_letter
from shared.posts import Post


def lock_case(act: Act, case_id: UUID) -> CaseRow:
    """Raises NotFound. The member is read after the lock is held: joined to it, an act that had to wait would see
    him as he was before the one it waited for."""
    query = select(CaseRow).where(CaseRow.id == case_id).with_for_update(of=CaseRow)
    case = act.session.scalars(query.options(lazyload(CaseRow.member))).one_or_none()
    if case is None:
        raise NotFound()
    return case


def take_up(act: Act, verb: str, case_id: UUID) -> tuple[CaseRow, Post]:
    """Raises NotFound, NotYourPost, and StepAlreadyTaken when the case has moved on."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, verb, PERMISSIONS, standing_of(case))
    check_step(act, verb, case)
    return case, post


def check_step(act: Act, verb: str, case: CaseRow) -> None:
    status = CaseStatus(case.status)
    if status not in MAY_BE_TAKEN_IN[verb]:
        raise already_taken(act, case)


def already_taken(act: Act, case: CaseRow, *verbs: str) -> Exception:
    """`verbs`: the acts that took the step, where the status alone does not tell."""
    status = CaseStatus(case.status)
    sentence = f"个案现在是“{status.label}”，这一步已不能办理"
    return who_was_first(act.session, case.id, set(verbs) or LED_HERE.get(status), sentence)


def not_later_than_today(act: Act, **dates: object) -> None:
    """Raises DateInTheFuture naming the field."""
    for field, day in dates.items():
        if day is not None and day > act.today:  # type: ignore[operator]  # dates only
            raise DateInTheFuture(fields=[{"field": field, "message": "晚于今天"}])


def note(act: Act, verb: str, case: CaseRow, post: Post | None, *, words: str = "", **details: object) -> None:
    append(act, verb, case.id, case.status, post=post, words=words, **details)


def write(act: Act, case: CaseRow, body: Body, *, sender: str | None = None) -> UUID | None:
    """A letter to the host of the present attempt; None while no host is named. `sender`: not the branch itself."""
    if case.host_on_platform and case.host_committee is None:
        return None
    return write_letter(
        act,
        case_id=case.id,
        attempt=case.attempt,
        side=Side.HOME,
        sender=sender or case.home_branch,
        recipient=case.host_committee or "",
        recipient_region=case.host_region,
        body=body,
    )


def write_to_former(act: Act, case: CaseRow, body: Body) -> UUID | None:
    """A letter to the host that he is leaving; None while he is not between hosts, or it has released him."""
    if case.relocating_since is None or case.former_attempt is None or case.released_on is not None:
        return None
    return write_letter(
        act,
        case_id=case.id,
        attempt=case.former_attempt,
        side=Side.HOME,
        sender=case.home_branch,
        recipient=case.former_committee or "",
        recipient_region=case.former_region or "",
        body=body,
    )
