"""The duties of rulebook 3.B and 3.H as data: who owes what, when, and the sentence it comes from."""

import tomllib
from functools import cache
from importlib.resources import files

from shared.contract import Contract


class RuleDuty(Contract):
    """One row of the rulebook; `text` is the sentence of the source."""

    id: str
    who: str
    what: str
    when: str
    source: str
    text: str


@cache
def rule_duties() -> tuple[RuleDuty, ...]:
    """In the order of the rulebook."""
    source = files("shared.policy").joinpath("rule_duties.toml").read_text(encoding="utf-8")
    return tuple(RuleDuty.model_validate(row) for row in tomllib.loads(source)["duty"])
