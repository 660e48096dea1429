"""How organisations and regions are called, in full and for short."""

import re
import unicodedata
from typing import Final

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_PREFIX = re.compile(r"^(?:中国共产党|中共)")
# Full names end in 「支部委员会」, everyday ones in 「支部」: one spelling for each kind.
_ENDINGS: Final = (
    (re.compile(r"(?:党的?)?总支部委员会$|(?:党的?)?总支部$|党?总支委?员?会?$"), "党总支"),
    (re.compile(r"(?:党的?)?支部委员会$|党?支部$"), "党支部"),
    (re.compile(r"党?的?工作委员会$|党?工委$|党委\(工委\)$|党\(工\)委$"), "党工委"),
    (re.compile(r"党?的?委员会$|党委会$|党委$|委员会$"), "党委"),
)
_DEPARTMENT = re.compile(r"委员会组织部$|委组织部$")
_REGION_ENDINGS = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治[区州县旗]|地区|新区|[省市区县州盟旗])$"
)
_COMMITTEE_ENDING = re.compile(r"党(?:工)?委$")
_REGION_AHEAD = re.compile(
    r"^[^省市区县镇乡村路号街]{1,8}?(?:自治[区州县旗]|地区|新区|开发区|高新区|园区|[省市区县州盟旗])"
)


def organisation_key(name: str) -> str:
    """Equal for names that differ only in width, blanks, 「中共」 and the spelling of the ending."""
    key = _PREFIX.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", name)))
    for ending, spelling in _ENDINGS:
        if ending.search(key):
            return ending.sub(spelling, key)
    return key


def region_of_department(name: str) -> str | None:
    """「中共天长市委组织部」 is the department of 天长市; None for other organisations."""
    key = _PREFIX.sub("", _BLANKS.sub("", unicodedata.normalize("NFKC", name)))
    region = _DEPARTMENT.sub("", key)
    return region if region != key else None


def place_of_committee(name: str) -> str:
    """「宝应县氾水镇党委」 sits in 宝应县氾水镇."""
    return _COMMITTEE_ENDING.sub("", organisation_key(name))


def short_region(name: str) -> str:
    """「安徽省」 is also written 「安徽」; one-character rests (「吴县」) are too short to stand alone."""
    short = _REGION_ENDINGS.sub("", name)
    return short if len(short) > 1 else name


def short_place(name: str) -> str:
    """「蒋王街道」 is also written 「蒋王」, 「氾水镇」 「氾水」."""
    short = re.sub(r"(?:街道|[镇乡])$", "", name)
    return short if short != name and len(short) > 1 else short_region(name)


def names_another_region(rest: str) -> bool:
    """Whether text behind a known region goes on with a county or city (an unknown one, since it was not taken)."""
    return bool(_REGION_AHEAD.match(rest))


def has_ending(key: str) -> bool:
    return any(key.endswith(spelling) for _, spelling in _ENDINGS)


def region_text(text: str) -> str:
    return re.sub(r"[\s\-_/\\,，、.。>|()（）]+", "", unicodedata.normalize("NFKC", text))
