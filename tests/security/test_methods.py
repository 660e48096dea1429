"""S6 for the services: an act cannot be had by another method, by a letter without a signature, or from a page.

The console's own forms (origin, cross-site, token) are tried in tests/console/test_guard.py.
"""

import pytest

from shared.posts import Role
from tests.factories.people import holder
from tests.security.every_call import call_for
from tests.security.routes import routes
from tests.security.world import HOME_BRANCH, World

UNSAFE = [(service, route.name) for service, route in routes() if "POST" in (route.methods or ())]
OVERRIDES = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST", "X-HTTP-Method": "POST"}
OPEN_TO_ALL = {
    "sign_in", "issue_access_token", "change_password", "sign_out", "receive_letter", "end_session",
    "end_all_sessions", "begin_second_factor", "confirm_second_factor", "prove_second_factor", "disable_second_factor",
    "verify_paper", "redeem_member_link", "issue_member_token", "end_member_session",
}  # fmt: skip


@pytest.mark.parametrize(("service", "verb"), UNSAFE, ids=lambda value: value)
def test_an_act_is_not_done_by_get_whatever_the_headers_say(world: World, service: str, verb: str) -> None:
    bench = world.bench(service)
    route = bench.route(verb)
    path = route.path
    if verb not in OPEN_TO_ALL:
        path = call_for(world, service, verb).url(route.path, unknown=False)
    token = world.tokens.of(holder(Role.BRANCH_SECRETARY, HOME_BRANCH))()
    before = bench.footprint()
    headers = OVERRIDES | {"Authorization": f"Bearer {token}", "Idempotency-Key": "override-by-get"}
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        bench.http.request(method, path, params={"_method": "POST"}, headers=headers)
    assert bench.footprint() == before


@pytest.mark.parametrize("service", ["outflow", "inflow"])
@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIiwia2lkIjoiMzIwMDAwIn0.e30."])
def test_a_letter_without_a_true_signature_is_refused(world: World, service: str, token: str) -> None:
    bench = world.bench(service)
    answer = bench.http.post("/letters", json={"token": token})
    assert (answer.status_code, answer.json()["code"]) == (403, "letter_refused")


@pytest.mark.parametrize("service", ["registry", "outflow", "inflow"])
def test_no_page_of_another_origin_is_let_in(world: World, service: str) -> None:
    answer = world.bench(service).http.get("/healthz", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers
    for page in ("/docs", "/redoc"):
        assert world.bench(service).http.get(page).status_code == 404
