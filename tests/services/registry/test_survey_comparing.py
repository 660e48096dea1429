"""Home list against host list (W-08): every row once, equal to a naive oracle."""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.survey.comparing import Compared, Listed, compare
from services.registry.survey.operations.exchanges import in_chunks
from shared.letters.bodies_survey import CHUNK, DifferenceKind
from shared.survey.shared_index import agreed_key, new_private_half, public_half, shared_index

rows = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.tuples(*[st.sampled_from(["", "x", "y"])] * 5)).map(
        lambda one: Listed(one[0], one[1])
    ),
    max_size=12,
)


def naive(home: list[Listed], host: list[Listed]) -> Counter[tuple[str, str]]:
    """Person by person: equal pairs, then different pairs, then leftovers."""
    found: Counter[tuple[str, str]] = Counter()
    for index in {row.key for row in (*home, *host)}:
        left = Counter(row.values for row in home if row.key == index)
        right = Counter(row.values for row in host if row.key == index)
        equal = (left & right).total()
        one, other = left.total() - equal, right.total() - equal
        found["MATCHED", index] = equal
        found["DIFFERS", index] = min(one, other)
        found["ONLY_HOME", index] = max(one - other, 0)
        found["ONLY_HOST", index] = max(other - one, 0)
    return +found


def counted(compared: list[Compared]) -> Counter[tuple[str, str]]:
    return Counter((one.kind or "MATCHED", one.key) for one in compared)


@pytest.mark.duty("D-59")
@given(rows, rows)
def test_comparing_agrees_with_a_naive_oracle(home: list[Listed], host: list[Listed]) -> None:
    assert counted(list(compare(home, host))) == naive(home, host)


@given(rows, rows)
def test_every_row_of_either_list_comes_exactly_once(home: list[Listed], host: list[Listed]) -> None:
    compared = list(compare(home, host))
    assert Counter(one.home for one in compared if one.home) == Counter(home)
    assert Counter(one.host for one in compared if one.host) == Counter(host)


@given(rows, rows, st.randoms())
def test_the_order_of_the_lists_does_not_matter(home: list[Listed], host: list[Listed], random: object) -> None:
    before = counted(list(compare(home, host)))
    random.shuffle(home)  # type: ignore[attr-defined]
    random.shuffle(host)  # type: ignore[attr-defined]
    assert counted(list(compare(home, host))) == before


@given(rows, rows)
def test_swapping_the_sides_swaps_the_answer(home: list[Listed], host: list[Listed]) -> None:
    swapped = {DifferenceKind.ONLY_HOME: DifferenceKind.ONLY_HOST, DifferenceKind.ONLY_HOST: DifferenceKind.ONLY_HOME}
    there = Counter((swapped.get(one.kind, one.kind), one.key) for one in compare(home, host))  # type: ignore[arg-type]
    assert there == Counter((one.kind, one.key) for one in compare(host, home))


def test_a_difference_names_the_fields_that_differ() -> None:
    home, host = Listed("a", ("n1", "FULL", "c", "b", "ENROLLED")), Listed("a", ("n2", "FULL", "c", "b", "LEFT"))
    (only,) = compare([home], [host])
    assert (only.kind, only.differing) == (DifferenceKind.DIFFERS, ("certificate", "status"))


EXCHANGE, ANOTHER = UUID(int=1), UUID(int=2)


def test_both_sides_compute_the_same_index_and_nobody_else_does() -> None:
    ours, theirs, stranger = new_private_half(), new_private_half(), new_private_half()
    key = agreed_key(ours, public_half(theirs), EXCHANGE)
    assert agreed_key(theirs, public_half(ours), EXCHANGE) == key
    assert agreed_key(stranger, public_half(ours), EXCHANGE) != key
    assert shared_index(key, "32000019900101123x") == shared_index(key, " 32000019900101123X ")


def test_the_index_of_one_exchange_says_nothing_in_another() -> None:
    ours, theirs = new_private_half(), new_private_half()
    keys = [agreed_key(ours, public_half(theirs), exchange) for exchange in (EXCHANGE, ANOTHER)]
    assert len({shared_index(key, "320000199001011234") for key in keys}) == 2


@pytest.mark.parametrize("nonsense", ["", "####", "AAAA"])
def test_what_is_no_key_is_refused(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        agreed_key(new_private_half(), nonsense, EXCHANGE)


@pytest.mark.parametrize("rows", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_a_long_list_is_cut_into_letters_without_losing_a_row(rows: int) -> None:
    chunks = list(in_chunks(iter(range(rows))))
    assert [one for chunk in chunks for one in chunk] == list(range(rows))
    assert len(chunks) == max(-(-rows // CHUNK), 1)
    assert all(len(chunk) <= CHUNK for chunk in chunks)
