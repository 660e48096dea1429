"""Every unsafe request proves that it comes from our own page: Sec-Fetch-Site or Origin, and a token per session."""

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import FormData, Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# One roster workbook (10 MiB, shared/workbooks/limits.py) and the fields beside it.
MAX_BODY_BYTES = 11 * 1024 * 1024
# Two hundred rows of a bulk act with four fields each, and what is common to them (bulk/limits.py).
MAX_FIELDS = 900
MAX_FIELD_BYTES = 64 * 1024
GUEST_COOKIE = "gongguan_guest"
SESSION_COOKIE = "gongguan_session"
MEMBER_COOKIE = "gongguan_member"
"""Of a member on his phone: the sessions of his links, newest first. A browser may hold one of the staff as well, and
neither page takes the other's."""
LINK_PLACE, MEMBER_PLACE = "/m/", "/me"
TOKEN_FIELD = "csrf"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
# The address of a member's link is a secret: what the page asks for next is told our origin and no path. With
# `no-referrer` a browser would send its form with the origin `null`, which this console refuses.
HEADERS_OF_A_LINK = HEADERS | {"Referrer-Policy": "strict-origin"}


class ForeignRequest(Exception):
    """403: the request does not come from a page of this session."""


class TooLarge(Exception):
    """413 or 411."""


class SecureHeaders:
    """ASGI middleware; pages with people on them are never kept by a browser or a proxy."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = HEADERS_OF_A_LINK if str(scope.get("path", "")).startswith(LINK_PLACE) else HEADERS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in wanted.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)


def new_guest() -> str:
    return secrets.token_urlsafe(32)


def csrf_token(secret: str) -> str:
    """Bound to the session (or guest) cookie, so that no store of tokens is needed and a restart changes nothing."""
    return hmac.new(secret.encode(), b"console form", hashlib.sha256).hexdigest()


def is_for_members(path: str) -> bool:
    return path.startswith((LINK_PLACE, f"{MEMBER_PLACE}/")) or path == MEMBER_PLACE


def secret_of(request: Request) -> str:
    """The cookie that forms are bound to: on a member's pages his own, elsewhere that of whoever works here."""
    if request.url.path.startswith(LINK_PLACE):
        return request.cookies.get(GUEST_COOKIE) or ""
    if is_for_members(request.url.path):
        return request.cookies.get(MEMBER_COOKIE) or ""
    return request.cookies.get(SESSION_COOKIE) or request.cookies.get(GUEST_COOKIE) or ""


async def guard(request: Request) -> None:
    """Runs before every route. Raises ForeignRequest, TooLarge."""
    if request.method in SAFE:
        return
    refuse_foreign(request.headers)
    _refuse_large(request.headers)
    form = await request.form(max_files=1, max_fields=MAX_FIELDS, max_part_size=MAX_FIELD_BYTES)
    _refuse_wrong_token(form, secret_of(request))


def refuse_foreign(headers: Headers) -> None:
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        raise ForeignRequest()
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        raise ForeignRequest()
    if site is None and origin is None:
        raise ForeignRequest()


def _refuse_large(headers: Headers) -> None:
    length = headers.get("content-length", "")
    if not length.isdigit() or int(length) > MAX_BODY_BYTES:
        raise TooLarge()


def _refuse_wrong_token(form: FormData, secret: str) -> None:
    given = form.get(TOKEN_FIELD)
    right = isinstance(given, str) and hmac.compare_digest(given.encode(), csrf_token(secret).encode())
    if not secret or not right:
        raise ForeignRequest()


async def submitted(request: Request) -> FormData:
    """The form that `guard` has already read."""
    return await request.form()
