"""The tree as lists, and which policy pack holds where."""

from datetime import date

from sqlalchemy import select

from services.registry import contract as c
from shared.act import Act
from shared.organisation_directory.queries import organisation, policy_assignments
from shared.organisation_directory.tables import OrganisationRow, PolicyAssignmentRow
from shared.organisations import Organisation, OrganisationKind
from shared.policy.book import PolicyAssignment, packaged_book


def list_organisations(act: Act, under: str | None, kind: OrganisationKind | None) -> c.OrganisationPage:
    """By path, parents before children. `under` includes the organisation itself. Raises OrganisationUnknown."""
    query = select(OrganisationRow).order_by(OrganisationRow.path)
    if under is not None:
        above = organisation(act.session, under).path
        query = query.where(OrganisationRow.__table__.c.path.op("<@")(above))
    if kind is not None:
        query = query.where(OrganisationRow.kind == kind)
    fields = Organisation.model_fields
    rows = act.session.scalars(query)
    return c.OrganisationPage(
        items=[Organisation.model_validate({name: getattr(row, name) for name in fields}) for row in rows]
    )


def read_policy(act: Act, code: str, on: date) -> c.PolicyInForce:
    """Raises OrganisationUnknown."""
    path = organisation(act.session, code).path
    assignments = policy_assignments(act.session)
    pack = packaged_book().for_organisation(path, assignments, on)
    return c.PolicyInForce(pack=pack, assigned_to=_nearest(path, assignments, on))


def _nearest(path: str, assignments: list[PolicyAssignment], on: date) -> str | None:
    covering = [one.path for one in assignments if one.covers(path, on)]
    return _code(max(covering, key=len)) if covering else None


def list_policy_assignments(act: Act) -> c.PolicyAssignments:
    rows = act.session.scalars(
        select(PolicyAssignmentRow).order_by(PolicyAssignmentRow.path, PolicyAssignmentRow.valid_from)
    )
    return c.PolicyAssignments(
        items=[
            c.PolicyAssignment(
                organisation=_code(row.path), pack=row.pack, valid_from=row.valid_from, valid_to=row.valid_to
            )
            for row in rows
        ]
    )


def _code(path: str) -> str:
    return path.rsplit(".", 1)[-1]
