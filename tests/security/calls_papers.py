"""How the routes that print papers are called, on both sides and in the registry."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from services.inflow.opinion.tables import FiledOpinionRow, OpinionWatchRow
from services.inflow.sealed import RosterContact
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.business_clock import SHANGHAI
from shared.sealing import Seal
from tests.console.filled_conversion import letter
from tests.factories.organisations import path_of
from tests.security import world as w
from tests.security.calls import ANYTHING, CASE_TO_BE, PLACED, Arrange, Call, Kind, on_the_case
from tests.security.calls_between import AT_PARTY, ID, agreement
from tests.security.calls_certificate import booklet, enrolled
from tests.security.relations import Object
from tests.security.world import TODAY, World

BRANCH = Object(owners=(path_of(w.HOST_BRANCH),), seen_at=path_of(w.HOST_BRANCH))
COMMITTEE = Object(owners=(path_of(w.HOST_COMMITTEE),), seen_at=path_of(w.HOST_COMMITTEE))
NOBODY = "999999"


def calls(world: World) -> dict[str, dict[str, Call]]:
    signed = agreement(world, "IN_FORCE")
    return {
        "registry": {
            "print_agreement": Call(
                Kind.OBJECT, AT_PARTY, {"copy_id": ID}, arrange=signed, unknown={"copy_id": uuid4()}
            ),
            "list_void_papers": Call(Kind.ROLE, ANYTHING),
        },
        "outflow": {
            "print_certificate": on_the_case(world, None, booklet("IN_USE")),
            "print_outflow_notice": on_the_case(world, None),
            "print_home_roster": Call(Kind.OBJECT, CASE_TO_BE, {"branch": w.HOME_BRANCH}, unknown={"branch": NOBODY}),
        },
        "inflow": _at_the_host(world),
    }


def _at_the_host(world: World) -> dict[str, Call]:
    def placed(arrange: Arrange) -> Call:
        return Call(Kind.OBJECT, PLACED, {"case_id": world.case_id}, arrange=arrange, unknown={"case_id": uuid4()})

    def of(what: Object, name: str, code: str) -> Call:
        return Call(Kind.OBJECT, what, {name: code}, arrange=on_the_roster(world), unknown={name: NOBODY})

    return {
        "print_receipt": placed(on_the_roster(world)),
        "print_opinion": placed(with_opinion(world)),
        "print_host_roster": of(BRANCH, "branch", w.HOST_BRANCH),
        "print_ledger": of(COMMITTEE, "committee", w.HOST_COMMITTEE),
    }


def on_the_roster(world: World) -> Callable[[Connection], None]:
    contact = RosterContact(person="许建国", phone="").model_dump_json()
    row = {"branch": w.HOST_BRANCH, "group": "第一党小组", "contact": Seal(world.keys.sealing_key).close(contact)}

    def arrange(connection: Connection) -> None:
        enrolled()(connection)
        placement_id = connection.execute(select(PlacementRow.id)).scalar_one()
        connection.execute(
            insert(RosterEntryRow).values(row | {"placement_id": placement_id, "enrolled_on": date(2026, 8, 1)})
        )

    return arrange


def with_opinion(world: World) -> Callable[[Connection], None]:
    sealed = Seal(world.keys.sealing_key).close(letter().model_dump_json())

    def arrange(connection: Connection) -> None:
        on_the_roster(world)(connection)
        placement_id = connection.execute(select(PlacementRow.id)).scalar_one()
        watch = {"placement_id": placement_id, "version": 1, "status": "FILED", "round": 1}
        filed = {
            "id": uuid4(), "placement_id": placement_id, "dated_on": TODAY, "sealed": sealed,
            "sent_at": datetime(2026, 9, 1, tzinfo=SHANGHAI),
        }  # fmt: skip
        connection.execute(insert(OpinionWatchRow).values(watch))
        connection.execute(insert(FiledOpinionRow).values(filed))

    return arrange
