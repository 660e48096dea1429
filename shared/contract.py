"""The base of every public word: frozen, strict about unknown fields, readable from ORM rows."""

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)
