"""Nobody is asked here: lists are gathered once both halves of the key are known, and compared once both are whole."""

from datetime import date

from services.registry.survey.contract import ExchangeState, ExchangeStatus
from workflows.duty import Duty

STEP = {ExchangeStatus.GATHERING: "gather", ExchangeStatus.READY: "compare"}


def owed(_: ExchangeState) -> list[Duty]:
    return []


def openings(exchange: ExchangeState) -> dict[str, date]:
    step = STEP.get(exchange.status)
    return {step: exchange.since} if step else {}
