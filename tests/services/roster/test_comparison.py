"""What goes out and comes back is unchanged, whatever people wrote; one changed cell is exactly one change."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.outflow.roster.columns import HEADINGS, cells_of
from services.outflow.roster.comparison import compared
from services.outflow.roster.contract import RosterRow, RowState
from services.outflow.roster.known import KnownCase, Way, shortened
from services.outflow.roster.problems import CONFLICTS, WORDINGS
from services.outflow.roster.rules import RULES
from shared.rosters.reading import read_text
from tests.services.roster.roster_workbooks import check, directory, sheet_of

NUMBER = "321003-2026-000012"
EVERY_WAY = frozenset(Way)
DIRECTORY = directory()
BRANCHES = ("32100300101", "32100300102", "32100300103")
HOSTS: tuple[Mapping[str, str], ...] = (
    {"host_region": "341181", "host_committee": "341181001", "host_name": "天长市秦栏镇党委"},
    {"host_region": "370303", "host_committee": "370303001", "host_name": "张店区马尚街道党委"},
    {"host_region": "341181", "host_committee": "", "host_name": ""},
    {"host_region": "341181", "host_committee": "", "host_name": "天长市某某镇党委"},
    {
        "host_region": "000000",
        "host_region_name": "上海市浦东新区",
        "host_committee": "",
        "host_name": "花木街道党工委",
    },
    {"host_region": "000000", "host_committee": "", "host_name": ""},
)
DAYS = st.dates(date(2024, 1, 1), date(2026, 11, 1))


def written(most: int) -> st.SearchStrategy[str]:
    """Whatever people write, as it is kept: formulas, apostrophes, full-width signs."""
    signs = st.text(st.sampled_from("=+-@'’ ＝１a厂/无·\t"), max_size=most)
    return (signs | st.text(max_size=most)).map(lambda text: read_text(text[:most]) or "")


@st.composite
def knowns(draw: st.DrawFn) -> KnownCase:
    left = draw(DAYS)
    joined = draw(st.sampled_from(("", "2012-06", "2012-06-01")))
    booklet = {"certificate_number": "321003-2026-000001", "issued": left.isoformat()} if draw(st.booleans()) else {}
    returns = left + timedelta(days=draw(st.integers(0, 900)))
    values = {
        "name": draw(st.sampled_from(("高德胜", "欧阳娜娜", "买买提·艾山"))),
        "id_number": "320000200001068228",
        "sex": draw(st.sampled_from(("", "MALE", "FEMALE"))),
        "ethnicity": draw(written(20)),
        "education": draw(written(30)),
        "joined": joined,
        "standing": draw(st.sampled_from(("FULL", "PROBATIONARY"))),
        "branch": draw(st.sampled_from(BRANCHES)),
        "left": left.isoformat(),
        "expected_return": draw(st.sampled_from(("", returns.isoformat()))),
        "reason": draw(st.sampled_from(("外出务工就业", "随子女居住"))),
        "employer": draw(written(130)),
        "phone": draw(st.sampled_from(("", "13946885253", "0514-87655194"))),
        "overdue_reason": "",
        "host_region_name": "",
        **draw(st.sampled_from(HOSTS)),
        **booklet,
    }
    return known(**values)


def known(**values: str) -> KnownCase:
    numbers = frozenset({values["certificate_number"]} if "certificate_number" in values else ())
    return KnownCase(UUID(int=1), True, False, shortened(values), "a" * 16, EVERY_WAY, numbers)


def comes_back(one: KnownCase, reveal: bool, **changes: str) -> RosterRow:
    cells = cells_of(one, NUMBER, DIRECTORY, reveal=reveal) | changes
    sheet = sheet_of([list(HEADINGS.values()), [cells[field] or None for field in HEADINGS]])
    (row,) = check(sheet).rows
    return compared(row, one)


@given(knowns(), st.booleans())
def test_what_goes_out_comes_back_unchanged(one: KnownCase, reveal: bool) -> None:
    row = comes_back(one, reveal)
    assert (row.state, row.changes) == (RowState.UNCHANGED, ()), row


CHANGES = {
    "name": "高德升", "id_number": "110101199003070097", "sex": "男", "ethnicity": "藏族", "education": "博士",
    "joined": "1999-01-01", "standing": "正式党员", "branch": "32100300103", "left": "2025-03-03",
    "expected_return": "2029-01-01", "reason": "探亲", "employer": "某某新厂", "phone": "13900005678",
    "host_committee": "天长市铜城镇党委", "certificate_number": "苏流第000777号", "issued": "2025-02-02",
}  # fmt: skip
SAME = {"sex": "MALE", "standing": "FULL", "branch": "32100300103", "left": "2025-03-03"}


@given(knowns(), st.sampled_from(sorted(CHANGES)))
def test_one_changed_cell_is_one_changed_field(one: KnownCase, field: str) -> None:
    beside = {"host_region": ""} if field == "host_committee" else {}
    if field == "issued" or field == "certificate_number":
        one = known(**(dict(one.values) | {"certificate_number": "321003-2026-000001", "issued": one.values["left"]}))
    row = comes_back(one, False, **{field: CHANGES[field]}, **beside)
    if one.values.get(field) == SAME.get(field, CHANGES[field]):
        assert row.state is RowState.UNCHANGED
    else:
        # A day of departure after the return, or an issue before the joining, cannot be read at all.
        assert [change.field for change in row.changes] == [field] or row.state is RowState.ERROR, row


@given(knowns())
def test_a_blank_cell_says_nothing(one: KnownCase) -> None:
    kept = ("case_number", "name", "id_number", "standing", "branch", "left", "certificate_number", "issued", "version")
    blank = dict.fromkeys(HEADINGS.keys() - kept, "")
    assert comes_back(one, False, **blank).state is RowState.UNCHANGED


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.field)
def test_every_rule_says_what_to_do_where_a_file_may_not_change_it(rule: object) -> None:
    found = next(one for one in RULES if one is rule)
    assert found.refused in CONFLICTS
    assert "请" in WORDINGS[found.refused].remedy


def test_every_conflict_has_its_sentence() -> None:
    assert WORDINGS.keys() >= CONFLICTS
