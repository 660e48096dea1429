"""Routes of W-07: parse, one operation, answer."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.outflow.contract import Case, Revealed
from services.outflow.lost_contact import contract as c
from services.outflow.lost_contact import queries
from services.outflow.lost_contact.operations import measures, returning, searching
from services.outflow.tables import CaseRow
from services.outflow.views import case_view
from shared.kernel_api import READ, WRITE
from shared.requests import Command, Commanding, Reading, Writing, system_only

SYSTEM = [Depends(system_only)]

lost_contacts = APIRouter(prefix="/cases", tags=["lost-contact"])


def _answer(command: Command, case: CaseRow) -> Response:
    return command.answer(case_view(command.act, case))


@lost_contacts.post("/{case_id}/dead-channel", summary="登记联系渠道失效", response_model=Case, responses=WRITE)
def report_dead_channel(command: Commanding, case_id: UUID, body: c.ReportDeadChannel) -> Response:
    return _answer(command, searching.report_dead_channel(command.act, case_id, body))


@lost_contacts.post(
    "/{case_id}/family-contact", summary="登记本人提供的家属联系人", response_model=Case, responses=WRITE
)
def record_family_contact(command: Commanding, case_id: UUID, body: c.RecordFamilyContact) -> Response:
    return _answer(command, searching.record_family_contact(command.act, case_id, body))


@lost_contacts.post("/{case_id}/family-contact/reveal", summary="查看本人登记的家属联系人（留痕）", responses=WRITE)
def reveal_family_contact(act: Writing, case_id: UUID, body: c.RevealFamilyContact) -> Revealed:
    """Takes no idempotency key: each look is logged, and the value is not kept with a key."""
    return searching.reveal_family_contact(act, case_id, body)


@lost_contacts.post("/{case_id}/searches", summary="登记一次查找（W-07）", response_model=Case, responses=WRITE)
def log_search(command: Commanding, case_id: UUID, body: c.LogSearch) -> Response:
    return _answer(command, searching.log_search(command.act, case_id, body))


@lost_contacts.post("/{case_id}/loss", summary="认定失去联系（条例第二十四条）", response_model=Case, responses=WRITE)
def confirm_lost(command: Commanding, case_id: UUID, body: c.ConfirmLost) -> Response:
    return _answer(command, searching.confirm_lost(command.act, case_id, body))


@lost_contacts.post("/{case_id}/finding", summary="登记失联原因", response_model=Case, responses=WRITE)
def record_finding(command: Commanding, case_id: UUID, body: c.RecordFinding) -> Response:
    return _answer(command, measures.record_finding(command.act, case_id, body))


@lost_contacts.post("/{case_id}/measure/resolution", summary="登记支部大会决议", response_model=Case, responses=WRITE)
def resolve_measure(command: Commanding, case_id: UUID, body: c.ResolveMeasure) -> Response:
    return _answer(command, measures.resolve_measure(command.act, case_id, body))


@lost_contacts.post("/{case_id}/measure/decision", summary="党委审批", response_model=Case, responses=WRITE)
def decide_measure(command: Commanding, case_id: UUID, body: c.DecideMeasure) -> Response:
    return _answer(command, measures.decide_measure(command.act, case_id, body))


@lost_contacts.post("/{case_id}/measure/filing", summary="登记备案", response_model=Case, responses=WRITE)
def file_measure(command: Commanding, case_id: UUID, body: c.FileMeasure) -> Response:
    return _answer(command, measures.file_measure(command.act, case_id, body))


@lost_contacts.post("/{case_id}/correction-review", summary="限期改正期满考察", response_model=Case, responses=WRITE)
def review_correction_order(command: Commanding, case_id: UUID, body: c.ReviewCorrectionOrder) -> Response:
    return _answer(command, returning.review_correction_order(command.act, case_id, body))


@lost_contacts.post(
    "/{case_id}/restoration-application", summary="登记恢复党籍申请", response_model=Case, responses=WRITE
)
def apply_for_restoration(command: Commanding, case_id: UUID, body: c.ApplyForRestoration) -> Response:
    return _answer(command, returning.apply_for_restoration(command.act, case_id, body))


running = APIRouter(tags=["lost-contact"])


@running.get("/running-lost-contacts", summary="应有工作流的失联处理（对账）", responses=READ, dependencies=SYSTEM)
def list_running_lost_contacts(act: Reading, after: UUID | None = None) -> c.RunningLostContacts:
    return queries.list_running_lost_contacts(act, after)


ROUTERS = (lost_contacts, running)
