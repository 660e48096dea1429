"""W-17 at the host: its own contact data are decided here, the rest is reported home; home's word holds here too."""

from uuid import UUID, uuid4

import pytest

from services.inflow import contract as c
from shared.corrections.contract import (
    AddEvidence,
    CorrectedField,
    CorrectionStatus,
    CorrectionView,
    DecideCorrection,
    ReportCorrection,
)
from shared.letters.bodies_correction import Correction, CorrectionReported
from shared.posts import Actor
from tests.services.inflow.host_side import (
    CLERK,
    RECEPTION,
    SECRETARY,
    TODAY,
    HostCase,
    HostSide,
    refused,
)

F, S = CorrectedField, CorrectionStatus
CONTACT = "李联系 0550-7654321"


@pytest.fixture
def case(host_side: HostSide) -> HostCase:
    return host_side.case().goes_as_far_as(c.PlacementStatus.ENROLLED)


def reports(case: HostCase, field: CorrectedField, value: str, actor: Actor = SECRETARY) -> None:
    body = ReportCorrection(field=field, value=value, text="核对后发现有误。")
    case.side.at(actor).report_correction(case.case_id, body)


def corrections(case: HostCase, actor: Actor = CLERK) -> list[CorrectionView]:
    return case.side.at(actor).read_dossier(case.case_id).corrections


def newest(case: HostCase) -> UUID:
    return corrections(case)[0].correction_id


def adds_evidence(case: HostCase) -> None:
    body = AddEvidence(correction_id=newest(case), text="新联系人任职文件。")
    case.side.at(SECRETARY).add_evidence(case.case_id, body)


def decides(case: HostCase, actor: Actor = CLERK, *, applied: bool = True) -> c.Placement:
    body = DecideCorrection(correction_id=newest(case), applied=applied, text="核定如上。")
    return case.side.at(actor).decide_correction(case.case_id, body)


def test_the_hosts_own_contact_is_put_right_here_and_home_is_told(case: HostCase) -> None:
    reports(case, F.HOST_CONTACT, CONTACT)
    refused(lambda: decides(case), 409, "not_at_this_step")
    adds_evidence(case)
    assert decides(case).contact_person == "李联系"
    letter = next(body for body in case.letters_home() if isinstance(body, Correction))
    assert (letter.field, letter.value, letter.applied) == (F.HOST_CONTACT, CONTACT, True)
    refused(lambda: decides(case), 409, "step_already_taken")


def test_what_home_owns_is_reported_to_it_and_not_decided_here(case: HostCase) -> None:
    reports(case, F.NAME, "汪洋", RECEPTION)
    assert corrections(case)[0].status is S.WITH_OWNER
    letter = next(body for body in case.letters_home() if isinstance(body, CorrectionReported))
    assert (letter.field, letter.value) == (F.NAME, "汪洋")
    refused(lambda: decides(case), 409, "decided_by_home")
    case.hears(
        Correction(
            correction_id=letter.correction_id,
            field=F.NAME,
            applied=True,
            value="汪洋",
            text="属实。",
            decided_on=TODAY,
        )
    )
    assert (case.read().person.name, corrections(case)[0].status) == ("汪洋", S.APPLIED)


def test_what_home_has_put_right_by_itself_is_right_here_too(case: HostCase) -> None:
    facts = {"correction_id": uuid4(), "value": "PROBATIONARY", "text": "登记有误。", "decided_on": TODAY}
    case.hears(Correction(field=F.STANDING, applied=True, **facts))
    assert case.read().person.standing == "PROBATIONARY"


def test_home_cannot_decide_about_the_hosts_contact(case: HostCase) -> None:
    before = case.read().contact_person
    facts = {"correction_id": uuid4(), "value": CONTACT, "text": "改联系人。", "decided_on": TODAY}
    case.hears(Correction(field=F.HOST_CONTACT, applied=True, **facts))
    assert case.read().contact_person == before


def test_homes_report_about_the_contact_is_decided_by_the_host_committee(case: HostCase) -> None:
    facts = {"correction_id": uuid4(), "value": CONTACT, "text": "电话已换人。", "reported_on": TODAY}
    case.hears(CorrectionReported(field=F.HOST_CONTACT, **facts))
    assert corrections(case)[0].reported_side == "home"
    adds_evidence(case)
    refused(lambda: decides(case, SECRETARY), 403, "not_your_post")
    decides(case, applied=False)
    letter = next(body for body in case.letters_home() if isinstance(body, Correction))
    assert letter.applied is False


def test_before_the_enrolment_there_is_no_contact_to_correct(host_side: HostSide) -> None:
    early = host_side.case().goes_as_far_as(c.PlacementStatus.RECEIVED)
    refused(lambda: reports(early, F.HOST_CONTACT, CONTACT, RECEPTION), 409, "not_on_our_roster")


def test_one_correction_of_a_field_at_a_time(case: HostCase) -> None:
    reports(case, F.HOST_CONTACT, CONTACT)
    refused(lambda: reports(case, F.HOST_CONTACT, "别人 1"), 409, "correction_under_way")
