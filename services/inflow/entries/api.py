"""Routes of entries at the host."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.inflow import contract as host
from services.inflow.entries import contract as c
from services.inflow.entries import queries
from services.inflow.entries.operations import booklet, writing
from services.inflow.tables import PlacementRow
from services.inflow.views import placement_view
from shared.kernel_api import READ, WRITE
from shared.own_case import Told
from shared.requests import Command, Commanding, Reading, system_only

entries = APIRouter(prefix="/placements", tags=["entries"])
running = APIRouter(tags=["entries"])


def _answer(command: Command, row: PlacementRow) -> Response:
    return command.answer(placement_view(command.act, row))


def _answer_book(command: Command, row: PlacementRow) -> Response:
    return command.answer_about(row.case_id, lambda: _book(command, row))


def _book(command: Command, row: PlacementRow) -> c.EntryBook:
    book = queries.entry_book(command.act, row)
    assert book is not None
    return book


@entries.post("/{case_id}/entries", summary="活动证记载（D-54，即时）", response_model=c.EntryBook, responses=WRITE)
def record_entry(command: Commanding, case_id: UUID, body: c.RecordEntry) -> Response:
    return _answer_book(command, writing.record_entry(command.act, case_id, body))


@entries.post(
    "/{case_id}/entries/{entry_id}/confirmation",
    summary="登记党员核实",
    response_model=c.EntryBook | Told,
    responses=WRITE,
)
def confirm_entry(command: Commanding, case_id: UUID, entry_id: UUID, body: c.ConfirmEntry) -> Response:
    return _answer_book(command, writing.confirm_entry(command.act, case_id, entry_id, body))


@entries.post(
    "/{case_id}/entries/{entry_id}/objection",
    summary="登记党员异议",
    response_model=c.EntryBook | Told,
    responses=WRITE,
)
def object_to_entry(command: Commanding, case_id: UUID, entry_id: UUID, body: c.ObjectToEntry) -> Response:
    return _answer_book(command, writing.object_to_entry(command.act, case_id, entry_id, body))


@entries.post(
    "/{case_id}/entries/{entry_id}/review", summary="支部委员会复核", response_model=c.EntryBook, responses=WRITE
)
def review_entry(command: Commanding, case_id: UUID, entry_id: UUID, body: c.ReviewEntry) -> Response:
    return _answer_book(command, writing.review_entry(command.act, case_id, entry_id, body))


@entries.post(
    "/{case_id}/entries/{entry_id}/correction", summary="更正记载", response_model=c.EntryBook, responses=WRITE
)
def correct_entry(command: Commanding, case_id: UUID, entry_id: UUID, body: c.CorrectEntry) -> Response:
    return _answer_book(command, writing.correct_entry(command.act, case_id, entry_id, body))


@entries.post(
    "/{case_id}/certificate-loss", summary="报告活动证遗失（流入地）", response_model=host.Placement, responses=WRITE
)
def report_certificate_lost(command: Commanding, case_id: UUID, body: c.ReportCertificateLost) -> Response:
    return _answer(command, booklet.report_certificate_lost(command.act, case_id, body))


@entries.post(
    "/{case_id}/booklet-check", summary="活动证年审（流入地）", response_model=host.Placement, responses=WRITE
)
def check_booklet(command: Commanding, case_id: UUID, body: c.CheckBooklet) -> Response:
    return _answer(command, booklet.check_booklet(command.act, case_id, body))


@entries.post("/{case_id}/new-booklet", summary="核验新证并补记", response_model=host.Placement, responses=WRITE)
def take_up_booklet(command: Commanding, case_id: UUID, body: c.TakeUpBooklet) -> Response:
    return _answer(command, booklet.take_up_booklet(command.act, case_id, body))


@entries.post("/{case_id}/false-entries/answer", summary="答复不实记载", response_model=host.Placement, responses=WRITE)
def answer_false_entries(command: Commanding, case_id: UUID, body: c.AnswerFalseEntries) -> Response:
    return _answer(command, booklet.answer_false_entries(command.act, case_id, body))


@running.get(
    "/running-entries", summary="应有工作流的记载（对账）", responses=READ, dependencies=[Depends(system_only)]
)
def list_running_entries(act: Reading, after: UUID | None = None) -> c.RunningEntries:
    return queries.list_running_entries(act, after)
