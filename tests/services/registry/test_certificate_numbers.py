"""D-73: numbering certificates, alone and many at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from services.registry.client import RegistryClient
from services.registry.contract import CertificateNumber, NumberCertificate, RequestNumber
from services.registry.domain.certificate_numbers import Number, given_number, next_number
from shared.calendar.published import published_calendar
from shared.identifiers import new_id
from shared.policy.book import packaged_book
from shared.policy.schedule import plan
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.service_client import Refused
from shared.tasks.contract import OpenTask, TaskStatus
from tests.factories.deployment import FIRST_MOMENT
from tests.factories.people import Tokens, holder

BRANCH, COMMITTEE, DEPARTMENT, CITY, ELSEWHERE = "32100300101", "321003001", "321003", "321000", "340000"
TODAY = FIRST_MOMENT.date()
NOW = FIRST_MOMENT.isoformat()
FREE = NumberCertificate()


def request(**changed: object) -> RequestNumber:
    values = {
        "certificate_id": new_id(),
        "case_id": new_id(),
        "case_number": "321003-2026-000012",
        "department": DEPARTMENT,
        "home_branch": BRANCH,
        "requested_on": TODAY,
    }
    return RequestNumber.model_validate(values | changed)


def opening(case_id: UUID, kind: TaskKind = TaskKind.NUMBER_CERTIFICATE) -> OpenTask:
    schedule = plan(kind, since=TODAY, pack=packaged_book().pack("CN-BASE-2019"), calendar=published_calendar())
    return OpenTask(
        kind=kind, case_id=case_id, holder=DEPARTMENT, role=Role.DEPARTMENT_OFFICER, since=TODAY, schedule=schedule
    )


@pytest.fixture
def registry(worker: RegistryClient, with_organisations: RegistryClient) -> RegistryClient:
    """The worker's client; organisations are there."""
    return worker


@pytest.fixture
def officer(registry: RegistryClient, tokens: Tokens) -> RegistryClient:
    return registry.as_somebody(tokens.of(holder(Role.DEPARTMENT_OFFICER, DEPARTMENT, name="李部")))


@pytest.fixture
def asked(registry: RegistryClient) -> RequestNumber:
    body = request()
    registry.request_number(body, NOW)
    return body


def refusal(attempt: Callable[[], object]) -> tuple[int, str, str]:
    with pytest.raises(Refused) as refused:
        attempt()
    problem = refused.value.problem
    return problem.status, problem.code, problem.detail


def test_a_request_is_made_once(registry: RegistryClient, officer: RegistryClient, asked: RequestNumber) -> None:
    assert registry.request_number(asked, NOW).number is None
    numbered = officer.number_certificate(asked.certificate_id, FREE)
    assert registry.request_number(asked, NOW).number == numbered.number
    assert len(officer.list_certificate_numbers().items) == 1


def test_the_next_free_number_is_taken(registry: RegistryClient, officer: RegistryClient) -> None:
    numbers = []
    for _ in range(3):
        body = request()
        registry.request_number(body, NOW)
        numbers.append(officer.number_certificate(body.certificate_id, FREE))
    assert [one.number for one in numbers] == ["321003-2026-000001", "321003-2026-000002", "321003-2026-000003"]
    assert {(one.status, one.numbered_on) for one in numbers} == {("ALLOTTED", TODAY)}


def test_a_given_number_moves_the_series_on(registry: RegistryClient, officer: RegistryClient) -> None:
    one, other = request(), request()
    registry.request_number(one, NOW)
    registry.request_number(other, NOW)
    given = NumberCertificate(number="321003-2026-000041")
    assert officer.number_certificate(one.certificate_id, given).number == given.number
    assert officer.number_certificate(other.certificate_id, FREE).number == "321003-2026-000042"


def test_a_number_is_never_given_twice_even_when_void(
    registry: RegistryClient, officer: RegistryClient, asked: RequestNumber, started: Engine
) -> None:
    officer.number_certificate(asked.certificate_id, NumberCertificate(number="A-2019-7"))
    with started.begin() as connection:
        connection.execute(text("UPDATE certificate_number SET status = 'VOID'"))
    other = request()
    registry.request_number(other, NOW)
    again = NumberCertificate(number="A-2019-7")
    assert refusal(lambda: officer.number_certificate(other.certificate_id, again))[:2] == (409, "number_taken")
    assert officer.number_certificate(other.certificate_id, FREE).number == "321003-2026-000001"


def test_another_departments_series_is_not_ours_to_use(officer: RegistryClient, asked: RequestNumber) -> None:
    foreign = NumberCertificate(number="341181-2026-000001")
    status, code, _ = refusal(lambda: officer.number_certificate(asked.certificate_id, foreign))
    assert (status, code) == (422, "number_of_another_department")


def test_twenty_officers_at_once_give_twenty_different_numbers(
    registry: RegistryClient, officer: RegistryClient
) -> None:
    bodies = [request() for _ in range(20)]
    for body in bodies:
        registry.request_number(body, NOW)
    with ThreadPoolExecutor(20) as pool:
        numbered = list(pool.map(lambda body: officer.number_certificate(body.certificate_id, FREE), bodies))
    assert sorted(str(one.number) for one in numbered) == [f"321003-2026-{n:06d}" for n in range(1, 21)]


