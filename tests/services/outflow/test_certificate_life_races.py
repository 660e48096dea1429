"""R6 for the booklet at home: two who report or check the same loss at once, and a case that ends meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from shared.service_client import Refused
from tests.services.outflow.certificate_acts import managed_booklet
from tests.services.outflow.home_side import CONTACT, SECRETARY, HomeSide


def at_once(*acts: Callable[[], object]) -> list[Refused]:
    """The refusals of those who were not first."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> Refused | None:
        start.wait()
        try:
            act()
        except Refused as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one for one in pool.map(run, acts) if one is not None]


def test_a_loss_is_reported_once_and_checked_once(home_side: HomeSide) -> None:
    booklet = managed_booklet(home_side)
    [late] = at_once(partial(booklet.is_lost, SECRETARY), partial(booklet.is_lost, CONTACT))
    assert late.problem.code == "step_already_taken"
    assert late.problem.details["by"] in (SECRETARY.name, CONTACT.name)
    [late] = at_once(booklet.is_checked_for_loss, booklet.is_checked_for_loss)
    assert late.problem.code == "step_already_taken"
    assert len(booklet.state().voided) == 1


def test_a_replacement_is_asked_for_once(home_side: HomeSide) -> None:
    booklet = managed_booklet(home_side)
    booklet.is_lost()
    booklet.is_checked_for_loss()
    [late] = at_once(booklet.is_asked_again, booklet.is_asked_again)
    assert late.problem.code == "step_already_taken"
    assert len(booklet.file.replacements) == 1
