"""A page in large print: 200 % on a desk of 1366×768, and 320 px (400 % of 1280). Source: WCAG 2.1, 1.4.4, 1.4.10."""

from playwright.sync_api import Page

ENLARGED = ((683, 384), (320, 568))
FINDS = """(button) => {
  const found = [], wide = document.documentElement;
  if (wide.scrollWidth > wide.clientWidth) {
    const over = [...document.querySelectorAll("body *")].filter((one) =>
      !one.closest(".scroll, .chart, .skip, .unseen") && one.getBoundingClientRect().right > wide.clientWidth + 1);
    const widest = over.length ? over.at(-1).outerHTML.slice(0, 160) : "?";
    found.push(`scrolls sideways by ${wide.scrollWidth - wide.clientWidth}: ${widest}`);
  }
  for (const one of document.querySelectorAll("h1, " + button)) {
    if (!one.offsetParent) continue;
    one.scrollIntoView({block: "center", behavior: "instant"});
    const box = [...one.getClientRects()].find((part) => part.width > 2 && part.height > 2);
    if (!box) continue;
    const top = document.elementFromPoint(box.left + Math.min(box.width / 2, 20), box.top + box.height / 2);
    if (!top || !(one.contains(top) || top.contains(one))) found.push(`hidden: ${one.outerHTML.slice(0, 160)}`);
    if (one.tagName !== "H1") break;
  }
  window.scrollTo({top: 0, behavior: "instant"});
  return found;
}"""


def stands_enlarged(page: Page, name: str, main_button: str) -> None:
    """No sideways scrolling of the page, nothing lies over its heading, the main button can be pressed."""
    for width, height in ENLARGED:
        page.set_viewport_size({"width": width, "height": height})
        found = page.evaluate(FINDS, main_button)
        assert found == [], f"{name} at {width}×{height}: {found}"
