"""W-01: transfer against move, return and end; suspension; the host's answer against home's next step."""

from collections.abc import Iterator

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from tests.chaos import leaving_in_play as leaving
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.duel import all_go_through, one_is_first
from tests.chaos.encounter import Arena, Encounter, Meeting, two

C, P = CaseStatus, PlacementStatus


def transferring(arena: Arena) -> CaseInPlay:
    case = arena.managed()
    leaving.send_transfer(case, p.CLERK)
    arena.post.carry()
    return case


def status(case: CaseInPlay) -> CaseStatus:
    return case.home(p.SECRETARY).read_case(case.case_id).case.status


def ends_as(case: CaseInPlay, *wanted: CaseStatus) -> Iterator[str]:
    if status(case) not in wanted:
        yield f"home says {status(case)}"


def holds_it(case: CaseInPlay, *, accepted: bool) -> Iterator[str]:
    """The affiliation is where both sides say that it is."""
    if accepted is not (status(case) is C.CLOSED_TRANSFERRED):
        yield f"the host has {'taken' if accepted else 'not taken'} his affiliation over, home says {status(case)}"


def accepted_against_the_move(arena: Arena) -> Meeting:
    """The host has taken his affiliation over; home names another host: he is the first one's own member."""
    case = transferring(arena)
    moves = arena.person(p.SECRETARY, "relocate_member", lambda who: leaving.relocate(case, who))
    host = case.hosts.clerk
    accepts = arena.person(host, "accept_transfer", lambda who: leaving.accept_transfer(case, who))
    return Meeting((accepts, moves), lambda: holds_it(case, accepted=_has_accepted(case)), cases=(case.case_id,))


def _has_accepted(case: CaseInPlay) -> bool:
    acts = case.ground.sql(
        case.ground.inflow_engine, "SELECT act FROM case_event WHERE case_id = :case", case=case.case_id
    )
    return "accept_transfer" in {row.act for row in acts}


def accepted_against_the_return(arena: Arena) -> Meeting:
    case = transferring(arena)
    accepts = arena.person(case.hosts.clerk, "accept_transfer", lambda who: leaving.accept_transfer(case, who))
    returns = arena.person(p.SECRETARY, "announce_return", lambda who: leaving.come_back(case, who))
    return Meeting((accepts, returns), lambda: holds_it(case, accepted=_has_accepted(case)), cases=(case.case_id,))


def accepted_against_the_end(arena: Arena) -> Meeting:
    """He has died; the acceptance that crossed changes nothing any more, and no list keeps him."""
    case = transferring(arena)
    accepts = arena.person(case.hosts.clerk, "accept_transfer", lambda who: leaving.accept_transfer(case, who))
    ends = arena.person(p.SECRETARY, "end_case", lambda who: leaving.end(case, who))
    over = (C.CLOSED_ENDED, C.CLOSED_TRANSFERRED)
    return Meeting((accepts, ends), lambda: ends_as(case, *over), cases=(case.case_id,))


def accepted_on_paper_against_rejected(arena: Arena) -> Meeting:
    case = transferring(arena)
    hears = arena.person(p.CLERK, "record_transfer_accepted", lambda who: leaving.hear_of_acceptance(case, who))
    rejects = arena.person(case.hosts.clerk, "reject_transfer", lambda who: leaving.reject_transfer(case, who))
    return Meeting((hears, rejects), lambda: ends_as(case, C.CLOSED_TRANSFERRED, C.ACTIVE), cases=(case.case_id,))


def accepted_against_rejected(arena: Arena) -> Meeting:
    case = transferring(arena)
    hosts = case.hosts
    accepts = arena.person(hosts.clerk, "accept_transfer", lambda who: leaving.accept_transfer(case, who))
    other = p.second_clerk(hosts)
    rejects = arena.person(other, "reject_transfer", lambda who: leaving.reject_transfer(case, who))
    return Meeting((accepts, rejects), lambda: holds_it(case, accepted=_has_accepted(case)), one_is_first,
                   (case.case_id,))  # fmt: skip


