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
ANY_TIME = {"record_penalty", "record_exemption", "record_ending"}
OUT = ANY_TIME | {"record_contact", "announce_return", "settle_host_claim", "suspend_membership"}
LEAVES_A_HOST = {"announce_move", "relocate_member"}
BACK_HOME = {"call_off_return", "report_return", "inspect_return"}
TRANSFER = {"send_transfer", "record_transfer_accepted"}
ALLOWED: Mapping[CaseStatus, set[str]] = {
    S.DECLARED: ANY_TIME | {"cancel_departure"},
    S.ELIGIBLE: ANY_TIME | BEFORE,
    S.DEPARTED: OUT | WITH_THE_HOST | {"report_arrival"},
    S.REPORT_OVERDUE: OUT | WITH_THE_HOST | {"report_arrival"},
    S.CONTACT_AT_RISK: OUT | WITH_THE_HOST | LEAVES_A_HOST | {"report_arrival", "record_transfer_accepted"},
    S.REPORTED: OUT | WITH_THE_HOST | TRANSFER,
    S.REFUSED: OUT | WITH_THE_HOST | TRANSFER | {"object_to_refusal"},
    S.ACTIVE: OUT | LEAVES_A_HOST | TRANSFER,
    S.RELOCATING: OUT | WITH_THE_HOST | TRANSFER | {"report_arrival", "object_to_refusal", "record_host_release"},
    S.RETURNING: ANY_TIME | TRANSFER | BACK_HOME | {"record_host_release", "suspend_membership"},
    S.LOST: ANY_TIME,
    S.SUSPENDED: ANY_TIME | {"restore_membership"},
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
    on_the_way = {S.DEPARTED, S.REPORT_OVERDUE, S.REPORTED, S.REFUSED, S.RELOCATING}
    assert on_the_way | {S.ACTIVE, S.CONTACT_AT_RISK} == AWAY


@pytest.mark.duty("D-29")
def test_between_two_hosts_the_former_one_holds_the_duty_until_it_has_released_him() -> None:
    """5.1: the old host until the new one enrols, home if the old host has released."""
    assert duty_holder(S.RELOCATING, HOME, None, HOST) == HOST
    assert duty_holder(S.RELOCATING, HOME, None, None) == HOME


def test_home_answers_for_a_member_whose_affiliation_is_on_its_way() -> None:
    assert duty_holder(S.ACTIVE, HOME, HOST, transferring=True) == HOME


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
    assert after_found(reported, active, relocating=True) is S.RELOCATING


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
