"""Which pack an organisation follows."""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from pydantic import ValidationError

from shared.policy.book import PolicyAssignment, PolicyBook, UnknownPack, packaged_book

BOOK = packaged_book()
BRANCH = "320000.321000.321003.321003001.321003001007"
TODAY = date(2026, 11, 22)
JIANGSU = PolicyAssignment(path="320000", pack="JS-PROV-2017", valid_from=date(2017, 1, 1))


def source(name: str) -> dict[str, Any]:
    return tomllib.loads((files("shared.policy") / "packs" / f"{name}.toml").read_text("utf-8"))


def yangzhou(**changes: Any) -> dict[str, Any]:
    return {
        "id": "JS-YZ-TEST",
        "version": 1,
        "extends": "JS-PROV-2017@1",
        "title": "扬州",
        "valid_from": date(2026, 1, 1),
        "terms": {"accept.escalate.joint": {"value": 12, "source": "试行"}},
        **changes,
    }


def book(*more: dict[str, Any]) -> PolicyBook:
    return PolicyBook.of([source("CN-BASE-2019"), source("JS-PROV-2017"), *more])


def test_an_organisation_without_an_assignment_follows_the_national_pack() -> None:
    assert BOOK.for_organisation("340000.341100", [JIANGSU], TODAY).id == "CN-BASE-2019"


def test_an_organisation_follows_the_assignment_above_it() -> None:
    assert BOOK.for_organisation(BRANCH, [JIANGSU], TODAY).reference == "JS-PROV-2017@1"


def test_the_nearest_assignment_wins() -> None:
    city = PolicyAssignment(path="320000.321000", pack="JS-YZ-TEST", valid_from=date(2026, 1, 1))

    assert book(yangzhou()).for_organisation(BRANCH, [city, JIANGSU], TODAY).id == "JS-YZ-TEST"
    assert book(yangzhou()).for_organisation("320000.320100", [city, JIANGSU], TODAY).id == "JS-PROV-2017"


def test_an_assignment_counts_only_on_its_days() -> None:
    over = JIANGSU.model_copy(update={"valid_to": date(2026, 11, 21)})

    assert BOOK.for_organisation(BRANCH, [over], date(2026, 11, 21)).id == "JS-PROV-2017"
    assert BOOK.for_organisation(BRANCH, [over], TODAY).id == "CN-BASE-2019"
    assert BOOK.for_organisation(BRANCH, [JIANGSU], date(2016, 12, 31)).id == "CN-BASE-2019"


def test_a_later_assignment_replaces_an_earlier_one() -> None:
    later = PolicyAssignment(path="320000", pack="CN-BASE-2019", valid_from=date(2026, 6, 1))

    assert BOOK.for_organisation(BRANCH, [later, JIANGSU], TODAY).id == "CN-BASE-2019"
    assert BOOK.for_organisation(BRANCH, [later, JIANGSU], date(2026, 5, 31)).id == "JS-PROV-2017"


def test_a_code_that_only_begins_alike_is_not_below() -> None:
    assert not JIANGSU.covers("3200001.5", TODAY)


def test_a_changed_figure_brings_its_own_source_and_keeps_the_rest() -> None:
    term = book(yangzhou()).pack("JS-YZ-TEST").term("accept.escalate.joint")

    assert (term.value, term.unit, term.source, term.pack) == (12, "wd", "试行", "JS-YZ-TEST@1")


def test_a_new_version_counts_from_its_day_and_the_old_one_stays_readable() -> None:
    second = yangzhou(version=2, valid_from=date(2027, 1, 1))
    both = book(yangzhou(), second)

    assert both.pack("JS-YZ-TEST", TODAY).version == 1
    assert both.pack("JS-YZ-TEST", date(2027, 1, 1)).version == 2
    assert both.by_reference("JS-YZ-TEST@1").version == 1


def test_a_parent_is_named_with_its_version_so_that_a_recorded_pack_never_changes() -> None:
    newer = source("CN-BASE-2019") | {"version": 2}
    newer["terms"] = newer["terms"] | {"lost.help": newer["terms"]["lost.help"] | {"value": 99}}

    assert book(newer).pack("JS-PROV-2017").term("lost.help").amount == 10
    assert book(newer).pack("CN-BASE-2019").term("lost.help").amount == 99


def test_an_unknown_pack_is_refused_by_name() -> None:
    with pytest.raises(UnknownPack, match="XX-1"):
        BOOK.pack("XX-1")
    with pytest.raises(UnknownPack, match="JS-PROV-2017@7"):
        BOOK.by_reference("JS-PROV-2017@7")
    with pytest.raises(UnknownPack, match="XX-1"):
        book(yangzhou(extends="XX-1"))


def test_a_ladder_that_stands_on_no_term_is_refused() -> None:
    ladder = {"term": "nowhere", "since": "报到", "rungs": []}

    with pytest.raises(LookupError, match="nowhere"):
        book(yangzhou(ladders={"VERIFY_CERTIFICATE": ladder}))


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="sauce"):
        book(yangzhou(terms={"accept.verify": {"value": 4, "sauce": "?"}}))
