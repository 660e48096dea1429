"""The catalogue: each text once, with the places where it stands, in areas; written as pages of docs/texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tests.guards.sources import ROOT
from tests.texts import in_data, in_python, in_templates
from tests.texts.words import glossary

FOLDER = ROOT / "docs" / "texts"
Catalogue = Mapping[str, tuple[str, ...]]
"""Text → the files where it stands, sorted."""


@dataclass(frozen=True)
class Area:
    """`places`: how the paths begin; the first area that fits has the text."""

    name: str
    title: str
    places: tuple[str, ...]


AREAS = (
    Area("codes", "状态、事项和步骤的名称", ("services/console/texts.toml", "services/console/views.toml",
         "services/console/processes.py", "shared/policy/task_kinds.py", "shared/posts.py")),
    Area("forms", "办理事项的表单", ("services/console/acts", "services/console/forms", "services/console/between")),
    Area("papers", "纸件和函件", ("services/console/papers", "shared/letters", "shared/papers")),
    Area("pages", "网页", ("services/console",)),
    Area("rules", "制度和参数", ("shared/policy",)),
    Area("services", "服务的答复、办理经过和报表", ("services", "workflows", "shared")),
    Area("commands", "命令和演练报告", ("deploy",)),
)  # fmt: skip
HEAD = "每条文字只列一次，后面是它出现的文件；`{…}` 是系统填入的内容。由 `python -m tests.texts` 生成，不要手改。"


@cache
def catalogue() -> Catalogue:
    found: dict[str, set[str]] = {}
    for source in (in_python, in_templates, in_data):
        for text in source.texts():
            found.setdefault(text.words, set()).add(text.place)
    return {words: tuple(sorted(places)) for words, places in sorted(found.items())}


def pages() -> dict[str, str]:
    """File name → what it says."""
    by_area: dict[str, dict[str, tuple[str, ...]]] = {area.name: {} for area in AREAS}
    for words, places in catalogue().items():
        by_area[_area_of(places)][words] = places
    written = {f"{area.name}.md": _page(area, by_area[area.name]) for area in AREAS}
    return {"README.md": _index(by_area), **written}


def _area_of(places: Iterable[str]) -> str:
    known = tuple(places)
    return next(area.name for area in AREAS if any(place.startswith(area.places) for place in known))


def _page(area: Area, texts: Catalogue) -> str:
    rows = (f"| {_cell(words)} | {'<br>'.join(places)} |" for words, places in texts.items())
    return f"# {area.title}\n\n{HEAD}\n\n| 文字 | 出处 |\n|---|---|\n" + "\n".join(rows) + "\n"


def _cell(words: str) -> str:
    for mark in ("\\", "|", "*", "_", "<", "`"):
        words = words.replace(mark, "\\" + mark)
    return words


def _index(by_area: Mapping[str, Catalogue]) -> str:
    areas = "\n".join(f"| [{area.title}]({area.name}.md) | {len(by_area[area.name])} |" for area in AREAS)
    words = "\n".join(
        f"| {one.word}{f'（简称{one.short}）' if one.short else ''} | {'、'.join(one.avoided)} | {one.source} |"
        for one in glossary()
    )
    return (
        f"# 全部文字\n\n{HEAD}\n\n| 范围 | 条数 |\n|---|---|\n{areas}\n\n"
        "# 用词\n\n一件事一个词，用文件里的词。左边的词用，中间的词不用（`tests/texts/words.toml`，有测试把守）。\n\n"
        f"| 用 | 不用 | 出处 |\n|---|---|---|\n{words}\n\n"
        "# 标点\n\n中文句子用全角标点；引号用“”，不用「」；汉字之间不空格；省略号写作……。\n"
    )
