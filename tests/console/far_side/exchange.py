"""What the fake services answer to the acts of the exchange and of entries: their view, and nothing in it."""

from fastapi import FastAPI, Response

from services.inflow.entries.contract import EntryBook
from services.inflow.exchange.contract import HostExchange
from services.outflow.exchange.contract import HomeExchange
from shared.contract import Contract
from shared.letters.bodies_exchange import ContactData

NOTHING = ("feedback", "paper_due", "notices", "notice_due", "changes", "reports", "summonses", "requests")
HOME = HomeExchange.model_validate(dict.fromkeys(NOTHING, ()) | {"contact": ContactData()})
HOST = HostExchange(feedback=[], changes=[], summonses=[], notices=[], care=[], requests=[], contact=ContactData())
BOOK = EntryBook(
    without_booklet_since=None, void_number="", new_number="", to_rewrite=(), entries=(), checks=(), findings=()
)
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
ABOUT_AN_ENTRY = ("confirmation", "objection", "review", "correction")
ENTRIES = ("entries", *(f"entries/{{entry_id}}/{noun}" for noun in ABOUT_AN_ENTRY))


def answers_of_exchange(app: FastAPI, service: str) -> None:
    if service == "outflow":
        _answers(app, "cases", (*COMMON, *AT_HOME), HOME)
    if service == "inflow":
        _answers(app, "placements", (*COMMON, *AT_HOST), HOST)
        _answers(app, "placements", ENTRIES, BOOK)


def _answers(app: FastAPI, kind: str, nouns: tuple[str, ...], view: Contract) -> None:
    def act(case_id: str) -> Response:
        return Response(view.model_dump_json(), media_type="application/json")

    for noun in nouns:
        app.post(f"/{kind}/{{case_id}}/{noun}")(act)
