"""The calls of looks at personal data."""

from uuid import uuid4

from tests.security.calls import CASE, IN_A_BRANCH, PLACEMENT, Call, Kind
from tests.security.world import World


def calls(world: World) -> dict[str, dict[str, Call]]:
    of_case, unknown = {"case_id": world.case_id}, {"case_id": uuid4()}
    return {
        "outflow": {"list_looks": Call(Kind.OBJECT, CASE, of_case, unknown=unknown)},
        "inflow": {"list_looks": Call(Kind.OBJECT, PLACEMENT, of_case, arrange=IN_A_BRANCH, unknown=unknown)},
    }
