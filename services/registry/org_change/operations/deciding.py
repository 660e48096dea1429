"""Deciding, mapping, taking back, verifying."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from services.registry.org_change.contract import (
    CancelOrgChange,
    ChangeKind,
    ChangeStatus,
    DecideOrgChange,
    MapOrgChange,
    RecordMove,
    VerifyOrgChange,
)
from services.registry.org_change.domain import SuccessorNeedsName, check_mapping, common_superior, main_by_itself
from services.registry.org_change.operations.casework import done, lock_change, note, take_up
from services.registry.org_change.permissions import PERMISSIONS
from services.registry.org_change.snapshots import publish
from services.registry.org_change.tables import OrgChangeRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Conflict, Invalid, NotFound, NotYourPost
from shared.identifiers import new_id
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.task_kinds import TaskKind
from shared.posts import Post, Role
from shared.tasks.operations import cancel_case_tasks

UNFINISHED = (ChangeStatus.DECIDED, ChangeStatus.MAPPED)


class OrganisationIsGone(Invalid):
    message = "这个组织已经不存在，不能再变动或承接，请核对组织代码。"


class NotUnderOneSuperior(Invalid):
    message = "变动和承接的组织不都在您的管理范围内，请由它们共同的上级登记；跨省的，两省各登记一次。"


class ChangeUnderWay(Conflict):
    message = "其中有组织已有一项未生效的变动，请先办结或撤回。"


class EffectiveTooEarly(Invalid):
    message = "生效日早于今天，请改正。"


class NotAllMoved(Conflict):
    message = "还有人员或个案没有移交承接组织，请移交完再核验。"


def decide_org_change(act: Act, body: DecideOrgChange) -> OrgChangeRow:
    """Across committees or counties it is one decision of the superior of all of them (W-16: everything gets a
    successor, nothing restarts). Raises NotFound for what is not yours, NotUnderOneSuperior, OrganisationIsGone,
    ChangeUnderWay."""
    rows = [act.session.get(OrganisationRow, code) for code in body.predecessors]
    first = rows[0]
    parent = act.session.get(OrganisationRow, first.parent_code) if first and first.parent_code else None
    if parent is None:
        raise NotFound()
    authorise(act.actor, "decide_org_change", PERMISSIONS, Standing(own=parent.path))
    post = _superior(act, [*_checked_predecessors(act, rows), *_checked_successors(act, body)])
    if body.effective_on < act.today:
        raise EffectiveTooEarly(fields=[{"field": "effective_on", "message": EffectiveTooEarly.message}])
    row = OrgChangeRow(
        id=new_id(), version=0, kind=body.kind, status=ChangeStatus.DECIDED, decided_by=post.organisation,
        decided_by_path=post.path, role=_role(post.role), decided_on=act.today, effective_on=body.effective_on,
        document=body.document, sealed_text=act.seal_text(body.text), predecessors=list(body.predecessors),
        successors=[one.model_dump(mode="json") for one in body.successors], organisations={}, cases={},
        main=main_by_itself(body.kind, body.predecessors, [one.code for one in body.successors]),
        posts="END" if body.kind is ChangeKind.DISSOLVE else "MOVE", moves_wanted=0, moves_done=0,
        moved={}, remaining={},
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    note(act, "decide_org_change", row, post, kind=body.kind, effective_on=body.effective_on.isoformat())
    publish(act, row)
    return row


def _superior(act: Act, concerned: list[OrganisationRow]) -> Post:
    """The actor's post above all of them."""
    try:
        above = Standing(own=common_superior([one.path for one in concerned]))
        return authorise(act.actor, "decide_org_change", PERMISSIONS, above)
    except (NotFound, NotYourPost) as error:
        problem = {"field": "successors", "message": NotUnderOneSuperior.message}
        raise NotUnderOneSuperior(fields=[problem]) from error


def _role(role: Role) -> Role:
    return role if role is Role.COMMITTEE_OFFICER else Role.DEPARTMENT_OFFICER


