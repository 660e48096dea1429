"""Taking up a placement: row locked, actor and step checked; and putting it down again."""

from datetime import date
from typing import Any
from uuid import UUID

from services.inflow.contract import PlacementStatus
from services.inflow.domain.placement import LED_HERE, MAY_BE_TAKEN_IN, is_too_early
from services.inflow.permissions import EVERYBODY, PERMISSIONS
from services.inflow.queries import newest_reached
from services.inflow.snapshots import placement_state, publish
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import Standing, authorise, may
from shared.errors import DateInTheFuture, Invalid, NotAtThisStep, NotFound, Refusal
from shared.history import append, who_was_first
from shared.letters.contract import Body, Side
from shared.letters.operations import write_letter
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.operations import close_task


class DateTooEarly(Invalid):
    message = "日期早于上一步的日期，请核对。"


def lock_placement(act: Act, case_id: UUID) -> PlacementRow:
    """Raises NotFound for strangers, too."""
    row = act.session.scalars(newest_reached(act, case_id).with_for_update()).one_or_none()
    if row is None:
        raise NotFound()
    return row


def take_up(act: Act, verb: str, case_id: UUID) -> tuple[PlacementRow, Post]:
    """Raises NotFound, NotYourPost, NotAtThisStep (still to come), StepAlreadyTaken (names who was first)."""
    row = lock_placement(act, case_id)
    owner = row.host_branch if verb == "enrol_member" else row.host_committee
    post = permit(act, verb, row, owner or row.host_committee)
    check_step(act, verb, row)
    return row, post


def permit(act: Act, verb: str, row: PlacementRow, *owners: str) -> Post:
    """The post that allows the act at one of the organisations that own the step."""
    standings = [Standing(own=path_of(row, code), partner=row.home_path) for code in owners]
    fitting = next((s for s in standings if may(act.actor, verb, PERMISSIONS, s)), standings[0])
    return authorise(act.actor, verb, PERMISSIONS, fitting, readers=EVERYBODY)


def path_of(row: PlacementRow, code: str) -> str:
    """The path of the host branch, its committee or an organisation above; codes are the path's labels."""
    labels = row.host_path.split(".")
    return ".".join(labels[: labels.index(code) + 1])


def check_step(act: Act, verb: str, row: PlacementRow) -> None:
    status = PlacementStatus(row.status)
    if status in MAY_BE_TAKEN_IN[verb]:
        return
    if is_too_early(verb, status):
        raise NotAtThisStep(f"该党员现在是“{status.label}”，还不能办理这一步。", status=status)
    raise already_taken(act, row)


def already_taken(act: Act, row: PlacementRow) -> Refusal:
    status = PlacementStatus(row.status)
    withdrawn = status is PlacementStatus.WITHDRAWN
    stands = "流出地已撤回流出通知" if withdrawn else f"该党员现在是“{status.label}”，这一步已不能办理"
    return who_was_first(act.session, row.case_id, LED_HERE[status], stands)


def not_later_than_today(act: Act, **dates: date) -> None:
    for field, day in dates.items():
        if day > act.today:
            raise DateInTheFuture(fields=[{"field": field, "message": DateInTheFuture.message}])


def not_earlier_than(earliest: date | None, **dates: date) -> None:
    for field, day in dates.items():
        if earliest is not None and day < earliest:
            raise DateTooEarly(fields=[{"field": field, "message": f"不早于 {earliest}"}])


def done(act: Act, row: PlacementRow, kind: TaskKind) -> None:
    """Close the acceptance task that this act answers, in the round as it stands before the act."""
    state = placement_state(act, row)
    holder = row.host_branch if kind is TaskKind.ENROL_MEMBER else row.host_committee
    verb = DONE_BY[kind]
    close_task(act, row.case_id, kind, holder or row.host_committee, verb=verb, occurrence=state.occurrence)


DONE_BY = {
    TaskKind.VERIFY_CERTIFICATE: "verify_certificate",
    TaskKind.PLACE_MEMBER: "place_member",
    TaskKind.ENROL_MEMBER: "enrol_member",
}


def write(act: Act, row: PlacementRow, body: Body, *, sender: str | None = None) -> None:
    """A letter to the home branch, in the committee's name unless another one writes."""
    write_letter(
        act,
        case_id=row.case_id,
        attempt=row.attempt,
        side=Side.HOST,
        sender=sender or row.host_committee,
        recipient=row.home_branch,
        recipient_region=row.home_region,
        body=body,
    )


def put_down(act: Act, row: PlacementRow, verb: str, post: Post | None, **details: Any) -> None:
    """Write the step into the history and tell the workflows."""
    append(act, verb, row.case_id, row.status, post=post, attempt=row.attempt, **details)
    publish(act, row, verb)
