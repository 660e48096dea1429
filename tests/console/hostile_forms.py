"""The forms of a page as a stranger would fill them, and what must not stand on any page whatever was filled in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = frozenset({"text", "search", "tel", "email", "password", "number", "date", "month", "url"})
FOREIGN_TAGS = frozenset({"iframe", "object", "embed", "base", "math", "svg", "video", "marquee", "style"})
LINKS = frozenset({"href", "src", "action", "formaction", "poster"})


@dataclass
class FoundForm:
    """`typed`: names of the fields that take any text; `values`: all fields as the page shows them."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)


class Reading(HTMLParser):
    """Forms with their values, and whatever of a page's markup no template of ours writes."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self.wrong: list[str] = []
        self._form: FoundForm | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        self._suspect(tag, at)
        if tag == "form":
            self._form = FoundForm(at.get("action", ""), at.get("method", "get"))
            self.forms.append(self._form)
        elif self._form is not None and at.get("name", ""):
            self._field(self._form, tag, at)
        elif tag == "option" and self._form is not None and self._select:
            self._option(self._form, at)

    def _suspect(self, tag: str, at: dict[str, str]) -> None:
        strange = tag in FOREIGN_TAGS or (tag == "script" and not at.get("src", "").startswith("/static/console.js"))
        handlers = [name for name in at if name.startswith("on") or name == "style"]
        elsewhere = [at[name] for name in LINKS & at.keys() if not at[name].startswith(("/", "#", "?")) and at[name]]
        elsewhere += [at[name] for name in LINKS & at.keys() if at[name].startswith("//")]
        if strange or handlers or elsewhere:
            self.wrong.append(f"<{tag} {at}>")

    def _field(self, form: FoundForm, tag: str, at: dict[str, str]) -> None:
        name, kind = at["name"], at.get("type", "text")
        if tag == "textarea":
            self._area = name
            form.typed.append(name)
            form.values[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "input" and kind in TYPED:
            form.typed.append(name)
            form.values[name] = at.get("value", "")
        elif tag == "input" and kind == "radio":
            form.values.setdefault(name, at.get("value", ""))
        elif tag == "input" and kind not in ("file", "checkbox"):
            form.values[name] = at.get("value", "")

    def _option(self, form: FoundForm, at: dict[str, str]) -> None:
        """The one that is selected; else the first that means something."""
        if "selected" in at or not form.values.get(self._select):
            form.values[self._select] = at.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area and self._form is not None:
            self._form.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self._form = None


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    return reading


def as_shown(text: str) -> str:
    """Blanks and line ends aside, which browsers and forms put right."""
    return " ".join(text.split())
