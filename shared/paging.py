"""Marks of keyset paging: what a page says as `next` is sent back as `after`."""

from uuid import UUID

from shared.errors import Invalid


class PageMarkInvalid(Invalid):
    message = "翻页标记无效，请从第一页重新打开列表。"


def id_in(mark: str) -> UUID:
    """Of a list that goes by id. Raises PageMarkInvalid."""
    try:
        return UUID(mark)
    except ValueError as error:
        raise PageMarkInvalid() from error
