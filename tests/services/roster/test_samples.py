"""The two sample rosters, against what a person expects of them."""

import pytest

from tests.services.roster.roster_workbooks import FANSHUI, JIANGWANG, check, demo, expected

SAMPLES = {"roster-jiangwang-clean": JIANGWANG, "roster-fanshui-messy": FANSHUI}
VALUES = ("name", "id_number", "branch", "standing", "left", "expected_return", "host_committee", "phone")


@pytest.mark.parametrize(("name", "own"), SAMPLES.items(), ids=SAMPLES)
def test_every_row_gets_the_verdict_and_the_values_expected(name: str, own: str) -> None:
    rows, wanted = check(*demo(name), own=own).rows, expected(name)
    assert [row.row for row in rows] == [person["row"] for person in wanted]
    for row, person in zip(rows, wanted, strict=True):
        assert row.verdict == person["verdict"]
        assert row.codes == ([person["problem"]] if "problem" in person else [])
        assert {key: row.values.get(key) for key in VALUES} == {key: person.get(key) for key in VALUES}
        if "joined" in person:
            assert row.values["joined"] == person["joined"]


def test_a_month_of_joining_is_kept_as_a_month() -> None:
    row = check(*demo("roster-fanshui-messy"), own=FANSHUI).rows[0]
    assert row.values["joined_month"] == "2006-03"
    assert "joined" not in row.values


def test_the_phone_under_the_home_branch_is_not_the_members() -> None:
    values = check(*demo("roster-fanshui-messy"), own=FANSHUI).rows[0].values
    assert (values["phone"], values["branch_contact_phone"]) == ("15138369565", "0542-85830794")


def test_every_problem_says_what_is_wrong_and_how_to_mend_it() -> None:
    for row in check(*demo("roster-fanshui-messy"), own=FANSHUI).rows:
        for problem in row.problems:
            assert problem.problem.endswith("。")
            assert problem.remedy.endswith("。")
            assert "{" not in problem.problem + problem.remedy
