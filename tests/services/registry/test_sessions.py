"""Signing in, being locked out, and the end of sessions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text

from services.registry.client import RegistryClient
from services.registry.contract import ChangePassword, CreateAccount, NewPost, SessionOpened, SignIn
from shared.posts import Role
from shared.service_client import Refused

PASSWORD = "正确的口令有十个字以上"
LOGIN = "zhou.secretary"
Aged = Callable[[str], None]


@pytest.fixture
def registry(with_organisations: RegistryClient) -> RegistryClient:
    post = NewPost(role=Role.BRANCH_SECRETARY, organisation="32100300101")
    with_organisations.create_account(CreateAccount(login=LOGIN, name="周超", password=PASSWORD, posts=[post]))
    return with_organisations


@pytest.fixture
def aged(started: Engine) -> Aged:
    """Lets time pass for the sessions: an SQL assignment such as `opened_at = opened_at - interval '1 day'`."""

    def age(assignment: str) -> None:
        with started.begin() as connection:
            connection.execute(text(f"UPDATE session SET {assignment}"))

    return age


def signed_in(registry: RegistryClient, password: str = PASSWORD, login: str = LOGIN) -> SessionOpened:
    return registry.sign_in(SignIn(login=login, password=password))


def refusal(attempt: Callable[[], object]) -> tuple[int, str, str]:
    with pytest.raises(Refused) as refused:
        attempt()
    problem = refused.value.problem
    return problem.status, problem.code, problem.detail


def test_a_session_token_is_exchanged_for_an_access_token_that_opens_the_services(registry: RegistryClient) -> None:
    opened = signed_in(registry)
    person = registry.as_somebody(lambda: registry.issue_access_token(opened.token).token)
    assert person.read_calendars().years


def test_only_a_digest_of_the_session_token_is_stored(registry: RegistryClient, started: Engine) -> None:
    opened = signed_in(registry)
    with started.connect() as connection:
        row = str(connection.execute(text("SELECT * FROM session")).one())
    assert opened.token not in row


def test_an_unknown_login_and_a_wrong_password_are_answered_alike(registry: RegistryClient) -> None:
    wrong = refusal(lambda: signed_in(registry, "错误的口令"))
    unknown = refusal(lambda: signed_in(registry, login="nobody.here"))
    assert wrong == unknown
    assert wrong[:2] == (401, "wrong_login")


@pytest.mark.parametrize("login", [LOGIN, "nobody.here"])
def test_five_wrong_passwords_close_the_login_known_or_not(registry: RegistryClient, login: str) -> None:
    for _ in range(5):
        assert refusal(lambda: signed_in(registry, "错误的口令", login))[0] == 401
    status, code, sentence = refusal(lambda: signed_in(registry, PASSWORD, login))
    assert (status, code) == (429, "too_many_attempts")
    assert "15 分钟" in sentence


def test_a_closed_login_opens_again_after_fifteen_minutes(registry: RegistryClient, started: Engine) -> None:
    for _ in range(5):
        refusal(lambda: signed_in(registry, "错误的口令"))
    with started.begin() as connection:
        connection.execute(text("UPDATE sign_in_failure SET at = at - interval '15 minutes'"))
    assert signed_in(registry).token


def test_the_right_password_forgives_earlier_mistakes(registry: RegistryClient) -> None:
    for _ in range(2):
        for _ in range(4):
            refusal(lambda: signed_in(registry, "错误的口令"))
        assert signed_in(registry).token


def test_many_guesses_at_once_do_not_get_around_the_limit(registry: RegistryClient) -> None:
    def guess(number: int) -> int:
        return refusal(lambda: signed_in(registry, f"猜第{number}次"))[0]

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(guess, range(20)))
    assert sorted(answers) == [401] * 5 + [429] * 15


@pytest.mark.parametrize(
    "assignment",
    [
        "last_used_at = last_used_at - interval '8 hours'",
        "opened_at = opened_at - interval '24 hours'",
        "revoked_at = now()",
    ],
    ids=["idle for 8 hours", "24 hours old", "revoked"],
)
def test_a_session_that_is_over_gives_no_token(registry: RegistryClient, aged: Aged, assignment: str) -> None:
    opened = signed_in(registry)
    aged(assignment)
    assert refusal(lambda: registry.issue_access_token(opened.token))[:2] == (401, "not_signed_in")


def test_a_session_in_use_outlives_the_idle_limit(registry: RegistryClient, aged: Aged) -> None:
    opened = signed_in(registry)
    for _ in range(2):
        aged("last_used_at = last_used_at - interval '7 hours', opened_at = opened_at - interval '7 hours'")
        assert registry.issue_access_token(opened.token).token


def test_after_signing_out_the_session_is_dead(registry: RegistryClient) -> None:
    opened = signed_in(registry)
    assert registry.sign_out(opened.token).ended
    assert not registry.sign_out(opened.token).ended
    assert refusal(lambda: registry.issue_access_token(opened.token))[0] == 401


@pytest.mark.parametrize("token", ["", "x", "0" * 43])
def test_an_invented_session_token_opens_nothing(registry: RegistryClient, token: str) -> None:
    assert refusal(lambda: registry.issue_access_token(token))[:2] == (401, "not_signed_in")


def test_changing_the_password_ends_the_other_sessions(registry: RegistryClient) -> None:
    here, elsewhere = signed_in(registry), signed_in(registry)
    new = ChangePassword(password=PASSWORD, new_password="另一个足够长的新口令")
    assert registry.change_password(here.token, new).ended
    assert registry.issue_access_token(here.token).token
    assert refusal(lambda: registry.issue_access_token(elsewhere.token))[0] == 401
    assert refusal(lambda: signed_in(registry))[0] == 401
    assert signed_in(registry, new.new_password).token


def test_changing_the_password_needs_the_present_one(registry: RegistryClient) -> None:
    opened = signed_in(registry)
    wrong = ChangePassword(password="不是现在的口令", new_password="另一个足够长的新口令")
    for _ in range(5):
        assert refusal(lambda: registry.change_password(opened.token, wrong))[:2] == (401, "wrong_login")
    assert refusal(lambda: registry.change_password(opened.token, wrong))[0] == 429


def test_a_reset_password_signs_everybody_out(registry: RegistryClient) -> None:
    opened = signed_in(registry)
    reset = registry.reset_password(opened.account.account_id)
    assert refusal(lambda: registry.issue_access_token(opened.token))[0] == 401
    assert signed_in(registry, str(reset.one_time_password)).token


def test_outlived_sessions_are_swept_away_at_the_next_sign_in(
    registry: RegistryClient, aged: Aged, started: Engine
) -> None:
    signed_in(registry)
    aged("opened_at = opened_at - interval '24 hours'")
    signed_in(registry)
    with started.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM session")) == 1
