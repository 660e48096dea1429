"""总览 in Chromium: nothing yet, a county, a city with forty committees of long names; desk, phone and paper."""

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from tests.console import overview_figures as figures
from tests.console.chromium import DESK, SCREENS, chromium, served, watch
from tests.console.far_side.world import World
from tests.console.walk import signs_in, walk

__all__ = ["chromium", "served"]
pytestmark = pytest.mark.timeout(300)
PAINTED = "all => all.length > 0 && all.every(one => one.complete && one.naturalWidth > 0)"


@pytest.mark.parametrize(("name", "committees", "regions"), [("empty", 0, 0), ("county", 3, 3), ("city", 40, 24)])
def test_the_overview_stands_well(
    chromium: Chromium, served: str, world: World, name: str, committees: int, regions: int
) -> None:
    if committees:
        figures.fill(world, committees_shown=committees, regions=regions)
    screen = signs_in(watch(chromium, served, DESK), "chen")
    walk(screen, f"overview-{name}", "/overview")
    if committees:
        assert screen.page.eval_on_selector_all(".chart img", PAINTED)
    screen.page.context.close()
    assert screen.complaints == []


def test_a_picture_opened_alone_breaks_no_rule_of_the_console(chromium: Chromium, served: str, world: World) -> None:
    figures.fill(world)
    screen = signs_in(watch(chromium, served, DESK), "chen")
    screen.open("/overview/charts/flows-out.svg")
    assert "邗江区" in (screen.page.text_content("svg") or "")
    screen.page.context.close()
    assert screen.complaints == []


def test_on_paper_headings_repeat_and_nothing_is_cut(chromium: Chromium, served: str, world: World) -> None:
    figures.fill(world, committees_shown=40, regions=24)
    screen = signs_in(watch(chromium, served, DESK), "chen")
    screen.open("/overview")
    printed = pypdfium2.PdfDocument(_paper(screen.page))
    texts = [page.get_textpage().get_text_bounded() for page in printed]
    sizes = {tuple(round(side) for side in page.get_size()) for page in printed}
    screen.page.context.close()
    assert sizes == {(595, 842)}
    for number, text in enumerate(texts, start=1):
        assert "共管 · 总览" in text
        assert f"第 {number} 页，共 {len(texts)} 页" in text
    load = [text for text in texts if "季度联系" in text]
    assert len(load) > 1
    assert all("超期" in text and "一侧" in text for text in load), "the heading stands on each page"
    assert "刷新" not in "".join(texts)
    for code in figures.committees(40):
        assert f"第{code}号" in "".join(texts).replace("\n", "").replace("\r", "")


def _paper(page: Page) -> bytes:
    """As a browser prints it; kept beside the other pictures where they are kept."""
    page.eval_on_selector_all(".chart img", "all => Promise.all(all.map(one => one.decode()))")
    printed = page.pdf(prefer_css_page_size=True)
    if SCREENS:
        Path(SCREENS, "overview-paper.pdf").write_bytes(printed)
    return printed
