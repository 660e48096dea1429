"""What the fake services answer to the acts of the exchange: its view, and nothing in it."""

from fastapi import FastAPI, Response

from services.inflow.exchange.contract import HostExchange
from services.outflow.exchange.contract import HomeExchange
from shared.contract import Contract
from shared.letters.bodies_exchange import ContactData

NOTHING = ("feedback", "paper_due", "notices", "notice_due", "changes", "reports", "summonses", "requests")
HOME = HomeExchange.model_validate(dict.fromkeys(NOTHING, ()) | {"contact": ContactData()})
HOST = HostExchange(feedback=[], changes=[], summonses=[], notices=[], care=[], requests=[], contact=ContactData())
COMMON = (
    "changes",
    "change-acknowledgement",
    "summons-reply",
    "requests",
    "requests/{request_id}/assignment",
    "requests/{request_id}/answer",
    "requests/{request_id}/confirmation",
)
AT_HOME = (
    "feedback-acknowledgement",
    "feedback-question",
    "home-notices",
    "paper-feedback",
    "yearly-reports",
    "summonses",
)
AT_HOST = ("feedback", "feedback-answer", "change-notice", "care")


def answers_of_exchange(app: FastAPI, service: str) -> None:
    if service == "outflow":
        _answers(app, "cases", (*COMMON, *AT_HOME), HOME)
    if service == "inflow":
        _answers(app, "placements", (*COMMON, *AT_HOST), HOST)


def _answers(app: FastAPI, kind: str, nouns: tuple[str, ...], view: Contract) -> None:
    def act(case_id: str) -> Response:
        return Response(view.model_dump_json(), media_type="application/json")

    for noun in nouns:
        app.post(f"/{kind}/{{case_id}}/{noun}")(act)
