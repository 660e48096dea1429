"""An old certificate's number on its way into the registry: taken over, held by another, corrected, replaced."""

import pytest

from services.outflow.certificate_life import contract as life
from services.outflow.contract import CancelDeparture, CertificateStatus
from services.outflow.old_certificate.contract import OldCertificateStatus
from services.outflow.tables import CertificateRow
from shared.letters.bodies_certificate import CertificateReplaced, CertificateVoided
from shared.letters.contract import OutflowNotice
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Role
from shared.tasks.contract import OpenTask
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    CLERK,
    HOME_COMMITTEE,
    HOST_REGION,
    NEIGHBOUR,
    OTHER_HOST,
    SECRETARY,
    TODAY,
    HomeCase,
    HomeSide,
    refused,
    schedule,
)
from tests.services.outflow.old_data_side import NUMBER, OldData, corrects, registry_said, row, state
from workflows.old_certificate.duties import openings, owed

S = OldCertificateStatus
RIGHT = "苏流第000124号"


@pytest.fixture
def case(home_side: HomeSide) -> HomeCase:
    return OldData(home_side).case(row())


@pytest.fixture
def disputed(case: HomeCase) -> HomeCase:
    registry_said(case, registered=False)
    return case


def number_of(case: HomeCase) -> str | None:
    certificate = case.read().certificate
    assert certificate is not None
    return certificate.number


def opens(case: HomeCase, occurrence: str = "1") -> object:
    opening = OpenTask(
        kind=K.CORRECT_OLD_NUMBER, case_id=case.case_id, occurrence=occurrence, holder=HOME_COMMITTEE,
        role=Role.COMMITTEE_OFFICER, since=TODAY, schedule=schedule(K.CORRECT_OLD_NUMBER),
    )  # fmt: skip
    return case.side.worker.open_task(opening, case.side.now)


def test_the_registry_is_asked_at_once_and_nobody_is_asked(case: HomeCase) -> None:
    assert openings(state(case)).keys() == {"register/0"}
    assert owed(state(case)) == []
    assert [one.certificate_id for one in case.side.worker.list_running_old_certificates().items] == [
        state(case).certificate_id
    ]


def test_taken_over_it_is_settled_however_often_it_is_told(case: HomeCase) -> None:
    first = registry_said(case, registered=True)
    assert (first.status, first.over) == (S.REGISTERED, True)
    assert registry_said(case, registered=True) == first
    assert registry_said(case, registered=False) == first
    assert number_of(case) == NUMBER
    assert case.side.worker.list_running_old_certificates().items == []


def test_held_by_another_it_waits_for_the_committee_and_nobody_loses_his_number(disputed: HomeCase) -> None:
    now = state(disputed)
    assert (now.status, now.conflicts, number_of(disputed)) == (S.CONFLICT, 1, None)
    (duty,) = owed(now)
    assert (duty.kind, duty.holder, duty.since) == (K.CORRECT_OLD_NUMBER, HOME_COMMITTEE, TODAY)
    assert opens(disputed)
    view = disputed.side.at(CLERK).read_dossier(disputed.case_id).old_certificate
    assert view is not None
    assert (view.status, view.number, view.conflict_since) == (S.CONFLICT, NUMBER, TODAY)
    refused(lambda: opens(disputed, "2"), 409, "duty_no_longer_owed")


def test_corrected_it_goes_to_the_registry_again_and_the_host_learns_it(disputed: HomeCase) -> None:
    opens(disputed)
    corrects(disputed, "苏流第０００１２４号 ")
    assert disputed.tasks()[K.CORRECT_OLD_NUMBER] == "DONE"
    now = state(disputed)
    assert (now.status, now.number, number_of(disputed)) == (S.REGISTERING, RIGHT, RIGHT)
    assert openings(now).keys() == {"register/1"}
    registry_said(disputed, registered=True, number=NUMBER)
    assert state(disputed).status is S.REGISTERING, "an answer to the former number says nothing"
    registry_said(disputed, registered=True, number=RIGHT)
    told = disputed.letters_out()[-1]
    assert isinstance(told, CertificateReplaced)
    assert (told.old_number, told.number) == ("", RIGHT)


