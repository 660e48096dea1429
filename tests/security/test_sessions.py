"""S1: the session dimension {none, expired, revoked, wrong service} on every route, and how sessions end."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from sqlalchemy import update

from services.outflow.client import OutflowClient
from services.registry import contract as c
from services.registry.client import RegistryClient
from services.registry.tables import SessionRow
from shared.authentication import LIFETIME, TokenIssuer
from shared.policy.ladder import RungAction
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Post, Role
from shared.service_client import Refused
from tests.factories.organisations import path_of
from tests.factories.people import holder
from tests.security.every_call import call_for
from tests.security.routes import guarded_verbs
from tests.security.world import HOME_BRANCH, HOME_COMMITTEE, HOME_DEPARTMENT, World, schedule

PASSWORD = "这个密码至少要有十个字"
EVERYTHING = Actor(
    "somebody", "某人", tuple(Post(role, HOME_BRANCH, path_of(HOME_BRANCH)) for role in Role if role is not Role.SYSTEM)
)


def claims(**changed: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    posts = [[post.role, post.organisation, post.path] for post in EVERYTHING.posts]
    valid = {"iss": "registry", "sub": "somebody", "name": "某人", "sid": "", "iat": now, "exp": now + LIFETIME}
    return valid | {"aud": ["registry", "outflow", "inflow"], "posts": posts} | changed


def signed(world: World, *, by: str = "registry", kid: str | None = None, **changed: Any) -> str:
    header = {"alg": "Ed25519", "kid": kid or by}
    return jwt.encode(header, claims(**changed), world.keys.issuer(by), algorithms=["Ed25519"])


def worthless(world: World, service: str) -> dict[str, str | None]:
    """Tokens that open nothing at this service."""
    past = datetime.now(UTC) - timedelta(seconds=1)
    others = [name for name in ("registry", "outflow", "inflow") if name != service]
    good = signed(world)
    system = [[Role.SYSTEM, "", ""]]
    return {
        "none": None,
        "empty": "",
        "no token at all": "x",
        "expired": signed(world, exp=past),
        "wrong service": signed(world, aud=others),
        "without an end": signed(world, exp=None),
        "another issuer's name": signed(world, by="worker", kid="registry"),
        "unknown issuer": signed(world, by="worker", kid="nobody"),
        "a person as the system": signed(world, posts=system),
        "altered": good[:-4] + ("AAAA" if good[-4:] != "AAAA" else "BBBB"),
        "unsigned": f"{_unsigned_header()}.{good.split('.')[1]}.",
        "revoked session's own token": _revoked(world),
    }


def _unsigned_header() -> str:
    return "eyJhbGciOiJub25lIiwia2lkIjoicmVnaXN0cnkifQ"  # {"alg":"none","kid":"registry"}


def _revoked(world: World) -> str:
    registry = RegistryClient("", http=world.registry.http)
    token = registry.sign_in(c.SignIn(login="wang.secretary", password=PASSWORD)).token
    registry.sign_out(token)
    return token


@pytest.fixture(scope="module")
def tokens_of(world: World) -> dict[str, dict[str, str | None]]:
    return {service: worthless(world, service) for service in ("registry", "outflow", "inflow")}


@pytest.mark.parametrize(("service", "verb"), guarded_verbs(), ids=lambda value: value)
def test_without_a_living_session_every_route_answers_alike(
    world: World, tokens_of: dict[str, dict[str, str | None]], service: str, verb: str
) -> None:
    bench, call = world.bench(service), call_for(world, service, verb)
    route = bench.route(verb)
    before = bench.footprint()
    answers = {}
    for name, token in tokens_of[service].items():
        answer = bench.send(route, call.url(route.path, unknown=False), token, **call.content(unknown=False))
        answers[name] = (answer.status_code, answer.json()["code"])
    assert set(answers.values()) == {(401, "not_signed_in")}, answers
    assert bench.footprint() == before, "something was left behind"


def test_access_tokens_live_two_minutes_at_most(world: World) -> None:
    assert timedelta(minutes=2) >= LIFETIME
    token = TokenIssuer("registry", world.keys.issuer("registry")).issue(EVERYTHING)
    read = jwt.decode(token, world.keys.issuers["registry"], algorithms=["Ed25519"]).claims
    assert read["exp"] - read["iat"] <= 120


def signed_in(world: World) -> tuple[RegistryClient, str]:
    registry = RegistryClient("", http=world.registry.http)
    return registry, registry.sign_in(c.SignIn(login="wang.secretary", password=PASSWORD)).token


def refused_at_once(registry: RegistryClient, session: str) -> None:
    with pytest.raises(Refused) as refused:
        registry.issue_access_token(session)
    assert (refused.value.problem.status, refused.value.problem.code) == (401, "not_signed_in")


def test_a_session_that_is_signed_out_gives_no_token_any_more(world: World) -> None:
    with world.registry.undone():
        registry, session = signed_in(world)
        assert registry.issue_access_token(session).token
        registry.sign_out(session)
        refused_at_once(registry, session)


def test_a_reset_password_ends_every_session(world: World) -> None:
    with world.registry.undone():
        registry, session = signed_in(world)
        RegistryClient("", world.tokens.operator, http=world.registry.http).reset_password(world.account_id)
        refused_at_once(registry, session)


def test_a_session_that_rests_too_long_has_expired(world: World) -> None:
    with world.registry.undone():
        registry, session = signed_in(world)
        long_ago = datetime.now(UTC) - timedelta(days=2)
        resting = update(SessionRow).values(opened_at=long_ago, last_used_at=long_ago)
        world.registry.connection.execute(resting)
        refused_at_once(registry, session)


def test_a_session_token_is_no_access_token(world: World) -> None:
    with world.registry.undone():
        registry, session = signed_in(world)
        with pytest.raises(Refused) as refused:
            registry.as_somebody(lambda: session).list_tasks()
        assert refused.value.problem.code == "not_signed_in"


def test_a_post_that_has_ended_is_not_in_the_next_token(world: World) -> None:
    with world.registry.undone():
        registry, session = signed_in(world)
        operator = RegistryClient("", world.tokens.operator, http=world.registry.http)
        ending = c.EndPost(role=Role.BRANCH_SECRETARY, organisation=HOME_BRANCH, on=None)
        operator.end_post(world.account_id, ending)
        token = registry.issue_access_token(session).token
        assert jwt.decode(token, world.keys.issuers["registry"], algorithms=["Ed25519"]).claims["posts"] == []


@pytest.mark.parametrize("scope", ["mine", "raised", "subtree"])
@pytest.mark.parametrize("service", ["registry", "outflow", "inflow"])
def test_an_account_without_a_post_has_no_tasks(world: World, service: str, scope: str) -> None:
    token = world.tokens.of(Actor("nobody", "无岗位", ()))()
    bench = world.bench(service)
    answer = bench.send(bench.route("list_tasks"), "/tasks", token, params={"scope": scope})
    assert answer.json()["items"] == []


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR, Role.MEMBER])
def test_what_has_risen_to_an_organisation_is_not_for_its_administrators(world: World, role: Role) -> None:
    with world.outflow.undone():
        raising = next(rung for rung in schedule(TaskKind.REPORT_AT_HOST).rungs if rung.action is RungAction.RAISE)
        worker = OutflowClient("", world.tokens.worker, http=world.outflow.http)
        worker.fire_rung(world.task_ids["outflow"], raising, raising.at.isoformat())
        reached = [o for o in (HOME_COMMITTEE, HOME_DEPARTMENT) if risen(world, Role.DEPARTMENT_OFFICER, o)]
        assert reached, "the task should have risen to the committee or the department"
        assert risen(world, role, reached[0]) == 0


def risen(world: World, reader: Role, organisation: str) -> int:
    token = world.tokens.of(holder(reader, organisation))
    return len(OutflowClient("", token, http=world.outflow.http).list_tasks(scope="raised").items)
