"""R6, both sides act at once: `python -m tests.chaos.r6 [--seed N] [--full] [--sabotage]`.

Hypothesis draws plays; each is a row of duels (two clerks, act and timer, recall and acceptance, cancelling and
issuing) fought by real threads on real PostgreSQL. Whoever is first wins, the other is told who was, and once the
letters have crossed in any order both sides agree. Then every pair of acts that can meet in the processes beside the
case meets so many times. The sabotage takes the locks off whatever an act takes up.
"""

import random
from collections import Counter
from contextlib import ExitStack
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from deploy.embedded.walking import invented_person
from shared.service_client import Outage, Refused
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.duel import Duel, Field, Outcome
from tests.chaos.duels import duels, person
from tests.chaos.encounter import meet
from tests.chaos.encounters import ALONE, ENCOUNTERS
from tests.chaos.ground import Ground, Post, own_ground
from tests.chaos.invariants import broken_invariants
from tests.chaos.run import Run, command
from tests.chaos.unlocked import without_locks
from tests.chaos.where import Where, where

PUSH, FULL = (50, 30), (500, 50)
MET_ON_PUSH, MET_IN_FULL = (2, 1), (30, 10)
ENOUGH_PROBLEMS = 5
LETTERS_WAIT = 0.3
SYSTEM_VERBS = {"fire_rung", "record_certificate_number", "receive_letter"}
DECLARE = "declare_departure"
DRAWN = st.integers(0, 2**32)


def harness(run: Run, ground: Ground, size: tuple[int, int] | None = None) -> None:
    plays, steps = size or (FULL if run.full else PUSH)
    field = Field()
    run.figures |= {"plays": 0, "duels": 0, "told_who_was_first": 0, "cases": 0}

    @seed(run.seed)
    @settings(
        max_examples=plays,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # a race does not come out the same again, so there is nothing to shrink
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(DRAWN, min_size=steps, max_size=steps))
    def play(drawn: list[int]) -> None:
        if len(run.problems) < ENOUGH_PROBLEMS:
            run.count("plays")
            Play(run, ground, field).perform(drawn)

    with ExitStack() as held:
        if run.sabotage:
            held.enter_context(without_locks())
        play()


class Play:
    """One case after the other; the next one begins when a case has come to its end."""

    def __init__(self, run: Run, ground: Ground, field: Field) -> None:
        self.run, self.ground, self.field = run, ground, field
        self.post = Post(ground)
        self.cases: list[UUID] = []
        self.wins: Counter[tuple[UUID, str]] = Counter()
        self.case: CaseInPlay | None = None

    def perform(self, drawn: list[int]) -> None:
        for number in drawn:
            if len(self.run.problems) >= ENOUGH_PROBLEMS:
                return
            self._one_duel(random.Random(number))
        self._settle(random.Random(len(drawn)))

    def _one_duel(self, chance: random.Random) -> None:
        self.run.count("duels")
        if self.case is None:
            self._declared_twice(chance)
            return
        open_duels = duels(self.case, self._where_letters_have_come(chance))
        if not open_duels:
            self.case = None
            return
        duel = chance.choice(open_duels)
        outcomes = self._fight(duel)
        self._judge(self.case, duel, outcomes)
        if duel.name.startswith("contact"):
            self.case = None
        if chance.random() > LETTERS_WAIT:
            self.post.carry(chance)

    def _fight(self, duel: Duel) -> list[Outcome]:
        try:
            return self.field.fight(duel.contenders())
        except (Refused, Outage) as error:
            self.run.expect(False, f"{duel.name}: could not be prepared: {error}")
            return []

    def _declared_twice(self, chance: random.Random) -> None:
        """Two secretaries declare the same member."""
        member = invented_person(chance)
        entries = [CaseInPlay(self.ground, member), CaseInPlay(self.ground, member)]
        first, second = (
            person(DECLARE, who, entry.declare) for who, entry in zip((p.SECRETARY, p.DEPUTY), entries, strict=True)
        )
        duel = Duel("declare twice", lambda: [first, second])
        outcomes = self._fight(duel)
        winner = next((entry for entry, one in zip(entries, outcomes, strict=True) if one.won), None)
        self.case = winner
        if winner is not None:
            self.run.count("cases")
            self.cases.append(winner.case_id)
            self._judge(winner, duel, outcomes)

    def _where_letters_have_come(self, chance: random.Random) -> Where:
        assert self.case is not None
        now = where(self.ground, self.case.case_id)
        if now.home != "ELIGIBLE" and not duels(self.case, now):
            self.post.carry(chance)
            now = where(self.ground, self.case.case_id)
        return now

    def _judge(self, case: CaseInPlay, duel: Duel, outcomes: list[Outcome]) -> None:
        wrong = duel.judge(outcomes) if outcomes else None
        self.run.expect(wrong is None, f"{duel.name}: {wrong}")
        for one in outcomes:
            if one.won:
                self.wins[case.case_id, one.contender.verb] += 1
            else:
                self.run.count("told_who_was_first")

    def _settle(self, chance: random.Random) -> None:
        try:
            self.post.carry(chance)
        except (Refused, Outage) as error:
            self.run.expect(False, f"a letter did not arrive: {error}")
        for case_id in self.cases:
            for broken in broken_invariants(self.ground, case_id):
                self.run.expect(False, broken)
            self._each_act_once(case_id)

    def _each_act_once(self, case_id: UUID) -> None:
        """The histories hold exactly the acts that were answered with yes."""
        query = "SELECT act, count(*) FROM case_event WHERE case_id = :case GROUP BY act"
        found: Counter[str] = Counter()
        for engine in (self.ground.outflow_engine, self.ground.inflow_engine):
            found.update(dict(tuple(row) for row in self.ground.sql(engine, query, case=case_id)))
        for verb in {verb for (case, verb) in self.wins if case == case_id} - SYSTEM_VERBS:
            self.run.expect_equal(found[verb], self.wins[case_id, verb], f"{case_id}: {verb} in the history")


def meetings(run: Run, ground: Ground, times: tuple[int, int] | None = None) -> None:
    """How often each pair meets, and how often those meet that need a campaign for themselves."""
    shared, alone = times or (MET_IN_FULL if run.full else MET_ON_PUSH)
    run.figures |= {"meetings": 0, "told_who_was_first": run.figures.get("told_who_was_first", 0)}
    with ExitStack() as held:
        if run.sabotage:
            held.enter_context(without_locks())
        meet(run, ground, ENCOUNTERS, shared, ENOUGH_PROBLEMS)
        meet(run, ground, ALONE, alone, ENOUGH_PROBLEMS, alone=True)


def main(run: Run) -> None:
    with own_ground() as ground:
        harness(run, ground)
        ground.clear()
        meetings(run, ground)


if __name__ == "__main__":
    command("r6", main)
