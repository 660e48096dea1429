"""The home side's figures (rulebook 8), each with the condition that its list has."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import aliased

from services.outflow.contract import CASE_STATUS_LABELS, CaseStatus, Category, ContactStatus, Standing
from services.outflow.domain.mobility import AWAY, NOT_YET_REPORTED
from services.outflow.tables import CaseRow, CertificateRow, ContactQuarterRow, MemberRow
from shared.act import Act
from shared.figures import Counted
from shared.organisation_directory.queries import policy_for
from shared.policy.contact_period import contact_period
from shared.terms import add_months

STATUS_LABELS = {str(status): label for status, label in CASE_STATUS_LABELS.items()}
CATEGORY_LABELS = {
    Category.SHORT: "短期流动",
    Category.LONG: "长期流动",
    Category.ABROAD: "出国（境）",
    Category.GRADUATE: "毕业生",
}
STANDING_LABELS = {Standing.FULL: "正式党员", Standing.PROBATIONARY: "预备党员"}


def _away(_: Act) -> ColumnElement[bool]:
    return CaseRow.status.in_(AWAY)


def _at_host(_: Act) -> ColumnElement[bool]:
    return CaseRow.status == CaseStatus.ACTIVE


def _unreported(before: Callable[[Act], date]) -> Callable[[Act], ColumnElement[bool]]:
    """Away since before a day, and not yet reported at the host."""

    def condition(act: Act) -> ColumnElement[bool]:
        waiting = CaseRow.status.in_(NOT_YET_REPORTED) & CaseRow.reported_on.is_(None)
        return and_(waiting, CaseRow.report_counts_from < before(act))

    return condition


def _days_ago(key: str) -> Callable[[Act], date]:
    return lambda act: act.today - timedelta(days=_term(act, key))


def _months_ago(key: str) -> Callable[[Act], date]:
    return lambda act: add_months(act.today, -_term(act, key))


def _term(act: Act, key: str) -> int:
    """By the reader's own region's pack: a report compares organisations by one measure."""
    path = act.actor.posts[0].path if act.actor.posts else ""
    return policy_for(act.session, path, act.today).term(key).amount


def _contact(*statuses: ContactStatus) -> Callable[[Act], ColumnElement[bool]]:
    """In the present quarter; a half-year's contact abroad counts in both of its quarters."""

    def condition(act: Act) -> ColumnElement[bool]:
        periods = {str(contact_period(act.today, abroad=abroad)) for abroad in (False, True)}
        quarter = ContactQuarterRow.quarter.in_(periods) & ContactQuarterRow.status.in_(statuses)
        return exists().where(ContactQuarterRow.case_id == CaseRow.id, quarter)

    return condition


def _ever_missed(_: Act) -> ColumnElement[bool]:
    missed = ContactQuarterRow.status == ContactStatus.MISSED
    return CaseRow.is_open & exists().where(ContactQuarterRow.case_id == CaseRow.id, missed)


def _without_certificate(_: Act) -> ColumnElement[bool]:
    issued = CertificateRow.issued_on.is_not(None)
    return CaseRow.status.in_(AWAY) & not_(exists().where(CertificateRow.case_id == CaseRow.id, issued))


def _refused(_: Act) -> ColumnElement[bool]:
    return or_(CaseRow.status == CaseStatus.REFUSED, CaseRow.coordination.is_not(None)) & CaseRow.is_open


CASES = CaseRow.__table__.c
_MEMBER = aliased(MemberRow)
_STANDING = select(_MEMBER.standing).where(_MEMBER.id == CASES.member_id).scalar_subquery()

COUNTED: tuple[Counted, ...] = (
    Counted("away", "在外流动党员", _away),
    Counted("active", "已由流入地党组织接收管理", _at_host, of="away"),
    Counted("away-by-region", "流向（按流入地）", _away, CASES.host_region),
    Counted("away-by-category", "流动类别", _away, CASES.category, {str(k): v for k, v in CATEGORY_LABELS.items()}),
    Counted("away-by-standing", "党员类别", _away, _STANDING, {str(k): v for k, v in STANDING_LABELS.items()}),
    Counted("open-by-status", "办理中的个案（按状态）", lambda _: CASES.is_open, CASES.status, STATUS_LABELS),
    Counted("unreported-branch", "离开已满三十日未报到", _unreported(_days_ago("report.escalate")), of="away"),
    Counted("unreported-department", "离开已满九十日未报到", _unreported(_days_ago("report.escalate.department"))),
    Counted("unreported-at-risk", "离开已满六个月未报到", _unreported(_months_ago("report.escalate.at_risk"))),
    Counted("contact-done", "本季度已联系", _contact(ContactStatus.DONE, ContactStatus.DONE_LATE), of="away"),
    Counted("contact-open", "本季度尚未联系到", _contact(ContactStatus.OPEN, ContactStatus.ATTEMPTED), of="away"),
    Counted("contact-missed", "有过季度没有联系到（未补）", _ever_missed),
    Counted("at-risk", "有失联风险", lambda _: CaseRow.status == CaseStatus.CONTACT_AT_RISK),
    Counted("refused", "被拒收或正在协调", _refused),
    Counted("without-certificate", "已流出而没有活动证", _without_certificate),
)
