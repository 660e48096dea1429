"""Strings nobody means well with, composed of the parts in hostile_strings.toml."""

import random
import tomllib
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

PARTS = Path(__file__).with_suffix(".toml")


@cache
def _parts() -> dict[str, Any]:
    return tomllib.loads(PARTS.read_text(encoding="utf-8"))


@cache
def sql() -> tuple[str, ...]:
    parts = _parts()["sql"]
    composed = ("".join(one) for one in product(parts["opens"], parts["says"], parts["closes"]))
    return (*composed, *parts["alone"])


@cache
def scripts() -> tuple[str, ...]:
    """Each would set `window.__ran` if it ran."""
    parts = _parts()["scripts"]
    handlers = (f"<{element} {event}=MARK>" for element, event in product(parts["elements"], parts["events"]))
    carried = (carrier.replace("LINK", link) for carrier, link in product(parts["carriers"], parts["links"]))
    broken_out = ("".join(one) for one in product(parts["breaks"], (*parts["tags"], *handlers)))
    made = (*broken_out, *carried, *parts["attributes"], *parts["alone"])
    return tuple(one.replace("MARK", _parts()["mark"]) for one in made)


@cache
def others() -> tuple[str, ...]:
    """Paths, line breaks that would end a header, templates of several engines."""
    paths, lines, templates = _parts()["paths"], _parts()["lines"], _parts()["templates"]
    climbing = (climb * paths["times"] + target for climb, target in product(paths["climbs"], paths["targets"]))
    split = (f"汪海{end}{say}" for end, say in product(lines["breaks"], lines["says"]))
    rendered = (wrap.replace("SAY", say) for wrap, say in product(templates["wraps"], templates["says"]))
    return (*climbing, *split, *rendered)


def every() -> tuple[str, ...]:
    return (*sql(), *scripts(), *others())


def shuffled(seed: int) -> list[str]:
    """All of them, in an order that the seed decides."""
    strings = list(every())
    random.Random(seed).shuffle(strings)
    return strings
