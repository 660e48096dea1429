"""S1 for members: a link opens the own case to exactly the verbs of the table, and no other case, service or verb."""

import pytest

from shared.authentication import TokenIssuer
from shared.authorisation import Relation
from shared.posts import Actor
from tests.factories.organisations import path_of
from tests.security.calls import Call, Kind
from tests.security.every_call import call_for
from tests.security.routes import guarded_verbs, permissions_of
from tests.security.service_bench import Bench
from tests.security.world import HOME_BRANCH, HOST_BRANCH, World

OF_A_MEMBER = {
    ("outflow", "read_my_case"),
    ("outflow", "list_looks"),
    ("outflow", "print_certificate"),
    ("outflow", "report_arrival"),
    ("outflow", "record_change"),
    ("outflow", "record_yearly_report"),
    ("outflow", "record_summons_reply"),
    ("outflow", "announce_return"),
    ("outflow", "call_off_return"),
    ("outflow", "report_return"),
    ("outflow", "open_request"),
    ("outflow", "confirm_request"),
    ("inflow", "read_my_placement"),
    ("inflow", "list_looks"),
    ("inflow", "confirm_entry"),
    ("inflow", "object_to_entry"),
    ("inflow", "open_request"),
    ("inflow", "confirm_request"),
}
"""Written out: a verb that is added to the tables by mistake must be added here, too."""
OF_HIS_CASE = [(service, verb) for service, verb in guarded_verbs() if service != "registry"]


ON_ITS_SIDE = {"outflow": (HOME_BRANCH, HOST_BRANCH), "inflow": (HOST_BRANCH, HOME_BRANCH)}
"""The branch whose link opens the case there, and the one whose link does not."""


def himself(world: World, service: str) -> Actor:
    branch, _ = ON_ITS_SIDE[service]
    return Actor.member(world.case_id, branch, path_of(branch))


def strangers(world: World, service: str) -> dict[str, Actor]:
    """Members whose link is not for this case, or whose branch does not have him on this side of it."""
    branch, beyond = ON_ITS_SIDE[service]
    return {
        "another case": Actor.member(world.account_id, branch, path_of(branch)),
        "the branch of the other side": Actor.member(world.case_id, beyond, path_of(beyond)),
        "another branch": Actor.member(world.case_id, "32100300102", path_of("32100300102")),
        "the branch's committee": Actor.member(world.case_id, "321003001", path_of("321003001")),
        "another region": Actor.member(world.case_id, "37030300101", "370000.370300.370303.370303001.37030300101"),
    }


def answered(world: World, bench: Bench, call: Call, verb: str, actor: Actor) -> tuple[int, bool]:
    """The status, or 404 for a list without it; and whether anything was left behind."""
    before, route = bench.footprint(), bench.route(verb)
    with bench.undone():
        token = world.tokens.of(actor)()
        answer = bench.send(route, call.url(route.path, unknown=False), token, **call.content(unknown=False))
        changed = bench.footprint() != before
    if call.kind is Kind.LIST and answer.status_code == 200 and not call.shows(answer.json()):
        return 404, changed
    return answer.status_code, changed


def test_the_tables_name_what_a_member_may_and_nothing_else() -> None:
    named = {
        (service, verb)
        for service, verb in guarded_verbs()
        for grant in permissions_of(service)[verb]
        if grant.relation is Relation.HIMSELF
    }
    assert named == OF_A_MEMBER


@pytest.mark.parametrize(("service", "verb"), OF_HIS_CASE, ids=lambda value: value)
def test_his_link_opens_his_own_case_and_nothing_that_is_not_his(world: World, service: str, verb: str) -> None:
    bench, call = world.bench(service), call_for(world, service, verb)
    with bench.undone():
        call.arrange(bench.connection)
        status, changed = answered(world, bench, call, verb, himself(world, service))
        if (service, verb) in OF_A_MEMBER:
            assert status == call.answers
            others = strangers(world, service)
            assert {who: answered(world, bench, call, verb, one) for who, one in others.items()} == dict.fromkeys(
                others, (404, False)
            )
        else:
            assert (status in (403, 404), changed) == (True, False), status


@pytest.mark.parametrize("verb", [verb for service, verb in guarded_verbs() if service == "registry"])
def test_the_registry_has_nothing_for_a_member(world: World, verb: str) -> None:
    bench, call = world.registry, call_for(world, "registry", verb)
    issuer = TokenIssuer("registry", world.keys.issuer("registry"))
    token, route = issuer.issue(himself(world, "outflow"), audience=("outflow", "inflow")), bench.route(verb)
    answer = bench.send(route, call.url(route.path, unknown=False), token, **call.content(unknown=False))
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
