"""W-02 and W-12 at home in figures (rulebook 8): certificates by state, yearly checks, entries, findings about them."""

from services.outflow.certificate_life.contract import CheckStatus, FindingStatus, LossStatus
from services.outflow.certificate_life.tables import (
    CertificateCheckRow,
    CertificateLossRow,
    FalseEntriesRow,
    ToldEntryRow,
)
from services.outflow.listing import listing_of_cases
from services.outflow.statuses import CertificateStatus
from services.outflow.tables import CertificateRow
from shared.figures import Counted, every, is_in, labels_of

S = CertificateStatus
CERTIFICATE_LABELS = labels_of(
    {
        S.REQUESTED: "已申请",
        S.NUMBERED: "已编号",
        S.SEALED: "已盖章",
        S.ISSUED: "已发放",
        S.IN_USE: "使用中",
        S.CHECK_OVERDUE: "年审超期",
        S.LOST: "遗失",
        S.VOID: "已作废",
        S.REPLACED: "已换发",
        S.INSPECTED: "返回已查验",
        S.CLOSED: "已收回归档",
    }
)
CHECK_LABELS = labels_of({CheckStatus.OPEN: "待年审", CheckStatus.PASSED: "已年审", CheckStatus.OVERDUE: "年审超期"})
LOSS_LABELS = labels_of(
    {LossStatus.REPORTED: "待核查", LossStatus.VOIDED: "确已遗失，号码作废", LossStatus.FOUND: "已找回"}
)
ENTRY_LABELS = {
    "ENTERED": "已记载，待本人核实",
    "CONFIRMED": "本人已核实",
    "UNCONFIRMED": "未经本人核实",
    "OBJECTED": "本人有异议，待复核",
    "STANDS": "复核后维持",
    "CORRECTED": "已由更正记载代替",
}
FINDING_LABELS = labels_of(
    {
        FindingStatus.OPEN: "待流入地核查",
        FindingStatus.ANSWERED: "流入地已答复，待处理",
        FindingStatus.SETTLED: "已处理",
    }
)

CERTIFICATE = CertificateRow.__table__.c
CHECK, LOSS = CertificateCheckRow.__table__.c, CertificateLossRow.__table__.c
ENTRY, FINDING = ToldEntryRow.__table__.c, FalseEntriesRow.__table__.c
CERTIFICATES = listing_of_cases(
    CertificateRow.__table__, state=CERTIFICATE.status, words=CERTIFICATE_LABELS, on=CERTIFICATE.issued_on
)
CHECKS = listing_of_cases(CertificateCheckRow.__table__, state=CHECK.status, words=CHECK_LABELS, on=CHECK.checked_on)
LOSSES = listing_of_cases(CertificateLossRow.__table__, state=LOSS.status, words=LOSS_LABELS, on=LOSS.lost_on)
ENTRIES = listing_of_cases(ToldEntryRow.__table__, state=ENTRY.status, words=ENTRY_LABELS, on=ENTRY.happened_on)
FINDINGS = listing_of_cases(FalseEntriesRow.__table__, state=FINDING.status, words=FINDING_LABELS, on=FINDING.found_on)

COUNTED: tuple[Counted, ...] = (
    Counted(
        CERTIFICATES, "certificates", "活动证（按状态）", every(CERTIFICATE.id), CERTIFICATE.status, CERTIFICATE_LABELS
    ),
    Counted(CERTIFICATES, "certificates-to-seal", "待盖章的活动证", is_in(CERTIFICATE.status, S.NUMBERED)),
    Counted(CERTIFICATES, "certificates-issued", "已发放的活动证", lambda _: CERTIFICATE.issued_on.is_not(None)),
    Counted(LOSSES, "certificates-lost", "活动证遗失", every(LOSS.id), LOSS.status, LOSS_LABELS),
    Counted(CHECKS, "checks-done", "已年审（按年度）", is_in(CHECK.status, CheckStatus.PASSED), CHECK.year),
    Counted(
        CHECKS,
        "checks-missing",
        "未年审（按年度）",
        is_in(CHECK.status, CheckStatus.OPEN, CheckStatus.OVERDUE),
        CHECK.year,
    ),
    Counted(ENTRIES, "entries-told", "流入地记载（按核实情况）", every(ENTRY.id), ENTRY.status, ENTRY_LABELS),
    Counted(ENTRIES, "entries-told-late", "流入地超期记载", lambda _: ENTRY.late),
    Counted(FINDINGS, "false-entries", "不实记载", every(FINDING.id), FINDING.status, FINDING_LABELS),
)
