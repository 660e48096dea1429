"""Duels of one who leaves: relocating, returning, released by the host, ended at home, against each other."""

from collections.abc import Callable, Iterator

from shared.posts import Actor
from tests.chaos import leaving_in_play as leaving
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.duel import Contender, Duel, nothing_breaks
from tests.chaos.where import Where


def leaving_duels(case: CaseInPlay, now: Where) -> Iterator[Duel]:
    """From ACTIVE on; each leads on, so that every play comes to an end."""

    def of(verb: str, actor: Actor, act: Callable[[CaseInPlay, Actor], None]) -> Contender:
        return Contender(actor.name, verb, lambda: act(case, actor))

    back = of("announce_return", p.DEPUTY, leaving.come_back)
    ended = of("end_case", p.CLERK, leaving.end)
    if now.home == "ACTIVE" and now.host == "ENROLLED":
        moves = of("relocate_member", p.SECRETARY, leaving.relocate)
        moves_too = of("relocate_member", p.DEPUTY, leaving.relocate)
        talks = Contender(p.SECRETARY.name, "record_contact", lambda: case.record_contact(p.SECRETARY))
        yield Duel("relocate twice", lambda: [moves, moves_too])
        yield Duel("relocate or return", lambda: [moves, back], nothing_breaks)
        yield Duel("return or talk", lambda: [back, talks], nothing_breaks)
    if now.home in ("ACTIVE", "RELOCATING"):
        back_too = of("announce_return", p.SECRETARY, leaving.come_back)
        yield Duel("return twice", lambda: [back, back_too])
        yield Duel("return or end", lambda: [back, ended], nothing_breaks)
    if now.home == "RETURNING":
        released = of("release_member", case.hosts.secretary, leaving.release)
        yield Duel("release or end", lambda: [released, ended], nothing_breaks)
        yield Duel("end twice", lambda: [ended, of("end_case", p.OTHER_CLERK, leaving.end)])
