"""Papers as PDF/A: what stands on them, the QR, rare characters, long lists, hostile words; a picture of each."""

import io
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from services.console.papers import of_both, of_home, of_host
from services.console.papers.glyphs import BLANK, clean, has, without_the_lacking
from services.console.papers.sheet import Column, Grid, Section, Sheet
from services.console.papers.typesetting import typeset
from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.keys import KeyRing
from shared.papers.contract import SealedPaper
from shared.papers.seal import read_seal
from shared.posts import Role
from tests.console import filled_conversion
from tests.console import filled_papers as f
from tests.console.conftest import person
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

BASE = "https://gongguan.example.cn"
RARE = "𰻝"
LIFE = f"/cases/{e.CASE_ID}/papers"
HOSTILE = (
    '#import "x"', "*粗体*", "$x^2$", "'单'\"双\"", "<script>alert(1)</script>", "#panic()", "= 标题", "`code`", "@ref",
    "\\u{41}", "// 注", "{{ 7 * 7 }}", "_斜体_", "~", "[方]", "#read(\"/etc/passwd\")",
)  # fmt: skip
MADE: Mapping[str, tuple[Callable[[KeyRing], Any], Callable[[Any], Sheet], tuple[str, ...]]] = {
    "certificate": (f.certificate, of_home.certificate, (f.NAME, f.ID_NUMBER, "秦栏镇朱塘村党支部")),
    "outflow-notice": (f.outflow_notice, of_home.outflow_notice, (f.NAME, f.ID_NUMBER, "中共天长市秦栏镇委员会")),
    "home-roster": (f.home_roster, of_home.home_roster, (f.NAME, "共30人", "320000********1237")),
    "receipt": (f.receipt, of_host.receipt, (f.NAME, "第一党小组", "许建国")),
    "opinion": (f.opinion, of_host.opinion, (f.NAME, "建议按期转正", "邓磊")),
    "host-roster": (f.host_roster, of_host.host_roster, (f.NAME, "预备党员", "第一党小组")),
    "ledger": (f.ledger, of_host.ledger, (f.NAME, "江苏省", "30—39岁")),
    "agreement": (f.agreement, of_both.agreement, ("互认学习培训", "郑洁", "2029年10月31日")),
}
EVERY = pytest.mark.parametrize("name", MADE)


def pdf_of(paper: SealedPaper, sheet: Sheet) -> bytes:
    clean_sheet, lacking = without_the_lacking(sheet)
    notes = tuple(one.on_paper for one in lacking)
    return typeset(clean_sheet, seal=paper.seal, printed_at=paper.printed_at, base_url=BASE, lacking=notes)


def made(name: str, keys: KeyRing) -> tuple[SealedPaper, bytes]:
    fill, write, _ = MADE[name]
    paper = fill(keys)
    return paper, pdf_of(paper, write(paper))


