"""Which policy pack an organisation and those below it follow, from which day on."""

from datetime import date

from sqlalchemy.dialects.postgresql import insert

from services.registry import contract as c
from services.registry.operations.directory import lock_directory, publish_directory
from services.registry.permissions import PERMISSIONS
from shared.act import Act
from shared.audit import record
from shared.authorisation import authorise_any
from shared.errors import Invalid
from shared.organisation_directory.queries import organisation
from shared.organisation_directory.tables import PolicyAssignmentRow
from shared.policy.book import UnknownPack, packaged_book


class PackUnknown(Invalid):
    message = "没有这个规则包，或它在这一天还没有生效，请核对规则包名称与起始日。"


def assign_policy(act: Act, body: c.AssignPolicy) -> c.PolicyAssignment:
    """Cases keep the pack they were begun with. Raises OrganisationUnknown, PackUnknown."""
    post = authorise_any(act.actor, "assign_policy", PERMISSIONS)
    _check_pack(body.pack, body.valid_from)
    lock_directory(act)
    row = {
        "path": organisation(act.session, body.organisation).path,
        "valid_from": body.valid_from,
        "pack": body.pack,
        "valid_to": None,
    }
    upsert = insert(PolicyAssignmentRow).values(row)
    act.session.execute(upsert.on_conflict_do_update(index_elements=["path", "valid_from"], set_=row))
    publish_directory(act)
    details = {"organisation": body.organisation, "pack": body.pack}
    record(act.session, "assign_policy", act.actor, post=post, business_at=act.at, details=details)
    return c.PolicyAssignment(valid_to=None, **body.model_dump())


def _check_pack(pack: str, on: date) -> None:
    try:
        packaged_book().pack(pack, on)
    except UnknownPack as error:
        raise PackUnknown() from error
