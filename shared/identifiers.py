"""Identifiers that may appear anywhere (URLs, logs, workflow ids): they say nothing about a person."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import uuid_utils
from pydantic import Field, StringConstraints

CaseId = UUID
OrganisationCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{2,24}$")]
OrganisationPath = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{2,24}(\.[0-9A-Za-z]{2,24})*$")]
"""The codes from the root down, as `ltree` writes them."""
Year = Annotated[int, Field(ge=2000, le=2100)]
RegionCode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]


def new_id() -> UUID:
    """A time-ordered UUID (version 7), so that indexes stay compact."""
    return UUID(bytes=uuid_utils.uuid7().bytes)


def first_id_at(moment: datetime) -> UUID:
    """Below every id that `new_id` makes at that moment or later: a version 7 id begins with 48 bits of Unix
    milliseconds."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def province_of(region: str) -> str:
    """GB/T 2260 code of the L1 region that signs letters for `region`."""
    return region[:2] + "0000"


def is_within(path: str | None, ancestor: str) -> bool:
    """Whether the organisation at `path` is `ancestor` or below it (both `ltree` text)."""
    return path is not None and (path == ancestor or path.startswith(ancestor + "."))
