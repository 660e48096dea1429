"""Numbers from before this system: taken over once, good at every host, never given again, never taken away."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.registry.client import RegistryClient
from services.registry.number_status.contract import NumberStanding, RegisterOldNumber, VoidNumber
from services.registry.number_status.tables import ForeignVoidRow
from shared.identifiers import new_id
from shared.posts import Role
from tests.factories.people import Tokens, holder
from tests.services.registry.test_certificate_numbers import BRANCH, DEPARTMENT, FREE, NOW, TODAY, request

OLD = "苏流第000123号"


def old(number: str = OLD, certificate_id: UUID | None = None, **changed: object) -> RegisterOldNumber:
    values = {
        "certificate_id": certificate_id or new_id(),
        "case_id": new_id(),
        "case_number": "321003-2026-000012",
        "department": DEPARTMENT,
        "home_branch": BRANCH,
        "number": number,
        "issued_on": date(2024, 3, 5),
    }
    return RegisterOldNumber.model_validate(values | changed)


@pytest.fixture
def registry(worker: RegistryClient, with_organisations: RegistryClient) -> RegistryClient:
    return worker


@pytest.fixture
def officer(registry: RegistryClient, tokens: Tokens) -> RegistryClient:
    return registry.as_somebody(tokens.of(holder(Role.DEPARTMENT_OFFICER, DEPARTMENT, name="李部")))


@pytest.fixture
def host(registry: RegistryClient, tokens: Tokens) -> RegistryClient:
    return registry.as_somebody(tokens.of(holder(Role.RECEPTION_OFFICER, "341181001", name="严志强")))


def test_from_then_on_it_is_good_at_any_host(registry: RegistryClient, host: RegistryClient) -> None:
    assert host.check_number(OLD).standing is NumberStanding.UNKNOWN
    assert registry.register_old_number(old("苏流第０００１２３号 "), NOW).registered
    assert host.check_number("苏流 第000123号").standing is NumberStanding.GOOD


def test_asked_again_it_says_the_same_and_keeps_one_row(registry: RegistryClient, officer: RegistryClient) -> None:
    asked = old()
    first = registry.register_old_number(asked, NOW)
    assert registry.register_old_number(asked, NOW) == first
    (row,) = officer.list_certificate_numbers().items
    assert (row.number, row.numbered_on, row.imported, row.status) == (OLD, date(2024, 3, 5), True, "ALLOTTED")


def test_what_another_certificate_holds_stays_with_it(registry: RegistryClient, officer: RegistryClient) -> None:
    first = old()
    registry.register_old_number(first, NOW)
    second = registry.register_old_number(old(), NOW)
    assert (second.number, second.registered) == (OLD, False)
    (row,) = officer.list_certificate_numbers().items
    assert row.certificate_id == first.certificate_id
    assert registry.register_old_number(old("苏流第000124号", second.certificate_id), NOW).registered


def test_of_many_who_ask_for_one_number_one_gets_it(registry: RegistryClient) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: registry.register_old_number(old(), NOW), range(16)))
    assert sum(answer.registered for answer in answers) == 1


@pytest.mark.parametrize("number", [f"{DEPARTMENT}-{TODAY.year}-000041", f"{DEPARTMENT}-{TODAY.year}-000001"])
def test_a_new_number_never_meets_an_old_one(registry: RegistryClient, officer: RegistryClient, number: str) -> None:
    registry.register_old_number(old(number), NOW)
    asked = request()
    registry.request_number(asked, NOW)
    given = officer.number_certificate(asked.certificate_id, FREE).number
    assert given == f"{DEPARTMENT}-{TODAY.year}-{int(number[-6:]) + 1:06d}"


def test_nor_one_that_another_department_has_taken_over(registry: RegistryClient, officer: RegistryClient) -> None:
    """After a merger a department brings in what its predecessor, or a neighbour, has numbered."""
    number = f"{DEPARTMENT}-{TODAY.year}-000001"
    elsewhere = old(number, department="321023", home_branch="32102300101")
    assert registry.register_old_number(elsewhere, NOW).registered
    asked = request()
    registry.request_number(asked, NOW)
    assert officer.number_certificate(asked.certificate_id, FREE).number == f"{DEPARTMENT}-{TODAY.year}-000002"


def test_an_old_number_is_voided_like_any_other(registry: RegistryClient, host: RegistryClient) -> None:
    asked = old()
    registry.register_old_number(asked, NOW)
    assert registry.void_number(asked.certificate_id, VoidNumber(reason="LOST", voided_on=TODAY), NOW).void
    assert host.check_number(OLD).standing is NumberStanding.VOID
    assert not registry.register_old_number(old(), NOW).registered, "void or not, it is never used again"
    assert registry.register_old_number(asked, NOW).registered
    assert host.check_number(OLD).standing is NumberStanding.VOID


def test_what_another_operator_has_voided_is_not_taken_over(registry: RegistryClient, started: Engine) -> None:
    with Session(started) as session:
        session.add(ForeignVoidRow(number=OLD, region="330000", reason="LOST", voided_on=TODAY))
        session.commit()
    assert not registry.register_old_number(old(), NOW).registered
