"""The number of an old certificate, from the roster into the registry: real services, answers lost on the way."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from services.outflow.certificate_life.contract import VoidCertificate
from services.outflow.client import OutflowClient
from services.outflow.old_certificate.contract import CorrectOldNumber, OldCertificateStatus, OldCertificateView
from services.registry.client import RegistryClient
from services.registry.number_status.contract import NumberStanding, RegisterOldNumber
from shared.identifiers import new_id
from shared.keys import KeyRing
from shared.policy.task_kinds import TaskKind as K
from shared.posts import Role
from shared.problem_details import Problem
from shared.service_client import Refused
from shared.tasks.contract import Task
from tests.factories.database import Databases, emptied
from tests.factories.rosters import NAME, roster_workbook
from tests.services.outflow.old_data_side import NUMBER, row
from tests.workflows.rig import Rig, rig_on
from tests.workflows.time_skipping import time_skipping_server
from tests.workflows.year import HOME_BRANCH, HOME_COMMITTEE, HOME_DEPARTMENT, HOST_COMMITTEE, START, until_not_refused

SEED, ANSWERS_LOST = 11, 0.3
RIGHT, TAKEN, DOUBLE, VOID = "苏流第000124号", "苏流第000125号", "苏流第000126号", "苏流第000127号"
S = OldCertificateStatus


@pytest.fixture(scope="module")
def rig(databases: Databases, keys: KeyRing) -> Iterator[Rig]:
    engines = {name: emptied(databases(name)) for name in ("registry", "outflow", "inflow")}
    with (
        time_skipping_server() as server,
        rig_on(server, engines, keys, START, seed=SEED, loss=ANSWERS_LOST) as standing,
    ):
        yield standing


@pytest.fixture(scope="module")
def clerk(rig: Rig) -> OutflowClient:
    return rig.person(OutflowClient, "outflow", Role.COMMITTEE_OFFICER, HOME_COMMITTEE)


@pytest.fixture(scope="module")
def host(rig: Rig) -> RegistryClient:
    return rig.person(RegistryClient, "registry", Role.RECEPTION_OFFICER, HOST_COMMITTEE)


def imported(clerk: OutflowClient, number: str) -> UUID:
    receipt = clerk.import_roster(HOME_COMMITTEE, NAME, roster_workbook(row(活动证编号=number)))
    case_id = receipt.rows[0].case_id
    assert case_id is not None, receipt
    return case_id


def settled(clerk: OutflowClient, case_id: UUID, wanted: OldCertificateStatus) -> OldCertificateView:
    def look() -> OldCertificateView:
        view = clerk.read_dossier(case_id).old_certificate
        if view is None or view.status is not wanted:
            raise Refused(Problem(status=409, code="not_yet", detail=str(view)))
        return view

    return until_not_refused(look, wanted)


def held_by_another(rig: Rig, number: str) -> None:
    """A department has written it on another booklet."""
    asked = RegisterOldNumber(
        certificate_id=new_id(), case_id=new_id(), case_number="321003-2026-000099", department=HOME_DEPARTMENT,
        home_branch=HOME_BRANCH, number=number, issued_on=START.date(),
    )  # fmt: skip
    assert rig.registry.register_old_number(asked, START.isoformat()).registered


def test_the_registry_takes_the_number_over(clerk: OutflowClient, host: RegistryClient) -> None:
    case_id = imported(clerk, NUMBER)
    settled(clerk, case_id, S.REGISTERED)
    assert host.check_number(NUMBER).standing is NumberStanding.GOOD
    assert not clerk.list_tasks(scope="mine", kind=K.CORRECT_OLD_NUMBER, case_id=case_id).items


def test_a_number_of_another_certificate_is_corrected_by_the_committee(
    rig: Rig, clerk: OutflowClient, host: RegistryClient
) -> None:
    held_by_another(rig, TAKEN)
    case_id = imported(clerk, TAKEN)
    settled(clerk, case_id, S.CONFLICT)
    (task,) = until_not_refused(lambda: asked(clerk, case_id), "the task")
    assert task.holder == HOME_COMMITTEE
    until_not_refused(
        lambda: clerk.correct_old_number(case_id, CorrectOldNumber(number=RIGHT, text="核对了证件。")), "the act"
    )
    assert settled(clerk, case_id, S.REGISTERED).number == RIGHT
    assert host.check_number(RIGHT).standing is NumberStanding.GOOD
    assert clerk.read_task(task.task_id).task.status == "DONE"


def asked(clerk: OutflowClient, case_id: UUID) -> list[Task]:
    tasks = clerk.list_tasks(scope="mine", kind=K.CORRECT_OLD_NUMBER, case_id=case_id).items
    if not tasks:
        raise Refused(Problem(status=409, code="not_yet", detail="not asked yet"))
    return tasks


def test_replaced_instead_the_task_goes_and_the_other_number_stays_good(
    rig: Rig, clerk: OutflowClient, host: RegistryClient
) -> None:
    held_by_another(rig, DOUBLE)
    case_id = imported(clerk, DOUBLE)
    settled(clerk, case_id, S.CONFLICT)
    (task,) = until_not_refused(lambda: asked(clerk, case_id), "the task")
    clerk.void_certificate(case_id, VoidCertificate(text="编号重复，错发。"))
    settled(clerk, case_id, S.ENDED)

    def gone() -> None:
        if clerk.read_task(task.task_id).task.status != "CANCELLED":
            raise Refused(Problem(status=409, code="not_yet", detail="still open"))

    until_not_refused(gone, "the withdrawal")
    assert host.check_number(DOUBLE).standing is NumberStanding.GOOD


def test_void_it_fails_at_every_host(clerk: OutflowClient, host: RegistryClient) -> None:
    """Whichever comes first, the number or its end: the registry knows both afterwards."""
    case_id = imported(clerk, VOID)
    clerk.void_certificate(case_id, VoidCertificate(text="错发。"))

    def void() -> None:
        if host.check_number(VOID).standing is not NumberStanding.VOID:
            raise Refused(Problem(status=409, code="not_yet", detail="not void yet"))

    until_not_refused(void, "the void number")
