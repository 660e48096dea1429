"""Home's part in a refusal: objection and joint coordination (W-10)."""

from uuid import UUID

from services.outflow.contract import ObjectToRefusal, ProposeCoordination
from services.outflow.operations.casework import already_taken, note, take_up, write
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.letters.contract import CoordinationProposal, Objection
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class ObjectionNotPossible(Conflict):
    message = "异议期已过、已提出异议，或审查已自动开始，不需再提异议。"


class NoCoordinationOpen(Conflict):
    message = "该个案没有进行中的联合协调，请刷新页面查看最新情况。"


def object_to_refusal(act: Act, case_id: UUID, body: ObjectToRefusal) -> CaseRow:
    """Within the term the home committee may object to a refusal with a listed ground."""
    case, post = take_up(act, "object_to_refusal", case_id)
    if not case.may_object:
        raise ObjectionNotPossible() if case.refusal_listed is False else already_taken(act, case)
    case.may_object = False
    write(act, case, Objection(text=body.text))
    holder = case.home_committee or case.home_branch
    occurrence = f"{case.attempt}.{case.refused_on}"
    close_task(act, case.id, TaskKind.CONSIDER_OBJECTION, holder, verb="object_to_refusal", occurrence=occurrence)
    note(act, "object_to_refusal", case, post)
    publish(act, case)
    return case


def propose_coordination(act: Act, case_id: UUID, body: ProposeCoordination) -> CaseRow:
    """The home department tells the host department what it proposes; the host side decides (W-10)."""
    case, post = take_up(act, "propose_coordination", case_id)
    if case.coordination_since is None:
        raise NoCoordinationOpen()
    write(act, case, CoordinationProposal(outcome=body.outcome, text=body.text))
    holder = case.home_department or case.home_branch
    occurrence = f"{case.attempt}.{case.coordination_since}"
    case.coordination_since = None
    close_task(act, case.id, TaskKind.COORDINATE_JOINTLY, holder, verb="propose_coordination", occurrence=occurrence)
    note(act, "propose_coordination", case, post, outcome=body.outcome)
    publish(act, case)
    return case
