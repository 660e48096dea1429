"""The tree as each service knows it. The registry's copy is the original; the others are fed by a workflow."""

from datetime import date

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import KernelBase, LTree


class OrganisationRow(KernelBase):
    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_path", "path", postgresql_using="gist"),)

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    parent_code: Mapped[str | None] = mapped_column(Text)
    region_code: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(LTree())
    contact: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    office: Mapped[str] = mapped_column(Text, default="")
    hours: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    staffed: Mapped[bool] = mapped_column(default=False)


class RegionRow(KernelBase):
    """Which addresses and which public key serve an L1 region; ours and other operators'."""

    __tablename__ = "region"

    region_code: Mapped[str] = mapped_column(Text, primary_key=True)
    operator: Mapped[str] = mapped_column(Text)
    outflow_url: Mapped[str] = mapped_column(Text)
    inflow_url: Mapped[str] = mapped_column(Text)
    registry_url: Mapped[str] = mapped_column(Text, server_default="")
    public_key: Mapped[str] = mapped_column(Text)
    ours: Mapped[bool]


class SuccessionRow(KernelBase):
    """W-16: who has taken an organisation's place. `main`: what is not assigned otherwise goes there."""

    __tablename__ = "organisation_succession"

    predecessor: Mapped[str] = mapped_column(Text, primary_key=True)
    successor: Mapped[str] = mapped_column(Text, primary_key=True)
    since: Mapped[date]
    main: Mapped[bool]


class PolicyAssignmentRow(KernelBase):
    """From when an organisation and all below it follow a policy pack."""

    __tablename__ = "policy_assignment"

    path: Mapped[str] = mapped_column(LTree(), primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(Text)
    valid_to: Mapped[date | None]


class DirectoryVersionRow(KernelBase):
    __tablename__ = "directory_version"

    singleton: Mapped[bool] = mapped_column(primary_key=True, default=True)
    version: Mapped[int]
