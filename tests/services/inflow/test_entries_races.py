"""R6 for the booklet at the host: the void letter arrives in the moment in which the reception verifies."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from services.inflow.contract import PlacementStatus
from shared.letters.bodies_certificate import CertificateVoided
from shared.service_client import Refused
from tests.services.inflow.entry_acts import enrolled_pages
from tests.services.inflow.host_side import CONTACT, SECRETARY, TODAY, HostSide, refused

ROUNDS = 4


def at_once(*acts: Callable[[], object]) -> list[Refused | None]:
    """Each act's refusal, if it was refused."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> Refused | None:
        start.wait()
        try:
            act()
        except Refused as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_number_voided_while_the_host_verifies_is_void_in_the_end(host_side: HostSide) -> None:
    for round_ in range(ROUNDS):
        number = f"321003-2026-00010{round_}"
        case = host_side.case(certificate_number=number)
        case.arrives()
        void = CertificateVoided(number=number, reason="LOST", voided_on=TODAY, lost=True)
        token = case.sign(case.letter(void))
        told, verified = at_once(
            partial(host_side.worker.receive_letter, token),
            partial(case.verifies, certificate_number=number),
        )
        assert told is None
        assert verified is None or verified.problem.code == "certificate_number_void"
        passed = case.read().status is PlacementStatus.VERIFIED
        assert passed is (verified is None)
        other = host_side.case(certificate_number=number)
        other.arrives()
        refused(partial(other.verifies, certificate_number=number), 409, "certificate_number_void")


def test_an_entry_is_confirmed_or_objected_to_but_not_both(host_side: HostSide) -> None:
    pages = enrolled_pages(host_side)
    for _ in range(ROUNDS):
        entry = pages.writes()
        outcomes = at_once(partial(pages.confirms, entry, CONTACT), partial(pages.objects, entry, SECRETARY))
        [lost] = [one for one in outcomes if one is not None]
        assert lost.problem.code == "step_already_taken"
        assert lost.problem.details["by"] in (CONTACT.name, SECRETARY.name)
