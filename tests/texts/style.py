"""What no text may do: use another word than the papers, mix marks, say the same thing twice. Each finding says how to
mend it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from tests.texts.catalogue import Catalogue
from tests.texts.words import glossary

QUOTED = ("shared/policy/rule_duties.toml",)
"""Sentences of the sources, word for word."""
HAN = "[一-鿿]"
MARKS = {
    re.compile(f"{HAN}[,;:!?]|[,;!?]{HAN}"): "用全角标点",
    re.compile(rf"\({HAN}(?!\))|{HAN}\((?![一二三四五六七八九十])"): "用全角括号（）",
    re.compile("[「」『』]"): "引号用“”",
    re.compile(r"\.\.\.|(?<![…{])…(?![…}])"): "省略号写作……",
    re.compile("，，|。。|，。|；。|：。"): "标点重复",
}
APART = re.compile(f"{HAN} {HAN}")
LAID_OUT = ("年 月 日", "日 星期", "年 截至", "页 共", "县(市、区)委组织部")
"""Room to write by hand, columns of a heading; and a heading as it is read, whatever width its brackets have."""
IN_A_ROW = ".html"
"""Words of neighbouring links follow one another here; only on the page do they stand apart."""
SENTENCE = 10
"""So many characters say something; what is shorter is a label that may stand in several places."""
TOO_OFTEN = 3


def written(texts: Catalogue) -> Catalogue:
    return {words: places for words, places in texts.items() if not set(places) <= set(QUOTED)}


def other_words(texts: Catalogue) -> Iterator[str]:
    for words, places in written(texts).items():
        for one in glossary():
            for avoided in one.avoided:
                if avoided in _without(words, one.unless):
                    yield f"{places[0]}：“{words}”里的“{avoided}”应写作“{one.word}”（{one.source}）"


def _without(words: str, right: tuple[str, ...]) -> str:
    for one in right:
        words = words.replace(one, "")
    return words


def wrong_marks(texts: Catalogue) -> Iterator[str]:
    for words, places in written(texts).items():
        said = _without(words, LAID_OUT)
        yield from (f"{places[0]}：“{words}”：{mend}" for found, mend in MARKS.items() if found.search(said))
        if APART.search(said) and not places[0].endswith(IN_A_ROW):
            yield f"{places[0]}：“{words}”：汉字之间不空格"


def repeated(texts: Catalogue) -> Iterator[str]:
    """The same sentence in three modules: it wants one name."""
    for words, places in texts.items():
        modules = [place for place in places if place.endswith(".py")]
        if len(modules) >= TOO_OFTEN and _length(words) >= SENTENCE:
            yield f"“{words}”写了 {len(modules)} 遍，请起一个名字只写一遍：{'、'.join(modules)}"


def _length(words: str) -> int:
    return len(re.findall(HAN, words))


def told_apart_by_marks(texts: Catalogue) -> Iterator[str]:
    """The same sentence with other marks: one of them is meant."""
    known: dict[str, str] = {}
    for words, places in written(texts).items():
        inner = re.sub(r"^\W+|\W+$", "", words)
        bare = re.sub(r"[^\w…]", "", words)
        if _length(bare) >= SENTENCE and known.setdefault(bare, inner) != inner:
            yield f"{places[0]}：“{inner}”与“{known[bare]}”只差标点，请写成一样"


def nearly_alike(texts: Catalogue) -> Iterator[str]:
    """For whoever rereads them; not every pair is meant to be one."""
    by_head: dict[str, list[str]] = {}
    for words in written(texts):
        if _length(words) >= SENTENCE:
            by_head.setdefault(words[:4], []).append(words)
    for group in by_head.values():
        for number, one in enumerate(group):
            for other in group[number + 1 :]:
                if SequenceMatcher(None, one, other).quick_ratio() > 0.94:
                    yield f"{one}\n{other}\n"
