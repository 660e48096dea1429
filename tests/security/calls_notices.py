"""How the routes of notices are called: everybody's own, and those of the worker that tells and sends."""

from uuid import uuid4

from pydantic import BaseModel

from services.registry import contract as registry
from services.registry.notices import contract as c
from tests.security.calls import ANYTHING, HOME_TASK, Call, Kind
from tests.security.world import TODAY, World


def calls(_: World) -> dict[str, dict[str, Call]]:
    telling = {
        "count_due": Call(Kind.ROLE, HOME_TASK),
        "list_rungs_to_tell": Call(Kind.ROLE, HOME_TASK, params={"after": str(uuid4())}),
    }
    return {"registry": _own() | _of_the_worker() | telling, "outflow": telling, "inflow": telling}


def _own() -> dict[str, Call]:
    """The matrix's people have posts but no accounts, and without an account nobody has an inbox; whose is whose is
    tested in `tests/services/registry/test_notices.py`."""
    channel = c.AddChannel(kind=c.ChannelKind.EMAIL, address="zhou@example.cn")
    nothing = registry.Nothing()

    def own(body: BaseModel | None = None, **path: object) -> Call:
        return Call(Kind.SIGNED_IN, ANYTHING, path, body=body, answers=404)

    return {
        "list_notices": own(),
        "read_notices": own(nothing),
        "list_channels": own(),
        "add_channel": own(channel),
        "remove_channel": own(nothing, channel_id=uuid4()),
    }


def _of_the_worker() -> dict[str, Call]:
    outcome = c.RecordSending(channel_id=uuid4(), arrived=True)
    return {
        "tell_of_day": Call(Kind.ROLE, ANYTHING, body=c.TellOfDay(day=TODAY, counts=[])),
        "tell_of_rungs": Call(Kind.ROLE, ANYTHING, body=c.TellOfRungs(service="outflow", rungs=[])),
        "list_sendings": Call(Kind.ROLE, ANYTHING),
        "record_sending": Call(Kind.ROLE, ANYTHING, {"notice_id": uuid4()}, body=outcome, answers=404),
    }
