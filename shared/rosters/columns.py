"""Columns of the table of rows that have come in: the same row of the same file never changes a case twice."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column


class ImportedChangeColumns:
    """`key`: keyed digest of the file, the row's place in it, and what was known of the person before."""

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    imported_on: Mapped[date]
