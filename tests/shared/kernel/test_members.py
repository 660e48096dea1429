"""HIMSELF: a member's link opens his case on the side of the branch that opened it, as a check and in SQL."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field
from sqlalchemy import Connection, Text, Uuid, column, select, table, text

from shared.act import Act
from shared.authorisation import MEMBER_ACTS, Permissions, Relation, Standing, authorise, grant, his_own, may
from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.errors import NotFound
from shared.own_case import OWN_PAGE
from shared.own_word import NotAMembersWord, own_word, refuse_from_himself
from shared.posts import Actor, Post, Role
from tests.factories.database import Databases

ACTION = "say_it"
PERMISSIONS: Permissions = {ACTION: MEMBER_ACTS}
CASES = (UUID(int=1), UUID(int=2))
CODES = ("32", "320", "3200", "34")
ROWS = table("of_member", column("case_id", Uuid()), column("branch", Text()))
A_CODE, A_CASE = st.sampled_from(CODES), st.sampled_from(CASES)


def himself(case_id: UUID, code: str) -> Actor:
    return Actor.member(case_id, code, f"1.{code}")


@given(opened_for=A_CASE, opened_by=A_CODE, case_id=A_CASE, branch=st.none() | A_CODE, partner=A_CODE)
def test_the_case_and_the_branch_of_this_side_must_be_his(
    opened_for: UUID, opened_by: str, case_id: UUID, branch: str | None, partner: str
) -> None:
    standing = Standing(own=f"1.{opened_by}", partner=f"1.{partner}", case_id=case_id, branch=branch)
    wanted = opened_for == case_id and opened_by == branch
    assert may(himself(opened_for, opened_by), ACTION, PERMISSIONS, standing) is wanted


@pytest.fixture(scope="module")
def rows(databases: Databases) -> Iterator[Connection]:
    with databases("registry").connect() as connection, connection.begin() as transaction:
        connection.execute(text("CREATE TEMPORARY TABLE of_member (case_id uuid, branch text)"))
        for values in ({"case": case, "branch": branch} for case in CASES for branch in (None, *CODES)):
            connection.execute(text("INSERT INTO of_member VALUES (:case, :branch)"), values)
        yield connection
        transaction.rollback()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(opened_for=A_CASE, opened_by=A_CODE)
def test_the_condition_in_sql_finds_what_the_check_allows(rows: Connection, opened_for: UUID, opened_by: str) -> None:
    actor = himself(opened_for, opened_by)
    found = rows.execute(select(ROWS).where(his_own(actor, *ROWS.c))).all()
    every = rows.execute(select(ROWS)).all()
    allowed = [row for row in every if may(actor, ACTION, PERMISSIONS, Standing("1", None, row.case_id, row.branch))]
    assert sorted(map(str, found)) == sorted(map(str, allowed)) != []


@pytest.mark.parametrize(
    "actor",
    [
        Actor("somebody", "某人", (Post(Role.MEMBER, "32", "32"),)),
        Actor("somebody", "某人", (Post(Role.BRANCH_SECRETARY, "32", "32"),)),
        Actor(f"member:{CASES[0]}", "党员本人", (Post(Role.BRANCH_SECRETARY, "32", "32"),)),
        Actor(f"member:{CASES[0]}", "党员本人", ()),
        Actor.system("worker"),
    ],
    ids=["a member without a link", "a secretary", "a secretary under his number", "without a post", "a process"],
)
def test_nobody_else_is_himself(rows: Connection, actor: Actor) -> None:
    standing = Standing(own="32", case_id=CASES[0], branch="32")
    assert not may(actor, ACTION, PERMISSIONS, standing)
    assert rows.execute(select(ROWS).where(his_own(actor, *ROWS.c))).all() == []


@pytest.mark.parametrize("relation", [relation for relation in Relation if relation is not Relation.ANY])
def test_no_other_relation_lets_him_in_where_only_posts_are_named(relation: Relation) -> None:
    permissions: Permissions = {ACTION: (grant(relation, Role.BRANCH_SECRETARY),)}
    standing = Standing(own="1.32", partner="1.32", case_id=CASES[0], branch="32")
    with pytest.raises(NotFound):
        authorise(himself(CASES[0], "32"), ACTION, permissions, standing)


class Said(Contract):
    heard_on: date
    happened_on: date
    channel: str = Field(default="phone")
    told_by: str = "HOST"
    text: str = ""


SAID = Said(heard_on=date(2026, 1, 1), happened_on=date(2026, 1, 1), text="换了工厂。")


def act_by(actor: Actor, clock: BusinessClock) -> Act:
    return Act(None, actor, clock.now(), None, None, clock)  # type: ignore[arg-type]  # nothing of them is asked


def test_what_a_branch_states_of_his_word_is_known_when_he_says_it(clock: BusinessClock) -> None:
    said = own_word(act_by(himself(CASES[0], "32"), clock), SAID, "heard_on")
    assert (said.heard_on, said.channel, said.told_by) == (clock.today(), OWN_PAGE, "MEMBER")
    assert (said.happened_on, said.text) == (SAID.happened_on, SAID.text)


def test_a_branch_s_statement_stays_as_it_is(clock: BusinessClock) -> None:
    branch = act_by(Actor("a", "周超", (Post(Role.BRANCH_SECRETARY, "32", "32"),)), clock)
    assert own_word(branch, SAID, "heard_on") is SAID
    refuse_from_himself(branch, "kind", refused=True)
    with pytest.raises(NotAMembersWord):
        refuse_from_himself(act_by(himself(CASES[0], "32"), clock), "kind", refused=True)
