"""R3, a storm of letters: `python -m tests.chaos.r3 [--seed N] [--full] [--sabotage]`.

Letters between the sides are duplicated, shuffled, dropped and sent again, delayed and flipped by a bit, and
delivered by several threads to the real services. Every case must end as it does when each letter comes once and in
order; what was flipped is refused and audited. The sabotage applies letters as they come.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID, uuid4

from joserfc import jws

from deploy.embedded.walking import invented_person
from shared.act import Act
from shared.kernel_client import KernelClient
from shared.letters import operations
from shared.letters.contract import Body, Letter, LetterState, Side
from shared.letters.tables import LetterReceivedRow
from shared.service_client import Outage, Refused
from tests.chaos import people as p
from tests.chaos.case_in_play import CaseInPlay
from tests.chaos.endstate import differences, end_state
from tests.chaos.ground import Ground, own_ground
from tests.chaos.instead import instead
from tests.chaos.run import Run, command
from tests.chaos.stories import STORIES, Story

PUSH, FULL = 1000, 20_000
COPIES, WINDOW, THREADS = (1, 5), 50, 4
DROPPED, DELAYED, FLIPPED = 0.1, 0.05, 0.01
LATER, MUCH_LATER = (60, 200), (200, 1000)
TURNED_AWAY = 403
ENOUGH_PROBLEMS = 10


@dataclass
class Correspondence:
    """One case and the letters one side writes about it."""

    ground: Ground
    story: Story
    case: CaseInPlay
    letters: list[Letter] = field(default_factory=list)

    def write(self, bodies: tuple[Body, ...]) -> list[Letter]:
        new = [self._letter(len(self.letters) + n, body) for n, body in enumerate(bodies, start=1)]
        self.letters += new
        return new

    def _letter(self, number: int, body: Body) -> Letter:
        at_home = self.story.side is Side.HOME
        ends = ((p.HOME_BRANCH, p.HOME_REGION), (p.HOST_COMMITTEE, p.HOST_REGION))
        (sender, sender_region), (recipient, recipient_region) = ends if at_home else reversed(ends)
        return Letter(
            letter_id=uuid4(),
            case_id=self.case.case_id,
            attempt=1,
            number=number,
            side=self.story.side,
            sender=sender,
            sender_region=sender_region,
            recipient=recipient,
            recipient_region=recipient_region,
            as_of=self.ground.clock.now(),
            body=body,
        )


class Wire:
    """Signs and delivers; one client for each service, spoken to by all threads."""

    def __init__(self, run: Run, ground: Ground) -> None:
        self.run, self.ground = run, ground
        self._tokens: dict[UUID, str] = {}
        self._readers: dict[Side, KernelClient] = {
            Side.HOME: ground.inflow(),
            Side.HOST: ground.outflow(),
            Side.DEPARTMENT: ground.registry(),
        }

    def keep(self, signed: Iterable[tuple[Letter, str]]) -> None:
        """Letters that the services themselves have signed."""
        self._tokens |= {letter.letter_id: token for letter, token in signed}

    def token(self, letter: Letter) -> str:
        """Signed once; every copy is the same."""
        if letter.letter_id not in self._tokens:
            self._tokens[letter.letter_id] = self._sign(letter)
        return self._tokens[letter.letter_id]

    def _sign(self, letter: Letter) -> str:
        header = {"alg": "Ed25519", "kid": letter.sender_region}
        key = self.ground.keys.region(letter.sender_region)
        return jws.serialize_compact(header, letter.model_dump_json().encode(), key, algorithms=["Ed25519"])

    def deliver(self, letter: Letter) -> LetterState | None:
        try:
            return self._readers[letter.side].receive_letter(self.token(letter)).state
        except (Refused, Outage) as error:
            self.run.expect(False, f"letter {letter.number} {letter.body.type} of {letter.case_id}: {error}")
            return None

    def deliver_flipped(self, letter: Letter, chance: random.Random) -> None:
        token = flipped(self.token(letter), chance)
        try:
            state = self._readers[letter.side].receive_letter(token).state
        except Refused as refused:
            self.run.expect_equal(refused.problem.status, TURNED_AWAY, "answer to a flipped letter")
            self.run.count("flipped_refused")
        except Outage as outage:
            self.run.expect(False, f"a flipped letter broke the receiver: {outage}")
        else:
            self.run.expect(False, f"a flipped letter was {state}")


def flipped(token: str, chance: random.Random) -> str:
    """One bit of one character is another one. Not of a part's last: some bits of it say nothing in base64."""
    place = chance.choice([place for place in range(len(token)) if token[place + 1 : place + 2] not in (".", "")])
    return token[:place] + chr(ord(token[place]) ^ 1 << chance.randrange(7)) + token[place + 1 :]


Delivery = tuple[float, Callable[[], object]]


