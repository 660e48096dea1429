"""Each act before and at departure, and each way it is refused: the declaration and the certificate's chain."""

from datetime import timedelta
from uuid import uuid4

import pytest

from services.outflow import contract as c
from services.outflow.tables import MemberRow
from shared.letters.contract import MemberReported, OutflowNotice
from shared.posts import Role
from shared.service_client import Refused
from shared.tasks.tables import TaskRow
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    OTHER_BRANCH,
    SECRETARY,
    TODAY,
    HomeSide,
    departure,
    person,
    refused,
)

S, Z = c.CaseStatus, c.CertificateStatus
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.mark.duty("D-35", "D-36", "D-149")
def test_from_declaration_to_departure(home_side: HomeSide) -> None:
    case = home_side.declares()
    assert case.read().status is S.ELIGIBLE
    assert case.is_briefed().briefed_on == TODAY
    requested = case.requests().certificate
    assert requested is not None
    assert (requested.status, requested.number) == (Z.REQUESTED, None)
    case.is_numbered()
    sealed = case.is_sealed().certificate
    assert sealed is not None
    assert (sealed.status, sealed.number) == (Z.SEALED, case.certificate_number)
    departed = case.is_issued()
    assert (departed.status, departed.departed_on, departed.duty_holder) == (S.DEPARTED, TODAY, BRANCH)
    assert [event.act for event in case.file().events] == [
        "declare_departure", "brief_member", "request_certificate", "record_certificate_number",
        "seal_certificate", "issue_certificate",
    ]  # fmt: skip


def test_the_notice_goes_to_the_host_with_what_it_needs(home_side: HomeSide) -> None:
    who = person(joined="2012-06", standing=c.Standing.PROBATIONARY)
    case = home_side.declares(who=who).departs()
    (notice,) = case.letters_out()
    assert isinstance(notice, OutflowNotice)
    assert (notice.person.name, notice.person.id_number, notice.person.phone) == ("汪海", who.id_number, who.phone)
    assert (notice.certificate_number, notice.category, notice.departed_on) == (case.certificate_number, "LONG", TODAY)
    assert (notice.home_branch, notice.person.joined_on, notice.person.standing) == (BRANCH, "2012-06", "PROBATIONARY")


