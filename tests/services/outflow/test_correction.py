"""W-17 at home: reported, evidence, decided by the owner, both sides told; and persons registered twice."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from stdnum.cn import ric

from services.outflow import contract as c
from services.outflow.correction.contract import DuplicateHint, MergeMembers
from services.outflow.tables import MemberRow
from shared.corrections.contract import (
    AddEvidence,
    CorrectedField,
    CorrectionStatus,
    CorrectionView,
    DecideCorrection,
    ReportCorrection,
)
from shared.letters.bodies_correction import Correction, CorrectionReported
from shared.letters.contract import Enrolled, MemberReported, Side
from shared.posts import Actor, Role
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
    HOME_COMMITTEE,
    HOST_BRANCH,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
    departure,
    person,
    refused,
)

F, S = CorrectedField, CorrectionStatus
REPORTER = holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE, account="clerk.two", name="第二经办人")


@pytest.fixture
def case(home_side: HomeSide) -> HomeCase:
    return home_side.declares().departs()


def reports(case: HomeCase, field: CorrectedField, value: str, actor: Actor = SECRETARY) -> None:
    body = ReportCorrection(field=field, value=value, text="登记时写错。")
    case.side.at(actor).report_correction(case.case_id, body)


def corrections(case: HomeCase) -> list[CorrectionView]:
    return case.side.at(SECRETARY).read_dossier(case.case_id).corrections


def newest(case: HomeCase) -> UUID:
    return corrections(case)[0].correction_id


def adds_evidence(case: HomeCase, actor: Actor = SECRETARY) -> None:
    body = AddEvidence(correction_id=newest(case), text="已核对身份证原件。")
    case.side.at(actor).add_evidence(case.case_id, body)


def decides(case: HomeCase, actor: Actor = CLERK, *, applied: bool = True) -> c.Case:
    body = DecideCorrection(correction_id=newest(case), applied=applied, text="经核对，决定如上。")
    return case.side.at(actor).decide_correction(case.case_id, body)


def is_put_right(case: HomeCase, field: CorrectedField, value: str) -> c.Case:
    reports(case, field, value)
    adds_evidence(case)
    return decides(case)


def test_a_wrong_name_is_put_right_and_the_host_is_told(case: HomeCase) -> None:
    reports(case, F.NAME, "汪洋")
    adds_evidence(case)
    assert decides(case).member.name == "汪洋"
    (done,) = corrections(case)
    assert (done.status, done.before, done.value, done.decided_by) == (S.APPLIED, "汪海", "汪洋", "郑洁")
    letter = next(body for body in case.letters_out() if isinstance(body, Correction))
    assert (letter.field, letter.value, letter.applied) == (F.NAME, "汪洋", True)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [(F.SEX, "女", "sex"), (F.STANDING, "PROBATIONARY", "standing"), (F.JOINED, "2011-07-01", "joined")],
)
def test_sex_standing_and_date_of_joining_are_homes(
    case: HomeCase, field: CorrectedField, value: str, shown: str
) -> None:
    if getattr(case.read().member, shown) == value:
        value = "男"
    assert getattr(is_put_right(case, field, value).member, shown) == value


def test_the_id_number_is_found_under_its_new_index_and_masked(case: HomeCase, home_side: HomeSide) -> None:
    right = person().id_number
    is_put_right(case, F.ID_NUMBER, right)
    (member,) = [row for row in home_side.rows(MemberRow) if row.id_number_sealed and row.name == "汪海"][-1:]
    assert member is not None
    assert corrections(case)[0].value == right[:6] + "********" + right[-4:]
    refused(lambda: home_side.declares(who=person(id_number=right)), 409, "member_already_away")


def test_an_id_number_that_somebody_else_has_is_a_case_for_merging(case: HomeCase, home_side: HomeSide) -> None:
    other = person()
    home_side.declares(who=other)
    reports(case, F.ID_NUMBER, other.id_number)
    adds_evidence(case)
    refused(lambda: decides(case), 409, "id_number_taken")
    assert corrections(case)[0].status is S.EVIDENCE


@pytest.mark.parametrize(
    ("field", "value"),
    [(F.ID_NUMBER, "123"), (F.JOINED, "去年"), (F.JOINED, "2030-01-01"), (F.STANDING, "正式"), (F.SEX, "不详")],
)
def test_a_value_that_cannot_be_right_is_refused_at_once(case: HomeCase, field: CorrectedField, value: str) -> None:
    refused(lambda: reports(case, field, value), 422, "value_invalid")


def test_nothing_is_decided_without_evidence_or_by_the_reporter(case: HomeCase) -> None:
    reports(case, F.NAME, "汪洋", REPORTER)
    refused(lambda: decides(case), 409, "not_at_this_step")
    adds_evidence(case)
    refused(lambda: decides(case, REPORTER), 403, "reporter_may_not_decide")
    refused(lambda: decides(case, CONTACT), 403, "not_your_post")
    decides(case, applied=False)
    assert (corrections(case)[0].status, case.read().member.name) == (S.REJECTED, "汪海")
    refused(lambda: decides(case), 409, "step_already_taken")


def test_one_correction_of_a_field_at_a_time_and_only_of_what_differs(case: HomeCase) -> None:
    refused(lambda: reports(case, F.NAME, "汪海"), 422, "nothing_to_correct")
    reports(case, F.NAME, "汪洋")
    refused(lambda: reports(case, F.NAME, "汪河"), 409, "correction_under_way")


def enrolled(case: HomeCase) -> HomeCase:
    case.hears(MemberReported(reported_on=TODAY, told_by=Side.HOST))
    words = {"host_branch": HOST_BRANCH, "host_branch_name": "秦栏社区支部", "contact": "许联系", "phone": "0550-1"}
    case.hears(Enrolled(enrolled_on=TODAY, **words))
    return case


def test_what_the_host_owns_is_reported_to_it_and_its_word_holds(case: HomeCase) -> None:
    refused(lambda: reports(case, F.HOST_CONTACT, "李联系 0550-2"), 409, "host_does_not_own_yet")
    enrolled(case)
    reports(case, F.HOST_CONTACT, "李联系 0550-2")
    sent = next(body for body in case.letters_out() if isinstance(body, CorrectionReported))
    assert corrections(case)[0].status is S.WITH_OWNER
    refused(lambda: decides(case), 409, "decided_by_the_host")
    facts = {"correction_id": sent.correction_id, "field": F.HOST_CONTACT, "value": "李联系 0550-2"}
    case.hears(Correction(applied=True, text="已更正。", decided_on=TODAY, **facts))
    assert (case.read().host_contact, corrections(case)[0].status) == ("李联系 0550-2", S.APPLIED)


def test_what_the_host_reports_about_identity_is_decided_at_home(case: HomeCase) -> None:
    correction_id = uuid4()
    body = CorrectionReported(
        correction_id=correction_id, field=F.NAME, value="汪洋", text="身份证上如此。", reported_on=TODAY
    )
    case.hears(body)
    (shown,) = corrections(case)
    assert (shown.correction_id, shown.reported_side, shown.status) == (correction_id, "host", S.REPORTED)
    adds_evidence(case)
    assert decides(case).member.name == "汪洋"


def test_a_host_cannot_decide_about_identity(case: HomeCase) -> None:
    facts = {"correction_id": uuid4(), "field": F.NAME, "value": "别人"}
    case.hears(Correction(applied=True, text="改名。", decided_on=TODAY, **facts))
    assert case.read().member.name == "汪海"


@pytest.mark.duty("D-41")
def test_a_wrong_admission_date_moves_the_end_of_probation_and_its_terms(home_side: HomeSide) -> None:
    who = person(standing="PROBATIONARY", joined="2026-03-10")
    case = home_side.declares(who=who).departs()
    assert probation_end(case) == date(2027, 3, 10)
    is_put_right(case, F.JOINED, "2026-05-20")
    assert probation_end(case) == date(2027, 5, 20)


def probation_end(case: HomeCase) -> date | None:
    conversion = case.side.at(SECRETARY).read_dossier(case.case_id).conversion
    assert conversion is not None
    return conversion.probation_end


# ---- registered twice (rulebook 5.1) ----------------------------------------------------------------------


def twice(home_side: HomeSide) -> tuple[HomeCase, HomeCase]:
    """The same person, a digit of the ID number mistyped; both cases open."""
    who = person()
    return home_side.declares(who=who), home_side.declares(who=person(id_number=_mistyped(who.id_number)))


def _mistyped(number: str) -> str:
    """Another valid number that differs in one digit of the sequence, and so in the last."""
    digit = "1" if number[14] != "1" else "2"
    changed = number[:14] + digit + number[15:17]
    return changed + ric.calc_check_digit(f"{changed}0")


def merges(kept: HomeCase, other: HomeCase, actor: Actor = CLERK) -> c.Case:
    body = MergeMembers(duplicate_case_id=other.case_id, text="同一人重复登记。")
    return kept.side.at(actor).merge_members(kept.case_id, body)


def test_a_probable_duplicate_is_shown_to_the_home_side(home_side: HomeSide) -> None:
    kept, other = twice(home_side)
    (hint,) = [h for h in hints(kept) if h.case_id == other.case_id]
    assert hint.id_number_masked.count("*") == 8


def hints(case: HomeCase) -> list[DuplicateHint]:
    return case.side.at(SECRETARY).read_dossier(case.case_id).possible_duplicates


def test_two_registrations_of_one_person_are_linked_and_none_is_deleted(home_side: HomeSide) -> None:
    kept, other = twice(home_side)
    members = {row.id for row in home_side.rows(MemberRow)}
    merges(kept, other)
    assert members <= {row.id for row in home_side.rows(MemberRow)}
    assert other.read(CLERK).status is c.CaseStatus.CLOSED_ENDED
    assert kept.read().status is c.CaseStatus.ELIGIBLE
    (alias,) = kept.side.at(CLERK).read_dossier(kept.case_id).aliases
    assert alias.id_number_masked != kept.read().member.id_number_masked
    assert other.read(CLERK).member.id_number_masked == kept.read().member.id_number_masked
    assert hints(kept) == []


def test_both_id_numbers_lead_to_the_same_person(home_side: HomeSide) -> None:
    who = person()
    wrong = _mistyped(who.id_number)
    kept, other = home_side.declares(who=who), home_side.declares(who=person(id_number=wrong))
    merges(kept, other)
    for number in (who.id_number, wrong):
        refused(lambda n=number: home_side.declares(who=person(id_number=n)), 409, "member_already_away")  # type: ignore[misc]


def test_a_merger_is_made_once_and_by_the_committee(home_side: HomeSide) -> None:
    kept, other = twice(home_side)
    refused(lambda: merges(kept, other, SECRETARY), 403, "not_your_post")
    refused(lambda: merges(kept, kept), 422, "same_person")
    merges(kept, other)
    refused(lambda: merges(kept, other), 422, "same_person")


def test_the_duplicates_only_case_goes_on_under_the_kept_member(home_side: HomeSide) -> None:
    who = person()
    first = home_side.declares(who=who)
    first.is_cancelled()
    other = home_side.declares(who=person(id_number=_mistyped(who.id_number)))
    merges(first, other)
    assert other.read().status is c.CaseStatus.ELIGIBLE
    assert other.read().member.id_number_masked == first.read().member.id_number_masked
    body = c.DeclareDeparture(home_branch=BRANCH, person=who, departure=departure())
    refused(lambda: home_side.at(SECRETARY).declare_departure(body), 409, "member_already_away")
