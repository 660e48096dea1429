"""Finding the heading rows of a sheet and which column holds what, by words and never by position.

Headings may stand under title rows, on up to three levels with merged cells, with blanks, line breaks and
full-width signs inside, in any order.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from shared.workbooks.sheets import MergedRange, Row, Sheet
from shared.workbooks.text import compact_text

# Forms carry a title, the reporting unit, a date and perhaps a filling guide above the table.
MAX_ROWS_ABOVE: Final = 40
MAX_LEVELS: Final = 3
# Fewer known words in a row than this is chance: a note may mention a name or a phone.
LEAST_FIELDS: Final = 3

_NOISE = re.compile(r"[*:、,，.。_\"'“”?？]")
# ID numbers, telephones and dates belong to people, not to headings.
_LONG_NUMBER = re.compile(r"\d{6}")
_BRACKETS = re.compile(r"[(\[【<][^)\]】>]*[)\]】>]")


def heading_words(text: str) -> tuple[str, str]:
    """The heading as compared: once as it is, once without what stands in brackets."""
    words = _NOISE.sub("", compact_text(text))
    return words, _BRACKETS.sub("", words) or words


@dataclass(frozen=True)
class HeadingGroup:
    """Words that change what the heading below or behind them means: 「流出地党组织」 makes 「电话」 the branch's."""

    parents: frozenset[str]
    leaves: Mapping[str, str]


@dataclass(frozen=True)
class KeywordRule:
    """Last resort for wordings nobody listed: all of one word of each set, and none of the forbidden ones."""

    field: str
    needed: tuple[tuple[str, ...], ...]
    forbidden: tuple[str, ...] = ()

    def fits(self, words: str) -> bool:
        return all(any(word in words for word in choices) for choices in self.needed) and not any(
            word in words for word in self.forbidden
        )


@dataclass(frozen=True)
class Vocabulary:
    """`synonyms`: field to its headings, the most telling first (it wins when two columns claim one field)."""

    synonyms: Mapping[str, tuple[str, ...]]
    required: Mapping[str, str]
    groups: tuple[HeadingGroup, ...] = ()
    keywords: tuple[KeywordRule, ...] = ()

    @cached_property
    def ranks(self) -> dict[str, tuple[str, int]]:
        ranked: dict[str, tuple[str, int]] = {}
        for name, headings in self.synonyms.items():
            for rank, heading in enumerate(headings):
                ranked.setdefault(heading_words(heading)[0], (name, rank + 2))
        return ranked

    def resolve(self, path: tuple[str, ...]) -> tuple[str, int] | None:
        """The field a heading path (top level first) stands for, and how sure that is (0 is surest)."""
        if not path:
            return None
        *parents, leaf = (heading_words(text) for text in path)
        for words in leaf:
            found = self._in_group(parents, words) or self.ranks.get(words) or self._as_one_word(words)
            if found:
                return found
        return self._joined("".join(part[1] for part in parents), leaf)

    def opens(self, row: Row) -> bool:
        """Whether the row can be the upper edge of a table: a title row above it knows no two such words."""
        texts = {heading_words(text) for text in row.cells if isinstance(text, str)}
        return sum(any(self._is_known(word) for word in words) for words in texts) >= 2

    def _is_known(self, words: str) -> bool:
        return words in self.ranks or any(words in group.parents for group in self.groups)

    def _in_group(self, parents: list[tuple[str, str]], leaf: str) -> tuple[str, int] | None:
        for group in self.groups:
            if leaf in group.leaves and any(words in group.parents for parent in parents for words in parent):
                return group.leaves[leaf], 0
        return None

    def _as_one_word(self, words: str) -> tuple[str, int] | None:
        for group in self.groups:
            for parent in group.parents:
                rest = words.removeprefix(parent)
                if rest != words and rest in group.leaves:
                    return group.leaves[rest], 1
        return None

    def _joined(self, parents: str, leaf: tuple[str, str]) -> tuple[str, int] | None:
        if found := self.ranks.get(parents + leaf[1]) or self._as_one_word(parents + leaf[1]):
            return found
        # The whole wording last: a group's name above may sound like the very thing it only leads to.
        for words in (*leaf, parents + leaf[1]):
            for rule in self.keywords:
                if rule.fits(words):
                    return rule.field, 1_000
        return None


