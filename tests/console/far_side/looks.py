"""Who looked at whose data, as the fake services tell it."""

from datetime import timedelta

from fastapi import FastAPI, Response

from shared.looks.contract import Look, Looks
from shared.posts import Role
from shared.problem_details import Problem
from tests.console.far_side import examples as e

PLACES = {"outflow": "cases", "inflow": "placements"}
NOT_FOUND = Problem(status=404, code="not_found", detail="没有找到，或不在您的管理范围内。")


def look(act: str = "reveal_field", hours: int = 0, reason: str = "<b>核对电话</b>", **changed: object) -> Look:
    said: dict[str, object] = {
        "act": act, "field": "phone" if act == "reveal_field" else "", "reason": reason, "role": Role.BRANCH_SECRETARY,
        "organisation": e.BRANCH, "organisation_name": "蒋王街道双桥村党支部",
        "at": e.at(e.TODAY) - timedelta(hours=hours),
    }  # fmt: skip
    return Look.model_validate(said | changed)


def looks_of_both_sides() -> dict[str, Looks]:
    printed = look("print_certificate", hours=30, reason="", stands_in=True)
    return {"outflow": Looks(items=[look(), printed], next=7), "inflow": Looks(items=[], next=None)}


def answers_of_looks(app: FastAPI, service: str, known: dict[str, Looks]) -> None:
    """A second page holds the last line again."""
    if service not in PLACES:
        return

    @app.get(f"/{PLACES[service]}/{{case_id}}/looks")
    def list_looks(case_id: str, after: int | None = None) -> Response:
        looks = known.get(service)
        if looks is None:
            return Response(NOT_FOUND.model_dump_json(), status_code=404, media_type="application/problem+json")
        page = Looks(items=looks.items[-1:], next=None) if after else looks
        return Response(page.model_dump_json(), media_type="application/json")
