"""Letters: signed by the region, stored once, applied in order whatever the order of arrival (R3)."""

import random
from collections.abc import Callable
from uuid import UUID

import pytest
from joserfc import jws
from sqlalchemy import text

from shared.act import Act
from shared.identifiers import new_id
from shared.keys import KeyRing, create_keys
from shared.letters import operations as letters
from shared.letters.contract import Channel, Letter, LetterReceipt, LetterState, PleaseLook, Side
from shared.letters.operations import LetterNumberTaken, LetterRefused
from tests.factories.acts import Acts

HOME, HOST = "32100300101", "341181001"
BODY = PleaseLook(reason="两个季度没有联系上，请协助查找")


def written(acts: Acts, case_id: UUID, recipient_region: str = "341181") -> UUID:
    with acts.begin() as act:
        return letters.write_letter(
            act, case_id=case_id, attempt=1, side=Side.HOME, sender=HOME, recipient=HOST,
            recipient_region=recipient_region, body=BODY,
        )  # fmt: skip


def signed(acts: Acts, letter_id: UUID) -> str:
    with acts.begin() as act:
        return letters.sign_letter(act, letter_id).token


def receive(acts: Acts, token: str, applied: list[int] | None = None) -> LetterReceipt:
    def apply(_: Act, letter: Letter) -> None:
        if applied is not None:
            applied.append(letter.number)

    with acts.begin() as act:
        return letters.receive_letter(act, token, apply)


def signed_by(keys: KeyRing, kid: str, letter: Letter, region: str) -> str:
    header, content = {"alg": "Ed25519", "kid": kid}, letter.model_dump_json().encode()
    return jws.serialize_compact(header, content, keys.region(region), algorithms=["Ed25519"])


@pytest.fixture
def letter(acts: Acts) -> Letter:
    letter_id = written(acts, new_id())
    with acts.begin() as act:
        return letters.open_letter(act, letter_id)


def test_a_letter_is_numbered_and_signed_by_the_senders_province(acts: Acts, letter: Letter) -> None:
    header = jws.extract_compact(signed(acts, letter.letter_id).encode()).headers()
    assert (letter.number, letter.sender_region, letter.recipient_region) == (1, "320000", "340000")
    assert header["kid"] == "320000"


def test_the_stored_letter_is_sealed(acts: Acts, letter: Letter) -> None:
    with acts.engine.connect() as connection:
        stored = connection.scalars(text("SELECT sealed FROM letter_sent")).one()
    assert BODY.reason not in stored


def test_numbers_of_a_stream_have_no_gaps(acts: Acts) -> None:
    case_id = new_id()
    ids = [written(acts, case_id) for _ in range(4)]
    with acts.begin() as act:
        assert [letters.open_letter(act, one).number for one in ids] == [1, 2, 3, 4]
        assert letters.undelivered(act, case_id) == tuple(ids)


def test_a_letter_to_a_region_outside_the_platform_is_printed(acts: Acts) -> None:
    case_id = new_id()
    written(acts, case_id, "330100")
    with acts.begin() as act:
        assert letters.undelivered(act, case_id) == ()
        assert [one.channel for one in letters.letters_of_case(act, case_id)] == [Channel.PAPER]


def test_a_delivered_letter_waits_no_more(acts: Acts, letter: Letter) -> None:
    receipt = LetterReceipt(letter_id=letter.letter_id, number=1, state=LetterState.APPLIED)
    for _ in range(2):
        with acts.begin() as act:
            letters.mark_delivered(act, letter.letter_id, receipt)
            assert letters.undelivered(act, letter.case_id) == ()


def test_a_repeat_gets_the_first_answer_and_is_not_applied_again(acts: Acts, letter: Letter) -> None:
    applied: list[int] = []
    token = signed(acts, letter.letter_id)
    assert receive(acts, token, applied) == receive(acts, token, applied)
    assert applied == [1]


@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_order_of_arrival_letters_are_applied_in_order(acts: Acts, seed: int) -> None:
    case_id, chance, applied = new_id(), random.Random(seed), list[int]()
    tokens = [signed(acts, written(acts, case_id)) for _ in range(6)] * 2
    chance.shuffle(tokens)
    for token in tokens:
        receive(acts, token, applied)
    assert applied == [1, 2, 3, 4, 5, 6]


def test_a_letter_ahead_of_its_turn_is_held(acts: Acts) -> None:
    case_id = new_id()
    first, second = (signed(acts, written(acts, case_id)) for _ in range(2))
    assert receive(acts, second).state is LetterState.HELD
    assert receive(acts, first).state is LetterState.APPLIED
    assert receive(acts, second).state is LetterState.APPLIED


def test_a_letter_that_cannot_be_applied_is_not_stored(acts: Acts, letter: Letter) -> None:
    def refuse(_: Act, __: Letter) -> None:
        raise LetterRefused()

    token = signed(acts, letter.letter_id)
    with pytest.raises(LetterRefused), acts.begin() as act:
        letters.receive_letter(act, token, refuse)
    assert receive(acts, token).state is LetterState.APPLIED


def test_every_flipped_character_of_a_letter_is_refused(acts: Acts, letter: Letter) -> None:
    token = signed(acts, letter.letter_id)
    chance = random.Random(7)
    for place in chance.sample(range(len(token) - 2), 60):
        other = "A" if token[place] != "A" else "B"
        with pytest.raises(LetterRefused):
            receive(acts, token[:place] + other + token[place + 1 :])
    assert receive(acts, token).state is LetterState.APPLIED


def test_a_letter_signed_here_as_it_should_be_is_accepted(acts: Acts, keys: KeyRing, letter: Letter) -> None:
    """So that the forgeries below are refused for what is forged."""
    assert receive(acts, signed_by(keys, "320000", letter, "320000")).state is LetterState.APPLIED


Forgery = Callable[[Letter, KeyRing], str]


@pytest.mark.parametrize(
    "forge",
    [
        lambda letter, keys: signed_by(keys, "320000", letter, "340000"),
        lambda letter, keys: signed_by(keys, "340000", letter, "340000"),
        lambda letter, keys: signed_by(keys, "990000", letter, "340000"),
        lambda letter, keys: signed_by(
            keys, "320000", letter.model_copy(update={"recipient_region": "330000"}), "320000"
        ),
        lambda letter, keys: "not.a.letter",
    ],
    ids=["another region's key", "a region that is not the sender's", "unknown region", "not for us", "no letter"],
)
def test_forged_letters_are_refused(acts: Acts, keys: KeyRing, letter: Letter, forge: Forgery) -> None:
    with pytest.raises(LetterRefused):
        receive(acts, forge(letter, keys))


def test_a_key_that_nobody_published_signs_nothing(
    acts: Acts, letter: Letter, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("strangers")
    create_keys(folder, ["320000"])
    with pytest.raises(LetterRefused):
        receive(acts, signed_by(KeyRing(folder), "320000", letter, "320000"))


def test_two_letters_with_one_number_are_a_conflict(acts: Acts, keys: KeyRing, letter: Letter) -> None:
    receive(acts, signed(acts, letter.letter_id))
    twin = letter.model_copy(update={"letter_id": new_id()})
    with pytest.raises(LetterNumberTaken):
        receive(acts, signed_by(keys, "320000", twin, "320000"))


def test_a_letter_must_be_signed_by_the_region_of_its_sender(acts: Acts, keys: KeyRing, letter: Letter) -> None:
    """A province may not write in the name of another province's organisation."""
    impostor = letter.model_copy(update={"sender_region": "340000"})
    with pytest.raises(LetterRefused):
        receive(acts, signed_by(keys, "340000", impostor, "340000"))
