"""Whether a certificate number is good: void once, void for ever, and nothing said about its holder (W-02)."""

from datetime import timedelta

import pytest
from joserfc import jws
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from services.registry.client import RegistryClient
from services.registry.contract import RegisterRegion
from services.registry.number_status.contract import NumberStanding, VoidNumber
from shared.identifiers import new_id
from shared.keys import KeyRing, public_pem
from shared.letters.bodies_certificate import NumberVoided
from shared.letters.contract import Letter, Side
from shared.organisation_directory.tables import RegionRow
from shared.outbox import OutboxRow
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.service_client import Refused
from shared.tasks.contract import TaskStatus
from tests.factories.deployment import FIRST_MOMENT
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


def test_other_operators_are_told_of_a_void_number(
    registry: RegistryClient, operator: RegistryClient, officer: RegistryClient, keys: KeyRing
) -> None:
    operator.register_region(
        RegisterRegion.model_validate(
            {
                "region_code": "330000",
                "operator": "浙江",
                "public_key": public_pem(keys.region_public("320000")),
                "outflow_url": "https://outflow.example.cn",
                "inflow_url": "https://inflow.example.cn",
                "registry_url": "https://registry.example.cn",
            }
        )
    )
    asked = request()
    registry.request_number(asked, NOW)
    officer.number_certificate(asked.certificate_id, FREE)
    [letter] = registry.void_number(asked.certificate_id, LOST, NOW).letters
    envelope = registry.sign_letter(letter)
    assert (envelope.recipient_region, envelope.side) == ("330000", "department")
    assert registry.void_number(asked.certificate_id, LOST, NOW).letters == (letter,)


def test_a_number_that_another_operator_has_voided_fails_here(
    registry: RegistryClient, host: RegistryClient, started: Engine, keys: KeyRing
) -> None:
    with Session(started) as session, session.begin():
        session.execute(update(RegionRow).where(RegionRow.region_code == "370000").values(ours=False))
    number = "370303-2026-000005"
    registry.receive_letter(department_letter(keys, number))
    assert host.check_number(number).standing is NumberStanding.VOID


def test_nobody_else_voids_a_number_of_ours(
    registry: RegistryClient, officer: RegistryClient, host: RegistryClient, keys: KeyRing
) -> None:
    asked = request()
    registry.request_number(asked, NOW)
    number = officer.number_certificate(asked.certificate_id, FREE).number or ""
    with pytest.raises(Refused) as refused:
        registry.receive_letter(department_letter(keys, number))
    assert refused.value.problem.code == "letter_refused"
    assert host.check_number(number).standing is NumberStanding.GOOD


def department_letter(keys: KeyRing, number: str) -> str:
    letter = Letter(
        letter_id=new_id(),
        case_id=new_id(),
        attempt=1,
        number=1,
        side=Side.DEPARTMENT,
        sender="370303",
        sender_region="370000",
        recipient="320000",
        recipient_region="320000",
        as_of=FIRST_MOMENT,
        body=NumberVoided(number=number, reason="LOST", voided_on=TODAY),
    )
    header = {"alg": "Ed25519", "kid": "370000"}
    payload = letter.model_dump_json().encode()
    return jws.serialize_compact(header, payload, keys.region("370000"), algorithms=["Ed25519"])