def test_every_act_tells_the_workflow_with_a_higher_version(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    versions = [message["version"] for message in case.told()]
    assert versions == list(range(1, 7))
    assert case.told()[-1]["letters"]
    assert [message["owed"] for message in case.told("QuarterlyContact")] == [True]


def test_the_snapshots_hold_no_personal_data(home_side: HomeSide) -> None:
    who = person()
    case = home_side.declares(who=who).departs()
    told = str(case.told() + case.told("QuarterlyContact"))
    assert not [word for word in (who.name, who.id_number, who.phone) if word in told]


def test_each_act_closes_its_task_also_before_it_was_asked(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    assert case.tasks() == dict.fromkeys(
        ["BRIEF_MEMBER", "REQUEST_CERTIFICATE", "SEAL_CERTIFICATE", "ISSUE_CERTIFICATE"], "DONE"
    )
    assert {row.closed_by_act for row in home_side.rows(TaskRow)} == {
        "brief_member", "request_certificate", "seal_certificate", "issue_certificate",
    }  # fmt: skip


def test_a_second_open_case_of_a_member_is_refused_and_named_to_those_who_may_see_it(home_side: HomeSide) -> None:
    who = person()
    first = home_side.declares(who=who)
    problem = refused(lambda: home_side.declares(who=who), 409, "member_already_away").problem
    assert (problem.details["case_id"], problem.details["by"]) == (str(first.case_id), "周超")
    stranger = holder(Role.BRANCH_SECRETARY, "34118100101")
    body = c.DeclareDeparture(home_branch="34118100101", person=who, departure=departure())
    elsewhere = refused(lambda: home_side.at(stranger).declare_departure(body), 409, "member_already_away")
    assert elsewhere.problem.details == {}


def test_a_refused_declaration_leaves_no_member_behind(home_side: HomeSide) -> None:
    refused(lambda: home_side.declares(reason="wanderlust"), 422, "departure_reason_unknown")
    refused(lambda: home_side.declares(expected_return=YESTERDAY), 422, "return_before_departure")
    refused(lambda: home_side.declares(host_committee=OTHER_BRANCH), 422, "host_committee_not_a_host")
    refused(lambda: home_side.declares(host_committee="341181999"), 422, "organisation_unknown")
    wrong = person(id_number="320000199001011230")
    refused(lambda: home_side.declares(who=wrong), 422, "id_number_invalid")
    assert home_side.rows(MemberRow) == []


def test_only_the_branch_declares_its_own(home_side: HomeSide) -> None:
    neighbour = holder(Role.BRANCH_SECRETARY, OTHER_BRANCH)
    refused(lambda: home_side.declares(actor=neighbour), 404, "not_found")
    refused(lambda: home_side.declares(actor=CLERK), 403, "not_your_post")
    body = c.DeclareDeparture(home_branch="999", person=person(), departure=departure())
    refused(lambda: home_side.at(SECRETARY).declare_departure(body), 404, "not_found")


def test_nothing_is_dated_in_the_future(home_side: HomeSide) -> None:
    case = home_side.declares()
    refused(lambda: case.is_briefed(held_on=TOMORROW), 422, "date_in_the_future")
    case.is_briefed()
    case.requests()
    case.is_numbered()
    refusal = refused(lambda: case.is_sealed(sealed_on=TOMORROW), 422, "date_in_the_future")
    assert [one.field for one in refusal.problem.fields] == ["sealed_on"]
    case.is_sealed()
    refused(lambda: case.is_issued(issued_on=TOMORROW), 422, "date_in_the_future")


def test_the_chain_keeps_the_order_of_dates(home_side: HomeSide) -> None:
    case = home_side.declares()
    case.is_briefed()
    case.requests()
    case.is_numbered()
    refused(lambda: case.is_sealed(sealed_on=YESTERDAY), 422, "date_out_of_order")
    case.is_sealed()
    refused(lambda: case.is_issued(issued_on=YESTERDAY), 422, "date_out_of_order")


def test_no_step_before_its_time(home_side: HomeSide) -> None:
    case = home_side.declares()
    refused(case.is_sealed, 409, "step_already_taken")
    refused(case.is_issued, 409, "not_yet_briefed")
    case.is_briefed()
    refused(case.is_issued, 409, "step_already_taken")
    case.requests()
    refused(case.is_sealed, 409, "step_already_taken")
    refused(case.reports, 409, "step_already_taken")
    refused(case.contacts, 409, "step_already_taken")


def test_the_certificate_is_handed_over_to_the_member_himself(home_side: HomeSide) -> None:
    case = home_side.declares()
    for step in (case.is_briefed, case.requests, case.is_numbered, case.is_sealed):
        step()
    refused(lambda: case.is_issued(signed_by_member=False), 422, "member_has_not_signed")
    assert case.read().status is S.ELIGIBLE


def test_a_step_is_taken_once_and_the_second_hears_who_was_first(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    for act in (case.is_briefed, case.requests, case.is_sealed, case.is_issued, case.is_cancelled):
        refusal = refused(act, 409, "step_already_taken").problem
        assert (refusal.details["by"], refusal.details["act"]) == ("周超", "issue_certificate")
        assert "周超" in refusal.detail


def test_the_number_may_come_twice_and_another_is_refused(home_side: HomeSide) -> None:
    case = home_side.declares()
    case.is_briefed()
    case.requests()
    case.is_numbered()
    version = case.read().version
    assert case.is_numbered().case_id == case.case_id
    assert case.read().version == version
    refused(lambda: case.is_numbered(number="321003-2026-999999"), 409, "step_already_taken")


def test_cancelling_before_departure_ends_everything_and_frees_the_member(home_side: HomeSide) -> None:
    who = person()
    case = home_side.declares(who=who)
    case.is_briefed()
    case.requests()
    cancelled = case.is_cancelled()
    assert cancelled.status is S.CLOSED_CANCELLED
    assert cancelled.certificate is not None
    assert cancelled.certificate.status is Z.VOID
    assert "OPEN" not in case.tasks().values()
    refused(lambda: case.is_numbered(), 409, "step_already_taken")
    again = home_side.declares(who=who)
    again.departs()
    assert again.read().status is S.DEPARTED


def test_who_is_declared_again_is_known_by_his_newest_data(home_side: HomeSide) -> None:
    who = person()
    home_side.declares(who=who).is_cancelled()
    moved = who.model_copy(update={"phone": "13900005678", "education": "本科"})
    case = home_side.declares(who=moved).departs()
    (notice,) = case.letters_out()
    assert isinstance(notice, OutflowNotice)
    assert notice.person.phone == "13900005678"
    assert case.read().member.education == "本科"
    refused(lambda: home_side.declares(who=who), 409, "member_already_away")
    assert case.read().member.education == "本科"


@pytest.mark.duty("D-150")
def test_reporting_is_a_proof_of_contact_and_is_told_to_the_host(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    reported = case.reports()
    assert (reported.status, reported.reported_on, reported.duty_holder) == (S.REPORTED, TODAY, BRANCH)
    assert isinstance(case.letters_out()[-1], MemberReported)
    assert case.told("QuarterlyContact")[-1]["last_proof_on"] == TODAY.isoformat()
    refused(case.reports, 409, "step_already_taken")
    refused(lambda: home_side.declares().departs().reports(reported_on=TOMORROW), 422, "date_in_the_future")


def test_acts_without_their_occasion_are_refused(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    refused(case.answers, 409, "no_open_query")
    refused(case.objects, 409, "step_already_taken")
    refused(case.proposes, 409, "no_coordination_open")
    refused(case.sends_paper, 409, "no_paper_notice_due")
    refused(lambda: case.host_answered("REPORTED"), 409, "host_is_on_platform")


def test_a_repeat_with_the_same_key_answers_the_same_and_another_body_is_refused(home_side: HomeSide) -> None:
    case = home_side.declares()
    secretary = home_side.at(SECRETARY)
    body = c.BriefMember(held_on=TODAY, briefed_by="周超", topics="组织纪律")
    first = secretary.brief_member(case.case_id, body, key="the-same-key")
    assert secretary.brief_member(case.case_id, body, key="the-same-key") == first
    other = body.model_copy(update={"topics": "别的"})
    refused(lambda: secretary.brief_member(case.case_id, other, key="the-same-key"), 422, "idempotency_key_reused")


@pytest.mark.parametrize(
    "actor",
    [holder(Role.CONTACT_PERSON, BRANCH), CLERK],
    ids=["contact person", "own committee"],
)
def test_an_act_belongs_to_its_post(home_side: HomeSide, actor: object) -> None:
    case = home_side.declares()
    with pytest.raises(Refused) as refusal:
        case.requests(actor)  # type: ignore[arg-type]
    assert refusal.value.problem.status == 403


def test_foreign_and_unknown_answer_alike(home_side: HomeSide) -> None:
    case = home_side.declares()
    stranger = home_side.at(holder(Role.BRANCH_SECRETARY, OTHER_BRANCH))
    body = c.RequestCertificate()
    foreign = refused(lambda: stranger.request_certificate(case.case_id, body), 404, "not_found").problem
    unknown = refused(lambda: stranger.request_certificate(uuid4(), body), 404, "not_found").problem
    assert foreign == unknown == refused(lambda: stranger.read_case(case.case_id), 404, "not_found").problem
