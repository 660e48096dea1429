"""What the house style forbids outright. Each message says what to do instead."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import services
import shared
from shared.errors import Refusal
from tests.guards.sources import PRODUCT, Source, python, written

SERVANTS = re.compile(r"(Manager|Helper|Handler|Service)$")
DRAWERS = re.compile(r"(^|/)(utils?|helpers?|common|misc|constants|exceptions)\.py$")
LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
INDEX = re.compile(
    r"pypi\.org|pythonhosted|pypi\.tuna|mirrors\.aliyun|--(extra-)?index-url|--find-links", re.IGNORECASE
)
CHINESE = re.compile("[一-鿿]")


def classes(source: Source) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef))


def test_every_init_is_a_docstring_at_most() -> None:
    inits = [source for source in python() if source.place.endswith("__init__.py")]
    with_code = [s.place for s in inits if any(not _is_docstring(node) for node in s.tree.body)]
    assert with_code == [], "move the code into a module of its own and import that"


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def test_nothing_is_left_for_later() -> None:
    own = "tests/guards/test_house_style.py"
    left = [
        f"{source.place}:{number}"
        for source in written()
        for number, line in enumerate(source.text.splitlines(), 1)
        if source.place != own and LATER.search(line)
    ]
    assert left == [], "do it now, or write an issue"


def test_the_product_does_not_print() -> None:
    printing = [
        f"{source.place}:{node.lineno}"
        for source in python(*PRODUCT)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == [], "log with structlog; commands speak through deploy/embedded/speaking.py"


def test_classes_are_named_after_what_they_are() -> None:
    servants = [f"{s.place} {c.name}" for s in python(*PRODUCT) for c in classes(s) if SERVANTS.search(c.name)]
    assert servants == [], "name it with a word of the field (rulebook 1), or make it functions"


def test_there_are_no_drawers() -> None:
    assert [source.place for source in python() if DRAWERS.search(source.place)] == [], "one concept per file"


def test_no_package_index_is_named() -> None:
    own = "tests/guards/test_house_style.py"
    naming = [source.place for source in written() if source.place != own and INDEX.search(source.text)]
    assert naming == [], "the lock holds hashes; which index serves them is the machine's own configuration"


def _everything_imported() -> None:
    for package in (shared, services):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name:
                importlib.import_module(module.name)


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for one in kind.__subclasses__():
        yield one
        yield from refusals(one)


def test_every_error_code_has_a_chinese_sentence_of_its_own() -> None:
    _everything_imported()
    silent = {one.code: one.message for one in refusals() if not CHINESE.search(one.message)}
    assert silent == {}, "tell people what is wrong and what to do: `message = …` in the refusal's class"


def test_an_error_code_means_one_thing_in_a_service() -> None:
    _everything_imported()
    for service in ("registry", "outflow", "inflow"):
        known: dict[str, set[int]] = {}
        for one in refusals():
            if one.__module__.startswith(("shared.", f"services.{service}.")):
                known.setdefault(one.code, set()).add(one.status)
        twice = {code: statuses for code, statuses in known.items() if len(statuses) > 1}
        assert twice == {}, f"{service}: one code, one status"


SMALL = {0, 1, 2}
"""Counting and indexing; everything larger in a rule is policy."""


@pytest.mark.parametrize("service", ["registry", "outflow", "inflow"])
def test_every_policy_number_sits_in_a_policy_pack(service: str) -> None:
    bare = [
        f"{source.place}:{node.lineno} {node.value}"
        for source in python(f"services/{service}/domain")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and node.value not in SMALL
        if f"{source.place}:{node.value}" not in NOT_POLICY
    ]
    assert bare == [], "a term or figure of the rulebook belongs in shared/policy/packs/*.toml, with its source"


NOT_POLICY = {
    "services/registry/domain/sessions.py:32": "security of signing in, not a rule of the party",
}
