"""W-01 as tables: where each act may be taken, who holds the duty, what a contact does to the quarters."""

from collections.abc import Mapping

import pytest

from services.outflow.contract import CLOSED, CaseStatus, CertificateStatus, ContactStatus
from services.outflow.domain.contact import after_contact, missed_before
from services.outflow.domain.mobility import (
    AWAY,
    CERTIFICATE_STEPS,
    MAY_BE_TAKEN_IN,
    NEXT_ACT,
    after_found,
    duty_holder,
    next_act,
)

S, Q, Z = CaseStatus, ContactStatus, CertificateStatus
HOME, HOST = "32100300101", "34118100101"
BEFORE = {"brief_member", "request_certificate", "record_certificate_number", "seal_certificate", "issue_certificate",
          "cancel_departure"}  # fmt: skip
WITH_THE_HOST = {"name_host", "send_paper_notice", "record_host_answer", "answer_query", "propose_coordination"}
ALLOWED: Mapping[CaseStatus, set[str]] = {
    S.DECLARED: {"cancel_departure"},
    S.ELIGIBLE: BEFORE,
    S.DEPARTED: WITH_THE_HOST | {"report_arrival", "record_contact"},
    S.REPORT_OVERDUE: WITH_THE_HOST | {"report_arrival", "record_contact"},
    S.CONTACT_AT_RISK: WITH_THE_HOST | {"report_arrival", "record_contact"},
    S.REPORTED: WITH_THE_HOST | {"record_contact"},
    S.REFUSED: WITH_THE_HOST | {"record_contact", "object_to_refusal"},
    S.ACTIVE: {"record_contact"},
}
"""As the rulebook's diagram of W-01 reads, state by state."""


@pytest.mark.parametrize("status", CaseStatus)
def test_which_acts_a_state_allows(status: CaseStatus) -> None:
    allowed = {verb for verb, states in MAY_BE_TAKEN_IN.items() if status in states}
    assert allowed == ALLOWED.get(status, set())


@pytest.mark.parametrize("status", sorted(CLOSED))
def test_a_closed_case_allows_nothing(status: CaseStatus) -> None:
    assert all(status not in states for states in MAY_BE_TAKEN_IN.values())


@pytest.mark.parametrize("status", CaseStatus)
@pytest.mark.parametrize("host_branch", [None, HOST])
def test_home_holds_the_duty_until_the_host_has_accepted(status: CaseStatus, host_branch: str | None) -> None:
    expected = HOST if status is S.ACTIVE and host_branch else HOME
    assert duty_holder(status, HOME, host_branch) == expected


def test_home_owes_contact_in_every_state_away() -> None:
    assert {S.DEPARTED, S.REPORT_OVERDUE, S.REPORTED, S.REFUSED, S.ACTIVE, S.CONTACT_AT_RISK} == AWAY


def test_the_certificate_goes_one_step_at_a_time() -> None:
    """W-02: REQUESTED → NUMBERED → SEALED → ISSUED."""
    assert list(CERTIFICATE_STEPS.values()) == [
        (None, Z.REQUESTED),
        (Z.REQUESTED, Z.NUMBERED),
        (Z.NUMBERED, Z.SEALED),
        (Z.SEALED, Z.ISSUED),
    ]


@pytest.mark.parametrize(
    ("briefed", "certificate", "sentence"),
    [
        (False, None, "党支部行前教育；党支部申领活动证"),
        (True, None, "党支部申领活动证"),
        (True, Z.REQUESTED, "县级组织部门编号"),
        (True, Z.NUMBERED, "基层党委盖章"),
        (True, Z.SEALED, "党支部发放活动证，党员签收"),
    ],
)
def test_what_happens_next_before_departure(
    briefed: bool, certificate: CertificateStatus | None, sentence: str
) -> None:
    assert next_act(S.ELIGIBLE, briefed, certificate) == sentence


def test_every_other_state_says_what_happens_next() -> None:
    assert NEXT_ACT.keys() == set(S) - {S.ELIGIBLE}


@pytest.mark.parametrize(
    ("reported", "active", "status"),
    [(True, True, S.ACTIVE), (True, False, S.REPORTED), (False, False, S.REPORT_OVERDUE)],
)
def test_where_a_member_who_was_found_goes_on(reported: bool, active: bool, status: CaseStatus) -> None:
    assert after_found(reported, active) is status


Quarters = dict[str, ContactStatus]
CONTACTS: list[tuple[Quarters, str, bool, Quarters]] = [
    ({"2026Q4": Q.OPEN}, "2026Q4", True, {"2026Q4": Q.DONE}),
    ({"2026Q4": Q.OPEN}, "2026Q4", False, {"2026Q4": Q.ATTEMPTED}),
    ({"2026Q4": Q.ATTEMPTED}, "2026Q4", True, {"2026Q4": Q.DONE}),
    ({"2026Q4": Q.DONE}, "2026Q4", False, {"2026Q4": Q.DONE}),
    ({"2026Q4": Q.DONE}, "2026Q4", True, {"2026Q4": Q.DONE}),
    ({"2026Q4": Q.MISSED, "2027Q1": Q.OPEN}, "2027Q1", True, {"2026Q4": Q.DONE_LATE, "2027Q1": Q.DONE}),
    ({"2026Q4": Q.MISSED, "2027Q1": Q.OPEN}, "2027Q1", False, {"2027Q1": Q.ATTEMPTED}),
    ({"2026Q4": Q.MISSED}, "2026Q4", False, {"2026Q4": Q.MISSED}),
    ({"2026Q4": Q.DONE, "2027Q1": Q.MISSED}, "2027Q2", True, {"2027Q1": Q.DONE_LATE, "2027Q2": Q.DONE}),
    ({}, "2026Q3", True, {"2026Q3": Q.DONE}),
]


@pytest.mark.parametrize(("before", "period", "reached", "changed"), CONTACTS)
def test_only_a_two_way_contact_closes_a_quarter(
    before: Quarters, period: str, reached: bool, changed: Quarters
) -> None:
    assert after_contact(before, period, reached) == changed


@pytest.mark.parametrize(
    ("statuses", "second"),
    [
        ({}, False),
        ({"2026Q4": Q.MISSED}, True),
        ({"2026Q4": Q.DONE}, False),
        ({"2026Q4": Q.DONE_LATE}, False),
        ({"2026Q3": Q.MISSED, "2026Q4": Q.DONE}, False),
        ({"2026Q3": Q.DONE, "2026Q4": Q.MISSED}, True),
    ],
)
def test_the_second_miss_in_a_row_follows_a_missed_quarter(statuses: Quarters, second: bool) -> None:
    assert missed_before(statuses, "2027Q1") is second
