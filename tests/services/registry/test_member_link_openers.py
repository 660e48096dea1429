"""A member's link lasts no longer than the trust in whoever opened it: his post at the branch, and his own sessions."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services.registry.client import RegistryClient
from services.registry.contract import EndPost, NewPost
from shared.business_clock import BusinessClock
from shared.posts import Actor, Role
from tests.factories.people import Tokens
from tests.services.registry.test_member_links import (
    BRANCH,
    NEIGHBOUR,
    branch,
    door,
    newcomer,
    opened,
    redeemed,
    refusal,
    secretary,
    statuses,
)

__all__ = ["branch", "door", "secretary"]


def leaves(operator: RegistryClient, secretary: Actor) -> None:
    operator.end_post(UUID(secretary.account), EndPost(role=Role.BRANCH_SECRETARY, organisation=BRANCH))


def is_signed_out(operator: RegistryClient, secretary: Actor) -> None:
    operator.end_account_sessions(UUID(secretary.account))


def gets_a_new_password(operator: RegistryClient, secretary: Actor) -> None:
    operator.reset_password(UUID(secretary.account))


@pytest.mark.parametrize("goes", [leaves, is_signed_out, gets_a_new_password])
def test_a_link_does_not_outlive_the_trust_in_whoever_opened_it(
    with_organisations: RegistryClient,
    branch: RegistryClient,
    door: RegistryClient,
    tokens: Tokens,
    secretary: Actor,
    goes: Callable[[RegistryClient, Actor], None],
) -> None:
    case_id = uuid4()
    session = redeemed(door, opened(branch, case_id))
    link = opened(branch, case_id)
    goes(with_organisations, secretary)
    assert refusal(lambda: redeemed(door, link))[:2] == (401, "member_link_refused")
    assert refusal(lambda: door.issue_member_token(session.token))[:2] == (401, "not_signed_in")
    next_one = branch.as_somebody(tokens.of(newcomer(with_organisations, "吴敏")))
    assert statuses(next_one, case_id) == ["UNANSWERED", "UNANSWERED"]
    assert door.issue_member_token(redeemed(door, opened(next_one, case_id)).token).token
    assert statuses(next_one, case_id) == ["IN_USE", "WITHDRAWN", "UNANSWERED"]


def test_a_post_that_ends_by_its_day_takes_the_links_with_it(
    with_organisations: RegistryClient, door: RegistryClient, tokens: Tokens, clock: BusinessClock
) -> None:
    today = clock.today()
    until = newcomer(with_organisations, "郑洁", valid_from=today - timedelta(days=9), valid_to=today)
    over = newcomer(
        with_organisations, "孙丽", valid_from=today - timedelta(days=9), valid_to=today - timedelta(days=1)
    )
    last_day, day_after = (with_organisations.as_somebody(tokens.of(one)) for one in (until, over))
    assert redeemed(door, opened(last_day)).token
    link = opened(day_after)
    assert refusal(lambda: redeemed(door, link))[0] == 401


def test_whoever_is_signed_out_and_trusted_again_opens_new_links(
    with_organisations: RegistryClient, branch: RegistryClient, door: RegistryClient, secretary: Actor
) -> None:
    is_signed_out(with_organisations, secretary)
    assert redeemed(door, opened(branch)).token


def test_a_post_at_another_branch_answers_for_no_link_of_this_one(
    with_organisations: RegistryClient, branch: RegistryClient, door: RegistryClient, secretary: Actor
) -> None:
    link = opened(branch)
    elsewhere = NewPost(role=Role.BRANCH_SECRETARY, organisation=NEIGHBOUR)
    with_organisations.grant_post(UUID(secretary.account), elsewhere)
    leaves(with_organisations, secretary)
    assert refusal(lambda: redeemed(door, link))[0] == 401
