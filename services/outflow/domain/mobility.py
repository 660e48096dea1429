"""W-01 as tables: where each act may be taken, who holds the duty of contact, what happens next."""

from collections.abc import Mapping

from services.outflow.contract import CLOSED, CaseStatus, CertificateStatus

S = CaseStatus

AWAY = frozenset({S.DEPARTED, S.REPORT_OVERDUE, S.REPORTED, S.REFUSED, S.ACTIVE, S.CONTACT_AT_RISK, S.RELOCATING})
"""States in which the home branch owes a contact each quarter (D-38; W-01: it stays responsible)."""

NOT_YET_REPORTED = frozenset({S.DEPARTED, S.REPORT_OVERDUE, S.CONTACT_AT_RISK, S.RELOCATING})
NOT_YET_ACCEPTED = frozenset({S.DEPARTED, S.REPORT_OVERDUE, S.REPORTED, S.REFUSED, S.CONTACT_AT_RISK, S.RELOCATING})
OPEN = frozenset(CaseStatus) - CLOSED
TRANSFERABLE = frozenset({S.REPORTED, S.REFUSED, S.ACTIVE, S.CONTACT_AT_RISK, S.RELOCATING, S.RETURNING})

MAY_BE_TAKEN_IN: Mapping[str, frozenset[CaseStatus]] = {
    "brief_member": frozenset({S.ELIGIBLE}),
    "request_certificate": frozenset({S.ELIGIBLE}),
    "record_certificate_number": frozenset({S.ELIGIBLE}),
    "seal_certificate": frozenset({S.ELIGIBLE}),
    "issue_certificate": frozenset({S.ELIGIBLE}),
    "cancel_departure": frozenset({S.DECLARED, S.ELIGIBLE}),
    "report_arrival": NOT_YET_REPORTED,
    "name_host": NOT_YET_ACCEPTED,
    "send_paper_notice": NOT_YET_ACCEPTED,
    "record_host_answer": NOT_YET_ACCEPTED,
    "answer_query": NOT_YET_ACCEPTED,
    "object_to_refusal": frozenset({S.REFUSED, S.RELOCATING}),
    "propose_coordination": NOT_YET_ACCEPTED,
    "record_contact": AWAY,
    "announce_move": frozenset({S.ACTIVE, S.CONTACT_AT_RISK}),
    "relocate_member": frozenset({S.ACTIVE, S.CONTACT_AT_RISK}),
    "record_host_release": frozenset({S.RELOCATING, S.RETURNING}),
    "announce_return": AWAY,
    "call_off_return": frozenset({S.RETURNING}),
    "report_return": frozenset({S.RETURNING}),
    "inspect_return": frozenset({S.RETURNING}),
    "send_transfer": frozenset({S.REPORTED, S.REFUSED, S.ACTIVE, S.RELOCATING, S.RETURNING}),
    "record_transfer_accepted": TRANSFERABLE,
    "settle_host_claim": AWAY,
    "record_penalty": OPEN,
    "record_exemption": OPEN,
    "record_ending": OPEN,
    "suspend_membership": AWAY | {S.RETURNING},
    "restore_membership": frozenset({S.SUSPENDED}),
}

LED_HERE: Mapping[CaseStatus, set[str]] = {
    S.ACTIVE: {"letter_enrolled", "record_host_answer", "resume_case"},
    S.CLOSED_CANCELLED: {"cancel_departure"},
    S.RELOCATING: {"relocate_member", "resume_case"},
    S.RETURNING: {"announce_return", "relocate_member", "resume_case"},
    S.LOST: {"mark_lost"},
    S.SUSPENDED: {"suspend_case"},
    S.CLOSED_RETURNED: {"inspect_return"},
    S.CLOSED_TRANSFERRED: {"record_transfer_accepted", "letter_transfer_accepted"},
    S.CLOSED_ENDED: {"end_case"},
}
"""States that these acts alone can have led to: the last taker is named to a loser, whatever was noted after it."""

