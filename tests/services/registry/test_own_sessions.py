"""Seeing one's sessions, ending one, logging out everywhere; how long a revoked one can still be felt."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from services.registry.client import RegistryClient
from services.registry.contract import CreateAccount, Device, NewPost, SignIn
from shared.posts import Role
from shared.service_client import Refused
from tests.services.registry.test_sessions import LOGIN, PASSWORD, refusal

AT_ONCE = 50


@pytest.fixture
def registry(with_organisations: RegistryClient) -> RegistryClient:
    for login, role, place in (
        (LOGIN, Role.BRANCH_SECRETARY, "32100300101"),
        ("chen.dept", Role.DEPARTMENT_OFFICER, "321003"),
    ):
        posts = [NewPost(role=role, organisation=place)]
        with_organisations.create_account(CreateAccount(login=login, name="某人", password=PASSWORD, posts=posts))
    return with_organisations


def signed_in(registry: RegistryClient, login: str = LOGIN, device: Device = Device.COMPUTER) -> str:
    return registry.sign_in(SignIn(login=login, password=PASSWORD, device=device)).token


def is_over(registry: RegistryClient, session: str) -> bool:
    try:
        return not registry.issue_access_token(session).token
    except Refused as refused:
        return refused.problem.code == "not_signed_in"


def test_one_sees_ones_own_open_sessions_and_nobody_elses(registry: RegistryClient) -> None:
    signed_in(registry, "chen.dept")
    registry.sign_out(signed_in(registry))
    phone, here = signed_in(registry, device=Device.PHONE), signed_in(registry)
    shown = registry.list_sessions(here).items
    assert [(one.device, one.current) for one in shown] == [(Device.COMPUTER, True), (Device.PHONE, False)]
    assert [one.current for one in registry.list_sessions(phone).items] == [False, True]


def test_one_of_ones_own_sessions_is_ended_and_nobody_elses(registry: RegistryClient) -> None:
    phone, here, other = signed_in(registry, device=Device.PHONE), signed_in(registry), signed_in(registry, "chen.dept")
    on_phone = next(one for one in registry.list_sessions(here).items if not one.current)
    assert refusal(lambda: registry.end_session(other, on_phone.session_id))[:2] == (404, "not_found")
    assert registry.end_session(here, on_phone.session_id).ended
    assert not registry.end_session(here, on_phone.session_id).ended
    assert is_over(registry, phone)
    assert not is_over(registry, here)


def test_logging_out_everywhere_ends_them_all(registry: RegistryClient, started: Engine) -> None:
    sessions = [signed_in(registry) for _ in range(3)]
    registry.end_all_sessions(sessions[1])
    assert all(is_over(registry, one) for one in sessions)
    with started.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit WHERE act = 'end_all_sessions'")) == 1


def test_an_administrator_ends_all_sessions_of_an_account(registry: RegistryClient, started: Engine) -> None:
    mine, other = signed_in(registry), signed_in(registry, "chen.dept")
    account = next(one for one in registry.list_accounts().items if one.login == LOGIN)
    registry.end_account_sessions(account.account_id)
    assert is_over(registry, mine)
    assert not is_over(registry, other)
    person = registry.as_somebody(lambda: registry.issue_access_token(other).token)
    assert refusal(lambda: person.end_account_sessions(account.account_id))[0] == 403


def test_a_revoked_session_is_felt_within_two_minutes(registry: RegistryClient) -> None:
    """What a token in somebody's hands is still good for: until it runs out, and there is no other."""
    session = signed_in(registry)
    issued = registry.issue_access_token(session)
    assert issued.expires_at <= datetime.now(UTC) + timedelta(minutes=2)
    registry.end_all_sessions(session)
    assert is_over(registry, session)


@pytest.mark.parametrize(("login", "hours", "over"), [(LOGIN, 2, False), ("chen.dept", 2, True), (LOGIN, 8, True)])
def test_departments_are_signed_out_sooner(
    registry: RegistryClient, started: Engine, login: str, hours: int, over: bool
) -> None:
    session = signed_in(registry, login)
    with started.begin() as connection:
        connection.execute(text(f"UPDATE session SET last_used_at = last_used_at - interval '{hours} hours'"))
    assert is_over(registry, session) is over


@pytest.mark.parametrize("login", [LOGIN, "nobody.here"])
def test_fifty_guesses_at_once_are_answered_alike_for_logins_known_or_not(registry: RegistryClient, login: str) -> None:
    def guess(number: int) -> tuple[int, str, str]:
        return refusal(lambda: registry.sign_in(SignIn(login=login, password=f"猜第{number}次")))

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = sorted(pool.map(guess, range(AT_ONCE)))
    assert [status for status, _, _ in answers] == [401] * 5 + [429] * 45
    assert len(set(answers)) == 2
