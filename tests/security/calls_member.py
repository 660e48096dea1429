"""How the routes of members' links and of the member's own view are called."""

from uuid import uuid4

from services.registry.member_links import contract as c
from tests.security import world as w
from tests.security.calls import CASE, IN_A_BRANCH, PLACEMENT, Call, Kind, on_the_case
from tests.security.relations import Object
from tests.security.world import World

AT_BRANCH = Object(owners=CASE.owners, seen_at=CASE.seen_at)


def calls(world: World) -> dict[str, dict[str, Call]]:
    of_case, nowhere = {"case_id": world.case_id}, {"organisation": "999999"}
    opening = c.OpenMemberLink(case_id=world.case_id, organisation=w.HOME_BRANCH)
    withdrawing = c.WithdrawMemberLinks(organisation=w.HOME_BRANCH)
    return {
        "registry": {
            "open_member_link": Call(Kind.OBJECT, AT_BRANCH, body=opening, unknown=nowhere),
            "withdraw_member_links": Call(Kind.OBJECT, AT_BRANCH, of_case, body=withdrawing, unknown=nowhere),
            # Nobody has opened a link in this world: empty for everybody (tests/services/registry asks for more).
            "list_member_links": Call(Kind.SIGNED_IN, AT_BRANCH, of_case),
        },
        "outflow": {"read_my_case": on_the_case(world, None)},
        "inflow": {
            "read_my_placement": Call(
                Kind.OBJECT, PLACEMENT, of_case, arrange=IN_A_BRANCH, unknown={"case_id": uuid4()}
            )
        },
    }
