"""R3 for every kind of letter: the tales of all processes, told in order once and then with a storm over the post."""

import base64
import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack

from shared.letters import operations
from shared.letters.contract import Letter, LetterReceipt, LetterState
from shared.service_client import Outage, Refused
from tests.chaos.endstate import differences, whole_state
from tests.chaos.ground import Ground, Post
from tests.chaos.instead import instead
from tests.chaos.r3 import ENOUGH_PROBLEMS, Storm, Wire, apply_at_once
from tests.chaos.run import Run
from tests.chaos.survey_in_play import SurveyInPlay
from tests.chaos.tale import Tale, Telling
from tests.chaos.tales import TALES
from tests.chaos.told import told_to_the_end
from tests.factories.deployment import FIRST_MOMENT
from tests.factories.survey_ground import HOST_ORGANISER, ORGANISER

TELLINGS_ON_PUSH, TELLINGS_IN_FULL = 2, 40
TYPES = "SELECT DISTINCT type FROM letter_received WHERE applied_at IS NOT NULL"


def every_letter(run: Run, ground: Ground, *, surveyed: bool = True) -> set[str]:
    """The tales and the survey; answers which types of letters have been applied on the way."""
    wire = Wire(run, ground)
    storm = Storm(run, ground, wire)
    with ExitStack() as held:
        if run.sabotage:
            held.enter_context(instead(operations, "_apply_in_order", apply_at_once))
        tales(run, ground, wire, storm)
        driven = types_driven(ground)
        if surveyed:
            survey(run, ground, wire, storm)
    return driven | types_driven(ground)


def tales(run: Run, ground: Ground, wire: Wire, storm: Storm, told: Iterable[Tale] = TALES) -> None:
    """Each as it ends when every letter comes once and in order, and then so many times through the storm."""
    times = TELLINGS_IN_FULL if run.full else TELLINGS_ON_PUSH
    run.figures |= {"tales": 0, "told_as_in_order": 0}
    post = Post(ground)
    for tale in told:
        if len(run.problems) >= ENOUGH_PROBLEMS:
            break
        run.count("tales")
        try:
            _tell(run, ground, post, Blown(ground, post, wire, storm), tale, times)
        except (Refused, Outage) as error:
            run.expect(False, f"{tale.name}: could not be told: {error}")
        ground.on(FIRST_MOMENT.date())
    run.problems += told_to_the_end(ground)


def types_driven(ground: Ground) -> set[str]:
    """Types of letters that have been applied on this ground."""
    return {row.type for engine in ground.engines.values() for row in ground.sql(engine, TYPES)}


def survey(run: Run, ground: Ground, wire: Wire, storm: Storm) -> None:
    """One campaign in order, and one whose lists and results cross in a storm: the same differences, told alike."""
    post = Post(ground)
    blown = Blown(ground, post, wire, storm)
    wanted = _surveyed(run, ground, post.carry)
    found = _surveyed(run, ground, lambda: blown.carry([]))
    run.expect_equal(found, wanted, "the survey")


def _surveyed(run: Run, ground: Ground, carry: Callable[[], object]) -> list[tuple[object, ...]]:
    """What the two counties know of each difference, and what they did about it."""
    ground.clear()
    one = SurveyInPlay.compared(ground, run.chance("survey"), carry)
    for organiser in (ORGANISER, HOST_ORGANISER):
        for half in one.differences(organiser).values():
            one.carry(organiser, half)
    one.ground.works()
    carry()
    return [
        (organiser.name, kind, half.side, half.status, half.handled_there, half.ours, half.theirs)
        for organiser in (ORGANISER, HOST_ORGANISER)
        for kind, half in sorted(one.differences(organiser).items())
    ]


class Blown:
    """The post with a storm over it: the letters of many tellings at once."""

    def __init__(self, ground: Ground, post: Post, wire: Wire, storm: Storm) -> None:
        self._ground, self._post, self._wire, self._storm = ground, post, wire, storm

    def carry(self, by_hand: list[Letter]) -> None:
        self._blow(by_hand)
        while waiting := self._post.waiting():
            tokens = [self._ground.worker(service).sign_letter(row.id).token for service, row in waiting]
            letters = [_letter(token) for token in tokens]
            self._wire.keep(zip(letters, tokens, strict=True))
            self._blow(letters)
            for (service, row), letter in zip(waiting, letters, strict=True):
                receipt = LetterReceipt(letter_id=letter.letter_id, number=letter.number, state=LetterState.APPLIED)
                now = self._ground.clock.now().isoformat()
                self._ground.worker(service).mark_letter_delivered(row.id, receipt, now)

    def _blow(self, letters: list[Letter]) -> None:
        if letters:
            self._storm.blow(letters)
            self._storm.last_gust()


def _letter(token: str) -> Letter:
    payload = token.split(".")[1]
    said = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return Letter.model_validate(json.loads(said))


def _tell(run: Run, ground: Ground, post: Post, blown: Blown, tale: Tale, times: int) -> None:
    in_order = tale.begun(run, ground, post, 0)
    _read(ground, tale, [in_order], lambda by_hand: _in_order(ground, post, by_hand))
    wanted = whole_state(ground, in_order.subject, in_order.names)
    tellings = [tale.begun(run, ground, post, number) for number in range(1, times + 1)]
    _read(ground, tale, tellings, blown.carry)
    for one in tellings:
        different = differences(whole_state(ground, one.subject, one.names), wanted)
        run.expect(not different, f"{tale.name} ended otherwise: {'; '.join(different)[:600]}")
        run.count("told_as_in_order", not different)


def _in_order(ground: Ground, post: Post, by_hand: list[Letter]) -> None:
    wire = Wire(Run("in order", 0), ground)
    for letter in by_hand:
        wire.deliver(letter)
    post.carry()


def _read(ground: Ground, tale: Tale, tellings: list[Telling], carry: Callable[[list[Letter]], None]) -> None:
    for chapter in tale.chapters:
        ground.on(chapter.day)
        for one in tellings:
            for act in chapter.acts:
                act(one)
        by_hand = [letter for one in tellings for letter in one.by_hand]
        for one in tellings:
            one.by_hand.clear()
        carry(by_hand)
