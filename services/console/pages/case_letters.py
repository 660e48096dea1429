"""The letters of one case on both sides, each with its state: on its way, delivered, answered, and when."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.console.directory import Organisations
from services.console.rendering import moment
from services.inflow.contract import PlacementFile
from services.outflow.contract import CaseFile
from shared.letters.answers import ANSWERED_BY, answer_to
from shared.letters.contract import Channel, LetterSummary


@dataclass(frozen=True)
class LetterLine:
    """`answer` is empty for a letter that asks for none."""

    side: str
    letter: LetterSummary
    counterpart: str
    state: str
    answer: str


def letters(home: CaseFile | None, host: PlacementFile | None, organisations: Organisations) -> list[LetterLine]:
    """In order of time."""
    lines = [
        LetterLine(side, one, organisations.name(one.counterpart), _state(one), _answer(one, file.letters))
        for side, file in (("home", home), ("host", host))
        if file
        for one in file.letters
    ]
    return sorted(lines, key=lambda line: (line.letter.written_at, line.letter.number))


def _state(letter: LetterSummary) -> str:
    delivered = moment(letter.delivered_at)
    if letter.direction == "received":
        return f"已收到，{delivered} 处理" if letter.delivered_at else "已收到，等前一封函件到后处理"
    if letter.channel is Channel.PAPER:
        return f"纸质：{delivered} 已寄送" if letter.delivered_at else "纸质：请打印寄送"
    return f"{delivered} 已送达" if letter.delivered_at else "已保存，正在送达"


def _answer(letter: LetterSummary, of_the_side: Sequence[LetterSummary]) -> str:
    if letter.type not in ANSWERED_BY:
        return ""
    answer = answer_to(letter, of_the_side)
    if answer is None:
        return "等待我方答复" if letter.direction == "received" else "等待对方答复"
    return f"{moment(answer.written_at)} 已答复：{answer.label}"
