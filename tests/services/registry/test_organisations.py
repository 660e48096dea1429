"""Importing the organisation tree and publishing it."""

import pytest
from sqlalchemy import Engine, text

from services.registry.client import RegistryClient
from services.registry.contract import AssignPolicy, ImportOrganisations, RegisterRegion
from shared.keys import KeyRing, public_pem
from shared.organisations import Organisation, OrganisationKind
from shared.posts import Role
from shared.service_client import Refused
from tests.factories.deployment import FIRST_MOMENT, PROVINCES
from tests.factories.organisations import demo_organisations, path_of
from tests.factories.people import Tokens

BRANCH = "32100300101"


def told_versions(engine: Engine) -> list[int]:
    query = "SELECT (message->>'version')::int FROM outbox WHERE workflow = 'PublishDirectory' ORDER BY id"
    with engine.connect() as connection:
        return list(connection.scalars(text(query)))


def imported(client: RegistryClient, *organisations: Organisation) -> tuple[int, int, int]:
    done = client.import_organisations(ImportOrganisations(organisations=list(organisations)))
    return done.created, done.changed, done.unchanged


def test_the_demo_list_is_taken_over_with_paths_from_the_parents(with_organisations: RegistryClient) -> None:
    found = {one.code: one for one in with_organisations.list_organisations().items}
    assert len(found) == 83
    assert found[BRANCH].path == path_of(BRANCH)
    assert found[BRANCH].valid_from == FIRST_MOMENT.date()


def test_the_same_list_twice_changes_nothing_and_says_so(with_organisations: RegistryClient, started: Engine) -> None:
    before = told_versions(started)
    assert imported(with_organisations, *demo_organisations()) == (0, 0, 83)
    assert told_versions(started) == before


def test_a_renamed_organisation_publishes_a_new_version(with_organisations: RegistryClient, started: Engine) -> None:
    before = with_organisations.read_directory().version
    one = next(o for o in demo_organisations() if o.code == BRANCH)
    assert imported(with_organisations, one.model_copy(update={"name": "蒋王街道新桥村党支部"})) == (0, 1, 0)
    assert with_organisations.read_directory().version == before + 1
    assert told_versions(started)[-1] == before + 1


def test_moving_a_committee_moves_everything_below_it(with_organisations: RegistryClient) -> None:
    committee = next(o for o in demo_organisations() if o.code == "321003001")
    department = next(
        o for o in demo_organisations() if o.kind is OrganisationKind.COUNTY_DEPARTMENT and o.code != "321003"
    )
    with_organisations.assign_policy(
        AssignPolicy(organisation=committee.code, pack="JS-PROV-2017", valid_from=FIRST_MOMENT.date())
    )
    imported(with_organisations, committee.model_copy(update={"parent_code": department.code}))
    found = {one.code: one.path for one in with_organisations.list_organisations(under=department.code).items}
    assert found[BRANCH] == f"{path_of(department.code)}.321003001.{BRANCH}"
    assert with_organisations.read_policy(BRANCH, FIRST_MOMENT.date()).assigned_to == committee.code


@pytest.mark.parametrize(
    ("change", "field"),
    [({"parent_code": "999999"}, "parent_code"), ({"parent_code": BRANCH}, "parent_code"), ({"code": "A_1"}, "code")],
)
def test_one_wrong_row_stops_the_whole_import(
    with_organisations: RegistryClient, change: dict[str, str], field: str
) -> None:
    one = next(o for o in demo_organisations() if o.code == BRANCH)
    fresh = one.model_copy(update={"code": "32100399", "name": "新支部"})
    with pytest.raises(Refused) as refused:
        imported(with_organisations, fresh, one.model_copy(update=change))
    assert refused.value.problem.code == "organisations_invalid"
    assert refused.value.problem.fields[0].field == f"organisations.1.{field}"
    assert "32100399" not in {o.code for o in with_organisations.list_organisations().items}


def test_the_directory_names_our_regions_with_their_public_keys(operator: RegistryClient, keys: KeyRing) -> None:
    regions = {one.region_code: one for one in operator.read_directory().regions}
    assert set(regions) == set(PROVINCES)
    assert regions["340000"].public_key == public_pem(keys.region_public("340000"))
    assert all(one.ours for one in regions.values())


def test_another_operators_region_joins_the_directory(operator: RegistryClient, keys: KeyRing) -> None:
    region = RegisterRegion(
        region_code="330000",
        operator="浙江运行单位",
        outflow_url="https://outflow.example.cn",
        inflow_url="https://inflow.example.cn",
        registry_url="https://registry.example.cn",
        public_key=public_pem(keys.region_public("320000")),
    )
    before = operator.read_directory().version
    assert operator.register_region(region).ours is False
    assert operator.read_directory().version == before + 1


def test_a_region_of_ours_cannot_be_given_to_somebody_else(operator: RegistryClient, keys: KeyRing) -> None:
    region = RegisterRegion(
        region_code="320000",
        operator="冒名者",
        outflow_url="https://a.example.cn",
        inflow_url="https://b.example.cn",
        registry_url="https://c.example.cn",
        public_key=public_pem(keys.region_public("320000")),
    )
    with pytest.raises(Refused, match="region_is_ours"):
        operator.register_region(region)


def test_a_text_that_is_no_key_is_refused(operator: RegistryClient) -> None:
    region = RegisterRegion(
        region_code="330000",
        operator="浙江运行单位",
        outflow_url="https://a.example.cn",
        inflow_url="https://b.example.cn",
        registry_url="https://c.example.cn",
        public_key="-----BEGIN PUBLIC KEY-----\nx\n-----END PUBLIC KEY-----",
    )
    with pytest.raises(Refused, match="region_key_invalid"):
        operator.register_region(region)


def test_lists_can_be_narrowed_by_superior_and_kind(with_organisations: RegistryClient) -> None:
    below = with_organisations.list_organisations(under="321003", kind=OrganisationKind.BRANCH).items
    assert below
    assert all(one.path.startswith(path_of("321003") + ".") for one in below)
    assert {one.kind for one in below} == {OrganisationKind.BRANCH}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM}))
def test_nobody_but_administrators_imports(with_organisations: RegistryClient, tokens: Tokens, role: Role) -> None:
    person = with_organisations.as_somebody(tokens.at(role, "321003"))
    with pytest.raises(Refused, match="403 not_your_post"):
        imported(person, *demo_organisations()[:1])
    assert person.list_organisations().items
