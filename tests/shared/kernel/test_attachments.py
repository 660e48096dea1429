"""Files beside a task: what they are is judged by their content, their names can do no harm, every look is logged."""

import io
import zipfile
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from services.registry.permissions import PERMISSIONS
from shared.errors import NotFound, NotYourPost, Refusal
from shared.identifiers import new_id
from shared.posts import Actor, Role
from shared.tasks import attachments
from shared.tasks import operations as tasks
from shared.tasks.attachments import TooManyAttachments
from shared.tasks.contract import TaskAttachment
from shared.tasks.files import AttachmentKind, clean_name, kind_of
from shared.tasks.limits import ATTACHMENT_BYTES, ATTACHMENTS_OF_A_TASK
from shared.tasks.queries import read_task
from tests.factories.acts import Acts
from tests.factories.people import holder
from tests.shared.kernel.test_tasks_of_people import OFFICER, SECRETARY, STRANGER, opening

PDF = b"%PDF-1.7\n1 0 obj\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zipped(*parts: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for part in parts:
            archive.writestr(part, "<x/>")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, AttachmentKind.PDF),
        (JPEG, AttachmentKind.JPEG),
        (PNG, AttachmentKind.PNG),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), AttachmentKind.XLSX),
        (zipped("[Content_Types].xml", "word/document.xml"), AttachmentKind.DOCX),
        (zipped("OFD.xml", "Doc_0/Document.xml"), AttachmentKind.OFD),
    ],
)
def test_what_a_file_is_is_told_by_its_content(data: bytes, kind: AttachmentKind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "attachment_empty"),
        (PDF + b"x" * ATTACHMENT_BYTES, "attachment_too_large"),
        (b"<html><script>alert(1)</script>", "attachment_wrong_type"),
        (b"MZ\x90\x00\x03\x00", "attachment_wrong_type"),
        (OLE, "attachment_wrong_type"),
        (b"GIF89a", "attachment_wrong_type"),
        (b"hello" + PDF, "attachment_wrong_type"),
        (zipped("index.html"), "attachment_wrong_type"),
        (b"PK\x03\x04 nothing", "attachment_wrong_type"),
        (zipped(*(f"{n}" for n in range(2_100))), "attachment_wrong_type"),
        (zipped("word/document.xml", "word/vbaProject.bin"), "attachment_has_macros"),
    ],
)
def test_what_is_not_on_the_list_is_refused_in_words(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        kind_of(data)
    assert refused.value.code == code
    assert "上传" in refused.value.text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("谈话记录.pdf", "谈话记录.pdf"),
        ("照片.PNG", "照片.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\党建\\记录.docx", "记录.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ('<img src=x onerror="a">.pdf', "img src=x onerror=a.pdf"),
        ("....", "附件.pdf"),
        ("", "附件.pdf"),
        ("长" * 300, "长" * 80 + ".pdf"),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_could_harm(given: str, kept: str) -> None:
    assert clean_name(given, AttachmentKind.PDF) == kept


@pytest.fixture
def task_id(acts: Acts) -> UUID:
    with acts.begin() as act:
        return tasks.open_task(act, opening(new_id()), "321003-2026-000001").task_id


def attach(
    acts: Acts, task_id: UUID, name: str = "汪海谈话记录.pdf", data: bytes = PDF, actor: Actor = SECRETARY
) -> None:
    with acts.begin(actor) as act:
        attachments.attach_file(act, PERMISSIONS, task_id, name, data)


def attached(acts: Acts, task_id: UUID) -> list[TaskAttachment]:
    with acts.begin() as act:
        return read_task(act, PERMISSIONS, "registry", task_id).attachments


def fetch(acts: Acts, task_id: UUID, attachment_id: UUID, actor: Actor) -> attachments.AttachedFile:
    with acts.begin(actor) as act:
        return attachments.read_attachment(act, PERMISSIONS, task_id, attachment_id)


def test_what_goes_in_comes_out_and_both_are_logged(acts: Acts, task_id: UUID, registry_database: Engine) -> None:
    attach(acts, task_id)
    (one,) = attached(acts, task_id)
    assert (one.name, one.media_type, one.size, one.by) == ("汪海谈话记录.pdf", "application/pdf", len(PDF), "周超")
    file = fetch(acts, task_id, one.attachment_id, OFFICER)
    assert (file.name, file.content) == ("汪海谈话记录.pdf", PDF)
    with registry_database.connect() as connection:
        logged = connection.execute(text("SELECT act, account FROM audit ORDER BY id")).all()
        kept = connection.execute(text("SELECT sealed FROM attachment_content")).scalar_one()
        names = str(connection.execute(text("SELECT * FROM task_attachment")).all())
    assert [tuple(row) for row in logged] == [
        ("attach_file", SECRETARY.account),
        ("read_attachment", OFFICER.account),
    ]
    assert PDF not in bytes(kept)
    assert "汪海" not in names


def test_the_same_file_stands_beside_a_task_once_and_is_kept_once(
    acts: Acts, task_id: UUID, registry_database: Engine
) -> None:
    with acts.begin() as act:
        other = tasks.open_task(act, opening(new_id()), "").task_id
    for one in (task_id, task_id, other):
        attach(acts, one)
    assert [len(attached(acts, one)) for one in (task_id, other)] == [1, 1]
    with registry_database.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM attachment_content")).scalar_one() == 1


def test_a_task_takes_so_many_files_and_no_more(acts: Acts, task_id: UUID) -> None:
    for n in range(ATTACHMENTS_OF_A_TASK):
        attach(acts, task_id, data=PDF + bytes([n]))
    with pytest.raises(TooManyAttachments):
        attach(acts, task_id, data=PNG)


def test_strangers_neither_attach_nor_fetch_and_an_inspector_only_looks(acts: Acts, task_id: UUID) -> None:
    attach(acts, task_id)
    (one,) = attached(acts, task_id)
    with pytest.raises(NotFound):
        fetch(acts, task_id, one.attachment_id, STRANGER)
    with pytest.raises(NotFound):
        attach(acts, task_id, data=PNG, actor=STRANGER)
    inspector = holder(Role.INSPECTOR, "321003")
    assert fetch(acts, task_id, one.attachment_id, inspector).content == PDF
    with pytest.raises(NotYourPost):
        attach(acts, task_id, data=PNG, actor=inspector)


def test_a_file_is_found_under_its_own_task_only(acts: Acts, task_id: UUID) -> None:
    attach(acts, task_id)
    (one,) = attached(acts, task_id)
    with pytest.raises(NotFound):
        fetch(acts, new_id(), one.attachment_id, SECRETARY)
