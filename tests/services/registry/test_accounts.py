"""Accounts, posts, and what the posts do to the directory."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from services.registry.client import RegistryClient
from services.registry.contract import AccountCreated, CreateAccount, EndPost, NewPost, SignIn
from shared.authentication import TokenReader
from shared.keys import KeyRing
from shared.posts import Post, Role
from shared.service_client import Refused
from tests.factories.deployment import FIRST_MOMENT
from tests.factories.organisations import path_of
from tests.factories.people import Tokens

BRANCH, COMMITTEE, DEPARTMENT = "32100300101", "321003001", "321003"
TODAY = FIRST_MOMENT.date()


def new_account(client: RegistryClient, *posts: NewPost, login: str = "zhou.secretary") -> AccountCreated:
    return client.create_account(CreateAccount(login=login, name="周超", posts=list(posts)))


def staffed(client: RegistryClient) -> set[str]:
    return {one.code for one in client.read_directory().organisations if one.staffed}


def test_an_account_gets_a_one_time_password_that_signs_in(with_organisations: RegistryClient) -> None:
    made = new_account(with_organisations, NewPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH))
    assert made.one_time_password
    opened = with_organisations.sign_in(SignIn(login="zhou.secretary", password=made.one_time_password))
    assert opened.account == made.account
    assert opened.account.posts[0].role_label == "党支部书记"


def test_two_accounts_never_get_the_same_password(with_organisations: RegistryClient) -> None:
    one, other = (new_account(with_organisations, login=login) for login in ("one.one", "two.two"))
    assert one.one_time_password != other.one_time_password


def test_a_chosen_password_is_not_repeated_in_the_answer(with_organisations: RegistryClient) -> None:
    body = CreateAccount(login="wang.officer", name="王敏", password="一个很长的口令，有十个字")
    assert with_organisations.create_account(body).one_time_password is None


def test_passwords_are_stored_as_argon2id(with_organisations: RegistryClient, started: Engine) -> None:
    made = new_account(with_organisations)
    with started.connect() as connection:
        stored = connection.scalars(text("SELECT password_hash FROM account")).one()
    assert stored.startswith("$argon2id$")
    assert str(made.one_time_password) not in stored


def test_a_login_is_given_once(with_organisations: RegistryClient) -> None:
    new_account(with_organisations)
    with pytest.raises(Refused, match="409 login_taken"):
        new_account(with_organisations)


def test_an_access_token_carries_the_posts_valid_today_with_their_paths(
    with_organisations: RegistryClient, keys: KeyRing
) -> None:
    made = new_account(
        with_organisations,
        NewPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH),
        NewPost(role=Role.COMMITTEE_OFFICER, organisation=COMMITTEE, valid_from=TODAY + timedelta(days=1)),
        NewPost(role=Role.CONTACT_PERSON, organisation=BRANCH, valid_from=date(2026, 1, 1), valid_to=TODAY),
    )
    password = str(made.one_time_password)
    opened = with_organisations.sign_in(SignIn(login="zhou.secretary", password=password))
    token = with_organisations.issue_access_token(opened.token).token
    actor = TokenReader("outflow", keys.issuers).read(token)
    assert actor.account == str(made.account.account_id)
    assert set(actor.posts) == {
        Post(Role.BRANCH_SECRETARY, BRANCH, path_of(BRANCH)),
        Post(Role.CONTACT_PERSON, BRANCH, path_of(BRANCH)),
    }


def test_a_new_post_staffs_its_organisation_and_publishes_the_directory(with_organisations: RegistryClient) -> None:
    before = with_organisations.read_directory().version
    made = new_account(with_organisations)
    assert with_organisations.read_directory().version == before
    post = NewPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH)
    with_organisations.grant_post(made.account.account_id, post)
    assert staffed(with_organisations) == {BRANCH}
    assert with_organisations.read_directory().version == before + 1


def test_the_end_of_the_last_post_leaves_the_organisation_vacant(with_organisations: RegistryClient) -> None:
    made = new_account(with_organisations, NewPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH))
    ended = with_organisations.end_post(
        made.account.account_id, EndPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH)
    )
    assert ended.posts == []
    assert staffed(with_organisations) == set()
    with pytest.raises(Refused, match="409 post_not_held"):
        with_organisations.end_post(made.account.account_id, EndPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH))


def test_administrators_do_not_count_as_staff(with_organisations: RegistryClient) -> None:
    new_account(with_organisations, NewPost(role=Role.SYSTEM_ADMINISTRATOR, organisation="320000"))
    assert staffed(with_organisations) == set()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Role.SYSTEM_ADMINISTRATOR, Role.BRANCH_SECRETARY),
        (Role.DEPARTMENT_OFFICER, Role.AUDITOR),
        (Role.AUDITOR, Role.SYSTEM_ADMINISTRATOR),
    ],
)
def test_administration_audit_and_business_are_never_in_one_hand(
    with_organisations: RegistryClient, first: Role, second: Role
) -> None:
    made = new_account(with_organisations, NewPost(role=first, organisation=DEPARTMENT))
    with pytest.raises(Refused, match="409 posts_incompatible"):
        with_organisations.grant_post(made.account.account_id, NewPost(role=second, organisation=DEPARTMENT))


def test_the_database_itself_keeps_administration_and_business_apart(
    with_organisations: RegistryClient, started: Engine
) -> None:
    made = new_account(with_organisations, NewPost(role=Role.AUDITOR, organisation=DEPARTMENT))
    sneaked = text(
        "INSERT INTO post (id, account_id, role, organisation, valid_from)"
        " VALUES (gen_random_uuid(), :account, 'branch_secretary', :branch, '2027-01-01')"
    )
    with pytest.raises(IntegrityError, match="post_estates_apart"), started.begin() as connection:
        connection.execute(sneaked, {"account": made.account.account_id, "branch": BRANCH})


def test_one_after_the_other_is_allowed(with_organisations: RegistryClient) -> None:
    until = NewPost(role=Role.AUDITOR, organisation=DEPARTMENT, valid_to=TODAY)
    made = new_account(with_organisations, until)
    after = NewPost(role=Role.DEPARTMENT_OFFICER, organisation=DEPARTMENT, valid_from=TODAY + timedelta(days=1))
    assert len(with_organisations.grant_post(made.account.account_id, after).posts) == 2


@pytest.mark.parametrize(
    ("post", "code"),
    [
        (NewPost(role=Role.SYSTEM, organisation=DEPARTMENT), "system_is_no_post"),
        (NewPost(role=Role.INSPECTOR, organisation="999999"), "organisation_unknown"),
        (NewPost(role=Role.INSPECTOR, organisation=DEPARTMENT, valid_to=date(2020, 1, 1)), "post_days_inverted"),
    ],
)
def test_impossible_posts_are_refused_and_no_account_is_left_behind(
    with_organisations: RegistryClient, post: NewPost, code: str
) -> None:
    with pytest.raises(Refused, match=f"422 {code}"):
        new_account(with_organisations, post)
    assert with_organisations.list_accounts().items == []


def test_accounts_are_listed_by_organisation(with_organisations: RegistryClient) -> None:
    new_account(with_organisations, NewPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH))
    new_account(with_organisations, NewPost(role=Role.DEPARTMENT_OFFICER, organisation=DEPARTMENT), login="li.dept")
    assert [one.login for one in with_organisations.list_accounts(DEPARTMENT).items] == ["li.dept"]
    assert [one.login for one in with_organisations.list_accounts().items] == ["li.dept", "zhou.secretary"]


def test_only_administrators_manage_accounts(with_organisations: RegistryClient, tokens: Tokens) -> None:
    officer = with_organisations.as_somebody(tokens.at(Role.DEPARTMENT_OFFICER, DEPARTMENT))
    with pytest.raises(Refused, match="403 not_your_post"):
        new_account(officer)
    with pytest.raises(Refused, match="403 not_your_post"):
        officer.list_accounts()
    administrator = with_organisations.as_somebody(tokens.at(Role.SYSTEM_ADMINISTRATOR, "320000"))
    assert new_account(administrator).account.login == "zhou.secretary"


def test_every_change_of_an_account_leaves_an_audit_row(with_organisations: RegistryClient, started: Engine) -> None:
    made = new_account(with_organisations)
    post = NewPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH)
    with_organisations.grant_post(made.account.account_id, post)
    with_organisations.reset_password(made.account.account_id)
    with started.connect() as connection:
        acts = connection.scalars(
            text("SELECT act FROM audit WHERE object_id = :account ORDER BY id"),
            {"account": made.account.account_id},
        ).all()
    assert acts == ["create_account", "grant_post", "reset_password"]
