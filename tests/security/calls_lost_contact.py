"""How the routes of W-07, of Art 31(6) and of W-17 are called so that whoever may, succeeds."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, update

from services.inflow.correction.tables import CorrectionRow as HostCorrectionRow
from services.inflow.tables import PlacementRow, RosterEntryRow
from services.outflow.correction.contract import MergeMembers
from services.outflow.correction.tables import CorrectionRow
from services.outflow.inactivity import contract as idle
from services.outflow.inactivity.tables import InactivityRow
from services.outflow.lost_contact import contract as lost
from services.outflow.lost_contact.contract import Finding, LostStatus, Measure, SearchMethod, Stage
from services.outflow.lost_contact.tables import FamilyContactRow, LostContactRow, MeasureRow, SearchRow
from services.outflow.tables import CaseRow, MemberRow
from shared.corrections.contract import (
    AddEvidence,
    CorrectedField,
    CorrectionStatus,
    DecideCorrection,
    ReportCorrection,
)
from shared.sealing import Seal
from tests.security import world as w
from tests.security.calls import CASE, HOST, Arrange, Call, Kind, on_the_case
from tests.security.relations import Object
from tests.security.world import TODAY, World

LOSS, CORRECTION, OTHER_CASE = (UUID(f"01900000-0000-7000-8000-00000000000{n}") for n in (1, 2, 3))
LONG_AGO = TODAY - timedelta(days=400)
S = LostStatus


def calls(world: World) -> dict[str, dict[str, Call]]:
    return {
        "outflow": _of_the_loss(world) | _of_inactivity(world) | _of_home_corrections(world),
        "inflow": _of_host_corrections(world),
    }


def loss(world: World, status: LostStatus, case_status: str, **changed: Any) -> Arrange:
    facts: dict[str, Any] = {
        "id": LOSS, "case_id": world.case_id, "version": 1, "status": status, "origin": "SILENCE", "policy": "x@1",
        "since": LONG_AGO, "last_proof_on": LONG_AGO, "confirm_on": LONG_AGO, "settled_abroad": False, "meetings": 0,
    }  # fmt: skip

    def arrange(connection: Connection) -> None:
        connection.execute(update(CaseRow).values(status=case_status, at_risk_since=LONG_AGO))
        connection.execute(insert(LostContactRow).values(**(facts | changed)))

    return arrange


def resolved(world: World, stage: Stage) -> Arrange:
    """The meeting has resolved to suspend; the committee, or the filing, comes next."""
    before = loss(world, S.CONFIRMED, "LOST", stage=stage, stage_since=TODAY)
    step = {
        "process_id": LOSS, "measure": Measure.SUSPEND, "held_on": TODAY, "entitled": 3, "present": 3, "in_favour": 3,
        "passed": True, "resolved_by": "某人", "resolved_account": "somebody", "decided_by": "", "filing_number": "",
        "withdrawn": False,
    }  # fmt: skip

    def arrange(connection: Connection) -> None:
        before(connection)
        connection.execute(insert(MeasureRow).values(**step))

    return arrange


def searched(world: World) -> Arrange:
    before = loss(world, S.SEARCHING, "CONTACT_AT_RISK")
    seal = Seal(world.keys.sealing_key)

    def arrange(connection: Connection) -> None:
        before(connection)
        for day, method in enumerate((SearchMethod.PHONE, SearchMethod.MESSAGE, SearchMethod.EMPLOYER)):
            said = {
                "sealed_text": seal.close("?"),
                "recorded_by": "?",
                "recorded_at": world.clock.now(),
            }
            row = {"process_id": LOSS, "method": method, "searched_on": TODAY - timedelta(days=day), "found": False}
            connection.execute(insert(SearchRow).values(**row, **said))

    return arrange


def family(world: World) -> Arrange:
    words = lost.FamilyContact(name="汪父", relation="父亲", phone="13900000000").model_dump_json()
    sealed = Seal(world.keys.sealing_key).close(words)

    def arrange(connection: Connection) -> None:
        member = connection.scalar(CaseRow.__table__.select().with_only_columns(CaseRow.__table__.c.member_id))
        connection.execute(insert(FamilyContactRow).values(member_id=member, sealed=sealed, agreed_on=TODAY))

    return arrange


def _of_the_loss(world: World) -> dict[str, Call]:
    search = lost.LogSearch(method=SearchMethod.PHONE, searched_on=TODAY, text="无人接听")
    meeting = lost.ResolveMeasure(
        measure=Measure.SUSPEND, held_on=TODAY, entitled=3, present=3, in_favour=3, text="同意"
    )
    decision = lost.DecideMeasure(measure=Measure.SUSPEND, approved=True, decided_on=TODAY, text="同意")
    filing = lost.FileMeasure(measure=Measure.SUSPEND, filed_on=TODAY, filing_number="1")
    dead = lost.ReportDeadChannel(channel="phone", noticed_on=TODAY, text="停机")
    given = lost.RecordFamilyContact(name="汪父", relation="父亲", phone="13900000000", agreed_on=TODAY)
    suspended = loss(world, S.SUSPENDED, "SUSPENDED", suspended_on=TODAY)
    ordered = loss(world, S.CORRECTING, "ACTIVE", correct_by=TODAY)
    calls = {
        "report_dead_channel": on_the_case(world, dead),
        "record_family_contact": on_the_case(world, given),
        "reveal_family_contact": on_the_case(world, lost.RevealFamilyContact(reason="?"), family(world)),
        "log_search": on_the_case(world, search, loss(world, S.SUSPECTED, "CONTACT_AT_RISK")),
        "confirm_lost": on_the_case(world, lost.ConfirmLost(confirmed_on=TODAY, text="?"), searched(world)),
        "record_finding": on_the_case(
            world, lost.RecordFinding(finding=Finding.F1, text="?"), loss(world, S.FOUND, "ACTIVE")
        ),
        "resolve_measure": on_the_case(world, meeting, loss(world, S.CONFIRMED, "LOST")),
        "decide_measure": on_the_case(world, decision, resolved(world, Stage.COMMITTEE)),
        "file_measure": on_the_case(world, filing, resolved(world, Stage.FILING)),
        "review_correction_order": on_the_case(world, lost.ReviewCorrectionOrder(corrected=True, text="?"), ordered),
        "apply_for_restoration": on_the_case(world, lost.ApplyForRestoration(applied_on=TODAY, text="?"), suspended),
    }
    return calls | {"list_running_lost_contacts": Call(Kind.ROLE, CASE)}


def idling(world: World, status: idle.InactivityStatus) -> Arrange:
    facts = {
        "id": LOSS, "case_id": world.case_id, "version": 1, "status": status, "policy": "x@1", "since": LONG_AGO,
        "no_participation": True, "no_dues": False, "no_work": False, "reported_on": TODAY, "stage_since": TODAY,
        "considered_account": "somebody", "decided_by": "",
    }  # fmt: skip

    def arrange(connection: Connection) -> None:
        connection.execute(insert(InactivityRow).values(**facts))

    return arrange


def _of_inactivity(world: World) -> dict[str, Call]:
    report = idle.ReportInactivity(since=LONG_AGO, no_participation=True, text="?")
    heard = idle.ConsiderInactivity(good_reason=True, heard_on=TODAY, text="?")
    decision = idle.DecideInactivity(approved=True, decided_on=TODAY, text="?")
    status = idle.InactivityStatus
    return {
        "report_inactivity": on_the_case(world, report),
        "consider_inactivity": on_the_case(world, heard, idling(world, status.REPORTED)),
        "decide_inactivity": on_the_case(world, decision, idling(world, status.AT_COMMITTEE)),
        "list_running_inactivities": Call(Kind.ROLE, CASE),
    }


def wrong(world: World, status: CorrectionStatus, *, at_the_host: bool) -> Arrange:
    seal = Seal(world.keys.sealing_key)
    field, value = (CorrectedField.HOST_CONTACT, "许 1") if at_the_host else (CorrectedField.NAME, "汪洋")
    facts: dict[str, Any] = {
        "id": CORRECTION, "case_id": world.case_id, "attempt": 1, "version": 1, "field": field, "owner": field.owner,
        "status": status, "reported_side": "home", "reported_by": "?", "reported_account": "somebody",
        "reported_on": TODAY, "sealed_before": "", "sealed_value": seal.close(value), "sealed_reason": seal.close("?"),
        "sealed_evidence": "", "decided_by": "", "sealed_answer": "",
    }  # fmt: skip

    def arrange(connection: Connection) -> None:
        if not at_the_host:
            connection.execute(insert(CorrectionRow).values(**facts))
            return
        placement = connection.scalar(PlacementRow.__table__.select().with_only_columns(PlacementRow.__table__.c.id))
        connection.execute(update(PlacementRow).values(status="ENROLLED"))
        contact = seal.close('{"person": "许", "phone": "2"}')
        entry = {"branch": w.HOST_BRANCH, "group": "1", "contact": contact, "enrolled_on": TODAY}
        connection.execute(insert(RosterEntryRow).values(placement_id=placement, **entry))
        connection.execute(insert(HostCorrectionRow).values(placement_id=placement, **facts))

    return arrange


def another(world: World) -> Arrange:
    """A second case, of the same person under another ID number."""
    seal = Seal(world.keys.sealing_key)

    def arrange(connection: Connection) -> None:
        cases, members = CaseRow.__table__, MemberRow.__table__
        case = connection.execute(cases.select()).mappings().first()
        assert case is not None
        member = connection.execute(members.select().where(members.c.id == case["member_id"])).mappings().first()
        assert member is not None
        changed = {"id": uuid4(), "id_number_sealed": seal.close("320000199001011253"), "id_number_index": "other"}
        connection.execute(insert(MemberRow).values(dict(member) | changed))
        ended = {"id": OTHER_CASE, "number": "x", "member_id": changed["id"], "is_open": False}
        connection.execute(insert(CaseRow).values(dict(case) | ended | {"status": "CLOSED_CANCELLED"}))

    return arrange


def _of_home_corrections(world: World) -> dict[str, Call]:
    report = ReportCorrection(field=CorrectedField.NAME, value="汪洋", text="?")
    merger = MergeMembers(duplicate_case_id=OTHER_CASE, text="?")
    unknown = {"case_id": uuid4()}
    return {
        "report_correction": on_the_case(world, report),
        "add_evidence": on_the_case(
            world, AddEvidence(correction_id=CORRECTION, text="?"), wrong(world, REPORTED, at_the_host=False)
        ),
        "decide_correction": on_the_case(world, DECISION, wrong(world, EVIDENCE, at_the_host=False)),
        "merge_members": Call(
            Kind.OBJECT, CASE, {"case_id": world.case_id}, body=merger, arrange=another(world), unknown=unknown
        ),
        "list_running_corrections": Call(Kind.ROLE, CASE),
    }


REPORTED, EVIDENCE = CorrectionStatus.REPORTED, CorrectionStatus.EVIDENCE
DECISION = DecideCorrection(correction_id=CORRECTION, applied=True, text="?")


def _of_host_corrections(world: World) -> dict[str, Call]:
    path, unknown = {"case_id": world.case_id}, {"case_id": uuid4()}
    placement = Object(owners=(HOST,), seen_at=HOST, partner=CASE.owners[0])
    report = ReportCorrection(field=CorrectedField.NAME, value="汪洋", text="?")
    evidence = AddEvidence(correction_id=CORRECTION, text="?")

    def call(body: Any, arrange: Arrange = lambda _: None) -> Call:
        return Call(Kind.OBJECT, placement, path, body=body, arrange=arrange, unknown=unknown)

    return {
        "report_correction": call(report),
        "add_evidence": call(evidence, wrong(world, REPORTED, at_the_host=True)),
        "decide_correction": call(DECISION, wrong(world, EVIDENCE, at_the_host=True)),
        "list_running_corrections": Call(Kind.ROLE, placement),
    }
