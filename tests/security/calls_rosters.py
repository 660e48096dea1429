"""How the routes of rosters are called, the same at both sides."""

from shared.rosters.contract import ExportRoster
from tests.factories.organisations import path_of
from tests.security import world as w
from tests.security.calls import CASE, CASE_TO_BE, PLACEMENT, Call, Kind
from tests.security.relations import Object
from tests.security.world import World

HOST_ROSTER = Object(owners=(path_of(w.HOST_BRANCH),), seen_at=path_of(w.HOST_BRANCH))


def calls(world: World) -> dict[str, dict[str, Call]]:
    return {
        "outflow": _of(world, CASE_TO_BE, w.HOME_BRANCH, CASE),
        "inflow": _of(world, HOST_ROSTER, w.HOST_BRANCH, PLACEMENT),
    }


def _of(world: World, roster: Object, organisation: str, case: Object) -> dict[str, Call]:
    unknown = {"organisation": "999999"}
    upload = Call(Kind.OBJECT, roster, {"organisation": organisation}, upload=True, answers=415, unknown=unknown)
    rows = Call(Kind.LIST, case, body=ExportRoster(case_ids=[world.case_id]), shows=lambda one: bool(one["rows"]))
    return {"check_roster": upload, "report_roster": upload, "import_roster": upload, "export_roster": rows}
