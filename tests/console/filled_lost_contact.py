"""Every act on a loss, on a record of Art 31(6) and on wrong data, filled in as somebody who may would do it."""

from datetime import date
from typing import Any
from uuid import UUID

from services.inflow.dossier.contract import PlacementDossier
from services.outflow.correction.contract import DuplicateHint
from services.outflow.dossier.contract import CaseDossier
from services.outflow.inactivity.contract import Inactivity, InactivityStatus
from services.outflow.lost_contact.contract import LostContact, LostStatus, Measure, Search, SearchMethod
from shared.corrections.contract import CorrectedField, CorrectionStatus, CorrectionView
from shared.policy.task_kinds import TaskKind
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

DAY = date(2026, 11, 2)
WRONG = UUID("01900000-0000-7000-8000-0000000000c1")
TWIN = UUID("01900000-0000-7000-8000-0000000000c2")
ON_BOTH_SIDES = {TaskKind.DECIDE_CORRECTION}


def loss(status: LostStatus = LostStatus.CONFIRMED, **changed: Any) -> LostContact:
    facts: dict[str, Any] = {
        "process_id": e.CASE_ID, "case_id": e.CASE_ID, "status": status, "since": DAY, "last_proof_on": DAY,
        "confirm_on": DAY, "missing": [], "searches": [], "dead_channels": [], "family_recorded": True,
        "finding": None, "correct_until": None, "suspended_on": None, "lapse_on": None, "applied_on": None,
        "measure_due": Measure.SUSPEND, "stage": None, "measures": [], "next_act": "支部大会讨论，报党委审批",
    }  # fmt: skip
    return LostContact.model_validate(facts | changed)


def search(**changed: Any) -> Search:
    facts = {"method": SearchMethod.PHONE, "searched_on": DAY, "found": False, "text": "停机", "recorded_by": "周超"}
    return Search.model_validate(facts | changed)


def correction(field: CorrectedField, status: CorrectionStatus = CorrectionStatus.EVIDENCE) -> CorrectionView:
    return CorrectionView(
        correction_id=WRONG, case_id=e.CASE_ID, field=field, owner=field.owner, status=status, reported_side="home",
        reported_by="周超", reported_on=DAY, before="汪海", value="汪洋", reason="写错", evidence="身份证",
        decided_by="", decided_on=None, answer="",
    )  # fmt: skip


def twin() -> DuplicateHint:
    return DuplicateHint(
        case_id=TWIN, number="321003-2026-000099", home_branch_name="另一支部", id_number_masked="3200********1234"
    )


def record(status: InactivityStatus = InactivityStatus.REPORTED) -> Inactivity:
    return Inactivity(
        status=status, since=DAY, no_participation=True, no_dues=True, no_work=False, reported_on=DAY, heard_on=None,
        decided_on=None, decided_by="",
    )  # fmt: skip


def home_dossier(**changed: Any) -> CaseDossier:
    return CaseDossier(case_id=e.CASE_ID, **changed)


def arrange(world: World) -> None:
    """What the forms choose from."""
    key = str(e.CASE_ID)
    at_home = world.home_dossiers.get(key, CaseDossier(case_id=e.CASE_ID))
    more = {
        "lost_contact": loss(),
        "corrections": [correction(CorrectedField.NAME)],
        "possible_duplicates": [twin()],
        "inactivity": record(),
    }
    world.home_dossiers[key] = at_home.model_copy(update=more)
    at_host = world.host_dossiers.get(key, PlacementDossier(case_id=e.CASE_ID, attempt=1))
    world.host_dossiers[key] = at_host.model_copy(update={"corrections": [correction(CorrectedField.HOST_CONTACT)]})


VOTES = {"entitled": "12", "present": "10", "in_favour": "9"}
FILLED: dict[str, tuple[str, dict[str, str]]] = {
    "home/log_search": ("zhou", {"method": "PHONE", "found": "false", "text": "电话停机"}),
    "home/report_dead_channel": ("zhou", {"channel": "phone", "text": "号码注销"}),
    "home/record_family_contact": ("zhou", {"name": "汪父", "relation": "父亲", "phone": "13900000000"}),
    "home/reveal_family_contact": ("zhou", {"reason": "请家属转达"}),
    "home/confirm_lost": ("zhou", {"settled_abroad": "false", "text": "多方查找无果"}),
    "home/record_finding": ("zhou", {"finding": "F1", "text": "工地封闭管理"}),
    "home/resolve_measure": ("zhou", {"measure": "SUSPEND", "text": "同意", **VOTES}),
    "home/decide_measure": ("liu", {"measure": "SUSPEND", "approved": "true", "text": "同意"}),
    "home/file_measure": ("liu", {"measure": "SUSPEND", "filing_number": "备〔2027〕3号"}),
    "home/review_correction_order": ("zhou", {"corrected": "true", "text": "已改正"}),
    "home/apply_for_restoration": ("zhou", {"text": "书面申请"}),
    "home/report_correction": ("zhou", {"field": "NAME", "value": "汪洋", "text": "写错"}),
    "home/add_evidence": ("zhou", {"correction_id": str(WRONG), "text": "身份证"}),
    "home/decide_correction": ("liu", {"correction_id": str(WRONG), "applied": "true", "text": "属实"}),
    "home/merge_members": ("liu", {"duplicate_case_id": str(TWIN), "text": "同一人"}),
    "home/report_inactivity": ("zhou", {"since": "2026-03-01", "no_dues": "true", "text": "未交党费"}),
    "home/consider_inactivity": ("zhou", {"good_reason": "true", "text": "住院"}),
    "home/decide_inactivity": ("liu", {"approved": "true", "text": "同意"}),
    "host/report_correction": ("zhao", {"field": "NAME", "value": "汪洋", "text": "身份证如此"}),
    "host/add_evidence": ("zhao", {"correction_id": str(WRONG), "text": "任职文件"}),
    "host/decide_correction": ("wang", {"correction_id": str(WRONG), "applied": "true", "text": "属实"}),
}
