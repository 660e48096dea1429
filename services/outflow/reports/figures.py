"""The figures of cases and their contact (rulebook 8); every process beside the case gives its own."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, not_, or_

from services.outflow.contract import CASE_STATUS_LABELS, CaseStatus, Category, ContactStatus, Standing
from services.outflow.domain.mobility import AWAY, NOT_YET_REPORTED
from services.outflow.listing import CASES, listing_of_cases
from services.outflow.tables import CaseRow, CertificateRow, ContactQuarterRow, MemberRow
from shared.act import Act
from shared.figures import Counted, Listing, every, is_in, labels_of
from shared.policy.book import packaged_book
from shared.policy.contact_period import contact_period
from shared.reporting.flows import county_of, flow_figures
from shared.reporting.queries import regions, term
from shared.terms import add_months

CATEGORY_LABELS = {
    Category.SHORT: "短期流动",
    Category.LONG: "长期流动",
    Category.ABROAD: "出国（境）",
    Category.GRADUATE: "毕业生",
}
STANDING_LABELS = {Standing.FULL: "正式党员", Standing.PROBATIONARY: "预备党员"}
QUARTER_LABELS = {
    ContactStatus.OPEN: "本期内，尚未联系",
    ContactStatus.ATTEMPTED: "已尝试，未联系到",
    ContactStatus.DONE: "按期联系",
    ContactStatus.MISSED: "未联系到",
    ContactStatus.DONE_LATE: "超期补办",
}
QUARTERS = ContactQuarterRow.__table__.c
ROWS = listing_of_cases(state=CASES.status, words=labels_of(CASE_STATUS_LABELS), on=CASES.departed_on)
IN_QUARTERS = listing_of_cases(
    ContactQuarterRow.__table__, state=QUARTERS.status, words=labels_of(QUARTER_LABELS), on=QUARTERS.done_on
)


def reason_labels() -> dict[str, str]:
    """Of every pack, so that an old departure keeps its words."""
    return {one.code: one.label for pack in packaged_book().packs for one in pack.departure_reasons}


def refusal_labels() -> dict[str, str]:
    rules = [pack.refusal for pack in packaged_book().packs]
    return {one.code: one.label for rule in rules for one in (*rule.grounds, *rule.not_admissible)}


def _flows(organisation: ColumnElement[str]) -> Listing:
    return listing_of_cases(
        state=CASES.status, words=labels_of(CASE_STATUS_LABELS), on=CASES.departed_on, organisation=organisation
    )


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
    return lambda act: act.today - timedelta(days=term(act, key))


def _months_ago(key: str) -> Callable[[Act], date]:
    return lambda act: add_months(act.today, -term(act, key))


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


def _two_in_a_row(_: Act) -> ColumnElement[bool]:
    """Of an open case, and not made up for (S001-B 二(一)2: at least once in each quarter)."""
    missed = (ContactQuarterRow.status == ContactStatus.MISSED) & ContactQuarterRow.second_in_a_row
    return CaseRow.is_open & exists().where(ContactQuarterRow.case_id == CaseRow.id, missed)


def _without_certificate(_: Act) -> ColumnElement[bool]:
    issued = CertificateRow.issued_on.is_not(None)
    return CaseRow.status.in_(AWAY) & not_(exists().where(CertificateRow.case_id == CaseRow.id, issued))


def _refused(_: Act) -> ColumnElement[bool]:
    return or_(CaseRow.status == CaseStatus.REFUSED, CaseRow.coordination.is_not(None)) & CaseRow.is_open


COUNTED: tuple[Counted, ...] = (
    Counted(ROWS, "away", "在外流动党员", _away),
    Counted(ROWS, "active", "已由流入地党组织接收管理", _at_host, of="away"),
    Counted(ROWS, "away-by-region", "流向（按流入地）", _away, CASES.host_region, regions),
    Counted(ROWS, "away-by-category", "流动类别", _away, CASES.category, labels_of(CATEGORY_LABELS)),
    Counted(ROWS, "away-by-standing", "党员类别", _away, MemberRow.__table__.c.standing, labels_of(STANDING_LABELS)),
    Counted(ROWS, "away-by-trade", "外出事由（行业）", _away, CASES.reason, reason_labels()),
    Counted(
        ROWS,
        "open-by-status",
        "办理中的个案（按状态）",
        lambda _: CASES.is_open,
        CASES.status,
        labels_of(CASE_STATUS_LABELS),
    ),
    Counted(ROWS, "unreported-branch", "离开已满三十日未报到", _unreported(_days_ago("report.escalate")), of="away"),
    Counted(
        ROWS, "unreported-department", "离开已满九十日未报到", _unreported(_days_ago("report.escalate.department"))
    ),
    Counted(ROWS, "unreported-at-risk", "离开已满六个月未报到", _unreported(_months_ago("report.escalate.at_risk"))),
    Counted(ROWS, "contact-done", "本季度已联系", _contact(ContactStatus.DONE, ContactStatus.DONE_LATE), of="away"),
    Counted(ROWS, "contact-open", "本季度尚未联系到", _contact(ContactStatus.OPEN, ContactStatus.ATTEMPTED), of="away"),
    Counted(ROWS, "contact-missed", "有过季度没有联系到（未补）", _ever_missed),
    Counted(ROWS, "contact-two-quarters", "连续两季没有联系到（未补）", _two_in_a_row, of="contact-missed"),
    Counted(IN_QUARTERS, "contact-periods", "各期联系", every(QUARTERS.id), QUARTERS.status, labels_of(QUARTER_LABELS)),
    Counted(
        IN_QUARTERS,
        "contact-periods-missed",
        "没有联系到的期（按季度、半年）",
        is_in(QUARTERS.status, ContactStatus.MISSED),
        QUARTERS.quarter,
    ),
    Counted(ROWS, "at-risk", "有失联风险", lambda _: CaseRow.status == CaseStatus.CONTACT_AT_RISK),
    Counted(ROWS, "refused", "被拒收或正在协调", _refused),
    Counted(ROWS, "refused-by-ground", "被拒收或正在协调（按理由）", _refused, CASES.refusal_reason, refusal_labels()),
    Counted(ROWS, "without-certificate", "已流出而没有活动证", _without_certificate),
)
FLOWS = flow_figures(
    _flows, own=county_of(CASES.home_path), far=CASES.host_region, condition=lambda _: CASES.is_open, title="流出去向"
)
