"""A letter on paper: A4, for hosts that are not on the platform and for the file."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.console.rendering import render
from services.console.sign_in.visitor import VisitorDep

router = APIRouter()


@router.get("/cases/{case_id}/letters/{letter_id}")
def print_letter(request: Request, visitor: VisitorDep, case_id: UUID, letter_id: UUID) -> Response:
    letter = visitor.services.outflow.print_letter(case_id, letter_id)
    return render(request, "letter.html", letter=letter, case_id=case_id)
