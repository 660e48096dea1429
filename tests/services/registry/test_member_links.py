"""A member's one-time link: opened by his branch, redeemed once with the code, and what its session opens."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, event, text

from services.registry.client import RegistryClient
from services.registry.contract import CreateAccount, NewPost
from services.registry.member_links import contract as c
from services.registry.session_limits import MEMBER_CODE_ATTEMPTS
from shared.authentication import TokenReader
from shared.errors import NotSignedIn
from shared.keys import KeyRing
from shared.posts import Actor, Role
from shared.service_client import Refused
from tests.factories.organisations import path_of
from tests.factories.people import Tokens, holder
from tests.services.registry.conftest import Clients

BRANCH, NEIGHBOUR, COMMITTEE = "32100300101", "32100300102", "321003001"
Aged = Callable[[str], None]


@pytest.fixture
def secretary(with_organisations: RegistryClient) -> Actor:
    return newcomer(with_organisations, "周超")


@pytest.fixture
def branch(with_organisations: RegistryClient, tokens: Tokens, secretary: Actor) -> RegistryClient:
    return with_organisations.as_somebody(tokens.of(secretary))


@pytest.fixture
def door(with_organisations: RegistryClient, clients: Clients) -> RegistryClient:
    """Nobody yet: whoever has a link and a code."""
    return clients(None)


@pytest.fixture
def aged(started: Engine) -> Aged:
    """Lets time pass: an SQL assignment such as `expires_at = now()`."""

    def age(assignment: str) -> None:
        with started.begin() as connection:
            connection.execute(text(f"UPDATE member_link SET {assignment}"))

    return age


def newcomer(operator: RegistryClient, name: str, **days: date) -> Actor:
    """With an account of his own and the post of the branch's secretary."""
    post = NewPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH, **days)
    made = operator.create_account(CreateAccount(login=f"login.{uuid4().hex[:8]}", name=name, posts=[post]))
    return holder(Role.BRANCH_SECRETARY, BRANCH, account=str(made.account.account_id), name=name)


def opened(branch: RegistryClient, case_id: UUID | None = None, organisation: str = BRANCH) -> c.MemberLinkOpened:
    return branch.open_member_link(c.OpenMemberLink(case_id=case_id or uuid4(), organisation=organisation))


def redeemed(door: RegistryClient, link: c.MemberLinkOpened, code: str = "") -> c.MemberSessionOpened:
    return door.redeem_member_link(c.RedeemMemberLink(secret=link.secret, code=code or link.code))


def wrong_code(link: c.MemberLinkOpened) -> str:
    return f"{(int(link.code) + 1) % 10**6:06d}"


def refusal(attempt: Callable[[], object]) -> tuple[int, str, str]:
    with pytest.raises(Refused) as refused:
        attempt()
    problem = refused.value.problem
    return problem.status, problem.code, problem.detail


def statuses(branch: RegistryClient, case_id: UUID) -> list[str]:
    return [link.status for link in branch.list_member_links(case_id).items]


def audited(engine: Engine, act: str) -> list[Any]:
    query = "SELECT account, role, organisation, object_id, details FROM audit WHERE act = :act ORDER BY id"
    with engine.connect() as connection:
        return list(connection.execute(text(query), {"act": act}))


def test_link_and_code_open_a_session_whose_token_speaks_for_the_case_alone(
    branch: RegistryClient, door: RegistryClient, keys: KeyRing
) -> None:
    case_id = uuid4()
    session = redeemed(door, opened(branch, case_id))
    assert session.case_id == case_id
    token = door.issue_member_token(session.token).token
    for service in ("outflow", "inflow"):
        actor = TokenReader(service, keys.issuers).read(token)
        assert (actor.own_case, actor.name) == (case_id, "党员本人")
        assert [(p.role, p.organisation, p.path) for p in actor.posts] == [(Role.MEMBER, BRANCH, path_of(BRANCH))]
    with pytest.raises(NotSignedIn):
        TokenReader("registry", keys.issuers).read(token)


def test_the_code_counts_as_a_phone_types_it(branch: RegistryClient, door: RegistryClient) -> None:
    link = opened(branch)
    wide = link.code.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert redeemed(door, link, f" {wide[:3]} {wide[3:]} ").token


def test_neither_secret_nor_code_nor_token_is_stored(
    branch: RegistryClient, door: RegistryClient, started: Engine
) -> None:
    link = opened(branch)
    session = redeemed(door, link)
    with started.connect() as connection:
        tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        stored = "".join(str(connection.execute(text(f'SELECT * FROM "{table}"')).all()) for table in tables)
    for secret in (link.secret, f"'{link.code}'", session.token):
        assert secret not in stored


