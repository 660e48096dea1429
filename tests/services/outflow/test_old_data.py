"""Old data through a roster: members out already, conversions overdue already, and the same file twice (5.1)."""

from datetime import date

import pytest
from sqlalchemy import update

from services.outflow.contract import CaseStatus, CertificateStatus
from services.outflow.conversion.contract import OverdueReason, Stage
from services.outflow.old_certificate.contract import OldCertificateStatus
from services.outflow.tables import CaseRow, CertificateRow, MemberRow
from shared.letters.contract import OutflowNotice
from shared.policy.task_kinds import TaskKind as K
from shared.workbooks.sheets import Cell
from tests.services.outflow.conversion_side import Converting, state_of
from tests.services.outflow.home_side import SECRETARY, TODAY, HomeSide, schedule
from tests.services.outflow.old_data_side import ISSUED, NUMBER, OldData, declared, overdue, row, state
from workflows.probation_conversion.duties import owed


@pytest.fixture
def old(home_side: HomeSide) -> OldData:
    return OldData(home_side)


def test_each_row_becomes_what_it_says(old: OldData) -> None:
    receipt = old.imports(declared(), row(), overdue(活动证编号=None, 发证时间=None))
    assert [one.outcome for one in receipt.rows] == ["DECLARED", "DEPARTED", "DECLARED"]
    assert (receipt.declared, receipt.departed, receipt.skipped) == (3, 1, 0)
    assert NUMBER in receipt.rows[1].text
    assert "转入转正办理" in receipt.rows[2].text


def test_a_member_with_a_certificate_is_out_and_the_host_hears_of_him(old: OldData) -> None:
    case = old.case(row())
    view = case.read()
    assert (view.status, view.departed_on, view.declared_on) == (CaseStatus.DEPARTED, date(2024, 3, 10), TODAY)
    assert view.certificate is not None
    assert (view.certificate.status, view.certificate.number) == (CertificateStatus.ISSUED, NUMBER)
    assert view.certificate.issued_on == date.fromisoformat(ISSUED)
    (notice,) = case.letters_out()
    assert isinstance(notice, OutflowNotice)
    assert (notice.certificate_number, notice.departed_on) == (NUMBER, date(2024, 3, 10))
    (told,) = case.told()
    assert (told["status"], told["certificate"]) == ("DEPARTED", "ISSUED")
    assert len(case.told("OldCertificate")) == len(case.told("QuarterlyContact")) == 1
    assert len(case.told("CertificateLife")) == 1
    assert state(case).status is OldCertificateStatus.REGISTERING


def test_nothing_is_overdue_on_the_day_of_the_import(old: OldData) -> None:
    """Every duty that stands then has its term still before it (`import.grace`)."""
    converting = Converting(old.case(overdue()))
    duties = [*converting.case.owed(), *owed(state_of(converting))]
    assert {K.REPORT_AT_HOST, K.HOLD_CONVERSION_MEETING, K.RECORD_APPLICATION} <= {one.kind for one in duties}
    for duty in duties:
        assert schedule(duty.kind, duty.since).due_on >= TODAY, duty.kind
    (contact,) = converting.case.told("QuarterlyContact")
    assert (contact["owed_from"] >= TODAY.isoformat(), contact["at_risk_on"]) == (True, "2027-03-02")


def test_an_overdue_conversion_opens_with_its_reason(old: OldData) -> None:
    converting = Converting(old.case(overdue()))
    view = converting.view()
    assert (view.stage, view.overdue_reason, view.overdue_text) == (
        Stage.PREPARED, OverdueReason.TRANSFER, "组织关系转接",
    )  # fmt: skip
    assert (view.probation_end, view.late) == (date(2025, 1, 10), True)
    assert view.waivable_from is not None
    assert view.waivable_from > TODAY


def test_one_who_has_not_left_yet_may_be_overdue_as_well(old: OldData) -> None:
    case = old.case(overdue(活动证编号=None, 发证时间=None, 入党时间="2024-01", 应转正时间="2025-01-20"))
    assert case.read().status is CaseStatus.ELIGIBLE
    view = Converting(case).view()
    assert (view.admitted_on, view.probation_end) == (date(2024, 1, 20), date(2025, 1, 20))


