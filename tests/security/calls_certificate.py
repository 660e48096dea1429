"""How the routes of the certificate's life are called, on both sides and in the registry (W-02, W-12)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel
from sqlalchemy import Connection, insert, select, update

from services.inflow.entries import contract as e
from services.inflow.entries.tables import EntryAnswerRow, EntryBookRow, EntryRow, HostFindingRow
from services.inflow.tables import PlacementRow
from services.outflow.certificate_life import contract as c
from services.outflow.certificate_life.tables import (
    ArrearsRow,
    CertificateInspectionRow,
    CertificateLossRow,
    CertificateReplacementRow,
    FalseEntriesRow,
    HostPageRow,
    ToldEntryRow,
)
from services.outflow.old_certificate import contract as o
from services.outflow.old_certificate.tables import OldCertificateRow
from services.outflow.tables import CaseRow, CertificateRow
from services.registry.number_status.contract import CheckNumber, RegisterOldNumber, VoidNumber
from shared.sealing import Seal
from tests.factories.organisations import path_of
from tests.security import world as w
from tests.security.calls import ANYTHING, CASE, PLACED, Arrange, Call, Kind, on_the_case
from tests.security.world import TODAY, World

ENTRY, FINDING, NEW = UUID(int=41), UUID(int=42), UUID(int=43)
NUMBER = "321003-2026-000009"
OLD, RIGHT = "苏流第000123号", "苏流第000124号"


def calls(world: World) -> dict[str, dict[str, Call]]:
    return {"outflow": _at_home(world), "inflow": _at_the_host(world), "registry": _numbers(world)}


def _numbers(world: World) -> dict[str, Call]:
    certificate = {"certificate_id": world.certificate_id}
    old = RegisterOldNumber(
        certificate_id=NEW, case_id=world.case_id, case_number="321003-2026-000001", department=w.HOME_DEPARTMENT,
        home_branch=w.HOME_BRANCH, number=OLD, issued_on=TODAY,
    )  # fmt: skip
    return {
        "register_old_number": Call(Kind.ROLE, ANYTHING, body=old),
        "void_number": Call(Kind.ROLE, ANYTHING, certificate, body=VoidNumber(reason="LOST", voided_on=TODAY)),
        "check_number": Call(Kind.ROLE, ANYTHING, body=CheckNumber(number=NUMBER)),
    }


def _at_home(world: World) -> dict[str, Call]:
    number = c.RecordReplacementNumber(certificate_id=NEW, number=NUMBER, numbered_on=TODAY)
    case_id = {"case_id": world.case_id}
    found = c.RecordFalseEntries(entries=(ENTRY,), found_on=TODAY, text="与实际不符。")
    said = o.RecordOldNumber(number=OLD, registered=True)
    dues = c.RecordDues(month="2026-08", amount=Decimal("20.00"), paid_on=TODAY)
    settlement = c.SettleFalseEntries(proved=True, text="属实。")
    return {
        "report_loss": on_the_case(world, c.ReportLoss(lost_on=TODAY, text="遗失。"), booklet("IN_USE")),
        "check_loss": on_the_case(world, c.CheckLoss(lost=True, text="属实。"), lost),
        "void_certificate": on_the_case(world, c.VoidCertificate(text="错发。"), booklet("IN_USE")),
        "request_replacement": on_the_case(
            world, c.RequestReplacement(reason=c.ReplacementReason.DAMAGED), booklet("IN_USE")
        ),
        "seal_replacement": on_the_case(world, c.SealReplacement(sealed_on=TODAY), replacing("NUMBERED")),
        "issue_replacement": on_the_case(
            world, c.IssueReplacement(issued_on=TODAY, signed_by_member=True), replacing("SEALED")
        ),
        "check_certificate": on_the_case(world, c.CheckCertificate(checked_on=TODAY), booklet("IN_USE")),
        "record_dues": on_the_case(world, dues, booklet("IN_USE")),
        "remind_of_dues": on_the_case(world, c.RemindOfDues(reminded_on=TODAY, text="已提醒。"), in_arrears("WARN")),
        "consider_arrears": on_the_case(
            world, c.ConsiderArrears(considered_on=TODAY, good_reason=True, text="住院。"), in_arrears("CONSIDER")
        ),
        "put_away_certificate": on_the_case(world, c.PutAwayCertificate(put_away_on=TODAY, kept=False), inspected),
        "record_false_entries": on_the_case(world, found, told_entry),
        "settle_false_entries": on_the_case(world, settlement, finding),
        "record_replacement_number": Call(Kind.ROLE, CASE, case_id, body=number, arrange=replacing("REQUESTED")),
        "list_issue_register": Call(Kind.LIST, CASE),
        "export_issue_register": Call(Kind.LIST, CASE),
        "list_running_certificates": Call(Kind.ROLE, CASE),
        "correct_old_number": on_the_case(world, o.CorrectOldNumber(number=RIGHT), old_booklet("CONFLICT")),
        "record_old_number": Call(Kind.ROLE, CASE, case_id, body=said, arrange=old_booklet("REGISTERING")),
        "list_running_old_certificates": Call(Kind.ROLE, CASE),
    }


def booklet(status: str) -> Arrange:
    def arrange(connection: Connection) -> None:
        connection.execute(update(CertificateRow).values(status=status))

    return arrange


def old_booklet(status: str) -> Arrange:
    def arrange(connection: Connection) -> None:
        connection.execute(update(CertificateRow).values(status="ISSUED"))
        certificate_id, case_id = connection.execute(select(CertificateRow.id, CertificateRow.case_id)).one()
        row = {
            "certificate_id": certificate_id, "case_id": case_id, "version": 1, "status": status, "number": OLD,
            "issued_on": TODAY, "imported_on": TODAY, "conflicts": 1, "conflict_since": TODAY,
        }  # fmt: skip
        connection.execute(insert(OldCertificateRow).values(row))

    return arrange


def _of_the_case(connection: Connection) -> dict[str, Any]:
    return {"case_id": connection.execute(select(CaseRow.id)).scalar_one()}


def _certificate(connection: Connection) -> UUID:
    found: UUID = connection.execute(select(CertificateRow.id)).scalar_one()
    return found


def lost(connection: Connection) -> None:
    booklet("LOST")(connection)
    row = {
        "id": uuid4(), "certificate_id": _certificate(connection), "serial": 1, "status": "REPORTED",
        "status_before": "IN_USE", "lost_on": TODAY, "reported_on": TODAY, "told_by": "home", "late": False,
        "text": "", "outcome": "",
    }  # fmt: skip
    connection.execute(insert(CertificateLossRow).values(row | _of_the_case(connection)))


def replacing(status: str) -> Arrange:
    def arrange(connection: Connection) -> None:
        booklet("IN_USE")(connection)
        row = {
            "id": NEW, "old_certificate_id": _certificate(connection), "serial": 1, "status": status,
            "reason": "DAMAGED", "photo_attached": True, "requested_on": TODAY, "since": TODAY,
            "number": None if status == "REQUESTED" else NUMBER,
        }  # fmt: skip
        connection.execute(insert(CertificateReplacementRow).values(row | _of_the_case(connection)))

    return arrange


def told_entry(connection: Connection) -> None:
    of_case = _of_the_case(connection)
    entry = {
        "id": ENTRY, "attempt": 1, "serial": 1, "happened_on": TODAY, "kind": "OTHER", "sealed_words": "",
        "month": "", "amount": None, "recorder": "邓磊", "recorded_on": TODAY, "late": False, "status": "ENTERED",
        "confirmed_by": "NONE",
    }  # fmt: skip
    page = {
        "attempt": 1, "host_committee": w.HOST_COMMITTEE, "host_region": "341181", "host_branch_name": "",
        "came_in_on": TODAY, "contact": "",
    }  # fmt: skip
    connection.execute(insert(ToldEntryRow).values(entry | of_case))
    connection.execute(insert(HostPageRow).values(page | of_case))


def in_arrears(level: str) -> Arrange:
    def arrange(connection: Connection) -> None:
        row = {"paid_to": "2026-05", "level": level, "since": TODAY, "sealed_text": ""}
        connection.execute(insert(ArrearsRow).values(row | _of_the_case(connection)))

    return arrange


def inspected(connection: Connection) -> None:
    booklet("INSPECTED")(connection)
    connection.execute(update(CaseRow).values(status="CLOSED_RETURNED", is_open=False))
    row = {"certificate_id": _certificate(connection), "inspected_on": TODAY, "entries_in_order": True, "remarks": ""}
    connection.execute(insert(CertificateInspectionRow).values(row | _of_the_case(connection)))


def finding(connection: Connection) -> None:
    row = {
        "id": FINDING, "attempt": 1, "serial": 1, "status": "OPEN", "entries": [], "found_on": TODAY, "text": "",
        "answer": "", "outcome": "",
    }  # fmt: skip
    connection.execute(insert(FalseEntriesRow).values(row | _of_the_case(connection)))


def _at_the_host(world: World) -> dict[str, Call]:
    def act(body: BaseModel, arrange: Arrange, **path: UUID) -> Call:
        parts = {"case_id": world.case_id} | path
        return Call(Kind.OBJECT, PLACED, parts, body=body, arrange=arrange, unknown={"case_id": uuid4()})

    record = e.RecordEntry(happened_on=TODAY, kind=e.EntryKind.OTHER, content="参加活动。")
    review = e.ReviewEntry(outcome=e.ReviewOutcome.STANDS, text="属实。")
    taken_up = e.TakeUpBooklet(number=NUMBER, taken_up_on=TODAY, all_rewritten=True)
    confirmation = e.ConfirmEntry(confirmed_on=TODAY, signed_by_member=True)
    objection = e.ObjectToEntry(objected_on=TODAY, text="不是我。")
    return {
        "record_entry": act(record, enrolled()),
        "confirm_entry": act(confirmation, with_entry(world, "ENTERED"), entry_id=ENTRY),
        "object_to_entry": act(objection, with_entry(world, "ENTERED"), entry_id=ENTRY),
        "review_entry": act(review, with_entry(world, "OBJECTED"), entry_id=ENTRY),
        "correct_entry": act(e.CorrectEntry(text="写错。"), with_entry(world, "ENTERED"), entry_id=ENTRY),
        "report_certificate_lost": act(e.ReportCertificateLost(lost_on=TODAY, text="遗失。"), enrolled()),
        "check_booklet": act(e.CheckBooklet(checked_on=TODAY), enrolled()),
        "take_up_booklet": act(taken_up, enrolled(booklet_since=TODAY, new_number=NUMBER, booklets=1)),
        "answer_false_entries": act(e.AnswerFalseEntries(admitted=True, text="误记。"), with_finding),
        "list_running_entries": Call(Kind.ROLE, PLACED),
    }


def enrolled(**book: Any) -> Arrange:
    def arrange(connection: Connection) -> None:
        columns: dict[str, Any] = {"status": "ENROLLED", "host_branch": w.HOST_BRANCH, "enrolled_on": date(2026, 8, 1)}
        connection.execute(update(PlacementRow).values(columns | {"host_path": path_of(w.HOST_BRANCH)}))
        row = {
            "placement_id": _placement(connection), "version": 1, "seen_status": "ENROLLED", "void_number": "",
            "loss_told": "", "new_number": "", "booklets": 0, "missing": [], "findings": 0,
        }  # fmt: skip
        connection.execute(insert(EntryBookRow).values(row | book))

    return arrange


def _placement(connection: Connection) -> UUID:
    found: UUID = connection.execute(select(PlacementRow.id)).scalar_one()
    return found


def with_entry(world: World, status: str) -> Arrange:
    """What the entry says is opened when home is told of the answer."""
    words = Seal(world.keys.sealing_key).close('{"content": "参加活动。", "place": ""}')

    def arrange(connection: Connection) -> None:
        enrolled()(connection)
        placement = {"placement_id": _placement(connection)}
        entry = {
            "id": ENTRY, "serial": 1, "happened_on": TODAY, "kind": "OTHER", "sealed_words": words,
            "month": "", "amount": None, "recorder": "邓磊", "recorded_on": TODAY, "late": False,
        }  # fmt: skip
        answer = {
            "entry_id": ENTRY, "status": status, "confirmed_by": "NONE", "since": TODAY, "objection": "", "review": "",
        }  # fmt: skip
        connection.execute(insert(EntryRow).values(entry | placement))
        connection.execute(insert(EntryAnswerRow).values(answer | placement))

    return arrange


def with_finding(connection: Connection) -> None:
    enrolled()(connection)
    row = {
        "id": FINDING, "placement_id": _placement(connection), "serial": 1, "entries": [], "text": "",
        "found_on": TODAY, "asked_on": TODAY, "answer": "", "outcome": "",
    }  # fmt: skip
    connection.execute(insert(HostFindingRow).values(row))