def test_of_twenty_officers_for_one_certificate_one_wins_and_the_others_learn_who(
    officer: RegistryClient, asked: RequestNumber, started: Engine
) -> None:
    def attempt(_: int) -> CertificateNumber | tuple[int, str, str]:
        try:
            return officer.number_certificate(asked.certificate_id, FREE)
        except Refused as refused:
            return refused.problem.status, refused.problem.code, refused.problem.detail

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(attempt, range(20)))
    losers = [answer for answer in answers if isinstance(answer, tuple)]
    assert len(losers) == 19
    assert {loser[:2] for loser in losers} == {(409, "step_already_taken")}
    assert all("李部（321003）" in loser[2] for loser in losers)
    with started.connect() as connection:
        told = connection.execute(text("SELECT workflow_id, message FROM outbox WHERE signal = 'certificate_numbered'"))
        ((workflow_id, message),) = told.all()
    assert workflow_id == f"mobility-case/{asked.case_id}"
    assert message["number"] == "321003-2026-000001"


def test_numbering_closes_the_departments_task(
    registry: RegistryClient, officer: RegistryClient, asked: RequestNumber
) -> None:
    opened = registry.open_task(opening(asked.case_id), NOW)
    (task,) = officer.list_tasks().items
    assert (task.task_id, task.case_label, task.service) == (opened.task_id, asked.case_number, "registry")
    officer.number_certificate(asked.certificate_id, FREE)
    assert officer.list_tasks().items == []
    done = registry.read_task(opened.task_id).task
    assert (done.status, done.closed_by_act) == (TaskStatus.DONE, "number_certificate")


def test_a_task_opened_after_the_number_is_already_done(
    registry: RegistryClient, officer: RegistryClient, asked: RequestNumber
) -> None:
    officer.number_certificate(asked.certificate_id, FREE)
    assert registry.open_task(opening(asked.case_id), NOW).status is TaskStatus.DONE
    assert officer.list_tasks().items == []


def test_with_its_task_the_request_is_withdrawn(
    registry: RegistryClient, officer: RegistryClient, asked: RequestNumber
) -> None:
    opened = registry.open_task(opening(asked.case_id), NOW)
    registry.withdraw_task(opened.task_id, NOW)
    assert officer.read_certificate_number(asked.certificate_id).status == "WITHDRAWN"
    status, code, _ = refusal(lambda: officer.number_certificate(asked.certificate_id, FREE))
    assert (status, code) == (409, "not_at_this_step")
    assert refusal(lambda: registry.open_task(opening(asked.case_id), NOW))[:2] == (409, "not_at_this_step")


def test_withdrawing_after_the_number_leaves_the_number(
    registry: RegistryClient, officer: RegistryClient, asked: RequestNumber
) -> None:
    opened = registry.open_task(opening(asked.case_id), NOW)
    officer.number_certificate(asked.certificate_id, FREE)
    registry.withdraw_task(opened.task_id, NOW)
    assert officer.read_certificate_number(asked.certificate_id).status == "ALLOTTED"
    assert registry.read_task(opened.task_id).task.status is TaskStatus.DONE


def test_other_tasks_are_not_kept_here(registry: RegistryClient, asked: RequestNumber) -> None:
    other = opening(asked.case_id, TaskKind.SEAL_CERTIFICATE)
    assert refusal(lambda: registry.open_task(other, NOW))[:2] == (422, "task_not_kept_here")
    assert refusal(lambda: registry.open_task(opening(new_id()), NOW))[:2] == (409, "not_at_this_step")


@pytest.mark.parametrize(
    ("role", "organisation", "numbers", "reads", "lists"),
    [
        (Role.DEPARTMENT_OFFICER, CITY, 403, True, True),
        (Role.INSPECTOR, DEPARTMENT, 403, True, True),
        (Role.BRANCH_SECRETARY, BRANCH, 403, True, False),
        (Role.COMMITTEE_OFFICER, COMMITTEE, 403, True, False),
        (Role.DEPARTMENT_OFFICER, ELSEWHERE, 404, False, False),
        (Role.BRANCH_SECRETARY, "32100300102", 404, False, False),
        (Role.SYSTEM_ADMINISTRATOR, DEPARTMENT, 404, False, False),
        (Role.AUDITOR, DEPARTMENT, 404, False, False),
    ],
)
def test_who_may_number_and_who_may_look(
    registry: RegistryClient,
    tokens: Tokens,
    asked: RequestNumber,
    role: Role,
    organisation: str,
    numbers: int,
    reads: bool,
    lists: bool,
) -> None:
    person = registry.as_somebody(tokens.at(role, organisation))
    assert refusal(lambda: person.number_certificate(asked.certificate_id, FREE))[0] == numbers
    assert bool(person.list_certificate_numbers().items) is lists
    if reads:
        assert person.read_certificate_number(asked.certificate_id).home_branch == BRANCH
    else:
        foreign = refusal(lambda: person.read_certificate_number(asked.certificate_id))
        assert foreign == refusal(lambda: person.read_certificate_number(new_id()))


def test_people_cannot_do_what_workflows_do(officer: RegistryClient, asked: RequestNumber) -> None:
    assert refusal(lambda: officer.request_number(request(), NOW))[0] == 403
    assert refusal(lambda: officer.open_task(opening(asked.case_id), NOW))[0] == 403


def test_lists_can_be_narrowed_by_status(officer: RegistryClient, asked: RequestNumber) -> None:
    assert officer.list_certificate_numbers("REQUESTED").items[0].department_name
    assert officer.list_certificate_numbers("ALLOTTED").items == []
    assert refusal(lambda: officer.list_certificate_numbers("LOST"))[0] == 422


@given(st.integers(0, 999_998), st.integers(2019, 2100))
def test_a_number_read_back_is_the_number_written(last: int, year: int) -> None:
    number = next_number(DEPARTMENT, year, last)
    assert number.serial == last + 1
    assert given_number(number.text, DEPARTMENT) == number


def test_a_number_in_a_form_of_its_own_has_no_serial() -> None:
    assert given_number("YZ-77-2019", DEPARTMENT) == Number("YZ-77-2019")