@dataclass(frozen=True)
class Headings:
    """Where the table begins and which column (index from 0) holds which field."""

    first_row: int
    last_row: int
    columns: Mapping[str, int]
    texts: Mapping[int, str] = field(default_factory=dict)

    @property
    def unknown(self) -> dict[int, str]:
        known = set(self.columns.values())
        return {column: text for column, text in self.texts.items() if column not in known}

    def missing(self, vocabulary: Vocabulary) -> dict[str, str]:
        return {name: label for name, label in vocabulary.required.items() if name not in self.columns}


def find_headings(sheet: Sheet, vocabulary: Vocabulary) -> Headings | None:
    """The place with most known headings; fewer levels and higher rows win a tie."""
    best: Headings | None = None
    merges = covering_ranges(sheet)
    by_number = {row.number: row for row in sheet.rows}
    for levels in range(1, MAX_LEVELS + 1):
        for row in sheet.rows[:MAX_ROWS_ABOVE]:
            lines = [by_number.get(row.number + level) for level in range(levels)]
            if any(line is None or not _reads_like_headings(line) for line in lines) or not vocabulary.opens(row):
                continue
            found = _headings_at([line for line in lines if line], merges, vocabulary)
            if len(found.columns) > (len(best.columns) if best else LEAST_FIELDS - 1):
                best = found
    return best


def covering_ranges(sheet: Sheet) -> dict[tuple[int, int], MergedRange]:
    """Cell (row number, column index) to the merged range over it, for the rows where headings can stand."""
    last = sheet.rows[:MAX_ROWS_ABOVE][-1].number + MAX_LEVELS if sheet.rows else 0
    width = sheet.width
    return {
        (row, column): merged
        for merged in sheet.merged
        if merged.top <= last
        for row in range(merged.top, min(merged.bottom, last) + 1)
        for column in range(merged.left, min(merged.right, width) + 1)
    }


def _reads_like_headings(row: Row) -> bool:
    return all(
        cell is None or (isinstance(cell, str) and not _LONG_NUMBER.search(compact_text(cell))) for cell in row.cells
    )


def _headings_at(lines: list[Row], merges: Mapping[tuple[int, int], MergedRange], vocabulary: Vocabulary) -> Headings:
    paths = _paths(lines, merges)
    claims: dict[str, tuple[int, int]] = {}
    for column, path in sorted(paths.items()):
        found = vocabulary.resolve(path)
        if found and (found[0] not in claims or found[1] < claims[found[0]][0]):
            claims[found[0]] = (found[1], column)
    return Headings(
        first_row=lines[0].number,
        last_row=lines[-1].number,
        columns={name: column for name, (_, column) in claims.items()},
        texts={column: "/".join(compact_text(part) for part in path) for column, path in paths.items()},
    )


def _paths(lines: list[Row], merges: Mapping[tuple[int, int], MergedRange]) -> dict[int, tuple[str, ...]]:
    """Each column's headings from the top level down; a merged cell counts once."""
    by_number = {line.number: line for line in lines}
    sideways = any(merges[cell].right > merges[cell].left for cell in merges if cell[0] in by_number and len(lines) > 1)
    paths = {}
    for column in range(max(len(line.cells) for line in lines)):
        path = []
        for level, line in enumerate(lines):
            merged = merges.get((line.number, column))
            if merged and merged.top in by_number:
                # The words stand in the top left cell; further rows of the same range repeat nothing.
                text = by_number[merged.top].cell(merged.left) if merged.top == line.number else None
            else:
                text = line.cell(column)
            if text is None and level < len(lines) - 1 and not sideways:
                text = _left_neighbour(lines, level, column)
            if isinstance(text, str):
                path.append(text)
        if path:
            paths[column] = tuple(path)
    return paths


def _left_neighbour(lines: list[Row], level: int, column: int) -> str | None:
    """Without merged cells an upper heading belongs to the columns right of it that have a lower heading."""
    if lines[level + 1].cell(column) is None:
        return None
    for left in range(column - 1, -1, -1):
        text = lines[level].cell(left)
        if isinstance(text, str):
            return text if lines[level + 1].cell(left) is not None else None
    return None
