"""R6 in the processes beside the case: two people prepared for one moment, and the one truth that must come of it."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from deploy.embedded.walking import invented_person
from services.outflow.contract import Person
from shared.posts import Actor
from shared.service_client import Outage, Refused
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.duel import Contender, Field, Judge, Outcome, in_a_lawful_order, one_is_first
from tests.chaos.ground import Ground, Post
from tests.chaos.invariants import broken_invariants
from tests.chaos.run import Run
from tests.chaos.told import told_to_the_end
from tests.factories.deployment import FIRST_MOMENT
from tests.factories.organisations import demo_organisations

LONGEST_JITTER = 0.02
SYSTEM = "系统"
NAMES = {one.code: one.name for one in demo_organisations()}
LAST_EVENT = "SELECT coalesce(max(id), 0) AS last FROM case_event"
NEW_EVENTS = "SELECT act FROM case_event WHERE id > :last"

Differences = Callable[[], Iterator[str]]


@dataclass(frozen=True)
class Meeting:
    """`truth` names what the two sides do not agree on once every letter has come."""

    contenders: Sequence[Contender]
    truth: Differences
    judge: Judge = in_a_lawful_order
    cases: tuple[UUID, ...] = ()


@dataclass
class Arena:
    """Where one meeting is prepared. `chance` decides what may vary from one time to the next."""

    ground: Ground
    post: Post
    chance: random.Random

    def managed(self, change: Callable[[Person], Person] = lambda person: person) -> CaseInPlay:
        """A member who is ACTIVE at home and enrolled at the host."""
        return CaseInPlay(self.ground, change(invented_person(self.chance))).is_managed(self.post)

    def departed(self) -> CaseInPlay:
        """Under way; the host has been told and has not seen him yet."""
        case = CaseInPlay(self.ground, invented_person(self.chance))
        case.leaves_home()
        self.post.carry()
        return case

    def person(self, actor: Actor, verb: str, act: Callable[[Actor], object], stopped_by: str = "") -> Contender:
        """In half of the meetings the letter that follows from the act crosses in the same moment."""
        organisation = actor.posts[0].organisation
        elsewhere = NAMES.get(organisation, organisation)
        contender = Contender(actor.name, verb, lambda: act(actor), elsewhere, stopped_by)
        return self.with_letters(contender) if self.chance.random() < 1 / 2 else contender

    def with_letters(self, contender: Contender) -> Contender:
        def act() -> None:
            contender.act()
            self.post.carry()

        return replace(contender, act=act)

    def system(self, act: Callable[[], object]) -> Contender:
        return Contender(SYSTEM, "", act)


Encounter = Callable[[Arena], Meeting]


def two(
    arena: Arena, case: CaseInPlay, verb: str, act: Callable[[CaseInPlay, Actor], object], first: Actor, second: Actor
) -> Meeting:
    """The same act by two people of one side."""
    both = tuple(arena.person(who, verb, lambda actor: act(case, actor)) for who in (first, second))
    return Meeting(both, lambda: iter(()), one_is_first, (case.case_id,))


def meet(
    run: Run, ground: Ground, encounters: Sequence[Encounter], times: int, enough: int, *, alone: bool = False
) -> None:
    """Each of them so many times, at moments that differ a little; `alone`: in databases that hold nothing else."""
    field, post = Field(), Post(ground)
    for number in range(times):
        for encounter in encounters:
            if len(run.problems) >= enough:
                return
            chance = run.chance(f"{encounter.__name__}/{number}")
            if alone:
                ground.clear()
            _one(run, field, Arena(ground, post, chance), encounter)
            if alone:
                run.problems += told_to_the_end(ground)
    if not alone:
        run.problems += told_to_the_end(ground)


def _one(run: Run, field: Field, arena: Arena, encounter: Encounter) -> None:
    about = encounter.__name__
    run.count("meetings")
    try:
        meeting = encounter(arena)
        before = _last_events(arena.ground)
        outcomes = field.fight([_lingering(one, arena.chance) for one in meeting.contenders])
        arena.post.carry(arena.chance)
    except (Refused, Outage) as error:
        run.expect(False, f"{about}: could not be prepared, or a letter did not arrive: {error}")
        return
    finally:
        arena.ground.on(FIRST_MOMENT.date())
    wrong = [meeting.judge(outcomes), *_acts_once(arena.ground, outcomes, before), *meeting.truth()]
    for case_id in meeting.cases:
        wrong += broken_invariants(arena.ground, case_id)
    told = "; ".join(str(one) for one in outcomes)
    for problem in filter(None, wrong):
        run.expect(False, f"{about}: {problem} [{told}]")
    run.count("told_who_was_first", sum(not one.won for one in outcomes))


def _lingering(contender: Contender, chance: random.Random) -> Contender:
    seconds = chance.choice((0.0, chance.uniform(0, LONGEST_JITTER)))

    def act() -> None:
        time.sleep(seconds)
        contender.act()

    return replace(contender, act=act)


def _last_events(ground: Ground) -> dict[str, int]:
    return {name: ground.sql(engine, LAST_EVENT)[0].last for name, engine in ground.engines.items()}


def _acts_once(ground: Ground, outcomes: Sequence[Outcome], before: dict[str, int]) -> Iterator[str]:
    """The histories hold exactly the acts that were answered with yes."""
    found: Counter[str] = Counter()
    for name, engine in ground.engines.items():
        found.update(row.act for row in ground.sql(engine, NEW_EVENTS, last=before[name]))
    won = Counter(one.contender.verb for one in outcomes if one.won)
    for verb in {one.contender.verb for one in outcomes} - {""}:
        if found[verb] != won[verb]:
            yield f"{verb} stands {found[verb]} times in the history, {won[verb]} were acknowledged"