def test_a_short_absence_with_a_certificate_is_out_all_the_same(old: OldData) -> None:
    """Whatever classification would say today: the certificate was issued."""
    case = old.case(row(流出原因="学习培训", 流出时间="2026-08-01", 预计返回时间="2026-10-01", 发证时间="2026-07-30"))
    view = case.read()
    assert (view.status, view.category) == (CaseStatus.DEPARTED, "SHORT")
    assert "老数据" in view.classification_source


def test_a_host_that_is_not_known_yet_is_asked_for(old: OldData) -> None:
    case = old.case(row(流入地党组织=None))
    assert case.read().status is CaseStatus.DEPARTED
    assert K.NAME_HOST in {one.kind for one in case.owed()}


def test_the_same_file_again_changes_nothing(old: OldData) -> None:
    rows = (declared(), row(), overdue(活动证编号="苏流第000124号"))
    first = old.imports(*rows)
    versions = {one.id: one.version for one in old.side.rows(CaseRow)}
    again = old.imports(*rows)
    assert (again.declared, again.departed, again.unchanged, again.skipped) == (0, 0, 3, 0)
    assert [one.case_id for one in again.rows] == [one.case_id for one in first.rows]
    assert {one.id: one.version for one in old.side.rows(CaseRow)} == versions
    assert len(old.side.rows(CertificateRow)) == 2


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"活动证编号": "苏流第000199号"}, f"活动证编号现为“{NUMBER}”"),
        ({"流出时间": "2024-03-12"}, "流出时间现为“2024-03-10”"),
        ({"未按期转正原因": "个人原因"}, "在转正办理中登记原因"),
    ],
)
def test_an_open_case_that_differs_is_left_and_told(old: OldData, changed: dict[str, Cell], told: str) -> None:
    first = overdue()
    before = old.case(first).read()
    (again,) = old.imports(first | changed).rows
    assert again.outcome == "SKIPPED"
    assert told in again.text
    assert old.case(first).read() == before


def test_a_certificate_that_comes_later_is_no_second_departure(old: OldData) -> None:
    """The case is open without a booklet: here it is issued, not in a roster."""
    first = declared()
    old.imports(first)
    (again,) = old.imports(first | {"活动证编号": NUMBER, "发证时间": "2026-08-30"}).rows
    assert (again.outcome, "活动证编号现为“空”" in again.text) == ("SKIPPED", True)


def test_a_number_of_another_member_stops_the_row(old: OldData) -> None:
    old.imports(row())
    assert old.checks(row(), row(活动证编号="苏流第000124号")) == [["certificate_number_taken"], []]
    receipt = old.imports(row())
    assert (receipt.skipped, len(old.side.rows(MemberRow))) == (1, 1)
    assert "另一名党员的活动证编号" in receipt.rows[0].text


def test_a_booklet_that_was_handed_in_does_not_come_back(old: OldData) -> None:
    first = row()
    case = old.case(first)
    with old.side.engine.begin() as connection:
        connection.execute(update(CaseRow).values(status="CLOSED_RETURNED", is_open=False))
        connection.execute(update(CertificateRow).values(status="CLOSED"))
    assert old.checks(first | {"流出时间": "2026-08-01"}) == [
        ["issued_long_before_departure", "certificate_number_used_before"]
    ]
    assert case.read(SECRETARY).status is CaseStatus.CLOSED_RETURNED


def test_a_member_who_holds_another_booklet_gets_no_second_one(old: OldData) -> None:
    """一人一证 (D-78): the database knows it, whatever the state of the case in which he got the first."""
    first = row()
    old.imports(first)
    with old.side.engine.begin() as connection:
        connection.execute(update(CaseRow).values(status="CLOSED_RETURNED", is_open=False))
    (again,) = old.imports(first | {"活动证编号": "苏流第000777号"}).rows
    assert (again.outcome, "一人一证" in again.text) == ("SKIPPED", True)
    assert len(old.side.rows(CaseRow)) == 1


def test_mistakes_are_told_before_anything_is_written(old: OldData) -> None:
    wrong = [
        row(发证时间=None),
        row(活动证编号=None),
        row(发证时间="2026-09-02"),
        overdue(未按期转正原因=None, 活动证编号="苏流第000125号"),
    ]
    assert old.checks(*wrong) == [
        ["issued_missing"],
        ["certificate_number_missing"],
        ["issued_in_the_future", "certificate_number_twice"],
        ["overdue_reason_missing"],
    ]
    assert old.imports(*wrong).skipped == 4
    assert old.side.rows(CaseRow) == []
