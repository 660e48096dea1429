"""Standing in during absence: from–to, by a colleague, with the post in his token and both names on his acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from joserfc import jwt
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from services.registry.client import RegistryClient
from services.registry.contract import CreateAccount, EndPost, NewPost, SignIn
from services.registry.delegation.contract import DelegatePost, Delegation
from services.registry.session_limits import DELEGATION_DAYS_AT_MOST
from shared.keys import KeyRing
from shared.posts import Absent, Actor, Post, Role
from tests.factories.deployment import FIRST_MOMENT
from tests.services.registry.conftest import Clients
from tests.services.registry.test_sessions import PASSWORD, refusal

BRANCH, OTHER_BRANCH, COMMITTEE, DEPARTMENT = "32100300101", "32100300102", "321003001", "321003"
TODAY = FIRST_MOMENT.date()
PEOPLE = {
    "zhang": ("张三", Role.BRANCH_SECRETARY, BRANCH),
    "lisi": ("李四", Role.CONTACT_PERSON, BRANCH),
    "liu": ("刘芳", Role.COMMITTEE_OFFICER, COMMITTEE),
    "zhou": ("周超", Role.BRANCH_SECRETARY, OTHER_BRANCH),
    "chen": ("陈静", Role.DEPARTMENT_OFFICER, DEPARTMENT),
    "audit": ("沈计", Role.AUDITOR, BRANCH),
    "admin": ("管理", Role.SYSTEM_ADMINISTRATOR, BRANCH),
}


@dataclass(frozen=True)
class Office:
    """The accounts of one street, and the registry as each of them calls it."""

    operator: RegistryClient
    accounts: dict[str, UUID]
    keys: KeyRing

    def of(self, login: str) -> RegistryClient:
        session = self.operator.sign_in(SignIn(login=login, password=PASSWORD)).token
        return self.operator.as_somebody(lambda: self.operator.issue_access_token(session).token)

    def actor(self, login: str) -> Actor:
        session = self.operator.sign_in(SignIn(login=login, password=PASSWORD)).token
        token = self.operator.issue_access_token(session).token
        claims = jwt.decode(token, self.keys.issuers["registry"], algorithms=["Ed25519"]).claims
        return Actor(claims["sub"], claims["name"], tuple(Post.of_claim(one) for one in claims["posts"]))

    def wanted(self, stand_in: str = "lisi", start: int = 0, days: int = 14, **changed: object) -> DelegatePost:
        first = TODAY + timedelta(days=start)
        body = DelegatePost(
            role=Role.BRANCH_SECRETARY,
            organisation=BRANCH,
            stand_in=self.accounts[stand_in],
            valid_from=first,
            valid_to=first + timedelta(days=days - 1),
        )
        return body.model_copy(update=changed)

    def delegates(self, stand_in: str = "lisi", start: int = 0, days: int = 14) -> Delegation:
        return self.of("zhang").delegate_post(self.wanted(stand_in, start, days))


@pytest.fixture
def office(with_organisations: RegistryClient, keys: KeyRing) -> Office:
    made = {}
    for login, (name, role, place) in PEOPLE.items():
        posts = [NewPost(role=role, organisation=place)]
        body = CreateAccount(login=login, name=name, password=PASSWORD, posts=posts)
        made[login] = with_organisations.create_account(body).account.account_id
    return Office(with_organisations, made, keys)


def test_while_it_runs_the_stand_in_carries_the_post_and_says_for_whom(office: Office) -> None:
    given = office.delegates()
    assert (given.holder, given.stand_in, given.given) == ("张三", "李四", True)
    actor = office.actor("lisi")
    own, post = actor.posts
    assert own.stands_in_for is None
    assert (post.role, post.organisation) == (Role.BRANCH_SECRETARY, BRANCH)
    assert post.stands_in_for == Absent(str(office.accounts["zhang"]), "张三")
    assert (actor.name_in(post), actor.name_in(own)) == ("李四（代张三）", "李四")
    assert office.actor("zhang").posts[0].stands_in_for is None


def test_it_begins_on_its_first_day_and_not_before(office: Office, started: Engine) -> None:
    given = office.delegates(start=1)
    assert len(office.actor("lisi").posts) == 1
    assert given.valid_from == TODAY + timedelta(days=1)
    with started.begin() as connection:
        earlier = text("UPDATE post SET valid_from = valid_from - 1, valid_to = valid_to - 14 WHERE id = :it")
        connection.execute(earlier, {"it": given.delegation_id})
    assert len(office.actor("lisi").posts) == 2, "the last day is included"


@pytest.mark.parametrize("who", ["zhang", "lisi", "liu", "chen"])
def test_the_holder_the_stand_in_and_the_officers_above_end_it(office: Office, who: str) -> None:
    given = office.delegates()
    assert office.of(who).end_delegation(given.delegation_id).last_day < TODAY
    assert len(office.actor("lisi").posts) == 1
    assert refusal(lambda: office.of(who).end_delegation(given.delegation_id))[0] == 404


def test_to_strangers_it_is_unknown(office: Office) -> None:
    given = office.delegates()
    unknown = refusal(lambda: office.of("zhou").end_delegation(UUID(int=7)))
    assert refusal(lambda: office.of("zhou").end_delegation(given.delegation_id)) == unknown
    assert unknown[:2] == (404, "not_found")
    assert office.of("zhou").list_delegations().items == []


def test_both_sides_and_the_officers_see_it(office: Office) -> None:
    given = office.delegates()
    for who in ("zhang", "lisi", "liu", "chen"):
        shown = office.of(who).list_delegations().items
        assert [one.delegation_id for one in shown] == [given.delegation_id]
        assert shown[0].given is (who == "zhang")


def test_colleagues_are_those_of_the_organisation_and_of_the_one_directly_above(office: Office) -> None:
    assert {one.name for one in office.of("zhang").list_colleagues().items} == {"李四", "刘芳"}
    assert office.of("audit").list_colleagues().items == []
    assert office.delegates("liu").stand_in == "刘芳"


Refusing = Callable[[Office], object]
REFUSED: dict[str, tuple[Refusing, tuple[int, str]]] = {
    "another branch": (lambda o: o.delegates("zhou"), (409, "stand_in_elsewhere")),
    "two levels above": (lambda o: o.delegates("chen"), (409, "stand_in_elsewhere")),
    "an auditor": (lambda o: o.delegates("audit"), (409, "stand_in_elsewhere")),
    "an administrator": (lambda o: o.delegates("admin"), (409, "stand_in_elsewhere")),
    "oneself": (lambda o: o.delegates("zhang"), (409, "stand_in_elsewhere")),
    "too long": (lambda o: o.delegates(days=DELEGATION_DAYS_AT_MOST + 1), (422, "delegation_too_long")),
    "from yesterday": (lambda o: o.delegates(start=-1), (422, "delegation_in_the_past")),
    "backwards": (lambda o: o.delegates(days=0), (422, "post_days_inverted")),
    "a post one has not": (lambda o: o.of("lisi").delegate_post(o.wanted("liu")), (409, "post_not_held")),
    "an auditor's post": (lambda o: o.of("audit").delegate_post(o.wanted(role=Role.AUDITOR)), (403, "not_your_post")),
    "an administrator's": (
        lambda o: o.of("admin").delegate_post(o.wanted(role=Role.SYSTEM_ADMINISTRATOR)),
        (403, "not_your_post"),
    ),
    "the operator": (lambda o: o.operator.delegate_post(o.wanted()), (403, "not_your_post")),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_delegated(office: Office, case: str) -> None:
    attempt, wanted = REFUSED[case]
    assert refusal(lambda: attempt(office))[:2] == wanted


def test_the_longest_absence_is_the_policys(office: Office) -> None:
    assert office.delegates(days=DELEGATION_DAYS_AT_MOST).valid_to == TODAY + timedelta(
        days=DELEGATION_DAYS_AT_MOST - 1
    )


def test_a_delegated_post_is_not_delegated_on(office: Office) -> None:
    office.delegates()
    onward = office.wanted("liu")
    assert refusal(lambda: office.of("lisi").delegate_post(onward))[:2] == (409, "delegated_post")


def test_one_stand_in_at_a_time_and_another_afterwards(office: Office) -> None:
    office.delegates(days=3)
    assert refusal(lambda: office.delegates("liu", start=2))[:2] == (409, "stand_in_has_enough")
    assert office.delegates("liu", start=3).stand_in == "刘芳"


def test_when_the_post_ends_the_stand_in_goes_with_it(office: Office) -> None:
    office.delegates()
    ending = EndPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH)
    office.operator.end_post(office.accounts["zhang"], ending)
    assert [post.role for post in office.actor("lisi").posts] == [Role.CONTACT_PERSON]


def test_a_stand_in_is_no_longer_to_be_made_an_auditor(office: Office) -> None:
    office.delegates("liu")
    office.operator.end_post(office.accounts["liu"], EndPost(role=Role.COMMITTEE_OFFICER, organisation=COMMITTEE))
    auditor = NewPost(role=Role.AUDITOR, organisation=DEPARTMENT)
    assert refusal(lambda: office.operator.grant_post(office.accounts["liu"], auditor))[1] == "posts_incompatible"


@pytest.mark.parametrize(
    ("account", "role", "valid_to", "constraint"),
    [
        ("audit", "branch_secretary", date(2026, 12, 1), "post_estates_apart"),
        ("admin", "branch_secretary", date(2026, 12, 1), "post_estates_apart"),
        ("zhou", "auditor", date(2026, 12, 1), "standing_in_is_bounded"),
        ("zhou", "branch_secretary", None, "standing_in_is_bounded"),
        ("zhou", "branch_secretary", date(2026, 12, 1), "post_one_stand_in"),
    ],
)
def test_the_database_keeps_it_so_whatever_the_code_does(
    office: Office, started: Engine, account: str, role: str, valid_to: date | None, constraint: str
) -> None:
    given = office.delegates()
    row = text(
        "INSERT INTO post (id, account_id, role, organisation, valid_from, valid_to, stands_in_for)"
        " SELECT gen_random_uuid(), :account, :role, :place, :today, :until, stands_in_for FROM post WHERE id = :given"
    )
    values = {"account": office.accounts[account], "role": role, "place": BRANCH, "today": TODAY, "until": valid_to}
    with pytest.raises(IntegrityError, match=constraint), started.begin() as connection:
        connection.execute(row, values | {"given": given.delegation_id})


def test_every_change_is_audited_with_both_accounts(office: Office, started: Engine) -> None:
    given = office.delegates()
    office.of("lisi").end_delegation(given.delegation_id)
    with started.connect() as connection:
        rows = connection.execute(
            text("SELECT act, account, details FROM audit WHERE object_id = :it ORDER BY id"),
            {"it": given.delegation_id},
        ).all()
    zhang, li = str(office.accounts["zhang"]), str(office.accounts["lisi"])
    assert [(row.act, row.account) for row in rows] == [("delegate_post", zhang), ("end_delegation", li)]
    assert all(row.details["stand_in"] == li and row.details["to"] for row in rows)


def test_who_stands_in_answers_for_what_the_absent_prepared() -> None:
    """Rulebook 2: a post allows its stand-in no more than its holder, who could not approve his own."""
    standing_in = Post(Role.COMMITTEE_OFFICER, COMMITTEE, "321003.321003001", Absent("zhang", "张三"))
    actor = Actor("lisi", "李四", (standing_in,))
    assert [actor.answers_for(one) for one in ("lisi", "zhang", "liu", "")] == [True, True, False, False]


def test_a_token_with_and_without_an_absent_holder_reads_back_the_same() -> None:
    own = Post(Role.BRANCH_SECRETARY, BRANCH, "a.b")
    stand_in = Post(Role.BRANCH_SECRETARY, BRANCH, "a.b", Absent("zhang", "张三"))
    assert [Post.of_claim(post.claim) for post in (own, stand_in)] == [own, stand_in]


def test_the_office_has_clients(clients: Clients) -> None:
    assert refusal(lambda: clients(None).list_delegations())[0] == 401