def words_of(pdf: bytes, page: int | None = None) -> str:
    """Without blanks: where a line ends is the layout's affair."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    chosen = pages if page is None else [pages[page]]
    return "".join("".join(one.extract_text() for one in chosen).replace("\u200b", "").split())


def pictures_of(pdf: bytes, scale: float) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=scale).to_pil() for page in document]


@EVERY
def test_everything_that_belongs_on_the_paper_stands_on_it(name: str, keys: KeyRing) -> None:
    paper, pdf = made(name, keys)
    words = words_of(pdf)
    for wanted in (*MADE[name][2], paper.number, paper.kind.label, "扫码核验真伪", "盖章"):
        assert "".join(wanted.split()) in words, wanted
    assert "�" not in words


@EVERY
def test_the_file_is_pdf_a_with_its_fonts_in_it(name: str, keys: KeyRing) -> None:
    _, pdf = made(name, keys)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    metadata = reader.xmp_metadata
    assert metadata is not None
    xmp = metadata.stream.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    fonts = {str(font["/BaseFont"]): font for page in reader.pages for font in _fonts(page)}
    assert any("NotoSerif" in one for one in fonts)
    assert all("Noto" in one for one in fonts), fonts.keys()
    assert all(_is_embedded(font) for font in fonts.values())


def _fonts(page: pypdf.PageObject) -> list[Any]:
    found = page["/Resources"].get("/Font", {})  # type: ignore[attr-defined]  # pypdf types a dictionary as an object
    return [found[key].get_object() for key in found]


def _is_embedded(font: Any) -> bool:
    below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(below["/FontDescriptor"].get_object()))


@EVERY
def test_the_qr_on_the_first_page_is_the_seal_and_verifies(name: str, keys: KeyRing) -> None:
    paper, pdf = made(name, keys)
    (found,) = zxingcpp.read_barcodes(pictures_of(pdf, 3)[0])
    assert found.text == f"{BASE}/verify#{paper.seal}"
    seal = read_seal(found.text, keys.region_public)
    assert (seal.kind, seal.number, seal.valid_until) == (paper.kind, paper.number, paper.valid_until)


@EVERY
def test_the_same_data_make_the_same_bytes(name: str, keys: KeyRing) -> None:
    assert made(name, keys)[1] == made(name, keys)[1]


@EVERY
def test_a_picture_of_each_paper_for_whoever_looks(name: str, keys: KeyRing) -> None:
    """First page; of the certificate four pages side by side."""
    _, pdf = made(name, keys)
    pages = pictures_of(pdf, 1.4)
    shown = [pages[one] for one in (0, 1, 3, 4)] if name == "certificate" else pages[:1]
    whole = Image.new("L", (sum(one.width + 6 for one in shown), max(one.height for one in shown)), 128)
    for number, page in enumerate(shown):
        whole.paste(page.convert("L"), (number * (page.width + 6), 0))
    assert any(whole.histogram()[:64]), "the page is not blank"
    if folder := os.environ.get("GONGGUAN_SCREENS"):
        whole.quantize(16).save(Path(folder) / f"paper-{name}.png", optimize=True)


def test_the_head_of_a_roster_of_200_stands_on_every_page(keys: KeyRing) -> None:
    paper = f.home_roster(keys, rows=200)
    pdf = pdf_of(paper, of_home.home_roster(paper))
    pages = len(pypdf.PdfReader(io.BytesIO(pdf)).pages)
    assert pages > 5
    for page in range(pages - 1):
        words = words_of(pdf, page)
        assert "姓名" in words
        assert "流入地党组织" in words
        assert f"第{page + 1}页共{pages}页" in words
    assert words_of(pdf).count(f.NAME) == 200


def test_hostile_words_stand_there_letter_by_letter(keys: KeyRing) -> None:
    rows = tuple((one, one) for one in HOSTILE)
    section = Section(
        "#let x = 1", HOSTILE, tuple((one, one) for one in HOSTILE), (Grid("*", (Column("$"), Column("<")), rows),)
    )
    paper = f.receipt(keys)
    pdf = pdf_of(paper, Sheet("form", "纸件", "#strong[标题]", paper.number, (section,), addressee="@某人"))
    words = words_of(pdf)
    for wanted in (*HOSTILE, "#letx=1", "#strong[标题]", "@某人"):
        assert "".join(wanted.split()) in words, wanted


def test_long_names_and_words_stay_on_the_page(keys: KeyRing) -> None:
    name = "买买提江·阿卜杜热合曼·艾力尤甫·吐尔逊娜依·古丽巴哈尔" * 2
    paper = f.home_roster(keys, rows=3, name=name)
    line = paper.lines[0].model_copy(update={"host": "A" * 120})
    pdf = pdf_of(paper, of_home.home_roster(paper.model_copy(update={"lines": (line,) * 3})))
    assert words_of(pdf).count(name) == 3
    edge = pictures_of(pdf, 1)[0].convert("L").crop((835, 0, 842, 500))
    assert edge.getextrema() == (255, 255), "nothing runs over the right edge"
    assert words_of(pdf).count("A" * 120) == 3


def test_a_character_that_the_fonts_lack_is_told_and_left_blank(keys: KeyRing) -> None:
    paper = f.certificate(keys, name=f"张{RARE}")
    sheet, lacking = without_the_lacking(of_home.certificate(paper))
    assert [one.sentence for one in lacking] == [f"姓名中的“{RARE}”（U+30EDD）字体里没有，打印后请手工填写。"]
    words = words_of(pdf_of(paper, of_home.certificate(paper)))
    assert "张〔" in words
    assert "姓名中标“〔〕”处的字（U+30EDD）字体未收，须手工填写。" in words
    assert RARE not in repr(sheet)


def test_what_is_invisible_goes_and_nothing_turns_the_direction_of_writing() -> None:
    assert clean("王\u202e五\u200b\u0007\ufe00") == "王五"
    assert clean("两\n行") == "两\n行"
    assert clean(f"张{RARE}") == f"张{BLANK}"


def test_what_counts_as_there_is_really_printed(keys: KeyRing) -> None:
    """The check looks at pictures of glyphs; typst, which refuses a missing one, must agree about them all."""
    common = [chr(code) for code in (*range(0x21, 0x7F), *range(0x3001, 0x3030), *range(0x4E00, 0x9FA6, 7))]
    outside = [chr(code) for code in range(0x20000, 0x2A6DF, 211)] + ["😀", "㐂", "𠮷", "ß", "é", "ر", "한"]
    shown = [one for one in (*common, *outside) if has(one)]
    assert all(has(one) for one in common)
    assert len(shown) < len(common) + len(outside)
    paper = f.receipt(keys)
    pdf = pdf_of(paper, Sheet("form", "字", "字", "1", (Section(paragraphs=("".join(shown),)),)))
    assert len(words_of(pdf)) > 3_000


@pytest.fixture
def printing(world: World, keys: KeyRing) -> World:
    f.arrange(world, keys)
    return world


@pytest.mark.usefixtures("printing")
@pytest.mark.parametrize(
    ("login", "address"),
    [
        ("zhou", f"{LIFE}/certificate"), ("zhou", f"{LIFE}/outflow-notice"), ("wang", f"{LIFE}/receipt"),
        ("zhao", f"{LIFE}/opinion"), ("zhou", f"/papers/home-rosters/{e.BRANCH}"),
        ("zhao", f"/papers/host-rosters/{e.HOST_BRANCH}"), ("wang", f"/papers/ledgers/{e.HOST_COMMITTEE}"),
        ("liu", f"/between/agreements/{e.CASE_ID}/paper"),
    ],
)  # fmt: skip
def test_the_console_serves_the_paper_to_be_shown_and_never_kept(
    visit: Callable[[str], Browser], login: str, address: str
) -> None:
    answer = visit(login).get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline; filename*=UTF-8''")
    assert "%E2%80%8B" not in answer.headers["content-disposition"], "the name of the file holds no invisible signs"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"%PDF")


def test_the_console_asks_before_it_prints_with_blanks(
    world: World, keys: KeyRing, visit: Callable[[str], Browser]
) -> None:
    world.papers["certificate"] = f.certificate(keys, name=f"张{RARE}")
    told = visit("zhou").get(f"{LIFE}/certificate")
    assert f"姓名中的“{RARE}”（U+30EDD）字体里没有，打印后请手工填写。" in told.text
    assert visit("zhou").get(f"{LIFE}/certificate?blanks=1").content.startswith(b"%PDF")


@pytest.mark.usefixtures("printing")
def test_there_is_no_paper_of_another_name(visit: Callable[[str], Browser]) -> None:
    for address in (f"{LIFE}/passport", "/papers/home-rosters/999999", f"/papers/lists/{e.BRANCH}"):
        assert visit("zhou").get(address).status_code == 404


def test_lists_are_offered_to_those_who_keep_them(world: World, visit: Callable[[str], Browser]) -> None:
    world.people["lei"] = person("雷娟", (Role.RECEPTION_OFFICER, e.HOST_COMMITTEE))
    branch, committee = f"-rosters/{e.HOST_BRANCH}", f"/papers/ledgers/{e.HOST_COMMITTEE}"
    wanted = {
        "zhou": (f"/papers/home-rosters/{e.BRANCH}", f"/papers/host-rosters/{e.BRANCH}"),
        "zhao": (f"/papers/home{branch}", f"/papers/host{branch}"),
        "wang": (f"/papers/home{branch}", f"/papers/host{branch}", committee),
        "lei": (f"/papers/host{branch}", committee),
        "sun": (committee,),
    }
    for login, addresses in wanted.items():
        page = visit(login).get("/papers").text
        assert [one for one in addresses if one not in page] == [], login
    assert f"home{branch}" not in visit("lei").get("/papers").text
    assert "/papers/ledgers/" not in visit("zhou").get("/papers").text


def test_the_page_of_a_case_offers_what_can_be_printed_by_whom(world: World, visit: Callable[[str], Browser]) -> None:
    world.people["lei"] = person("雷娟", (Role.RECEPTION_OFFICER, e.HOST_COMMITTEE))
    active = e.case(CaseStatus.ACTIVE, certificate=e.certificate("IN_USE"), departed_on=date(2026, 10, 26))
    there = e.placement(PlacementStatus.ENROLLED, host_branch=e.HOST_BRANCH, enrolled_on=date(2026, 11, 2))
    world.case_files[str(e.CASE_ID)], world.placement_files[str(e.CASE_ID)] = e.home_file(active), e.host_file(there)
    filled_conversion.arrange(world, host=filled_conversion.watch(filed=True))
    offered = {
        "zhou": {"certificate", "outflow-notice"},
        "zhao": {"receipt", "opinion"},
        "wang": {"receipt", "opinion"},
        "lei": {"receipt"},
        "sun": set(),
    }
    for login, names in offered.items():
        page = visit(login).get(f"/cases/{e.CASE_ID}").text
        assert {
            one for one in ("certificate", "outflow-notice", "receipt", "opinion") if f"{LIFE}/{one}" in page
        } == names