def test_a_link_opens_once(branch: RegistryClient, door: RegistryClient) -> None:
    link = opened(branch)
    redeemed(door, link)
    assert refusal(lambda: redeemed(door, link))[:2] == (401, "member_link_refused")


def test_fifty_at_once_and_one_gets_in(branch: RegistryClient, door: RegistryClient) -> None:
    link = opened(branch)

    def attempt(_: int) -> str:
        try:
            return redeemed(door, link).token
        except Refused as refused:
            return refused.problem.code

    with ThreadPoolExecutor(max_workers=10) as pool:
        answers = list(pool.map(attempt, range(50)))
    assert answers.count("member_link_refused") == 49


def test_every_way_not_to_get_in_is_answered_alike(branch: RegistryClient, door: RegistryClient, aged: Aged) -> None:
    link = opened(branch)
    unknown = link.model_copy(update={"secret": "x" * 43})
    answers = {refusal(lambda: redeemed(door, link, wrong_code(link))), refusal(lambda: redeemed(door, unknown))}
    branch.withdraw_member_links(uuid4(), c.WithdrawMemberLinks(organisation=BRANCH))
    aged("expires_at = now()")
    answers.add(refusal(lambda: redeemed(door, link)))
    assert len(answers) == 1


def test_an_unknown_link_and_a_wrong_code_take_the_same_steps(
    branch: RegistryClient, door: RegistryClient, started: Engine
) -> None:
    link = opened(branch)
    unknown = link.model_copy(update={"secret": "x" * 43})
    steps: list[str] = []
    event.listen(started, "before_cursor_execute", lambda *said: steps.append(said[2]))
    refusal(lambda: redeemed(door, link, wrong_code(link)))
    of_a_wrong_code = list(steps)
    steps.clear()
    refusal(lambda: redeemed(door, unknown))
    assert steps == of_a_wrong_code != []


def test_five_wrong_codes_void_the_link(branch: RegistryClient, door: RegistryClient) -> None:
    case_id = uuid4()
    link = opened(branch, case_id)
    for _ in range(MEMBER_CODE_ATTEMPTS):
        assert refusal(lambda: redeemed(door, link, wrong_code(link)))[0] == 401
    assert refusal(lambda: redeemed(door, link))[0] == 401
    assert statuses(branch, case_id) == ["VOID"]


def test_many_wrong_codes_at_once_are_no_more_attempts(branch: RegistryClient, door: RegistryClient) -> None:
    case_id = uuid4()
    link = opened(branch, case_id)
    guesses = [f"{(int(link.code) + n) % 10**6:06d}" for n in range(1, 31)]

    with ThreadPoolExecutor(max_workers=10) as pool:
        list(pool.map(lambda code: refusal(lambda: redeemed(door, link, code)), guesses))
    assert branch.list_member_links(case_id).items[0].attempts_left == 0
    assert refusal(lambda: redeemed(door, link))[0] == 401


def test_the_fifth_code_still_counts(branch: RegistryClient, door: RegistryClient) -> None:
    link = opened(branch)
    for _ in range(MEMBER_CODE_ATTEMPTS - 1):
        refusal(lambda: redeemed(door, link, wrong_code(link)))
    assert redeemed(door, link).token


def test_a_code_of_another_link_opens_nothing(branch: RegistryClient, door: RegistryClient) -> None:
    first, second = opened(branch), opened(branch)
    if first.code != second.code:
        assert refusal(lambda: redeemed(door, first, second.code))[0] == 401


def test_an_expired_link_opens_nothing(branch: RegistryClient, door: RegistryClient, aged: Aged) -> None:
    case_id = uuid4()
    link = opened(branch, case_id)
    aged("expires_at = now()")
    assert refusal(lambda: redeemed(door, link))[0] == 401
    assert statuses(branch, case_id) == ["EXPIRED"]


def test_a_new_link_voids_the_older_unused_one_and_no_other(branch: RegistryClient, door: RegistryClient) -> None:
    case_id = uuid4()
    used = opened(branch, case_id)
    session = redeemed(door, used)
    older, newer = opened(branch, case_id), opened(branch, case_id)
    assert refusal(lambda: redeemed(door, older))[0] == 401
    assert redeemed(door, newer).case_id == case_id
    assert door.issue_member_token(session.token).token
    assert statuses(branch, case_id) == ["IN_USE", "WITHDRAWN", "IN_USE"]


def test_links_opened_at_once_leave_one_that_works(branch: RegistryClient) -> None:
    case_id = uuid4()
    with ThreadPoolExecutor(max_workers=8) as pool:
        list(pool.map(lambda _: opened(branch, case_id), range(16)))
    assert sorted(statuses(branch, case_id)) == ["OPEN"] + ["WITHDRAWN"] * 15


