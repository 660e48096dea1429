"""The code after the password: RFC 6238, each code once, recovery codes, and what a session may do without it."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID

import pyotp
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.registry.app import build
from services.registry.client import RegistryClient
from services.registry.contract import CreateAccount, NewPost, SecondFactorCode, SecondFactorRule, SessionNeed, SignIn
from services.registry.domain.second_factor import as_typed, step_of
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from shared.posts import Role
from shared.service_client import Refused
from tests.services.registry.test_sessions import refusal

PASSWORD = "正确的口令有十个字以上"
LOGIN = "chen.dept"


@pytest.fixture
def registry(with_organisations: RegistryClient) -> RegistryClient:
    post = NewPost(role=Role.DEPARTMENT_OFFICER, organisation="321003")
    with_organisations.create_account(CreateAccount(login=LOGIN, name="陈静", password=PASSWORD, posts=[post]))
    return with_organisations


@pytest.fixture
def strict(registry: RegistryClient, started: Engine, keys: KeyRing, clock: BusinessClock) -> RegistryClient:
    """As in production: department posts must have it."""
    app = build(started, keys, clock, second_factor=SecondFactorRule.REQUIRED)
    return RegistryClient("", registry._token, http=TestClient(app))


def sign_in(registry: RegistryClient) -> str:
    return registry.sign_in(SignIn(login=LOGIN, password=PASSWORD)).token


def code_of(secret: str, steps: int = 0) -> SecondFactorCode:
    return SecondFactorCode(code=pyotp.TOTP(secret).at(int(time.time()) + 30 * steps))


def enrolled(registry: RegistryClient, steps: int = -1) -> tuple[str, str, list[str]]:
    """Session, secret, recovery codes; the code of the step before is used up, so that the present one is fresh."""
    session = sign_in(registry)
    secret = registry.begin_second_factor(session).secret
    assert secret is not None
    return session, secret, registry.confirm_second_factor(session, code_of(secret, steps)).codes


def awaiting(registry: RegistryClient) -> str:
    opened = registry.sign_in(SignIn(login=LOGIN, password=PASSWORD))
    assert opened.needs is SessionNeed.CODE
    return opened.token


def test_codes_are_those_of_rfc_6238() -> None:
    """Appendix B, SHA-1, the last six of its eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for moment, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert step_of(secret, code, moment) == moment // 30


def test_one_step_either_way_is_let_through_and_no_more() -> None:
    secret, now = pyotp.random_base32(), 1_800_000_000
    steps = [step_of(secret, pyotp.TOTP(secret).at(now + 30 * away), now) for away in (-2, -1, 0, 1, 2)]
    assert [step is not None for step in steps] == [False, True, True, True, False]


@pytest.mark.parametrize("typed", ["123 456", "１２３４５６", "123-456", " 123456 "])
def test_a_code_is_taken_as_people_type_it(typed: str) -> None:
    assert as_typed(typed) == "123456"


def test_after_the_password_only_the_code_opens_the_session(registry: RegistryClient) -> None:
    _, secret, _ = enrolled(registry)
    session = awaiting(registry)
    asked = (registry.issue_access_token, registry.list_sessions, registry.read_second_factor)
    assert {refusal(partial(ask, session))[:2] for ask in asked} == {(403, "code_needed")}
    assert registry.prove_second_factor(session, code_of(secret)).ended
    assert registry.issue_access_token(session).token


def test_a_code_is_accepted_once(registry: RegistryClient) -> None:
    _, secret, _ = enrolled(registry)
    code = code_of(secret)
    registry.prove_second_factor(awaiting(registry), code)
    assert refusal(lambda: registry.prove_second_factor(awaiting(registry), code))[:2] == (422, "wrong_code")


def test_of_twenty_with_the_same_code_at_once_one_gets_in(registry: RegistryClient) -> None:
    _, secret, _ = enrolled(registry)
    sessions, code = [awaiting(registry) for _ in range(20)], code_of(secret)

    def attempt(session: str) -> bool:
        try:
            return registry.prove_second_factor(session, code).ended
        except Refused:
            return False

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(attempt, sessions)) == 1


def test_wrong_codes_close_the_login_and_the_password_buys_no_new_guesses(registry: RegistryClient) -> None:
    _, secret, _ = enrolled(registry)
    for _ in range(5):
        session = awaiting(registry)
        guess = partial(registry.prove_second_factor, session, SecondFactorCode(code="000000"))
        assert refusal(guess)[0] == 422
    assert refusal(lambda: sign_in(registry))[:2] == (429, "too_many_attempts")
    assert refusal(lambda: registry.prove_second_factor(session, code_of(secret)))[0] == 429


def test_a_recovery_code_opens_once(registry: RegistryClient) -> None:
    _, _, codes = enrolled(registry)
    assert len(set(codes)) == 10
    session, typed = awaiting(registry), SecondFactorCode(code=codes[3].lower().replace("-", " "))
    assert registry.prove_second_factor(session, typed).ended
    assert registry.read_second_factor(session).recovery_codes_left == 9
    assert refusal(lambda: registry.prove_second_factor(awaiting(registry), typed))[1] == "wrong_code"


