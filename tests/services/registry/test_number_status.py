"""Whether a certificate number is good: void once, void for ever, and nothing said about its holder (W-02)."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.registry.client import RegistryClient
from services.registry.number_status.contract import NumberStanding, VoidNumber
from shared.identifiers import new_id
from shared.outbox import OutboxRow
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.service_client import Refused
from shared.tasks.contract import TaskStatus
from tests.factories.people import Tokens, holder
from tests.services.registry.test_certificate_numbers import FREE, NOW, TODAY, opening, request

LOST = VoidNumber(reason="LOST", voided_on=TODAY)


@pytest.fixture
def registry(worker: RegistryClient, with_organisations: RegistryClient) -> RegistryClient:
    return worker


@pytest.fixture
def officer(registry: RegistryClient, tokens: Tokens) -> RegistryClient:
    return registry.as_somebody(tokens.of(holder(Role.DEPARTMENT_OFFICER, "321003", name="李部")))


@pytest.fixture
def host(registry: RegistryClient, tokens: Tokens) -> RegistryClient:
    """Any host's reception may ask."""
    return registry.as_somebody(tokens.of(holder(Role.RECEPTION_OFFICER, "341181001", name="严志强")))


def test_a_void_number_fails_at_any_host_at_once(
    registry: RegistryClient, officer: RegistryClient, host: RegistryClient
) -> None:
    asked = request()
    registry.request_number(asked, NOW)
    number = officer.number_certificate(asked.certificate_id, FREE).number or ""
    assert host.check_number(number).standing is NumberStanding.GOOD
    assert registry.void_number(asked.certificate_id, LOST, NOW).void
    checked = host.check_number(f" {number} ")
    assert (checked.standing, checked.voided_on, checked.reason) == (NumberStanding.VOID, TODAY, "LOST")
    assert "作废" in checked.text
    assert officer.read_certificate_number(asked.certificate_id).voided_on == TODAY


def test_voiding_again_changes_nothing(registry: RegistryClient, officer: RegistryClient, host: RegistryClient) -> None:
    asked = request()
    registry.request_number(asked, NOW)
    number = officer.number_certificate(asked.certificate_id, FREE).number or ""
    registry.void_number(asked.certificate_id, LOST, NOW)
    later = VoidNumber(reason="ENDED", voided_on=TODAY + timedelta(days=9))
    assert registry.void_number(asked.certificate_id, later, NOW).void
    assert host.check_number(number).reason == "LOST"


def test_a_number_nobody_gave_is_unknown(host: RegistryClient) -> None:
    assert host.check_number("321003-2026-999999").standing is NumberStanding.UNKNOWN


def test_a_cancelled_request_is_taken_back_with_its_task(registry: RegistryClient, officer: RegistryClient) -> None:
    asked = request()
    registry.request_number(asked, NOW)
    task = registry.open_task(opening(asked.case_id), NOW)
    assert not registry.void_number(asked.certificate_id, VoidNumber(reason="CANCELLED", voided_on=TODAY), NOW).void
    assert officer.read_task(task.task_id).task.status is TaskStatus.CANCELLED
    with pytest.raises(Refused):
        officer.number_certificate(asked.certificate_id, FREE)
    assert not registry.void_number(new_id(), LOST, NOW).void


def test_the_number_of_a_replacement_is_told_to_the_certificates_own_workflow(
    registry: RegistryClient, officer: RegistryClient, started: Engine
) -> None:
    asked = request(replacement=True)
    registry.request_number(asked, NOW)
    task = registry.open_task(opening(asked.case_id, TaskKind.NUMBER_REPLACEMENT), NOW)
    assert task.status is TaskStatus.OPEN
    assert officer.number_certificate(asked.certificate_id, FREE).replacement
    assert officer.read_task(task.task_id).task.status is TaskStatus.DONE
    with Session(started) as session:
        told = [row.workflow_id for row in session.query(OutboxRow) if row.signal == "certificate_numbered"]
    assert told == [f"certificate-life/{asked.case_id}"]