class Storm:
    def __init__(self, run: Run, ground: Ground, wire: Wire) -> None:
        self.run, self.ground, self.wire = run, ground, wire
        self.chance = run.chance("storm")
        self.flips = 0
        self._left_over: list[Delivery] = []

    def blow(self, letters: list[Letter]) -> None:
        """Everything arrives at least once; copies that are delayed very long arrive with the next part."""
        deliveries = [one for place, letter in enumerate(letters) for one in self._copies(place, letter)]
        end = len(letters) + WINDOW
        now = sorted((one for one in deliveries + self._left_over if one[0] <= end), key=lambda one: one[0])
        self._left_over = [(place - end, act) for place, act in deliveries if place > end]
        self.run.count("deliveries", len(now))
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda one: one[1](), now))
            list(threads.map(self.wire.deliver, self._still_missing(letters)))

    def _copies(self, place: int, letter: Letter) -> Iterator[Delivery]:
        for _ in range(self.chance.randint(*COPIES)):
            arrives = place + self.chance.uniform(0, WINDOW)
            if self.chance.random() < DELAYED:
                arrives += self.chance.uniform(*MUCH_LATER)
            if self.chance.random() < DROPPED:
                self.run.count("dropped")
                arrives += self.chance.uniform(*LATER)
            if self.chance.random() < FLIPPED:
                self.flips += 1
                yield arrives, partial(self.wire.deliver_flipped, letter, random.Random(self.chance.random()))
            else:
                yield arrives, partial(self.wire.deliver, letter)

    def _still_missing(self, letters: list[Letter]) -> list[Letter]:
        """The sender has no receipt for these, so it sends them again."""
        engines = self.ground.engines.values()
        there = {row.id for engine in engines for row in self.ground.sql(engine, "SELECT id FROM letter_received")}
        return [letter for letter in letters if letter.letter_id not in there]

    def last_gust(self) -> None:
        self.run.count("deliveries", len(self._left_over))
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(lambda one: one[1](), self._left_over))
        self._left_over = []


def harness(run: Run, ground: Ground, letters: int | None = None) -> None:
    wanted = letters or (FULL if run.full else PUSH)
    wire = Wire(run, ground)
    expected = {story.name: _in_order(run, ground, wire, story) for story in STORIES}
    times = -(-wanted // sum(story.letters for story in STORIES))
    told = [begin(run, ground, story, number) for number, story in enumerate(STORIES * times, start=1)]
    storm = Storm(run, ground, wire)
    run.figures |= {"letters": sum(one.story.letters for one in told), "cases": len(told), "flipped_refused": 0}
    with ExitStack() as held:
        if run.sabotage:
            held.enter_context(instead(operations, "_apply_in_order", apply_at_once))
        storm.blow([letter for one in told for letter in one.write(one.story.first)])
        act_between(run, told)
        storm.blow([letter for one in told for letter in one.write(one.story.then)])
        storm.last_gust()
    run.expect_equal(run.figures["flipped_refused"], storm.flips, "flipped letters refused")
    run.expect_equal(_audited(ground), storm.flips, "flipped letters audited")
    for one in told:
        if len(run.problems) < ENOUGH_PROBLEMS:
            _compare(run, ground, wire, one, expected[one.story.name])


def begin(run: Run, ground: Ground, story: Story, number: int) -> Correspondence:
    case = CaseInPlay(ground, invented_person(run.chance(f"person/{number}")))
    for act in story.before:
        act(case)
    return Correspondence(ground, story, case)


def act_between(run: Run, told: list[Correspondence]) -> None:
    for one in told:
        for act in one.story.between:
            try:
                act(one.case)
            except (Refused, Outage) as error:
                run.expect(False, f"{one.story.name}: people could not act: {error}")


def _in_order(run: Run, ground: Ground, wire: Wire, story: Story) -> dict[str, list[str]]:
    """How the story ends when every letter comes once, and in order."""
    one = begin(run, ground, story, -STORIES.index(story))
    for letter in one.write(story.first):
        wire.deliver(letter)
    act_between(run, [one])
    for letter in one.write(story.then):
        wire.deliver(letter)
    return end_state(ground, one.case.case_id)


def _compare(run: Run, ground: Ground, wire: Wire, one: Correspondence, wanted: dict[str, list[str]]) -> None:
    different = differences(end_state(ground, one.case.case_id), wanted)
    run.expect(not different, f"{one.story.name} ended otherwise: {'; '.join(different)[:600]}")
    answers = {wire.deliver(letter) for letter in one.letters[-1:]}
    run.expect_equal(answers, {LetterState.APPLIED}, f"{one.story.name}: answer to repeats at the end")
    run.count("ended_as_in_order", not different)


def _audited(ground: Ground) -> int:
    query = "SELECT count(*) FROM audit WHERE act = 'receive_letter' AND outcome = 'letter_refused'"
    return sum(int(ground.sql(engine, query)[0][0]) for engine in ground.engines.values())


def apply_at_once(act: Act, letter: Letter, apply: operations.Apply) -> None:
    """The sabotage: whatever its number."""
    apply(act, letter)
    row = act.session.get_one(LetterReceivedRow, (letter.sender_region, letter.letter_id))
    row.applied_at = act.at


def main(run: Run) -> None:
    from tests.chaos.r3_tales import every_letter  # it stands on this module

    with own_ground() as ground:
        harness(run, ground)
        ground.clear()
        every_letter(run, ground)


if __name__ == "__main__":
    command("r3", main)
