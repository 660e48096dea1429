"""Every service's copy of the directory: newer replaces older, whole."""

import pytest

from shared.keys import KeyRing
from shared.organisation_directory.queries import (
    OrganisationUnknown,
    ancestors,
    nearest,
    organisation,
    policy_for,
    read_directory,
    replace_directory,
)
from shared.organisations import OrganisationKind
from shared.policy.book import PolicyAssignment
from tests.factories.acts import Acts
from tests.factories.deployment import FIRST_MOMENT
from tests.factories.organisations import demo_directory, path_of, plant_directory

BRANCH = "32100300101"


def test_what_was_planted_is_read_back(acts: Acts, keys: KeyRing) -> None:
    wanted = demo_directory(keys)
    with acts.begin() as act:
        found = read_directory(act.session)
    assert {one.code: one for one in found.organisations} == {one.code: one for one in wanted.organisations}
    assert (found.version, found.regions, found.policies) == (1, wanted.regions, [])


def test_an_older_directory_changes_nothing(acts: Acts, keys: KeyRing) -> None:
    newer = demo_directory(keys, version=3, vacant=frozenset({BRANCH}))
    plant_directory(acts.engine, newer)
    for version in (2, 3):
        with acts.begin() as act:
            assert replace_directory(act.session, demo_directory(keys, version=version)) == 3
            assert not organisation(act.session, BRANCH).staffed


def test_a_newer_directory_replaces_the_old_one_whole(acts: Acts, keys: KeyRing) -> None:
    wanted = demo_directory(keys, version=2)
    policy = PolicyAssignment(path="320000", pack="JS-PROV-2017", valid_from=FIRST_MOMENT.date())
    smaller = wanted.model_copy(update={"organisations": wanted.organisations[:5], "policies": [policy]})
    plant_directory(acts.engine, smaller)
    with acts.begin() as act:
        found = read_directory(act.session)
        assert len(found.organisations) == 5
        assert policy_for(act.session, "320000.321000", FIRST_MOMENT.date()).id == "JS-PROV-2017"


def test_ancestors_come_nearest_first_and_begin_with_itself(acts: Acts) -> None:
    with acts.begin() as act:
        line = [row.code for row in ancestors(act.session, path_of(BRANCH))]
        department = nearest(act.session, path_of(BRANCH), OrganisationKind.CITY_DEPARTMENT)
    assert line == list(reversed(path_of(BRANCH).split(".")))
    assert department is not None
    assert department.code == "321000"


def test_an_unknown_code_is_a_sentence_that_names_it(acts: Acts) -> None:
    with acts.begin() as act, pytest.raises(OrganisationUnknown, match="999999"):
        organisation(act.session, "999999")
