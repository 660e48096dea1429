"""What all `gongguan` commands share: --data, --json, refusals, where words go, exit status 0 / 1 / 2.

Standard output holds the answer; with --json exactly one JSON document. Everything else goes to standard error.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

DEFAULT_DATA = Path(".gongguan")

DataOption = Annotated[Path, typer.Option("--data", help="数据目录", metavar="目录")]
JsonOption = Annotated[bool, typer.Option("--json", help="在标准输出给出一个 JSON 文档，其余信息写到标准错误")]

answer_console = Console(highlight=False, soft_wrap=True)
message_console = Console(stderr=True, highlight=False, soft_wrap=True)


class Refused(Exception):
    """The command cannot be carried out; each reason is a Chinese sentence that says what to do. Exit status 1."""

    def __init__(self, *reasons: str, code: str = "refused") -> None:
        super().__init__("；".join(reasons))
        self.reasons = reasons
        self.code = code


def say(sentence: str) -> None:
    """A word to the person at the terminal; never part of the answer."""
    message_console.print(sentence, markup=False)


def answer_json(document: Any) -> None:
    """The one document of a --json command. Dates and paths become text."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")
    sys.stdout.flush()


def json_wanted(arguments: Sequence[str]) -> bool:
    return "--json" in arguments


def tell_refusal(refusal: Refused, *, as_json: bool) -> None:
    if as_json:
        answer_json({"ok": False, "code": refusal.code, "reasons": list(refusal.reasons)})
    for reason in refusal.reasons:
        message_console.print(f"✗ {reason}", style="red", markup=False)
