"""W-03 through the real client: arrival, verification, placing, enrolment."""

from datetime import timedelta

from sqlalchemy import text

from services.inflow import contract as c
from services.inflow.tables import RosterEntryRow
from shared.audit import AuditRow
from shared.letters.contract import Enrolled, MemberReported, Query, Side
from shared.policy.task_kinds import TaskKind
from tests.services.inflow.host_side import (
    BRANCH,
    CLERK,
    COMMITTEE,
    CONTACT,
    DEPARTMENT,
    HOME_BRANCH,
    ID_NUMBER,
    NEIGHBOUR_BRANCH,
    NUMBER,
    OTHER_BRANCH,
    PHONE,
    RECEPTION,
    SECRETARY,
    TODAY,
    HostSide,
    notice,
    refused,
)

S = c.PlacementStatus


def test_a_notice_makes_an_expected_placement_with_masked_person(host_side: HostSide) -> None:
    placement = host_side.case().read()
    assert (placement.status, placement.case_status) == (S.EXPECTED, "DEPARTED")
    assert (placement.host_committee, placement.host_department) == (COMMITTEE, DEPARTMENT)
    assert placement.person.name == "汪海"
    assert ID_NUMBER not in placement.model_dump_json()
    assert PHONE not in placement.model_dump_json()
    assert placement.duty_holder == HOME_BRANCH
    assert "报到" in placement.next_act


def test_a_member_goes_from_notice_to_roster(host_side: HostSide) -> None:
    case = host_side.case()
    assert case.arrives().status is S.RECEIVED
    assert case.verifies().status is S.VERIFIED
    assert case.places().status is S.PLACED
    enrolled = case.enrols()
    assert (enrolled.status, enrolled.case_status) == (S.ENROLLED, "ACTIVE")
    assert (enrolled.group, enrolled.contact_person) == ("第一党小组", "侯洋")
    reported, receipt = case.letters_home()
    assert reported == MemberReported(reported_on=TODAY, told_by=Side.HOST)
    assert isinstance(receipt, Enrolled)
    assert (receipt.host_branch, receipt.host_branch_name) == (BRANCH, "秦栏镇朱塘村党支部")
    versions = [state["version"] for state in case.told()]
    assert versions == [1, 2, 3, 4, 5]
    assert len(case.told()[-1]["letters"]) == 2


def test_the_history_names_who_did_what_and_holds_no_person(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.ENROLLED)
    events = case.file().events
    assert [e.act for e in events] == [
        "letter_outflow_notice", "report_arrival", "verify_certificate", "place_member", "enrol_member",
    ]  # fmt: skip
    assert [e.by for e in events] == ["邗江区蒋王街道党委", "严志强", "严志强", "许文静", "邓磊"]
    assert "汪海" not in "".join(e.model_dump_json() for e in events)


def test_snapshots_for_workflows_hold_no_person(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.ENROLLED)
    assert not {"汪海", ID_NUMBER, PHONE} & set(str(case.told()).split("'"))


