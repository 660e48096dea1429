"""Every act of leaving, filled in as somebody who may would do it."""

from datetime import date
from uuid import UUID

from services.inflow.dossier.contract import PlacementDossier
from services.inflow.leaving.contract import ClosingNoteView
from services.outflow.dossier.contract import CaseDossier
from services.outflow.leaving.contract import HostClaim, LeavingView
from tests.console.far_side import examples as e

DAY = date(2026, 11, 2)


def leaving_view(**changed: object) -> LeavingView:
    nothing = dict.fromkeys(LeavingView.model_fields) | {"claims": []}
    return LeavingView.model_validate(nothing | changed)


def claim(settled_on: date | None = None) -> HostClaim:
    return HostClaim(
        attempt=1, committee=e.HOST_COMMITTEE, committee_name="天长市秦栏镇党委", branch_name="朱塘村党支部",
        enrolled_on=DAY, settled_on=settled_on, kept=True if settled_on else None,
    )  # fmt: skip


def home_dossier(case_id: UUID, **changed: object) -> CaseDossier:
    return CaseDossier(case_id=case_id, leaving=leaving_view(**changed))


def host_dossier(case_id: UUID) -> PlacementDossier:
    note = ClosingNoteView(
        released_on=DAY, conduct="表现良好", participation="应到6次", dues_paid_to="2026-10", text=""
    )
    return PlacementDossier(case_id=case_id, attempt=1, closing_note=note)


FILLED: dict[str, tuple[str, dict[str, str]]] = {
    "home/announce_move": ("zhou", {"text": "单位要搬"}),
    "home/relocate_member": ("zhou", {"host_committee": "341181002", "told_by": "MEMBER", "text": "改到铜城镇"}),
    "home/record_host_release": ("zhou", {"text": "来电：表现良好"}),
    "home/announce_return": ("zhou", {"how": "EARLY", "text": "务工结束"}),
    "home/call_off_return": ("zhou", {"told_by": "MEMBER", "text": "续签合同"}),
    "host/report_staying": ("zhao", {"text": "继续留在本支部"}),
    "home/report_return": ("zhou", {"certificate_brought": "true"}),
    "home/inspect_return": (
        "zhou",
        {"certificate_seen": "true", "entries_in_order": "true", "member_account": "按月参加组织生活"},
    ),
    "home/send_transfer": ("liu", {"letter_number": "组介〔2026〕118号"}),
    "home/record_transfer_accepted": ("liu", {"text": "回执第3联"}),
    "host/release_member": ("zhao", {"conduct": "良好", "participation": "应到6次，实到6次"}),
    "host/accept_transfer": ("wang", {}),
    "host/reject_transfer": ("wang", {"text": "抬头有误"}),
    "home/record_ending": ("liu", {"reason": "DEATH", "text": "死亡证明已收存"}),
    "home/suspend_membership": ("liu", {"cause": "SETTLED_ABROAD", "resolution": "纪要〔2026〕20号"}),
    "home/restore_membership": ("liu", {"resolution": "纪要〔2027〕3号"}),
    "home/record_penalty": ("liu", {"penalty": "WARNING", "text": "决定〔2026〕7号"}),
    "home/record_exemption": ("zhou", {"granted_on": "2026-06-01", "resolution": "批复〔2026〕31号"}),
    "home/settle_host_claim": ("zhou", {"attempt": "1", "keep_present": "true", "text": "核对现住地"}),
}