def test_neither_the_secret_nor_a_recovery_code_stands_in_the_database(
    registry: RegistryClient, started: Engine
) -> None:
    _, secret, codes = enrolled(registry)
    with started.connect() as connection:
        tables = ("second_factor", "recovery_code", "audit", "outbox", "session")
        stored = "".join(str(connection.execute(text(f"SELECT * FROM {name}")).all()) for name in tables)
    assert not any(one in stored or one.replace("-", "") in stored for one in (secret, *codes))


def test_the_secret_is_shown_until_it_is_confirmed_and_never_again(registry: RegistryClient) -> None:
    session = sign_in(registry)
    secret = registry.begin_second_factor(session).secret
    shown = registry.read_second_factor(session)
    assert registry.begin_second_factor(session).secret == shown.secret == secret
    assert shown.address is not None
    assert shown.address.startswith("otpauth://totp/")
    registry.confirm_second_factor(session, code_of(str(secret)))
    after = registry.read_second_factor(session)
    assert (after.on, after.secret, after.address) == (True, None, None)
    assert refusal(lambda: registry.begin_second_factor(session))[:2] == (409, "second_factor_stands")


def test_confirming_ends_the_sessions_that_were_opened_without_it(registry: RegistryClient) -> None:
    elsewhere = sign_in(registry)
    here, _, _ = enrolled(registry)
    assert registry.issue_access_token(here).token
    assert refusal(lambda: registry.issue_access_token(elsewhere))[0] == 401


def test_it_is_ended_with_a_code_only(registry: RegistryClient) -> None:
    session, secret, _ = enrolled(registry)
    wrong = SecondFactorCode(code="000000")
    assert refusal(lambda: registry.disable_second_factor(session, wrong))[:2] == (422, "wrong_code")
    assert not registry.disable_second_factor(session, code_of(secret)).on
    assert registry.sign_in(SignIn(login=LOGIN, password=PASSWORD)).needs is SessionNeed.NOTHING


def test_an_administrator_resets_it_for_a_lost_phone_and_it_is_audited(
    registry: RegistryClient, started: Engine
) -> None:
    session, _, _ = enrolled(registry)
    waiting = awaiting(registry)
    account = next(one for one in registry.list_accounts().items if one.login == LOGIN)
    registry.reset_second_factor(account.account_id)
    for one in (session, waiting):
        assert refusal(partial(registry.issue_access_token, one))[0] == 401
    assert registry.issue_access_token(sign_in(registry)).token
    assert "reset_second_factor" in acts_on(started, account.account_id)


def acts_on(engine: Engine, object_id: UUID) -> list[str]:
    with engine.connect() as connection:
        acts = text("SELECT act FROM audit WHERE object_id = :it ORDER BY id")
        return list(connection.execute(acts, {"it": object_id}).scalars())


def test_a_department_post_may_do_nothing_but_set_it_up_where_it_is_required(strict: RegistryClient) -> None:
    opened = strict.sign_in(SignIn(login=LOGIN, password=PASSWORD))
    assert opened.needs is SessionNeed.ENROLMENT
    assert refusal(lambda: strict.issue_access_token(opened.token))[:2] == (403, "enrolment_needed")
    assert refusal(lambda: strict.list_sessions(opened.token))[1] == "enrolment_needed"
    view = strict.begin_second_factor(opened.token)
    assert view.required
    strict.confirm_second_factor(opened.token, code_of(str(view.secret), -1))
    assert strict.issue_access_token(opened.token).token
    strict.disable_second_factor(opened.token, code_of(str(view.secret)))
    assert refusal(lambda: strict.issue_access_token(opened.token))[1] == "enrolment_needed"


def test_a_department_post_granted_meanwhile_asks_for_it_at_once(strict: RegistryClient) -> None:
    post = NewPost(role=Role.BRANCH_SECRETARY, organisation="32100300101")
    made = strict.create_account(CreateAccount(login="zhou", name="周超", password=PASSWORD, posts=[post]))
    session = strict.sign_in(SignIn(login="zhou", password=PASSWORD)).token
    assert strict.issue_access_token(session).token
    strict.grant_post(made.account.account_id, NewPost(role=Role.DEPARTMENT_OFFICER, organisation="321003"))
    assert refusal(lambda: strict.issue_access_token(session))[1] == "enrolment_needed"


def test_ten_minutes_after_the_password_the_code_comes_too_late(registry: RegistryClient, started: Engine) -> None:
    _, secret, _ = enrolled(registry)
    session = awaiting(registry)
    with started.begin() as connection:
        connection.execute(text("UPDATE session SET opened_at = opened_at - interval '10 minutes'"))
    assert refusal(lambda: registry.prove_second_factor(session, code_of(secret)))[0] == 401
