"""House style: medians stay low and the tail is budgeted. A long function is split by step, a long file by noun."""

from statistics import median

import pytest

from tests.guards.sources import ALL, PRODUCT, Source, python

FUNCTION_MAX, FUNCTION_MEDIAN = 40, 10
FILE_MAX, FILE_MEDIAN = 350, 120
WORKFLOW_MAX = 200
TEST_FILE_MAX = 500


def written_by_hand(*folders: str) -> list[Source]:
    return [source for source in python(*folders) if not source.is_migration]


@pytest.mark.parametrize("folder", ALL)
def test_functions_are_short(folder: str) -> None:
    lengths = {
        f"{source.place}:{one.lineno} {one.name}": (one.end_lineno or one.lineno) - one.lineno + 1
        for source in written_by_hand(folder)
        for one in source.functions()
    }
    too_long = {place: length for place, length in lengths.items() if length > FUNCTION_MAX}
    assert too_long == {}, f"split these functions (at most {FUNCTION_MAX} lines)"
    assert median(lengths.values()) <= FUNCTION_MEDIAN


@pytest.mark.parametrize("folder", PRODUCT)
def test_files_are_short(folder: str) -> None:
    lengths = {source.place: source.lines for source in written_by_hand(folder)}
    too_long = {place: lines for place, lines in lengths.items() if lines > FILE_MAX}
    assert too_long == {}, f"make a package of these files, split by noun (at most {FILE_MAX} lines)"
    assert median(lines for place, lines in lengths.items() if not place.endswith("__init__.py")) <= FILE_MEDIAN


def test_workflows_read_at_a_glance() -> None:
    too_long = {source.place: source.lines for source in python("workflows") if source.lines > WORKFLOW_MAX}
    assert too_long == {}, f"a workflow file has at most {WORKFLOW_MAX} lines: name the steps, move tables to duties.py"


def test_tests_stay_readable() -> None:
    lengths = {source.place: source.lines for source in python("tests")}
    assert {place: lines for place, lines in lengths.items() if lines > TEST_FILE_MAX} == {}
    assert median(lines for place, lines in lengths.items() if not place.endswith("__init__.py")) <= FILE_MEDIAN
