"""The directory is published anew whenever something in it has changed: one version up, one word to the workflow."""

from sqlalchemy import exists, func, select, update
from sqlalchemy.dialects.postgresql import insert

from services.registry.contract import DirectoryChanged
from services.registry.tables import PostRow
from shared.act import Act
from shared.organisation_directory.tables import DirectoryVersionRow, OrganisationRow
from shared.outbox import tell

LOCK = "directory"


def lock_directory(act: Act) -> None:
    """Changes of the directory follow each other, so that versions have an order that means something."""
    act.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(LOCK, 0))))


def publish_directory(act: Act) -> int:
    """The caller holds `lock_directory`. Returns the new version."""
    new = insert(DirectoryVersionRow).values(singleton=True, version=1)
    bump = new.on_conflict_do_update(
        index_elements=["singleton"], set_={"version": DirectoryVersionRow.version + 1}
    ).returning(DirectoryVersionRow.version)
    version = act.session.execute(bump).scalar_one()
    message = DirectoryChanged(version=version)
    tell(
        act.session,
        workflow="PublishDirectory",
        workflow_id="publish-directory",
        signal="directory_changed",
        message=message,
        start={},
    )
    act.react(message)
    return version


def directory_version(act: Act) -> int:
    return act.session.scalar(select(DirectoryVersionRow.version)) or 0


def note_staffing(act: Act) -> bool:
    """Write down which organisations have somebody in a post today; True when that changed for any.

    Administrators and auditors do not count: nothing can be raised to them.
    """
    lock_directory(act)
    act.session.flush()
    staffed = exists().where(
        PostRow.organisation == OrganisationRow.code,
        PostRow.estate == "business",
        PostRow.held(act.today),
    )
    changed = update(OrganisationRow).where(OrganisationRow.staffed != staffed).values(staffed=staffed)
    codes = act.session.scalars(
        changed.returning(OrganisationRow.code).execution_options(synchronize_session=False)
    ).all()
    return bool(codes)


def publish_staffing(act: Act) -> None:
    if note_staffing(act):
        publish_directory(act)