def test_another_number_on_the_certificate_is_refused_with_what_to_do(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    problem = refused(lambda: case.verifies(certificate_number="321003-2026-000099"), 422, "certificate_number_differs")
    assert "存疑" in problem.problem.detail
    assert problem.problem.fields[0].field == "certificate_number"


def test_full_width_digits_and_blanks_in_the_number_are_the_same_number(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    assert case.verifies(certificate_number=" ３２１００３-2026- 000001").status is S.VERIFIED


def test_verified_needs_the_identity_checked(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    refused(lambda: case.verifies(identity_checked=False), 422, "identity_not_checked")


def test_a_question_to_home_stops_the_clock_and_keeps_the_task_open(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    case.opens(TaskKind.VERIFY_CERTIFICATE, COMMITTEE)
    assert case.asks_home("SUSPECT").status is S.SUSPECT
    assert case.tasks() == {("VERIFY_CERTIFICATE", "1.1"): "OPEN"}
    assert case.told()[-1]["pauses"] == [{"start": TODAY.isoformat(), "end": None}]
    query = case.letters_home()[-1]
    assert isinstance(query, Query)
    assert query.suspect


def test_a_question_needs_words_and_is_asked_once_at_a_time(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    refused(lambda: case.verifies(result="NEEDS_INFO", question="  "), 422, "question_missing")
    case.asks_home()
    refused(case.asks_home, 409, "question_pending")


def test_placing_asks_for_a_branch_of_the_committee(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.VERIFIED)
    for branch in (NEIGHBOUR_BRANCH, COMMITTEE, "99999999"):
        refused(lambda branch=branch: case.places(branch=branch), 422, "not_a_branch_of_yours")  # type: ignore[misc]


def test_placing_again_moves_the_enrol_task_to_the_other_branch(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.PLACED)
    task = case.opens(TaskKind.ENROL_MEMBER, BRANCH)
    assert case.places(RECEPTION, OTHER_BRANCH).host_branch == OTHER_BRANCH
    assert case.opens(TaskKind.ENROL_MEMBER, OTHER_BRANCH) == task
    refused(lambda: case.opens(TaskKind.ENROL_MEMBER, BRANCH), 409, "task_not_owed")
    refused(case.enrols, 404, "not_found")


def test_placing_in_the_same_branch_again_names_who_was_first(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.PLACED)
    problem = refused(lambda: case.places(RECEPTION), 409, "step_already_taken").problem
    assert problem.details["by"] == "许文静"


def test_a_step_too_early_says_where_the_placement_stands(host_side: HostSide) -> None:
    case = host_side.case()
    for act in (case.verifies, case.places, lambda: case.refuses("G1")):
        problem = refused(act, 409, "not_at_this_step").problem
        assert problem.details["status"] == "EXPECTED"


def test_a_step_taken_before_names_who_and_when(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.ENROLLED)
    for act in (case.arrives, case.verifies, case.places, case.enrols, lambda: case.refuses("G1")):
        problem = refused(act, 409, "step_already_taken").problem
        assert (problem.details["by"], problem.details["organisation"]) == ("邓磊", BRANCH)
        assert "2026-09-01" in problem.detail


def test_no_step_lies_in_the_future_or_before_the_one_it_follows(host_side: HostSide) -> None:
    case = host_side.case()
    reception = host_side.at(RECEPTION)
    tomorrow = c.ReportArrival(reported_on=TODAY + timedelta(days=1))
    refused(lambda: reception.report_arrival(case.case_id, tomorrow), 422, "date_in_the_future")
    case.goes_as_far_as(S.VERIFIED)
    before = c.PlaceMember(host_branch=BRANCH, placed_on=TODAY - timedelta(days=1))
    refused(lambda: reception.place_member(case.case_id, before), 422, "date_too_early")


def test_acts_close_their_tasks_and_take_back_what_has_lapsed(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    case.opens(TaskKind.VERIFY_CERTIFICATE, COMMITTEE)
    case.verifies()
    case.opens(TaskKind.PLACE_MEMBER, COMMITTEE)
    case.refuses("too_many")
    assert case.tasks() == {("VERIFY_CERTIFICATE", "1.1"): "DONE", ("PLACE_MEMBER", "1.1"): "CANCELLED"}


def test_an_act_before_its_task_leaves_a_closed_one_for_the_workflow(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.VERIFIED)
    late = host_side.worker.open_task(
        case.opening(TaskKind.VERIFY_CERTIFICATE, COMMITTEE), host_side.clock.now().isoformat()
    )
    assert late.status == "DONE"


def test_a_late_workflow_cannot_open_a_stale_task(host_side: HostSide) -> None:
    case = host_side.case()
    refused(lambda: case.opens(TaskKind.VERIFY_CERTIFICATE, COMMITTEE), 409, "task_not_owed")
    case.goes_as_far_as(S.RECEIVED)
    refused(lambda: case.opens(TaskKind.VERIFY_CERTIFICATE, COMMITTEE, "1.2"), 409, "task_not_owed")
    refused(lambda: case.opens(TaskKind.VERIFY_CERTIFICATE, COMMITTEE, "2.1"), 404, "not_found")
    refused(lambda: case.opens(TaskKind.VERIFY_CERTIFICATE, COMMITTEE, "x"), 422, "occurrence_invalid")
    refused(lambda: case.opens(TaskKind.REVIEW_REFUSAL, DEPARTMENT), 409, "task_not_owed")


def test_a_second_host_cannot_enrol_the_member(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.ENROLLED)
    again = host_side.case()
    again.case_id, again.attempt, again.number = case.case_id, 2, 0
    again.hears(notice())
    again.goes_as_far_as(S.PLACED)
    refused(again.enrols, 409, "enrolled_elsewhere")


def test_the_contact_person_may_enrol_and_the_roster_is_sealed(host_side: HostSide) -> None:
    host_side.case().goes_as_far_as(S.PLACED).enrols(CONTACT)
    (entry,) = host_side.rows(RosterEntryRow)
    assert entry.branch == BRANCH
    assert "侯洋" not in entry.contact


def test_a_sealed_field_is_opened_one_by_one_and_audited(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.PLACED)
    body = c.RevealField(field="id_number", reason="核对身份")
    assert host_side.at(SECRETARY).reveal_field(case.case_id, body).value == ID_NUMBER
    phone = c.RevealField(field="phone", reason="联系本人")
    assert host_side.at(CLERK).reveal_field(case.case_id, phone).value == PHONE
    looks = [row for row in host_side.rows(AuditRow) if row.act == "reveal_field"]
    assert [(row.details["field"], row.organisation) for row in looks] == [("id_number", BRANCH), ("phone", COMMITTEE)]


def test_nothing_about_the_person_stands_open_in_the_tables(host_side: HostSide) -> None:
    host_side.case().goes_as_far_as(S.ENROLLED)
    tables = ("placement", "roster_entry", "letter_sent", "letter_received", "outbox", "case_event", "audit", "task")
    with host_side.engine.connect() as connection:
        for table in tables:
            rows = connection.execute(text(f"SELECT t::text FROM {table} t")).scalars().all()
            assert not [row for row in rows if ID_NUMBER in row or PHONE in row or "汪海" in row], table


def test_the_same_key_gives_the_first_answer(host_side: HostSide) -> None:
    case = host_side.case()
    client, body = host_side.at(RECEPTION), c.ReportArrival(reported_on=TODAY)
    first = client.report_arrival(case.case_id, body, key="arrival-0001")
    assert client.report_arrival(case.case_id, body, key="arrival-0001") == first
    assert len(case.letters_home()) == 1
    assert first.certificate_number == NUMBER
