"""模板: workbooks to fill in, made from the words that the readers know."""

from collections.abc import Callable, Mapping
from urllib.parse import quote

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException

from services.console.sign_in.visitor import Visitor, VisitorDep
from services.inflow.roster_import.columns import host_template
from services.outflow.roster.directory import OrganisationDirectory
from services.outflow.roster.template import roster_template
from services.registry.organisation_workbook import organisation_template
from shared.workbooks.templates import Template, write_template
from shared.workbooks.writing import XLSX

router = APIRouter()


def _roster(visitor: Visitor, *, old_data: bool = False) -> Template:
    """With the branches of the first post and the policy in force there."""
    own = visitor.actor.posts[0].organisation
    directory = OrganisationDirectory.of(visitor.organisations.by_code.values(), own_code=own)
    return roster_template(directory, visitor.pack(own), old_data=old_data)


TEMPLATES: Mapping[str, Callable[[Visitor], Template]] = {
    "roster": _roster,
    "old-data": lambda visitor: _roster(visitor, old_data=True),
    "host": lambda _: host_template(),
    "organisations": lambda _: organisation_template(),
}


@router.get("/templates/{kind}.xlsx")
def download_template(visitor: VisitorDep, kind: str) -> Response:
    if kind not in TEMPLATES or not visitor.actor.posts:
        raise HTTPException(404)
    template = TEMPLATES[kind](visitor)
    disposition = f"attachment; filename*=UTF-8''{quote(f'{template.name}模板.xlsx')}"
    return Response(write_template(template), media_type=XLSX, headers={"Content-Disposition": disposition})
