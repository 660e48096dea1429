"""A person at a browser without JavaScript: keeps cookies, fills in the form that a page shows."""

from html.parser import HTMLParser
from typing import Self

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.console.far_side.world import PASSWORD

ORIGIN = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


class Fields(HTMLParser):
    """The named values of one form of a page, as a browser would send them untouched."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.labels: set[str] = set()
        self.ids: set[str] = set()
        self._action = action
        self._inside = False
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = at.get("action") == self._action
        if not self._inside:
            return
        if tag == "input" and at.get("name") and at.get("type") != "file":
            if at.get("type") not in ("radio", "checkbox") or "checked" in at:
                self.values[at["name"]] = at.get("value", "")
        elif tag == "select":
            self._select = at["name"]
            self.values.setdefault(self._select, "")
        elif tag == "option" and "selected" in at:
            self.values[self._select] = at["value"]
        elif tag == "textarea":
            self._area = at["name"]
            self.values[self._area] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if tag == "form":
            self._inside = False


def fields_of(page: httpx.Response, action: str) -> dict[str, str]:
    parser = Fields(action)
    parser.feed(page.text)
    return parser.values


class Browser:
    def __init__(self, app: FastAPI) -> None:
        self.http: httpx.Client = TestClient(app, follow_redirects=False)
        self.origin = ORIGIN

    @classmethod
    def at(cls, address: str) -> Self:
        """Before the console of a running stack."""
        browser = cls.__new__(cls)
        browser.http = httpx.Client(base_url=address, follow_redirects=False, timeout=30)
        browser.origin = ORIGIN | {"Origin": address}
        return browser

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path)

    def sign_in(self, login: str, password: str = PASSWORD) -> httpx.Response:
        return self.send("/sign-in", login=login, password=password)

    def send(self, action: str, page: httpx.Response | None = None, /, **filled: str) -> httpx.Response:
        """Fill in and send the form of `page` (by default the page at the form's own address)."""
        shown = page if page is not None else self.get(action)
        values = fields_of(shown, action) | filled
        return self.http.post(action, data=values, headers=self.origin)

    def follow(self, response: httpx.Response) -> httpx.Response:
        assert response.status_code == 303, response.text
        return self.get(response.headers["location"])
