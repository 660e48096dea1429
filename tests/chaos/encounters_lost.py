"""W-07: lost against found, on either side of the border; suspended against restored; two decide at once."""

from collections.abc import Iterator
from datetime import timedelta

from services.outflow.contract import CaseStatus
from services.outflow.lost_contact.contract import LostContact, LostStatus, Measure
from tests.chaos import exchange_in_play as exchange
from tests.chaos import leaving_in_play as leaving
from tests.chaos import lost_in_play as lost
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.duel import Contender, all_go_through, one_is_first
from tests.chaos.encounter import Arena, Encounter, Meeting, two

C, L = CaseStatus, LostStatus


def searched(arena: Arena) -> CaseInPlay:
    case = arena.managed()
    lost.is_searched_in_vain(case)
    return case


def never_reported(arena: Arena) -> CaseInPlay:
    """He left home and has not been heard of; the host has only the notice."""
    case = arena.departed()
    lost.is_searched_in_vain(case)
    return case


def to_be_suspended(arena: Arena) -> CaseInPlay:
    case = searched(arena)
    lost.is_to_be_suspended(case)
    return case


def to_be_struck_off(arena: Arena) -> CaseInPlay:
    """Two years suspended; the lapse has been resolved and approved, its filing is owed."""
    case = to_be_suspended(arena)
    lost.file(case, p.CLERK)
    arena.post.carry()
    lapse_on = loss_of(case).lapse_on
    assert lapse_on is not None
    arena.ground.on(lapse_on)
    case.ground.outflow().begin_step("lost-contact", loss_of(case).process_id, f"lapse/{lapse_on}", case.now)
    lost.resolve(case, p.SECRETARY, Measure.LAPSE)
    lost.decide(case, p.CLERK, Measure.LAPSE)
    return case


def loss_of(case: CaseInPlay) -> LostContact:
    found = case.home(p.SECRETARY).read_dossier(case.case_id).lost_contact
    assert found is not None
    return found


def stands(case: CaseInPlay, *wanted: tuple[LostStatus, CaseStatus]) -> Iterator[str]:
    """The loss and the case say the same."""
    now = (loss_of(case).status, case.home(p.SECRETARY).read_case(case.case_id).case.status)
    if now not in wanted:
        yield f"the loss is {now[0]}, the case {now[1]}"


def loss_against_arrival(arena: Arena) -> Meeting:
    """Home confirms the loss while the member stands at the host's counter: he is there, whoever was first."""
    case = never_reported(arena)
    hosts = case.hosts
    confirms = arena.person(p.SECRETARY, "confirm_lost", lambda who: lost.confirm(case, who))
    arrives = arena.person(hosts.reception, "report_arrival", case.arrive)
    return Meeting((confirms, arrives), lambda: stands(case, (L.FOUND, C.REPORTED)), cases=(case.case_id,))


def loss_against_arrival_told_at_home(arena: Arena) -> Meeting:
    case = never_reported(arena)
    confirms = arena.person(p.SECRETARY, "confirm_lost", lambda who: lost.confirm(case, who))
    tells = arena.person(p.DEPUTY, "report_arrival", case.tell_home)
    return Meeting((confirms, tells), lambda: stands(case, (L.FOUND, C.REPORTED), (L.CONFIRMED, C.LOST)),
                   cases=(case.case_id,))  # fmt: skip


def loss_against_a_change_told_by_the_host(arena: Arena) -> Meeting:
    """What the host knows of his new address does not end a search: the branch has to reach him itself."""
    case = searched(arena)
    change = exchange.note_change(case, case.hosts.secretary)
    confirms = arena.person(p.SECRETARY, "confirm_lost", lambda who: lost.confirm(case, who))
    tells = arena.person(case.hosts.secretary, "tell_change", lambda who: exchange.tell_change(case, who, change))
    ends = (L.CONFIRMED, C.LOST), (L.FOUND, C.ACTIVE)
    return Meeting((confirms, tells), lambda: stands(case, *ends), all_go_through, (case.case_id,))


def loss_against_the_return(arena: Arena) -> Meeting:
    """The branch confirms the loss, the deputy writes down that he announced his return."""
    case = searched(arena)
    confirms = arena.person(p.SECRETARY, "confirm_lost", lambda who: lost.confirm(case, who))
    returns = arena.person(p.DEPUTY, "announce_return", lambda who: leaving.come_back(case, who))
    return Meeting((confirms, returns), lambda: stands(case, (L.CONFIRMED, C.LOST), (L.FOUND, C.RETURNING)),
                   cases=(case.case_id,))  # fmt: skip


