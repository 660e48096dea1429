"""Every act of the booklet, filled in as somebody who may would do it, and a booklet that they act upon."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.inflow.dossier.contract import PlacementDossier
from services.inflow.entries import contract as host
from services.outflow.certificate_life import contract as home
from services.outflow.dossier.contract import CaseDossier
from services.outflow.old_certificate.contract import OldCertificateStatus, OldCertificateView
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

DAY = date(2026, 11, 10)
ENTRY, OBJECTED = UUID(int=0xE1), UUID(int=0xE2)
NEW = "321003-2026-000077"

FILLED: dict[str, tuple[str, dict[str, str]]] = {
    "home/report_loss": ("zhou", {"text": "乘车途中遗失"}),
    "home/check_loss": ("zhou", {"lost": "true", "text": "已向本人核实"}),
    "home/request_replacement": ("zhou", {"reason": "LOST"}),
    "home/seal_replacement": ("liu", {}),
    "home/issue_replacement": ("zhou", {"signed_by_member": "true"}),
    "home/check_certificate": ("zhou", {}),
    "home/void_certificate": ("liu", {"text": "姓名有误"}),
    "home/record_dues": ("zhou", {"month": "2026-10", "amount": "20.00"}),
    "home/remind_of_dues": ("zhou", {"text": "已电话提醒"}),
    "home/consider_arrears": ("zhou", {"good_reason": "true", "text": "住院缓交"}),
    "home/put_away_certificate": ("zhou", {"kept": "false"}),
    "home/record_false_entries": ("zhou", {"entries": str(ENTRY), "text": "当日在家"}),
    "home/settle_false_entries": ("liu", {"proved": "true", "text": "已更正"}),
    "home/correct_old_number": ("liu", {"number": "苏流第000124号"}),
    "host/record_entry": ("zhao", {"kind": "ACTIVITY_DAY", "content": "参加党员活动日"}),
    "host/confirm_entry": ("zhao", {"entry_id": str(ENTRY), "signed_by_member": "true"}),
    "host/object_to_entry": ("zhao", {"entry_id": str(ENTRY), "text": "当日请假"}),
    "host/review_entry": (
        "zhao",
        {
            "entry_id": str(OBJECTED),
            "outcome": "CORRECTED",
            "text": "经查",
            "correction.happened_on": "2026-11-10",
            "correction.kind": "OTHER",
            "correction.content": "当日请假",
        },
    ),
    "host/correct_entry": ("zhao", {"entry_id": str(ENTRY), "text": "写错"}),
    "host/report_certificate_lost": ("zhao", {"text": "在工地遗失"}),
    "host/check_booklet": ("zhao", {}),
    "host/take_up_booklet": ("zhao", {"number": NEW, "all_rewritten": "true"}),
    "host/answer_false_entries": ("zhao", {"admitted": "true", "text": "误记"}),
}


def told_entry(**changed: Any) -> home.EntryView:
    facts: dict[str, Any] = {
        "entry_id": ENTRY, "attempt": 1, "serial": 1, "happened_on": DAY, "kind": "DUES", "content": "交纳党费",
        "place": "", "month": "2026-10", "amount": Decimal("20.00"), "recorder": "赵强", "recorded_on": DAY,
        "late": True, "corrects": None, "corrected_by": None, "status": "UNCONFIRMED", "confirmed_by": "NONE",
        "answered_on": None,
    }  # fmt: skip
    return home.EntryView(**(facts | changed))


def certificate_file() -> home.CertificateFile:
    finding = home.FindingView(
        finding_id=UUID(int=0xF1), status="OPEN", entries=(ENTRY,), found_on=DAY, text="当日在家", answer="",
        admitted=None, outcome="", proved=None, settled_on=None, duty_holder=e.COMMITTEE,
    )  # fmt: skip
    void = home.BookletView(
        certificate_id=e.CERTIFICATE_ID, status="VOID", number=e.NUMBER, issued_on=DAY, voided_on=DAY,
        void_reason="LOST", replaces=None, continues=None,
    )  # fmt: skip
    return home.CertificateFile(
        without_booklet_since=DAY,
        booklets=(void,),
        pages=(),
        entries=(told_entry(),),
        dues=(home.DuesLine(month="2026-10", amount=Decimal("20.00"), paid_at="host", recorded_twice=False),),
        arrears=(
            home.ArrearsView(paid_to="2026-05", level="WARN", since=DAY, settled_on=None, good_reason=None, text=""),
            home.ArrearsView(
                paid_to="2026-02", level="CONSIDER", since=DAY, settled_on=DAY, good_reason=True, text="住院缓交"
            ),
        ),
        inspection=home.InspectionView(
            number=e.NUMBER, inspected_on=DAY, entries_in_order=True, put_away_on=None, kept=None, remarks=""
        ),
        checks=(home.YearlyCheck(year=2026, status="PASSED", checked_on=DAY, by="home", remarks=""),),
        losses=(),
        replacements=(),
        findings=(finding,),
        to_rewrite=(),
    )


def old_certificate(status: OldCertificateStatus = OldCertificateStatus.CONFLICT) -> OldCertificateView:
    return OldCertificateView(
        status=status, number="苏流第000123号", issued_on=DAY, imported_on=DAY, conflict_since=DAY
    )


def entry(entry_id: UUID = ENTRY, status: str = "ENTERED") -> host.Entry:
    return host.Entry(
        entry_id=entry_id, serial=entry_id.int - 0xE0, happened_on=DAY, kind="ACTIVITY_DAY", content="参加党员活动日",
        place="", month="", amount=None, recorder="赵强", recorded_on=DAY, same_day=True, late=False, corrects=None,
        status=status, confirmed_by="NONE", answered_on=None, objection="", review="", corrected_by=None,
    )  # fmt: skip


def entry_book() -> host.EntryBook:
    return host.EntryBook(
        without_booklet_since=DAY,
        void_number=e.NUMBER,
        new_number=NEW,
        to_rewrite=(ENTRY,),
        entries=(entry(), entry(OBJECTED, "OBJECTED")),
        checks=(),
        findings=(),
    )


def arrange(world: World) -> None:
    """The booklet beside whatever else the dossiers hold."""
    case_id = str(e.CASE_ID)
    at_home = world.home_dossiers.get(case_id, CaseDossier(case_id=e.CASE_ID))
    there = world.host_dossiers.get(case_id, PlacementDossier(case_id=e.CASE_ID, attempt=1))
    beside = {"certificate": certificate_file(), "old_certificate": old_certificate()}
    world.home_dossiers[case_id] = at_home.model_copy(update=beside)
    world.host_dossiers[case_id] = there.model_copy(update={"entries": entry_book()})