@pytest.mark.parametrize(
    "assignment",
    [
        "last_used_at = last_used_at - interval '1 hour'",
        "redeemed_at = redeemed_at - interval '12 hours'",
        "withdrawn_at = now()",
        "ended_at = now()",
    ],
)
def test_a_session_ends(branch: RegistryClient, door: RegistryClient, aged: Aged, assignment: str) -> None:
    session = redeemed(door, opened(branch))
    assert door.issue_member_token(session.token).token
    aged(assignment)
    assert refusal(lambda: door.issue_member_token(session.token))[:2] == (401, "not_signed_in")
    assert not door.end_member_session(session.token).ended


def test_using_it_keeps_the_session_open(branch: RegistryClient, door: RegistryClient, aged: Aged) -> None:
    session = redeemed(door, opened(branch))
    aged("last_used_at = last_used_at - interval '59 minutes'")
    door.issue_member_token(session.token)
    aged("last_used_at = last_used_at - interval '59 minutes'")
    assert door.issue_member_token(session.token).token


def test_the_member_leaves(branch: RegistryClient, door: RegistryClient) -> None:
    session = redeemed(door, opened(branch))
    assert door.end_member_session(session.token).ended
    assert refusal(lambda: door.issue_member_token(session.token))[0] == 401


def test_the_branch_withdraws_link_and_session_at_once(branch: RegistryClient, door: RegistryClient) -> None:
    case_id, other = uuid4(), uuid4()
    session = redeemed(door, opened(branch, case_id))
    link, elsewhere = opened(branch, case_id), opened(branch, other)
    assert branch.withdraw_member_links(case_id, c.WithdrawMemberLinks(organisation=BRANCH)).withdrawn == 2
    assert branch.withdraw_member_links(case_id, c.WithdrawMemberLinks(organisation=BRANCH)).withdrawn == 0
    assert refusal(lambda: door.issue_member_token(session.token))[0] == 401
    assert refusal(lambda: redeemed(door, link))[0] == 401
    assert redeemed(door, elsewhere).case_id == other


def test_another_branch_neither_sees_nor_withdraws_nor_opens_here(
    branch: RegistryClient, door: RegistryClient, tokens: Tokens
) -> None:
    case_id = uuid4()
    link = opened(branch, case_id)
    neighbour = branch.as_somebody(tokens.at(Role.BRANCH_SECRETARY, NEIGHBOUR))
    assert neighbour.list_member_links(case_id).items == []
    body = c.WithdrawMemberLinks(organisation=BRANCH)
    assert refusal(lambda: neighbour.withdraw_member_links(case_id, body))[0] == 404
    assert refusal(lambda: opened(neighbour, case_id))[0] == 404
    assert neighbour.withdraw_member_links(case_id, c.WithdrawMemberLinks(organisation=NEIGHBOUR)).withdrawn == 0
    assert redeemed(door, link).case_id == case_id


@pytest.mark.parametrize(
    ("role", "organisation", "status"),
    [(Role.COMMITTEE_OFFICER, COMMITTEE, 403), (Role.DEPARTMENT_OFFICER, "321003", 403), (Role.MEMBER, BRANCH, 404)],
)
def test_officers_above_and_a_member_open_none(
    branch: RegistryClient, tokens: Tokens, role: Role, organisation: str, status: int
) -> None:
    somebody = branch.as_somebody(tokens.at(role, organisation))
    assert refusal(lambda: opened(somebody))[0] == status


def test_every_opening_is_audited_with_its_case_and_without_secrets(
    branch: RegistryClient, door: RegistryClient, started: Engine, secretary: Actor
) -> None:
    case_id = uuid4()
    link = opened(branch, case_id)
    door.end_member_session(redeemed(door, link).token)
    branch.withdraw_member_links(case_id, c.WithdrawMemberLinks(organisation=BRANCH))
    account, role, organisation, about, details = audited(started, "open_member_link")[0]
    assert (account, role, organisation, about) == (secretary.account, "branch_secretary", BRANCH, case_id)
    assert details == {"link": str(link.link_id)}
    for act in ("redeem_member_link", "end_member_session"):
        account, role, organisation, about, details = audited(started, act)[0]
        assert (account, role, about) == (f"member:{case_id}", "member", case_id)
    assert len(audited(started, "withdraw_member_links")) == 1


def test_the_list_says_who_opened_it_and_how_it_stands(branch: RegistryClient, door: RegistryClient) -> None:
    case_id = uuid4()
    link = opened(branch, case_id)
    refusal(lambda: redeemed(door, link, wrong_code(link)))
    view = branch.list_member_links(case_id).items[0]
    assert (view.status, view.opened_by, view.organisation) == ("OPEN", "周超", BRANCH)
    assert (view.attempts_left, view.redeemed_at) == (MEMBER_CODE_ATTEMPTS - 1, None)
