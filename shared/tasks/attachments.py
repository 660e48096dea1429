"""Files beside a task: kept sealed, once for each content; every look is logged.

In the service's own database, so that a file comes and goes with its row, one backup holds both, and every replica of
the service finds it.
"""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.audit import record
from shared.authorisation import Permissions, visible
from shared.errors import Conflict, NotFound
from shared.tasks.files import MEDIA_TYPES, clean_name, kind_of
from shared.tasks.limits import ATTACHMENTS_OF_A_TASK
from shared.tasks.people import note, take_up, who_says
from shared.tasks.tables import AttachmentContentRow, TaskAttachmentRow, TaskRow


class TooManyAttachments(Conflict):
    message = f"一项任务最多放 {ATTACHMENTS_OF_A_TASK} 个附件，请合并后再上传。"


@dataclass(frozen=True)
class AttachedFile:
    name: str
    media_type: str
    content: bytes


def attach_file(act: Act, permissions: Permissions, task_id: UUID, name: str, data: bytes) -> TaskRow:
    """The same content again changes nothing. Raises NotFound, NotYourPost, TooManyAttachments and the refusals of
    `shared.tasks.files`."""
    row, post = take_up(act, "attach_file", permissions, task_id)
    kind = kind_of(data)
    known = select(func.count()).where(TaskAttachmentRow.task_id == row.id)
    if (act.session.scalar(known) or 0) >= ATTACHMENTS_OF_A_TASK:
        raise TooManyAttachments()
    digest = hashlib.sha256(data).hexdigest()
    content = {"sha256": digest, "sealed": act.seal.close_bytes(data)}
    act.session.execute(insert(AttachmentContentRow).values(content).on_conflict_do_nothing())
    facts = {"task_id": row.id, "case_id": row.case_id, "sha256": digest, "size": len(data)}
    facts |= {"media_type": MEDIA_TYPES[kind], "sealed_name": act.seal_text(clean_name(name, kind))}
    attached = insert(TaskAttachmentRow).values(facts | who_says(act, post)).on_conflict_do_nothing()
    if act.session.execute(attached.returning(TaskAttachmentRow.id)).scalar() is not None:
        note(act, "attach_file", row, post)
    return row


def read_attachment(act: Act, permissions: Permissions, task_id: UUID, attachment_id: UUID) -> AttachedFile:
    """For whoever sees the task; the look is logged. Raises NotFound."""
    mine = visible(act.actor, "read_attachment", permissions, TaskRow.__table__.c.holder_path)
    found = act.session.execute(
        select(TaskAttachmentRow, AttachmentContentRow.sealed)
        .join(AttachmentContentRow, AttachmentContentRow.sha256 == TaskAttachmentRow.sha256)
        .join(TaskRow, TaskRow.id == TaskAttachmentRow.task_id)
        .where(TaskAttachmentRow.id == attachment_id, TaskAttachmentRow.task_id == task_id, mine)
    ).one_or_none()
    if found is None:
        raise NotFound()
    row, sealed = found
    details = {"task": str(task_id), "attachment": str(row.id)}
    record(act.session, "read_attachment", act.actor, object_id=row.case_id, business_at=act.at, details=details)
    return AttachedFile(act.seal.open(row.sealed_name), row.media_type, act.seal.open_bytes(sealed))