def test_the_loser_of_two_clerks_hears_who_was_first(disputed: HomeCase) -> None:
    corrects(disputed, RIGHT)
    refused(lambda: corrects(disputed, "苏流第000125号"), 409, "step_already_taken")


def test_a_number_that_is_taken_here_is_refused(disputed: HomeCase, home_side: HomeSide) -> None:
    OldData(home_side).imports(row(活动证编号=RIGHT))
    refused(lambda: corrects(disputed, NUMBER), 409, "number_still_taken")
    refused(lambda: corrects(disputed, RIGHT), 409, "number_still_taken")
    assert state(disputed).status is S.CONFLICT


def test_only_the_committee_corrects_and_only_what_is_disputed(case: HomeCase) -> None:
    refused(lambda: corrects(case, RIGHT), 409, "no_number_to_correct")
    registry_said(case, registered=False)
    refused(lambda: corrects(case, RIGHT, SECRETARY), 403, "not_your_post")
    refused(lambda: corrects(case, RIGHT, holder(Role.COMMITTEE_OFFICER, NEIGHBOUR)), 404, "not_found")


def test_replacing_it_instead_never_voids_the_number_of_another(disputed: HomeCase) -> None:
    """The paper really bears a number twice: wrong issue, and a new booklet (5.1)."""
    opens(disputed)
    disputed.side.at(CLERK).void_certificate(disputed.case_id, life.VoidCertificate(text="编号重复，错发。"))
    assert (state(disputed).status, disputed.tasks()[K.CORRECT_OLD_NUMBER]) == (S.ENDED, "CANCELLED")
    assert owed(state(disputed)) == []
    assert not [one for one in disputed.letters_out() if isinstance(one, CertificateVoided)]
    wrong = life.RequestReplacement(reason=life.ReplacementReason.WRONG_ISSUE)
    disputed.side.at(SECRETARY).request_replacement(disputed.case_id, wrong)
    assert disputed.told("OldCertificate")[-1]["status"] == "ENDED"


def test_void_before_the_registry_knew_it_is_void_there_as_well(case: HomeCase) -> None:
    case.side.at(CLERK).void_certificate(case.case_id, life.VoidCertificate(text="错发。"))
    answer = registry_said(case, registered=True)
    assert answer.voided is not None
    assert (answer.status, answer.voided.reason) == (S.REGISTERED, life.VoidReason.WRONG_ISSUE)


def test_void_and_held_by_another_nothing_is_left_to_do(case: HomeCase) -> None:
    case.side.at(CLERK).void_certificate(case.case_id, life.VoidCertificate(text="错发。"))
    assert registry_said(case, registered=False).status is S.ENDED


def test_another_host_is_told_without_a_number_while_it_is_disputed(disputed: HomeCase) -> None:
    disputed.names_host(host_region=HOST_REGION, host_committee=OTHER_HOST)
    notice = disputed.letters_out()[-1]
    assert isinstance(notice, OutflowNotice)
    assert notice.certificate_number == ""


def test_an_imported_booklet_can_be_lost_like_any_other(case: HomeCase) -> None:
    registry_said(case, registered=True)
    branch = case.side.at(SECRETARY)
    branch.report_loss(case.case_id, life.ReportLoss(lost_on=TODAY, text="遗失。"))
    branch.check_loss(case.case_id, life.CheckLoss(lost=True, text="属实。"))
    (certificate,) = case.side.rows(CertificateRow)
    assert certificate.status == CertificateStatus.VOID
    assert isinstance(case.letters_out()[-1], CertificateVoided)
    assert case.told("CertificateLife")[-1]["voided"][0]["certificate_id"] == str(certificate.id)


def test_who_is_out_cannot_be_taken_back_by_cancelling(case: HomeCase) -> None:
    branch = case.side.at(SECRETARY)
    refused(lambda: branch.cancel_departure(case.case_id, CancelDeparture(reason="误导入")), 409, "step_already_taken")
