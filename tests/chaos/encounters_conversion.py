"""W-06: opinion against waiver, end and move; two clerks, two ballots, an objection at the last moment."""

from collections.abc import Iterator

from services.inflow.opinion.contract import WatchStatus
from services.outflow.conversion.contract import ConversionView, OpinionStep, Stage
from tests.chaos import conversion_in_play as c
from tests.chaos import leaving_in_play as leaving
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.duel import all_go_through, one_is_first
from tests.chaos.encounter import Arena, Encounter, Meeting, two


def asked(arena: Arena) -> CaseInPlay:
    """The host has been asked and its opinion is due; by now home may go on without it."""
    case = arena.managed(c.probationer)
    arena.ground.on(c.ASKED)
    c.is_asked(case)
    arena.post.carry()
    arena.ground.on(c.WAIVABLE)
    return case


def answered(arena: Arena) -> CaseInPlay:
    """Asked and answered in time, on the day on which the branch goes on."""
    case = arena.managed(c.probationer)
    arena.ground.on(c.ASKED)
    c.is_asked(case)
    arena.post.carry()
    arena.ground.on(c.ANSWERED)
    c.give_opinion(case, case.hosts.secretary)
    arena.post.carry()
    return case


def noticed(arena: Arena) -> CaseInPlay:
    case = answered(arena)
    c.is_noticed(case)
    arena.ground.on(c.NOTICED)
    return case


def at_committee(arena: Arena) -> CaseInPlay:
    case = noticed(arena)
    c.is_at_committee(case)
    return case


def view_of(case: CaseInPlay) -> ConversionView:
    view = case.home(p.SECRETARY).read_dossier(case.case_id).conversion
    assert view is not None
    return view


def watch_of(case: CaseInPlay) -> WatchStatus:
    watch = case.host(case.hosts.secretary).read_dossier(case.case_id).opinion
    assert watch is not None
    return watch.status


def opinion_against_waiver(arena: Arena) -> Meeting:
    """A waiver that was first stands in the history; the opinion counts all the same as soon as it is there."""
    case = asked(arena)

    def truth() -> Iterator[str]:
        view = view_of(case)
        if (view.opinion_step, len(view.opinions)) != (OpinionStep.RECEIVED, 1):
            yield f"home has {view.opinion_step} with {len(view.opinions)} opinions"
        if watch_of(case) is not WatchStatus.FILED:
            yield f"the host has {watch_of(case)}"

    gives = arena.person(case.hosts.secretary, "file_opinion", lambda who: c.give_opinion(case, who))
    waives = arena.person(p.CLERK, "waive_opinion", lambda who: c.waive(case, who))
    return Meeting((gives, waives), truth, cases=(case.case_id,))


def opinion_against_the_end(arena: Arena) -> Meeting:
    case = asked(arena)

    def truth() -> Iterator[str]:
        view = view_of(case)
        if view.stage is not Stage.ENDED:
            yield f"the case is over, its conversion is {view.stage}"
        if watch_of(case) not in (WatchStatus.FILED, WatchStatus.ENDED):
            yield f"the host still owes an opinion: {watch_of(case)}"

    gives = arena.person(case.hosts.secretary, "file_opinion", lambda who: c.give_opinion(case, who))
    ends = arena.person(p.CLERK, "end_case", lambda who: leaving.end(case, who))
    return Meeting((gives, ends), truth, cases=(case.case_id,))


def opinion_against_the_return(arena: Arena) -> Meeting:
    """Home still wants to know what the host thinks: it is kept, whoever was first."""
    case = asked(arena)

    def truth() -> Iterator[str]:
        if len(view_of(case).opinions) != 1:
            yield "the opinion has not arrived at home"

    gives = arena.person(case.hosts.secretary, "file_opinion", lambda who: c.give_opinion(case, who))
    returns = arena.person(p.DEPUTY, "announce_return", lambda who: leaving.come_back(case, who))
    return Meeting((gives, returns), truth, all_go_through, cases=(case.case_id,))


def two_opinions_at_the_host(arena: Arena) -> Meeting:
    case = asked(arena)
    secretaries = case.hosts.secretary, p.second_secretary(case.hosts)
    return two(arena, case, "file_opinion", c.give_opinion, *secretaries)


