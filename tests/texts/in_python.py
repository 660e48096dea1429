"""Texts in Python: every string with Chinese that is not a docstring; f-strings with a mark for what is filled in."""

import ast
from collections.abc import Iterator

from tests.guards.sources import Source, python
from tests.texts.text import CHINESE, FILLED, Text, is_text, tidied

FOLDERS = ("services", "workflows", "shared", "deploy")
READ = ("services/outflow/roster/vocabulary.py", "services/outflow/roster/organisation_names.py")
"""What people write in their rosters, in many spellings, is read and never shown."""
OF_ENGINEERS = frozenset({"description", "summary", "examples", "pattern", "comment"})
"""Arguments that only the OpenAPI documents and the database show."""


def texts() -> Iterator[Text]:
    for source in python(*FOLDERS):
        if CHINESE.search(source.text) and not source.is_migration and source.place not in READ:
            yield from _of(source)


def _of(source: Source) -> Iterator[Text]:
    for words in strings(source.tree):
        if is_text(words):
            yield Text(tidied(words), source.place)


def strings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.keyword) and node.arg in OF_ENGINEERS:
        return
    if isinstance(node, ast.Call) and _is_pattern(node.func):
        return
    if isinstance(node, ast.JoinedStr):
        yield "".join(_part(one) for one in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
        return
    for child in _inner(node):
        yield from strings(child)


def _is_pattern(called: ast.expr) -> bool:
    return isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "re"


def _part(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else FILLED


def _inner(node: ast.AST) -> Iterator[ast.AST]:
    """The constants of an f-string have been read; what its fields say has not."""
    children = ast.iter_child_nodes(node)
    return (one for one in children if not (isinstance(node, ast.JoinedStr) and isinstance(one, ast.Constant)))
