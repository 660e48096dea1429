"""Observing (D-56), drafting, and sending the written opinion (D-58)."""

from datetime import date
from typing import Any
from uuid import UUID

from services.inflow.operations.casework import not_earlier_than, not_later_than_today, path_of, put_down, write
from services.inflow.opinion.contract import DraftOpinion, FileOpinion, RecordObservation, WatchStatus
from services.inflow.opinion.domain import MAY_BE_TAKEN_IN, ProbationUnknown, check_opinion
from services.inflow.opinion.permissions import PERMISSIONS
from services.inflow.opinion.queries import current_opinion, watched
from services.inflow.opinion.snapshots import opinion_state, publish_opinion, watch_of
from services.inflow.opinion.tables import FiledOpinionRow, ObservationRow, OpinionWatchRow
from services.inflow.permissions import EVERYBODY
from services.inflow.sealed import notice_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import NotFound
from shared.history import append, who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_conversion import HostOpinion
from shared.organisation_directory.queries import organisation
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.operations import close_task


def take_up(act: Act, verb: str, case_id: UUID) -> tuple[PlacementRow, OpinionWatchRow, Post]:
    """Raises NotFound (also when he is no probationary member here), NotYourPost, StepAlreadyTaken."""
    placement = act.session.scalars(watched(act, case_id).with_for_update(of=PlacementRow)).one_or_none()
    watch = watch_of(act, placement) if placement is not None else None
    if placement is None or watch is None:
        raise NotFound()
    act.session.refresh(watch)
    branch = placement.host_branch or placement.host_committee
    standing = Standing(own=path_of(placement, branch), partner=placement.home_path)
    post = authorise(act.actor, verb, PERMISSIONS, standing, readers=EVERYBODY)
    status = WatchStatus(watch.status)
    if status not in MAY_BE_TAKEN_IN[verb]:
        raise who_was_first(act.session, case_id, {"file_opinion"}, f"书面意见现在是“{status.label}”，不能再办理")
    return placement, watch, post


def record_observation(act: Act, case_id: UUID, body: RecordObservation) -> PlacementRow:
    """D-56: kept with the host; it helps whoever writes the opinion."""
    placement, _, post = take_up(act, "record_observation", case_id)
    not_later_than_today(act, observed_on=body.observed_on)
    row = ObservationRow(
        placement_id=placement.id,
        observed_on=body.observed_on,
        text=act.seal.close(body.text),
        recorded_by=act.actor.name_in(post),
        recorded_at=act.at,
    )
    act.session.add(row)
    _note(act, "record_observation", placement, post, observed_on=body.observed_on.isoformat())
    return placement


def draft_opinion(act: Act, case_id: UUID, body: DraftOpinion) -> PlacementRow:
    """A draft may be changed as long as nothing was sent; home does not see it."""
    placement, watch, post = take_up(act, "draft_opinion", case_id)
    watch.draft = act.seal.close(body.model_dump_json())
    _note(act, "draft_opinion", placement, post)
    return placement


def _note(act: Act, verb: str, placement: PlacementRow, post: Post, **details: Any) -> None:
    append(act, verb, placement.case_id, placement.status, post=post, attempt=placement.attempt, **details)


def file_opinion(act: Act, case_id: UUID, body: FileOpinion) -> PlacementRow:
    """Immutable from now on. Whoever replaces one says which, so that of two at once only one is sent; the other
    is told who was first."""
    placement, watch, post = take_up(act, "file_opinion", case_id)
    current = current_opinion(act, placement)
    if (current.id if current else None) != body.supersedes:
        raise who_was_first(
            act.session, case_id, {"file_opinion"}, "已有一份书面意见发出，要改的请先看过它，再出具替代意见"
        )
    if watch.probation_end is None:
        raise ProbationUnknown()
    not_later_than_today(act, dated_on=body.dated_on, branch_decided_on=body.branch_decided_on)
    not_earlier_than(placement.enrolled_on, dated_on=body.dated_on)
    check_opinion(body, watch.probation_end)
    letter = _letter(act, placement, watch, body)
    _send(act, placement, letter)
    _close(act, placement, watch)
    put_down(act, placement, "file_opinion", post, opinion=body.opinion, dated_on=body.dated_on.isoformat())
    publish_opinion(act, placement, watch)
    return placement


def _letter(act: Act, placement: PlacementRow, watch: OpinionWatchRow, body: FileOpinion) -> HostOpinion:
    notice = notice_of(act, placement)
    branch = placement.host_branch or placement.host_committee
    said = body.model_dump(exclude={"sealed"})
    assert watch.probation_end is not None
    return HostOpinion(
        opinion_id=new_id(),
        member_name=notice.person.name,
        certificate_number=placement.certificate_number,
        home_branch_name=notice.home_branch_name,
        host_branch_name=organisation(act.session, branch).name,
        host_committee_name=organisation(act.session, placement.host_committee).name,
        stay_from=placement.enrolled_on or placement.notified_on,
        stay_to=watch.left_on or body.dated_on,
        probation_start=watch.probation_start or _start(notice.person.joined_on, watch.probation_end),
        probation_end=watch.probation_end,
        **said,
    )


def _start(joined_on: str | None, otherwise: date) -> date:
    """As the notice told it; a request from home brings the exact day."""
    return date.fromisoformat(joined_on) if joined_on and len(joined_on) == len("2025-12-01") else otherwise


def _send(act: Act, placement: PlacementRow, letter: HostOpinion) -> None:
    row = FiledOpinionRow(
        id=letter.opinion_id,
        placement_id=placement.id,
        supersedes=letter.supersedes,
        dated_on=letter.dated_on,
        sealed=act.seal.close(letter.model_dump_json()),
        sent_at=act.at,
    )
    act.session.add(row)
    act.session.flush()
    write(act, placement, letter)


def _close(act: Act, placement: PlacementRow, watch: OpinionWatchRow) -> None:
    holder, occurrence = placement.host_branch or placement.host_committee, opinion_state(act, placement, watch)
    close_task(
        act,
        placement.case_id,
        TaskKind.FILE_OPINION,
        holder,
        verb="file_opinion",
        occurrence=occurrence.occurrence,
    )
    watch.status, watch.draft = WatchStatus.FILED, ""
