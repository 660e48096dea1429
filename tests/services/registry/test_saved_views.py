"""Saved views: for oneself or one's organisation; who sees them, who changes them, and what a list does not know."""

from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine

from services.registry.client import RegistryClient
from services.registry.saved_views.contract import ChangeView, SavedView, SaveView
from services.registry.saved_views.tables import SavedViewRow
from shared.audit import AuditRow
from shared.keys import KeyRing
from shared.posts import Role
from shared.working_lists.contract import FIELDS, ListKind, ViewFilters
from tests.factories.people import Tokens, holder
from tests.services.registry.between import HOME_CLERK, HOME_OFFICER, HOST_CLERK, YANGZHOU, Between, refused

BRANCH = "32100300101"
SECRETARY = holder(Role.BRANCH_SECRETARY, BRANCH, name="周超")
CONTACT = holder(Role.CONTACT_PERSON, BRANCH, name="吴敏")
AWAY = ViewFilters(status=["DEPARTED"], day="departed_on", when="before", days=15, columns=["status"])


@pytest.fixture
def between(registry_database: Engine, keys: KeyRing, tokens: Tokens) -> Between:
    return Between.at_work(registry_database, keys, tokens)


def saved(client: RegistryClient, name: str = "未报到", shared_with: str | None = None, **changed: Any) -> SavedView:
    said: dict[str, Any] = {"list": "home", "filters": AWAY} | changed
    return client.save_view(SaveView(name=name, shared_with=shared_with, **said))


def names(between: Between, *actors: Any) -> list[list[str]]:
    return [[one.name for one in between.at(actor).list_saved_views().items] for actor in actors]


def test_an_own_view_is_seen_by_nobody_else(between: Between) -> None:
    view = saved(between.at(SECRETARY))
    assert (view.filters, view.list, view.may_change) == (AWAY, ListKind.HOME, True)
    assert names(between, SECRETARY, CONTACT, HOME_CLERK) == [["未报到"], [], []]
    contact = between.at(CONTACT)
    refused(lambda: contact.change_view(view.view_id, change()), 404, "not_found")
    refused(lambda: contact.remove_view(view.view_id), 404, "not_found")


def change(name: str = "改名", **changed: Any) -> ChangeView:
    said: dict[str, Any] = {"list": "home", "filters": ViewFilters()} | changed
    return ChangeView(name=name, **said)


def test_a_shared_view_is_seen_by_the_people_of_the_organisation_and_changed_by_its_officers(between: Between) -> None:
    view = saved(between.at(CONTACT), shared_with=BRANCH)
    assert names(between, SECRETARY, CONTACT, HOME_CLERK, HOST_CLERK) == [["未报到"], ["未报到"], [], []]
    (of_contact,), (of_secretary,) = (between.at(one).list_saved_views().items for one in (CONTACT, SECRETARY))
    assert (of_contact.may_change, of_secretary.may_change) == (True, True)
    assert between.at(SECRETARY).change_view(view.view_id, change("本支部未报到")).name == "本支部未报到"
    stranger = between.at(HOME_CLERK)
    refused(lambda: stranger.change_view(view.view_id, change()), 404, "not_found")
    between.at(CONTACT).remove_view(view.view_id)
    assert names(between, SECRETARY) == [[]]


def test_who_sees_a_shared_view_and_neither_wrote_it_nor_is_an_officer_leaves_it(between: Between) -> None:
    view = saved(between.at(SECRETARY), shared_with=BRANCH)
    contact = between.at(CONTACT)
    assert [one.may_change for one in contact.list_saved_views().items] == [False]
    refused(lambda: contact.change_view(view.view_id, change()), 403, "not_your_post")
    refused(lambda: contact.remove_view(view.view_id), 403, "not_your_post")


def test_one_shares_only_where_one_holds_a_post(between: Between) -> None:
    secretary = between.at(SECRETARY)
    refused(lambda: saved(secretary, shared_with=YANGZHOU), 404, "not_found")
    refused(lambda: saved(secretary, shared_with="999999"), 404, "not_found")
    officer = between.at(HOME_OFFICER)
    refused(lambda: saved(officer, shared_with=YANGZHOU), 404, "not_found")


def test_a_name_is_free_once_for_each_owner(between: Between) -> None:
    secretary, contact = between.at(SECRETARY), between.at(CONTACT)
    saved(secretary)
    saved(secretary, shared_with=BRANCH)
    saved(contact)
    refused(lambda: saved(secretary), 409, "view_name_taken")
    refused(lambda: saved(contact, shared_with=BRANCH), 409, "view_name_taken")
    other = saved(secretary, name="另一个")
    refused(lambda: secretary.change_view(other.view_id, change("未报到")), 409, "view_name_taken")


def test_a_view_stays_with_its_list_and_names_only_what_the_list_knows(between: Between) -> None:
    view = saved(between.at(SECRETARY))
    secretary = between.at(SECRETARY)
    refused(lambda: secretary.change_view(view.view_id, change(list="host")), 422, "list_of_a_view_stays")
    with pytest.raises(ValidationError, match="没有这些筛选项"):
        SaveView(name="x", list="host", filters=ViewFilters(category="LONG"))
    assert FIELDS.keys() == set(ListKind)


@pytest.mark.parametrize(
    "filters",
    [
        {"status": ["' OR 1=1 --"]},
        {"situation": "x; DROP TABLE saved_view"},
        {"days": 15},
        {"day": "departed_on", "when": "before"},
        {"day": "situation", "when": "before", "days": 1},
        {"columns": ["a"] * 21},
        {"region": "32"},
        {"text": "汪海"},
    ],
)
def test_filters_that_say_nothing_or_something_else_are_refused(between: Between, filters: dict[str, Any]) -> None:
    """As a client sends them that does not know our contract."""
    secretary = between.at(SECRETARY)
    body = SaveView(name="x", list="home", filters=ViewFilters()).model_copy(update={"filters": filters})
    refused(lambda: secretary.save_view(body), 422, "invalid_input")


def test_names_are_kept_sealed_and_each_act_is_logged(between: Between) -> None:
    secretary = between.at(SECRETARY)
    view = saved(secretary, name="汪海等人")
    secretary.remove_view(saved(secretary, name="再一个").view_id)
    (row,) = between.rows(SavedViewRow)
    assert "汪海" not in f"{row.name}{row.name_index}{row.filters}"
    acts = [one for one in between.rows(AuditRow) if one.act.endswith("_view")]
    assert [one.act for one in acts] == ["save_view", "save_view", "remove_view"]
    assert str(view.view_id) in {str(one.object_id) for one in acts}
    assert not any("汪海" in str(one.details) for one in acts)
