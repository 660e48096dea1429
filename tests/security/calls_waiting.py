"""The calls of waiting for the other side."""

from uuid import uuid4

from shared.waiting.contract import Matter, UrgePartner
from tests.security.calls import CASE, PLACEMENT, Call, Kind, case, placement
from tests.security.calls_between import AT_PARTY, COPY, agreement
from tests.security.world import TODAY, World


def calls(world: World) -> dict[str, dict[str, Call]]:
    of_case, unknown = {"case_id": world.case_id}, {"case_id": uuid4()}
    reported = case(status="REPORTED", reported_on=TODAY)
    signed = agreement(world, "OFFERED", signed_by_us_on=TODAY)
    asked = placement("NEEDS_INFO", question="?", answer=None)
    return {
        "registry": {
            "list_waiting": Call(Kind.LIST, AT_PARTY, arrange=signed),
            "urge_partner": Call(
                Kind.OBJECT,
                AT_PARTY,
                {"case_id": COPY},
                body=UrgePartner(matter=Matter.AGREEMENT_SIGNATURE),
                arrange=signed,
                unknown=unknown,
            ),
        },
        "outflow": {
            "list_waiting": Call(Kind.LIST, CASE, arrange=reported),
            "urge_partner": Call(
                Kind.OBJECT, CASE, of_case, body=UrgePartner(matter=Matter.PLACEMENT), arrange=reported, unknown=unknown
            ),
        },
        "inflow": {
            "list_waiting": Call(Kind.LIST, PLACEMENT, arrange=asked),
            "urge_partner": Call(
                Kind.OBJECT,
                PLACEMENT,
                of_case,
                body=UrgePartner(matter=Matter.QUERY_ANSWER),
                arrange=asked,
                unknown=unknown,
            ),
        },
    }
