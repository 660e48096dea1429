"""Finding people as people type: names with what must find them, and with what must not."""

import pytest

from shared.person_search import search_terms, wanted_terms, words_typed
from shared.sealing import Seal

SEAL = Seal(b"a key of this test, 32 bytes long")
ID_NUMBER, PHONE = "32000019900101123X", "138 0000 5678"


def finds(name: str, text: str) -> bool:
    """As the database decides: every word typed is among the terms stored."""
    stored = set(search_terms(SEAL, name=name, id_number=ID_NUMBER, phone=PHONE))
    wanted = set(wanted_terms(SEAL, text))
    return bool(wanted) and wanted <= stored


@pytest.mark.parametrize(
    ("name", "typed", "missed"),
    [
        (
            "汪海燕",
            "汪 汪海 海燕 燕 汪海燕 wang wanghai w wa hai haiyan why wh hy wanghy wangHaiYan Wáng海",
            "海汪 wy 汪hw",
        ),
        ("单国强", "shan sgq shangq guoqiang 单", "dan dgq"),
        ("仇英", "qiu qy 仇英", "chou cy"),
        ("解晓东", "xie xxd", "jie jxd"),
        ("区建华", "ou ojh", "qu qjh"),
        ("查良镛", "zha zly zhaly", "cha cly"),
        ("任盈盈", "ren ryy", "lin"),
        ("曾国藩", "zeng zgf", "ceng cgf"),
        ("尉迟恭", "yuchi ycg yuchigong", "weichi wcg"),
        ("长孙无忌", "zhangsun zswj", "changsun cswj"),
        ("万俟雪", "moqi mqx", "wansi wsx"),
        ("尉文", "wei ww", "yu yw"),
        ("盖叫天", "ge gai gjt", "he"),
        ("朴树", "piao pu ps", "bo"),
        ("翟天临", "zhai ztl di dtl", "dai"),
        ("覃海洋", "qin qhy tan thy", "xun"),
        ("缪荣", "miao mr", "mou niu"),
        ("欧阳修", "ouyang oyx 欧阳 阳修 ou阳", "阳欧"),
        ("吕布", "lv lü lǚ lu lyu lvbu lb", "lo"),
        ("王乐", "wangle wangyue wl wy", "wangluo"),
        ("张长行", "zhangchang zhangzhang zcx", "cangchang"),
        ("阿卜杜拉·买买提", "阿卜杜拉 买买提 阿卜杜拉·买买提 abudula abudulamaimaiti maimaiti mmt", "阿买"),
        ("𠮷田", "𠮷 𠮷田 tian t", "ji"),
        ("ＪＯＨＮ", "john JOHN jo oh", "joan"),
    ],
)
def test_names_are_found_as_people_type_them(name: str, typed: str, missed: str) -> None:
    assert [text for text in typed.split() if not finds(name, text)] == []
    assert [text for text in missed.split() if finds(name, text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "123X",
        "123x",
        "１２３Ｘ",
        ID_NUMBER,
        ID_NUMBER.lower(),
        "5678",
        "13800005678",
        "138-0000-5678",
        "+8613800005678",
    ],
)
def test_numbers_are_found_whole_or_by_their_last_four(text: str) -> None:
    assert finds("汪海", text)


@pytest.mark.parametrize(
    "text", ["1234", "3200", "00001990", "800", "0000567", "%", "_", "' OR 1=1 --", "··", "  ", "*"]
)
def test_parts_of_numbers_and_signs_find_nobody(text: str) -> None:
    assert not finds("汪海", text)


def test_several_words_narrow_the_search() -> None:
    assert finds("汪海", "wang 5678")
    assert finds("汪海", "汪，123X")
    assert finds("汪海", "wang hai")
    assert not finds("汪海", "wang 9999")
    assert not finds("汪海", "hai jiang")


def test_what_is_stored_tells_nothing_and_belongs_to_one_key() -> None:
    terms = search_terms(SEAL, name="汪海", id_number=ID_NUMBER, phone=PHONE)
    assert terms == sorted(set(terms))
    assert all(-(2**63) <= term < 2**63 for term in terms)
    other = Seal(b"another key for this test, 32 b.")
    assert not set(terms) & set(search_terms(other, name="汪海", id_number=ID_NUMBER, phone=PHONE))


def test_a_long_name_makes_few_terms() -> None:
    """Not more than one row can bear; a name is at most 60 signs (contract)."""
    assert len(search_terms(SEAL, name="买买提" * 20)) < 2500
    assert finds("买买提" * 20, "买买提" * 20)
    assert finds("阿卜杜拉·买买提·吐尔逊·艾合买提·古丽娜尔·热依汗", "热依汗")


def test_words_are_compared_without_width_case_tones_and_dots() -> None:
    assert words_typed(" Wáng　ｈａｉ,138-0000-5678；阿·卜 ") == ["wang", "hai", "13800005678", "阿卜"]
