"""The report of a rehearsal, in words that a department can read: one HTML page that prints on A4."""

from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, select_autoescape

from deploy.embedded.data_directory import write_whole
from deploy.embedded.rehearsal.ledger import Held
from deploy.embedded.rehearsal.verdict import Verdict


def write_report(
    file: Path, verdict: Verdict, *, months: int, members: int, seed: int, first: date, last: date
) -> None:
    page = files("deploy.embedded.rehearsal").joinpath("report.html").read_text(encoding="utf-8")
    template = Environment(autoescape=select_autoescape(default=True)).from_string(page)
    kinds = sorted({kind for kind, _ in verdict.duties}, key=lambda kind: kind.label)
    text = template.render(
        verdict=verdict,
        held=list(Held),
        kinds=kinds,
        months=months,
        members=members,
        seed=seed,
        first=first,
        last=last,
        in_words=in_words,
    )
    write_whole(file, text)


def in_words(span: timedelta) -> str:
    """「3小时20分」 of business time."""
    minutes = int(span.total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    return f"{days}天{hours}小时{minutes}分" if days else f"{hours}小时{minutes}分"