def loss_against_found(arena: Arena) -> Meeting:
    """Who is found is found, even after the loss was confirmed."""
    case = searched(arena)
    confirms = arena.person(p.SECRETARY, "confirm_lost", lambda who: lost.confirm(case, who))
    finds = arena.person(p.DEPUTY, "log_search", lambda who: lost.find(case, who))
    return Meeting((confirms, finds), lambda: stands(case, (L.FOUND, C.ACTIVE)), cases=(case.case_id,))


def loss_against_a_contact(arena: Arena) -> Meeting:
    case = searched(arena)
    today = arena.ground.clock.today()
    confirms = arena.person(p.SECRETARY, "confirm_lost", lambda who: lost.confirm(case, who))
    talks = arena.person(p.DEPUTY, "record_contact", lambda who: case.record_contact(who, today))
    ends = (L.FOUND, C.ACTIVE), (L.CONFIRMED, C.LOST)
    return Meeting((confirms, talks), lambda: stands(case, *ends), cases=(case.case_id,))


def two_confirm_the_loss(arena: Arena) -> Meeting:
    return two(arena, searched(arena), "confirm_lost", lost.confirm, p.SECRETARY, p.DEPUTY)


def two_clerks_decide_the_measure(arena: Arena) -> Meeting:
    case = searched(arena)
    lost.confirm(case, p.SECRETARY)
    lost.resolve(case, p.SECRETARY)
    approves = arena.person(p.CLERK, "decide_measure", lambda who: lost.decide(case, who))
    refuses = arena.person(p.OTHER_CLERK, "decide_measure", lambda who: lost.decide(case, who, approved=False))
    return Meeting((approves, refuses), lambda: stands(case, (L.CONFIRMED, C.LOST)), one_is_first, (case.case_id,))


def suspended_against_reappeared(arena: Arena) -> Meeting:
    """The filing makes the suspension hold in the moment in which the branch finds him."""
    case = to_be_suspended(arena)
    files = arena.person(p.CLERK, "file_measure", lambda who: lost.file(case, who))
    finds = arena.person(p.DEPUTY, "log_search", lambda who: lost.find(case, who))
    ends = (L.FOUND, C.ACTIVE), (L.SUSPENDED, C.SUSPENDED)
    return Meeting((files, finds), lambda: stands(case, *ends), one_is_first, (case.case_id,))


def suspended_against_a_note_at_the_host(arena: Arena) -> Meeting:
    """Home suspends him while the host writes into his booklet; the host's pages stay, and both sides rest."""
    case = to_be_suspended(arena)
    files = arena.person(p.CLERK, "file_measure", lambda who: lost.file(case, who))
    notes = arena.person(case.hosts.secretary, "note_change", lambda who: exchange.note_change(case, who))
    ended = ((L.SUSPENDED, C.SUSPENDED),)
    return Meeting((files, notes), lambda: stands(case, *ended), cases=(case.case_id,))


def lapsed_against_restored(arena: Arena) -> Meeting:
    case = to_be_struck_off(arena)
    in_time = arena.ground.clock.today() - timedelta(days=2)
    what_is_due = "another_measure_is_due"
    files = arena.person(p.CLERK, "file_measure", lambda who: lost.file(case, who, Measure.LAPSE), what_is_due)
    applies = arena.person(p.DEPUTY, "apply_for_restoration", lambda who: lost.apply_again(case, who, in_time))
    ends = (L.SUSPENDED, C.SUSPENDED), (L.LAPSED, C.CLOSED_ENDED)
    return Meeting((files, applies), lambda: stands(case, *ends), cases=(case.case_id,))


def risk_against_a_contact(arena: Arena) -> Meeting:
    """The timer flags the case in the moment in which the branch has reached him: a person's act goes before."""
    case = arena.managed()
    arena.ground.on(lost.AT_RISK)
    flags: Contender = arena.system(lambda: lost.is_at_risk(case))
    talks = arena.person(p.SECRETARY, "record_contact", lambda who: case.record_contact(who, case.today))
    return Meeting((flags, talks), lambda: iter(()), all_go_through, (case.case_id,))


ENCOUNTERS: tuple[Encounter, ...] = (
    loss_against_arrival,
    loss_against_arrival_told_at_home,
    loss_against_a_change_told_by_the_host,
    loss_against_the_return,
    loss_against_found,
    loss_against_a_contact,
    two_confirm_the_loss,
    two_clerks_decide_the_measure,
    suspended_against_reappeared,
    suspended_against_a_note_at_the_host,
    lapsed_against_restored,
    risk_against_a_contact,
)
