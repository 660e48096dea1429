"""The report in words and figures."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from deploy.embedded.rehearsal.report import Played, by_process, figures, in_total, write_report
from deploy.embedded.rehearsal.terms import DAY
from deploy.embedded.rehearsal.verdict import judge
from shared.policy.task_kinds import TaskKind as K
from tests.deploy.rehearsal.accounts import END, books, departed, ledger

PLAYED = Played(months=12, members=1, seed=7, first=date(2026, 1, 1), last=date(2027, 1, 1))


def test_a_department_reads_what_was_held_by_process_and_by_manner(tmp_path: Path) -> None:
    one = departed(date(2026, 2, 2))
    verdict = judge(ledger(one), books(one), END)
    file = tmp_path / "report.html"
    write_report(file, verdict, PLAYED)
    page = file.read_text(encoding="utf-8")
    assert "账实相符" in page
    assert "截至业务时间 2027-01-01" in page
    for words in ("季度联系（W-04）", "失去联系（W-07）", "按时办理", "按时率", "系统自身的延误"):
        assert words in page
    assert "不一致之处" not in page


def test_problems_and_explained_differences_are_listed(tmp_path: Path) -> None:
    one = departed(date(2026, 2, 2))
    verdict = replace(judge(ledger(one), books(one), END), problems=["甲"], explained=["乙"])
    write_report(tmp_path / "report.html", verdict, PLAYED)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<strong>账实不符</strong>" in page
    assert "<li>甲</li>" in page
    assert "<li>乙</li>" in page


def test_an_invalid_run_says_what_it_cannot_prove(tmp_path: Path) -> None:
    one = departed(date(2026, 2, 2))
    verdict = replace(judge(ledger(one), books(one), END), delays={"x": 2 * DAY})
    write_report(tmp_path / "report.html", verdict, PLAYED)
    assert "本次演练无效" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_figures_add_up() -> None:
    one = departed(date(2026, 2, 2))
    verdict = judge(ledger(one), books(one), END)
    told = figures(verdict, PLAYED, Path("r.html"))
    assert sum(line["count"] for line in told["duties"]) == in_total(verdict).held.total()
    assert sum(process.total.held.total() for process in by_process(verdict)) == in_total(verdict).held.total()
    assert (told["agrees"], told["valid"], told["as_of"][:10]) == (True, True, "2027-01-01")
    assert {line["kind"] for line in told["duties"]} >= {K.CONTACT_MEMBER, K.SEARCH_MEMBER}
