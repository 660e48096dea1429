"""个案页: where is it now, who holds the duty, what happens next, and why."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.console.acts.book import offered
from services.console.pages import case_letters, case_story
from services.console.pages.case_looks import may_read_looks
from services.console.pages.case_printing import papers, prints
from services.console.pages.case_reading import BothSides, read_both_sides, with_numbering
from services.console.pages.member_links import openers
from services.console.pages.panels import panels_of
from services.console.rendering import render
from services.console.sign_in.visitor import Visitor, VisitorDep

router = APIRouter()


def channels(visitor: Visitor, sides: BothSides) -> dict[str, str]:
    """Labels of the channels of contact, for the contact log."""
    if sides.home is None:
        return {}
    return {one.code: one.label for one in visitor.pack(sides.home.case.home_branch).contact_channels}


@router.get("/cases/{case_id}")
def show_case(request: Request, visitor: VisitorDep, case_id: UUID, done: str = "") -> Response:
    sides = with_numbering(visitor, read_both_sides(visitor, case_id), case_id)
    organisations = visitor.organisations
    tasks = case_story.tasks_of(sides)
    acts = offered(sides.setting)
    return render(
        request,
        "case.html",
        case_id=case_id,
        setting=sides.setting,
        home=sides.home,
        host=sides.host,
        missing=sides.missing,
        done=done,
        organisations=organisations,
        steps=case_story.steps(sides.home, sides.host, organisations),
        letters=case_letters.letters(sides.home, sides.host, organisations),
        tasks=tasks,
        prints=prints(sides),
        papers=papers(sides),
        channels=channels(visitor, sides),
        panels=panels_of(sides.setting),
        opens_links=bool(openers(sides.setting)),
        tells_looks=may_read_looks(visitor, sides.home, sides.host),
        next_things=case_story.next_things(tasks),
        main_acts=[act for act in acts if act.main],
        other_acts=[act for act in acts if not act.main],
        **case_story.WORDS,
    )
