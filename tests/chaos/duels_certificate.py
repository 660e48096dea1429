"""Duels about the booklet: two who report or check a loss, and home's void while the host verifies (W-02, 5.1)."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import text

from services.outflow.certificate_life import contract as c
from shared.posts import Actor
from tests.chaos import people as p
from tests.chaos.case_in_play import TODAY, CaseInPlay
from tests.chaos.duel import Contender, Duel, nothing_breaks
from tests.chaos.where import Where

IN_HAND = ("ISSUED", "IN_USE")
VOID_LETTER = (
    "SELECT id FROM letter_sent WHERE case_id = :case AND type = 'CERTIFICATE_VOIDED' ORDER BY number DESC LIMIT 1"
)


def lose(case: CaseInPlay, actor: Actor) -> None:
    body = c.ReportLoss(lost_on=TODAY, text="乘车途中遗失。")
    case.home(actor).report_loss(case.case_id, body)


def check(case: CaseInPlay, actor: Actor) -> None:
    case.home(actor).check_loss(case.case_id, c.CheckLoss(lost=True, text="属实。"))


def _both(case: CaseInPlay, verb: str) -> list[Contender]:
    act = {"report_loss": lose, "check_loss": check}[verb]
    return [
        Contender(p.SECRETARY.name, verb, lambda: act(case, p.SECRETARY)),
        Contender(p.DEPUTY.name, verb, lambda: act(case, p.DEPUTY)),
    ]


def booklet_duels(case: CaseInPlay, now: Where) -> Iterator[Duel]:
    if now.home not in ("REPORTED", "ACTIVE"):
        return
    if now.certificate in IN_HAND:
        yield Duel("lost twice", lambda: _both(case, "report_loss"))
    if now.certificate == "LOST":
        yield Duel("loss checked twice", lambda: _both(case, "check_loss"))
    if now.certificate in IN_HAND and now.host == "RECEIVED":
        yield Duel("void while the host verifies", lambda: _void_and_verify(case), nothing_breaks)


def _void_and_verify(case: CaseInPlay) -> list[Contender]:
    """The letter reaches the host in the moment in which its reception looks at the booklet."""
    lose(case, p.SECRETARY)
    check(case, p.SECRETARY)
    with case.ground.outflow_engine.connect() as connection:
        letter: UUID = connection.execute(text(VOID_LETTER), {"case": case.case_id}).scalar_one()
    envelope = case.ground.outflow().sign_letter(letter)
    reception = case.hosts.reception
    return [
        Contender("系统", "receive_letter", lambda: case.ground.inflow().receive_letter(envelope.token)),
        Contender(reception.name, "verify_certificate", lambda: case.verify(reception)),
    ]
