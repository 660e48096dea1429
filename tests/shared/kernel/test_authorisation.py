"""S2: the permission table against an oracle that shares no code with it and knows paths only as lists of codes."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, column, select, table, text

from shared.authorisation import Grant, Permissions, Relation, Standing, authorise, authorise_any, may, visible
from shared.database import LTree
from shared.errors import NotFound, NotYourPost
from shared.posts import Actor, Post, Role

ACTION = "try_it"
# Codes that begin alike, so that comparing text instead of labels shows.
CODES = ("32", "320", "3200", "34")
PATHS = tuple(
    ".".join(path)
    for path in [(a,) for a in CODES]
    + [(a, b) for a in CODES[:3] for b in CODES]
    + [(a, b, c) for a in CODES[:2] for b in CODES[:2] for c in CODES]
)


@dataclass(frozen=True)
class Case:
    posts: tuple[tuple[Role, str], ...]
    grants: tuple[tuple[frozenset[Role], Relation], ...]
    own: str | None
    partner: str | None

    @property
    def actor(self) -> Actor:
        posts = tuple(Post(role, path.split(".")[-1], path) for role, path in self.posts)
        return Actor(account="a", name="n", posts=posts)

    @property
    def permissions(self) -> dict[str, tuple[Grant, ...]]:
        return {ACTION: tuple(Grant(roles, relation) for roles, relation in self.grants)}


ROLES = st.sampled_from([Role.BRANCH_SECRETARY, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER, Role.AUDITOR])
A_PATH = st.sampled_from(PATHS)
CASES = st.builds(
    Case,
    posts=st.lists(st.tuples(ROLES, A_PATH), max_size=3).map(tuple),
    grants=st.lists(st.tuples(st.frozensets(ROLES, min_size=1, max_size=2), st.sampled_from(Relation)), max_size=3).map(
        tuple
    ),
    own=A_PATH,
    partner=st.none() | A_PATH,
)


def below_or_same(path: str | None, above: str) -> bool:
    if path is None:
        return False
    labels, wanted = path.split("."), above.split(".")
    return labels[: len(wanted)] == wanted


def oracle(case: Case) -> bool:
    return any(
        role in roles
        and (
            relation is Relation.ANY
            or (relation is Relation.OWN and case.own is not None and case.own.split(".") == path.split("."))
            or (relation is Relation.SUBTREE and below_or_same(case.own, path))
            or (relation is Relation.PARTNER and below_or_same(case.partner, path))
        )
        for role, path in case.posts
        for roles, relation in case.grants
    )


@pytest.fixture
def objects(registry_database: Engine) -> Iterator[Connection]:
    """A table with every pair of own and partner path, partner NULL included."""
    with registry_database.connect() as connection:
        connection.execute(text("CREATE TEMPORARY TABLE object (own ltree, partner ltree) ON COMMIT DROP"))
        rows = [{"own": own, "partner": partner} for own in PATHS for partner in (None, *PATHS)]
        connection.execute(text("INSERT INTO object VALUES (:own, CAST(:partner AS ltree))"), rows)
        yield connection


@settings(max_examples=200)
@given(CASES)
def test_the_check_of_one_object_agrees_with_the_oracle(case: Case) -> None:
    standing = Standing(own=case.own, partner=case.partner)
    assert may(case.actor, ACTION, case.permissions, standing) is oracle(case)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=CASES)
def test_the_list_shows_exactly_what_the_oracle_allows(objects: Connection, case: Case) -> None:
    one = table("object", column("own", LTree()), column("partner", LTree()))
    allowed = visible(case.actor, ACTION, case.permissions, one.c.own, one.c.partner)
    shown = {(row.own, row.partner) for row in objects.execute(select(one).where(allowed))}
    everything = [(own, partner) for own in PATHS for partner in (None, *PATHS)]
    assert shown == {
        (own, partner) for own, partner in everything if oracle(Case(case.posts, case.grants, own, partner))
    }


@settings(max_examples=200)
@given(CASES, st.lists(st.tuples(st.frozensets(ROLES, min_size=1), st.sampled_from(Relation)), max_size=2).map(tuple))
def test_strangers_find_nothing_and_lookers_are_told_whose_post_it_is(
    case: Case, readers: tuple[tuple[frozenset[Role], Relation], ...]
) -> None:
    reads = oracle(Case(case.posts, readers, case.own, case.partner))
    standing = Standing(own=case.own, partner=case.partner)
    grants = tuple(Grant(roles, relation) for roles, relation in readers)
    try:
        post = authorise(case.actor, ACTION, case.permissions, standing, readers=grants)
    except NotFound:
        assert (oracle(case), reads) == (False, False)
    except NotYourPost:
        assert (oracle(case), reads) == (False, True)
    else:
        assert oracle(case)
        assert (post.role, post.path) in case.posts


@given(CASES)
def test_without_an_object_the_role_decides(case: Case) -> None:
    wanted = {role for roles, _ in case.grants for role in roles}
    holds = any(role in wanted for role, _ in case.posts)
    if holds:
        assert authorise_any(case.actor, ACTION, case.permissions).role in wanted
    else:
        with pytest.raises(NotYourPost):
            authorise_any(case.actor, ACTION, case.permissions)


def test_an_object_that_belongs_nowhere_is_open_to_any_only() -> None:
    actor = Actor("a", "n", (Post(Role.BRANCH_SECRETARY, "32", "32"),))
    for relation in Relation:
        permissions: Permissions = {ACTION: (Grant(frozenset({Role.BRANCH_SECRETARY}), relation),)}
        assert may(actor, ACTION, permissions, Standing(own=None)) is (relation is Relation.ANY)