def _checked_predecessors(act: Act, rows: list[OrganisationRow | None]) -> Iterator[OrganisationRow]:
    for row in rows:
        if row is None or row.valid_to is not None:
            raise OrganisationIsGone(fields=[{"field": "predecessors", "message": OrganisationIsGone.message}])
        under_way = select(func.count()).where(
            OrgChangeRow.status.in_(UNFINISHED), OrgChangeRow.predecessors.contains([row.code])
        )
        if act.session.scalar(under_way):
            raise ChangeUnderWay()
        yield row


def _checked_successors(act: Act, body: DecideOrgChange) -> Iterator[OrganisationRow]:
    """Those that stand already must still stand; a new one needs a name, and comes to lie beside the first
    predecessor."""
    for one in body.successors:
        row = act.session.get(OrganisationRow, one.code)
        if one.name is None and (row is None or body.kind is ChangeKind.RENAME):
            raise SuccessorNeedsName(fields=[{"field": "successors", "message": SuccessorNeedsName.message}])
        if row is not None and row.valid_to is not None:
            raise OrganisationIsGone(fields=[{"field": "successors", "message": OrganisationIsGone.message}])
        if row is not None:
            yield row


def map_org_change(act: Act, change_id: UUID, body: MapOrgChange) -> OrgChangeRow:
    """Everything gets a successor; may be done again until the day comes. Raises MappingIncomplete."""
    row, post = take_up(act, "map_org_change", change_id)
    codes = [one["code"] for one in row.successors]
    below = {
        one.code: one.parent_code or ""
        for one in act.session.scalars(select(OrganisationRow).where(OrganisationRow.parent_code.in_(row.predecessors)))
    }
    check_mapping(body, row.predecessors, codes, below)
    row.main, row.organisations = dict(body.main), dict(body.organisations)
    row.cases, row.posts = {str(case): to for case, to in body.cases.items()}, body.posts
    row.status = ChangeStatus.MAPPED
    done(act, row, TaskKind.MAP_ORG_CHANGE, "map_org_change")
    note(act, "map_org_change", row, post, main=row.main, cases=len(row.cases))
    publish(act, row)
    return row


def cancel_org_change(act: Act, change_id: UUID, body: CancelOrgChange) -> OrgChangeRow:
    row, post = take_up(act, "cancel_org_change", change_id)
    row.status = ChangeStatus.CANCELLED
    cancel_case_tasks(act, row.id, verb="cancel_org_change")
    note(act, "cancel_org_change", row, post, words=body.text)
    publish(act, row)
    return row


def record_move(act: Act, change_id: UUID, body: RecordMove) -> OrgChangeRow:
    """What the two sides have moved in a round; told twice it changes nothing."""
    row = lock_change(act, change_id)
    if body.round <= row.moves_done:
        return row
    row.moves_done = body.round
    row.moved = {name: row.moved.get(name, 0) + count for name, count in body.moved.items()}
    row.remaining = dict(body.remaining)
    note(act, "record_move", row, None, round=body.round, moved=body.moved, remaining=body.remaining)
    publish(act, row)
    return row


def verify_org_change(act: Act, change_id: UUID, body: VerifyOrgChange) -> OrgChangeRow:
    """Raises NotAllMoved while something still stands at a predecessor."""
    row, post = take_up(act, "verify_org_change", change_id)
    if row.moves_done < row.moves_wanted or any(row.remaining.values()):
        raise NotAllMoved(remaining=row.remaining)
    row.status, row.verified_on = ChangeStatus.VERIFIED, act.today
    done(act, row, TaskKind.VERIFY_ORG_CHANGE, "verify_org_change")
    note(act, "verify_org_change", row, post, words=body.text)
    publish(act, row)
    return row


def valid_until(effective_on: date) -> date:
    """The last day of what goes."""
    return date.fromordinal(effective_on.toordinal() - 1)
