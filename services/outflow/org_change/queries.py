"""What would have to move, and what still stands where it should not."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select

from services.outflow.org_change.contract import MoveOrganisation, MovePreview
from services.outflow.org_change.permissions import PERMISSIONS
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.authorisation import visible
from shared.organisation_directory.tables import OrganisationRow
from shared.tasks.tables import TaskRow

COLUMNS = CaseRow.__table__.c


def preview_move(act: Act, codes: Sequence[str]) -> MovePreview:
    """Of the part that lies in the reader's subtree."""
    mine = visible(act.actor, "preview_move", PERMISSIONS, COLUMNS.home_path)
    at_home = and_(mine, stands_at(COLUMNS.home_path, codes))
    as_host = and_(
        visible(act.actor, "preview_move", PERMISSIONS, COLUMNS.host_path), stands_at(COLUMNS.host_path, codes)
    )
    tasks = TaskRow.__table__.c.holder_path
    return MovePreview(
        counts={
            "流出个案（办理中）": _count(act, at_home, COLUMNS.is_open),
            "流出个案（已结束）": _count(act, at_home, CaseRow.is_open.is_(False)),
            "以其为流入地的个案": _count(act, as_host, COLUMNS.is_open),
            "党员": _count_of(act, func.count(func.distinct(CaseRow.member_id)), at_home),
            "活动证": _count_of(act, func.count(CertificateRow.id), at_home, CertificateRow.case_id == CaseRow.id),
            "待办": _count_of(
                act,
                func.count(TaskRow.id),
                visible(act.actor, "preview_move", PERMISSIONS, tasks),
                stands_at(tasks, codes),
                TaskRow.status == "OPEN",
            ),
        }
    )


def _count(act: Act, *conditions: ColumnElement[bool]) -> int:
    return _count_of(act, func.count(CaseRow.id), *conditions)


def _count_of(act: Act, what: ColumnElement[int], *conditions: ColumnElement[bool]) -> int:
    return act.session.scalar(select(what).where(*conditions)) or 0


def stands_at(path: ColumnElement[str], codes: Sequence[str]) -> ColumnElement[bool]:
    """At one of the organisations, or below."""
    return or_(*(path.op("~")(f"*.{code}.*") for code in codes))


PLACES = (CaseRow.home_branch, CaseRow.host_committee, CaseRow.host_branch)


def to_be_moved(body: MoveOrganisation) -> ColumnElement[bool]:
    """Cases whose home or host stands elsewhere now: by name, by code, or because something above has moved."""
    home, host = OrganisationRow.__table__.alias(), OrganisationRow.__table__.alias()
    moved_home = select(home.c.code).where(home.c.code == CaseRow.home_branch, home.c.path != COLUMNS.home_path)
    moved_host = select(host.c.code).where(host.c.code == CaseRow.host_committee, host.c.path != COLUMNS.host_path)
    named = [and_(CaseRow.id.in_(cases), _at([b for b in body.main if b != to])) for to, cases in body.named().items()]
    others = and_(CaseRow.id.not_in(list(body.cases)), _at(body.going()))
    return or_(others, *named, moved_home.exists(), moved_host.exists())


def _at(codes: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(column.in_(list(codes)) for column in PLACES))
