"""Keeping and concluding records; publishing an office."""

from datetime import date
from uuid import UUID

from services.registry.operations.directory import lock_directory, publish_directory
from services.registry.records.contract import ConcludeRecord, KeepRecord, PublishOffice
from services.registry.records.domain import AlreadyConcluded, check_record
from services.registry.records.permissions import PERMISSIONS
from services.registry.records.tables import OrgRecordRow
from shared.act import Act
from shared.audit import record
from shared.authorisation import Standing, authorise
from shared.errors import DateInTheFuture, NotFound
from shared.identifiers import new_id
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Post


def keep_record(act: Act, body: KeepRecord) -> OrgRecordRow:
    """Raises NotFound, NotKeptAtThisLevel, NumberMissing, PartnerMissing."""
    own, post = _own(act, "keep_record", body.own)
    check_record(body, own.kind)
    _not_in_the_future(act, body.on)
    partner = act.session.get(OrganisationRow, body.partner) if body.partner else None
    row = OrgRecordRow(
        id=new_id(), kind=body.kind, own=own.code, own_path=own.path, kept_on=body.on, title=body.title,
        planned=body.planned, partner=body.partner, partner_name=partner.name if partner else body.partner_name,
        sealed_text=act.seal_text(body.text), sealed_conclusion="",
    )  # fmt: skip
    act.session.add(row)
    act.session.flush()
    record(act.session, "keep_record", act.actor, post=post, object_id=row.id, business_at=act.at)
    return row


def _own(act: Act, verb: str, code: str) -> tuple[OrganisationRow, Post]:
    own = act.session.get(OrganisationRow, code)
    if own is None:
        raise NotFound()
    return own, authorise(act.actor, verb, PERMISSIONS, Standing(own=own.path))


def _not_in_the_future(act: Act, day: date) -> None:
    if day > act.today:
        raise DateInTheFuture(fields=[{"field": "on", "message": DateInTheFuture.message}])


def conclude_record(act: Act, record_id: UUID, body: ConcludeRecord) -> OrgRecordRow:
    """The result: quota and result belong together (D-48). Raises AlreadyConcluded."""
    row = act.session.get(OrgRecordRow, record_id, with_for_update=True)
    if row is None:
        raise NotFound()
    post = authorise(act.actor, "conclude_record", PERMISSIONS, Standing(own=row.own_path))
    if row.concluded_on is not None:
        raise AlreadyConcluded()
    _not_in_the_future(act, body.on)
    row.concluded_on, row.result = body.on, body.result
    row.sealed_conclusion = act.seal_text(body.text)
    record(act.session, "conclude_record", act.actor, post=post, object_id=row.id, business_at=act.at)
    return row


def publish_office(act: Act, body: PublishOffice) -> OrganisationRow:
    """D-50: the entry is part of the directory, which every service and every visitor sees."""
    lock_directory(act)
    own, post = _own(act, "publish_office", body.own)
    own.office, own.hours, own.phone = body.office, body.hours, body.phone
    act.session.flush()
    publish_directory(act)
    record(act.session, "publish_office", act.actor, post=post, business_at=act.at, details={"organisation": own.code})
    return own