def transfer_against_the_return(arena: Arena) -> Meeting:
    """Two people at home; both may be, one after the other."""
    case = arena.managed()
    sends = arena.person(p.CLERK, "send_transfer", lambda who: leaving.send_transfer(case, who))
    returns = arena.person(p.SECRETARY, "announce_return", lambda who: leaving.come_back(case, who))
    return Meeting((sends, returns), lambda: ends_as(case, C.RETURNING), all_go_through, (case.case_id,))


def two_send_the_transfer(arena: Arena) -> Meeting:
    return two(arena, arena.managed(), "send_transfer", leaving.send_transfer, p.CLERK, p.OTHER_CLERK)


def inspected_against_released(arena: Arena) -> Meeting:
    """Home closes without waiting for the host's note, which comes in the same moment."""
    case = arena.managed()
    leaving.come_back(case, p.SECRETARY)
    leaving.report_back(case, p.SECRETARY)
    arena.post.carry()
    inspects = arena.person(p.SECRETARY, "inspect_return", lambda who: leaving.inspect(case, who))
    releases = arena.person(case.hosts.secretary, "release_member", lambda who: leaving.release(case, who))
    return Meeting((inspects, releases), lambda: ends_as(case, C.CLOSED_RETURNED), cases=(case.case_id,))


def suspended_against_the_return(arena: Arena) -> Meeting:
    case = arena.managed()
    suspends = arena.person(p.CLERK, "suspend_case", lambda who: leaving.suspend(case, who))
    returns = arena.person(p.SECRETARY, "announce_return", lambda who: leaving.come_back(case, who))
    return Meeting((suspends, returns), lambda: ends_as(case, C.SUSPENDED), cases=(case.case_id,))


def suspended_against_released(arena: Arena) -> Meeting:
    """He moves on: the former host lets him go while the committee suspends his membership."""
    case = arena.managed()
    former = case.hosts
    leaving.relocate(case, p.SECRETARY)
    arena.post.carry()
    suspends = arena.person(p.CLERK, "suspend_case", lambda who: leaving.suspend(case, who))
    releases = arena.person(former.secretary, "release_member", lambda who: leaving.release(case, who))
    return Meeting((suspends, releases), lambda: ends_as(case, C.SUSPENDED), cases=(case.case_id,))


def suspended_against_enrolled(arena: Arena) -> Meeting:
    """The host has taken him in before it heard of the suspension; once it is lifted both sides manage him."""
    case = arena.departed()
    hosts = case.hosts
    case.arrive(hosts.reception)
    case.verify(hosts.reception)
    case.place(hosts.clerk, hosts.branch)
    arena.post.carry()
    suspends = arena.person(p.CLERK, "suspend_case", lambda who: leaving.suspend(case, who))
    enrols = arena.person(hosts.secretary, "enrol_member", case.enrol)

    def truth() -> Iterator[str]:
        yield from ends_as(case, C.SUSPENDED)
        leaving.restore(case, p.OTHER_CLERK)
        arena.post.carry()
        yield from ends_as(case, C.ACTIVE)

    return Meeting((suspends, enrols), truth, all_go_through, (case.case_id,))


def two_restore(arena: Arena) -> Meeting:
    case = arena.managed()
    leaving.suspend(case, p.CLERK)
    return two(arena, case, "resume_case", leaving.restore, p.CLERK, p.OTHER_CLERK)


ENCOUNTERS: tuple[Encounter, ...] = (
    accepted_against_the_move,
    accepted_against_the_return,
    accepted_against_the_end,
    accepted_on_paper_against_rejected,
    accepted_against_rejected,
    transfer_against_the_return,
    two_send_the_transfer,
    inspected_against_released,
    suspended_against_the_return,
    suspended_against_released,
    suspended_against_enrolled,
    two_restore,
)