CERTIFICATE_STEPS: Mapping[str, tuple[CertificateStatus | None, CertificateStatus]] = {
    "request_certificate": (None, CertificateStatus.REQUESTED),
    "record_certificate_number": (CertificateStatus.REQUESTED, CertificateStatus.NUMBERED),
    "seal_certificate": (CertificateStatus.NUMBERED, CertificateStatus.SEALED),
    "issue_certificate": (CertificateStatus.SEALED, CertificateStatus.ISSUED),
}
"""W-02: verb → from, to (D-73)."""

NEXT_CERTIFICATE_ACT: Mapping[CertificateStatus | None, str] = {
    None: "党支部申领活动证",
    CertificateStatus.REQUESTED: "县级组织部门编号",
    CertificateStatus.NUMBERED: "基层党委盖章",
    CertificateStatus.SEALED: "党支部发放活动证，党员签收",
}

NEXT_ACT: Mapping[CaseStatus, str] = {
    S.DEPARTED: "党员到流入地党组织报到",
    S.REPORT_OVERDUE: "党支部督促党员报到，查明去向",
    S.REPORTED: "流入地党委查验活动证、编入党支部",
    S.REFUSED: "等待对拒收的审查，或另行指定流入地党组织",
    S.ACTIVE: "流入地日常管理，流出地党支部每季度联系一次",
    S.CONTACT_AT_RISK: "党支部查找党员，恢复联系",
    S.RELOCATING: "新流入地党组织接收；接收前由原流入地党组织继续管理",
    S.RETURNING: "党员向党支部报告，党支部查验活动证和有关材料",
    S.LOST: "党支部、党委研究对失联党员的处理",
    S.SUSPENDED: "停止党籍期间暂停联系和反馈",
    S.REDIRECTED_TRANSFER: "按规定转接组织关系",
    S.REDIRECTED_LETTER: "开具党员证明信",
    S.STAYS_HOME: "仍由本支部管理",
    S.CLOSED_CANCELLED: "个案已撤销",
    S.CLOSED_RETURNED: "党员已返回，个案已办结",
    S.CLOSED_TRANSFERRED: "组织关系已转出并被接收，个案已办结",
    S.CLOSED_ENDED: "个案已终止",
    S.DECLARED: "党支部判定去向",
}


def next_act(status: CaseStatus, briefed: bool, certificate: CertificateStatus | None) -> str:
    """What happens next, in one sentence for people."""
    if status is not S.ELIGIBLE:
        return NEXT_ACT[status]
    step = NEXT_CERTIFICATE_ACT.get(certificate, "")
    return step if briefed else f"党支部行前教育；{step}"


def duty_holder(
    status: CaseStatus,
    home_branch: str,
    host_branch: str | None,
    former_branch: str | None = None,
    transferring: bool = False,
) -> str:
    """Who manages the member from day to day: home until the host has accepted (条例 Art 25 by analogy), then
    the host (`lead_side=HOST`, S001-B 一); between two hosts the former one until it has released him (5.1), and
    home again while his affiliation is on its way. The duty of a contact each quarter stays with home throughout."""
    if transferring:
        return home_branch
    if status is S.RELOCATING:
        return former_branch or home_branch
    return host_branch if status is S.ACTIVE and host_branch else home_branch


def status_reported(relocating: bool) -> CaseStatus:
    """Between two hosts a case stays RELOCATING until the new one has enrolled him, whatever that one says before."""
    return S.RELOCATING if relocating else S.REPORTED


def after_found(reported: bool, active: bool, relocating: bool = False, refused: bool = False) -> CaseStatus:
    """Where a case at risk, lost or suspended goes on once the member has been reached."""
    if relocating:
        return S.RELOCATING
    if active:
        return S.ACTIVE
    if refused:
        return S.REFUSED
    return S.REPORTED if reported else S.REPORT_OVERDUE
