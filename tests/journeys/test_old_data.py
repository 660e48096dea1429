"""Old data: one workbook with members of all kinds, taken in at the host with the numbers that they had."""

from datetime import date, timedelta

import pytest

from services.inflow import contract as inflow
from services.outflow.contract import CaseStatus
from services.outflow.conversion.contract import OverdueReason
from services.outflow.old_certificate.contract import OldCertificateStatus
from services.registry.number_status.contract import NumberStanding
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_conversion import ConversionJourney
from tests.journeys.acts_old_data import comes_in, issued, line_of, number_at_home, old_number, years_ago
from tests.journeys.journey import Journey
from tests.journeys.stage import Stage


@pytest.mark.duty("D-36", "D-42")
def test_one_workbook_brings_in_who_leaves_who_is_out_and_who_is_overdue(stage: Stage) -> None:
    left, number = years_ago(stage.today, 2), old_number()
    leaving, out, overdue = Journey(stage), Journey(stage), ConversionJourney(stage, date(2024, 5, 4))
    receipt = comes_in(
        {"leaving": leaving, "out": out, "overdue": overdue},
        [
            line_of(leaving, stage.today + timedelta(days=5)),
            line_of(out, left, **issued(number, left)),
            line_of(overdue, left, **issued(old_number(), left), 未按期转正原因="本人长期在外"),
        ],
    )
    assert [row.outcome for row in receipt.rows] == ["DECLARED", "DEPARTED", "DEPARTED"]
    leaving.home_stands(CaseStatus.ELIGIBLE)
    leaving.finds(leaving.secretary, K.BRIEF_MEMBER)
    assert overdue.conversion.overdue_reason is OverdueReason.PERSONAL
    assert overdue.finds(overdue.secretary, K.HOLD_CONVERSION_MEETING).due_on > stage.today
    out.home_stands(CaseStatus.DEPARTED)
    assert out.finds(out.secretary, K.REPORT_AT_HOST).due_on > stage.today
    out.until(lambda: registered(out), "登记部门收入老编号")
    assert number_at_home(out, number).standing is NumberStanding.GOOD
    out.host_records_arrival()
    assert out.placement.certificate_number == number
    verified_with(out, number.replace("第", " 第"))
    out.place()
    out.enrol()
    out.is_active_on_both_sides()


def registered(journey: Journey) -> bool:
    old = journey.secretary.services.outflow.read_dossier(journey.case_id).old_certificate
    return old is not None and old.status is OldCertificateStatus.REGISTERED


def verified_with(journey: Journey, number: str) -> None:
    """The booklet itself is compared, however the number is written on it."""
    journey.finds(journey.reception, K.VERIFY_CERTIFICATE)
    body = inflow.VerifyCertificate(
        result=inflow.Verification.VERIFIED, certificate_number=number, identity_checked=True
    )
    journey.reception.services.inflow.verify_certificate(journey.case_id, body)


def test_the_same_workbook_again_changes_nothing(stage: Stage) -> None:
    left = years_ago(stage.today, 1)
    out = Journey(stage)
    lines = [line_of(out, left, **issued(old_number(), left))]
    comes_in({"out": out}, lines)
    before = out.home
    again = comes_in({"out": out}, lines)
    assert (again.declared, again.unchanged) == (0, 1)
    assert out.home.status is before.status
