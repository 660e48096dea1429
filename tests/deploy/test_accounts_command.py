"""`gongguan accounts`: signing an account out everywhere, and taking away a lost phone's second factor."""

import json
import time
from pathlib import Path
from types import SimpleNamespace

import pyotp
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from typer.testing import CliRunner

from deploy.embedded.cli import build as command_line
from deploy.embedded.commands import accounts
from services.registry.app import build
from services.registry.client import RegistryClient
from services.registry.contract import CreateAccount, SecondFactorCode, SignIn
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from shared.service_client import Refused
from tests.factories.people import Tokens

PASSWORD = "正确的口令有十个字以上"
LOGIN = "chen.dept"


@pytest.fixture
def registry(
    registry_database: Engine, keys: KeyRing, clock: BusinessClock, tokens: Tokens, monkeypatch: pytest.MonkeyPatch
) -> RegistryClient:
    operator = RegistryClient("", tokens.operator, http=TestClient(build(registry_database, keys, clock)))
    operator.create_account(CreateAccount(login=LOGIN, name="陈静", password=PASSWORD))
    monkeypatch.setattr(accounts, "_operator", lambda data: SimpleNamespace(registry=operator))
    return operator


def run(tmp_path: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(command_line(), ["accounts", *words, "--data", str(tmp_path), "--json"])
    return done.exit_code, done.output


def is_over(registry: RegistryClient, session: str) -> bool:
    try:
        return not registry.issue_access_token(session).token
    except Refused:
        return True


def test_an_account_is_signed_out_everywhere(registry: RegistryClient, tmp_path: Path) -> None:
    sessions = [registry.sign_in(SignIn(login=LOGIN, password=PASSWORD)).token for _ in range(2)]
    code, said = run(tmp_path, "end-sessions", "--login", LOGIN)
    assert (code, json.loads(said)["accounts"][0]["login"]) == (0, LOGIN)
    assert all(is_over(registry, one) for one in sessions)


def test_a_second_factor_is_reset(registry: RegistryClient, tmp_path: Path) -> None:
    session = registry.sign_in(SignIn(login=LOGIN, password=PASSWORD)).token
    secret = str(registry.begin_second_factor(session).secret)
    code = SecondFactorCode(code=pyotp.TOTP(secret).at(int(time.time())))
    registry.confirm_second_factor(session, code)
    assert run(tmp_path, "reset-second-factor", "--login", LOGIN)[0] == 0
    again = registry.sign_in(SignIn(login=LOGIN, password=PASSWORD)).token
    assert not is_over(registry, again)
    assert is_over(registry, session)


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("command", ["end-sessions", "reset-second-factor"])
def test_an_unknown_login_is_told(tmp_path: Path, command: str) -> None:
    assert run(tmp_path, command, "--login", "nobody.here")[0] != 0
