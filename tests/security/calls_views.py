"""How the routes of saved views are called: one shared with the home committee, saved by somebody who has left."""

from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, insert

from services.registry.saved_views.contract import ChangeView, SaveView
from services.registry.saved_views.permissions import SEEN_BY
from services.registry.saved_views.tables import SavedViewRow
from shared.sealing import Seal
from shared.working_lists.contract import ListKind, ViewFilters
from tests.factories.organisations import path_of
from tests.security import world as w
from tests.security.calls import Call, Kind
from tests.security.relations import Object
from tests.security.world import World

PARTY = path_of(w.HOME_COMMITTEE)
SHARED = Object(owners=(PARTY,), seen_at=PARTY, readers=SEEN_BY)
ID = uuid4()
FILTERS = ViewFilters(status=["DEPARTED"])


def calls(world: World) -> dict[str, dict[str, Call]]:
    name, unknown = {"view_id": ID}, {"view_id": uuid4()}
    save = SaveView(name="新视图", list=ListKind.HOME, filters=FILTERS, shared_with=w.HOME_COMMITTEE)
    change = ChangeView(name="改名", list=ListKind.HOME, filters=FILTERS)

    def shared(connection: Connection) -> None:
        seal = Seal(world.keys.sealing_key)
        values = {
            "id": ID,
            "author": "gone",
            "author_name": "某人",
            "shared_with": w.HOME_COMMITTEE,
            "list": "home",
            "name": seal.close("旧视图"),
            "name_index": seal.index("旧视图"),
            "filters": {},
            "saved_at": datetime.now(UTC),
        }
        connection.execute(insert(SavedViewRow).values(values))

    return {
        "registry": {
            "save_view": Call(Kind.OBJECT, SHARED, body=save, unknown={"shared_with": "999999"}),
            "list_saved_views": Call(Kind.LIST, SHARED, arrange=shared),
            "change_view": Call(Kind.OBJECT, SHARED, name, body=change, arrange=shared, unknown=unknown),
            "remove_view": Call(Kind.OBJECT, SHARED, name, arrange=shared, unknown=unknown),
        }
    }