def two_ask_the_host(arena: Arena) -> Meeting:
    case = arena.managed(c.probationer)
    arena.ground.on(c.ASKED)
    c.begin(case, "prepare/1")
    c.begin(case, "request/1")
    return two(arena, case, "request_opinion", c.ask, p.SECRETARY, p.DEPUTY)


def two_record_the_ballot(arena: Arena) -> Meeting:
    case = noticed(arena)
    c.close_notice(case, p.SECRETARY)
    return two(arena, case, "hold_conversion_meeting", c.meet, p.SECRETARY, p.DEPUTY)


def two_clerks_decide(arena: Arena) -> Meeting:
    """One approves what the other rejects."""
    case = at_committee(arena)

    def truth() -> Iterator[str]:
        if view_of(case).stage not in (Stage.APPROVED, Stage.REJECTED):
            yield f"decided, and yet {view_of(case).stage}"

    verb = "decide_conversion"
    approves = arena.person(p.CLERK, verb, lambda who: c.decide(case, who))
    rejects = arena.person(p.OTHER_CLERK, verb, lambda who: c.decide(case, who, "REJECTED"))
    return Meeting((approves, rejects), truth, one_is_first, (case.case_id,))


def decision_against_the_end(arena: Arena) -> Meeting:
    """The committee approves in the moment in which the branch learns that he has died."""
    case = at_committee(arena)

    def truth() -> Iterator[str]:
        view = view_of(case)
        if view.stage is not Stage.ENDED:
            yield f"the case is over, its conversion is {view.stage}"

    decides = arena.person(p.CLERK, "decide_conversion", lambda who: c.decide(case, who))
    ends = arena.person(p.SECRETARY, "end_case", lambda who: leaving.end(case, who))
    return Meeting((decides, ends), truth, cases=(case.case_id,))


def decision_against_the_move(arena: Arena) -> Meeting:
    """Where he goes to does not change what the committee decides; his former host is told."""
    case = at_committee(arena)

    def truth() -> Iterator[str]:
        if view_of(case).stage is not Stage.APPROVED:
            yield f"approved, and yet {view_of(case).stage}"

    decides = arena.person(p.CLERK, "decide_conversion", lambda who: c.decide(case, who))
    moves = arena.person(p.SECRETARY, "relocate_member", lambda who: leaving.relocate(case, who))
    return Meeting((decides, moves), truth, all_go_through, (case.case_id,))


def objection_against_the_end_of_the_notice(arena: Arena) -> Meeting:
    case = noticed(arena)
    hears = arena.person(p.DEPUTY, "record_notice_objection", lambda who: c.hear_objection(case, who))
    verb, first = "close_conversion_notice", "objections_open"
    closes = arena.person(p.SECRETARY, verb, lambda who: c.close_notice(case, who), first)

    def truth() -> Iterator[str]:
        view = view_of(case)
        if view.stage is Stage.READY and view.objections:
            yield "closed with an objection that nobody has answered"

    return Meeting((hears, closes), truth, cases=(case.case_id,))


def announcement_against_the_return(arena: Arena) -> Meeting:
    """The result crosses with the news that he comes back: both sides know that he is a full member."""
    case = at_committee(arena)
    c.decide(case, p.CLERK)

    def truth() -> Iterator[str]:
        if view_of(case).stage is not Stage.CONVERTED or watch_of(case) is not WatchStatus.ENDED:
            yield f"home has {view_of(case).stage}, the host {watch_of(case)}"

    announces = arena.person(p.SECRETARY, "announce_conversion", lambda who: c.announce(case, who))
    returns = arena.person(p.DEPUTY, "announce_return", lambda who: leaving.come_back(case, who))
    return Meeting((announces, returns), truth, all_go_through, (case.case_id,))


ENCOUNTERS: tuple[Encounter, ...] = (
    opinion_against_waiver,
    opinion_against_the_end,
    opinion_against_the_return,
    two_opinions_at_the_host,
    two_ask_the_host,
    two_record_the_ballot,
    two_clerks_decide,
    decision_against_the_end,
    decision_against_the_move,
    objection_against_the_end_of_the_notice,
    announcement_against_the_return,
)
