"""制度对照: each duty beside the sentence it comes from, the term that the visitor's region sets, and its proofs."""

import tomllib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request, Response

from services.console.rendering import render
from services.console.sign_in.visitor import VisitorDep
from shared.policy.rule_duties import rule_duties

router = APIRouter()


@cache
def proofs() -> dict[str, list[str]]:
    """Duty → tests, as `python -m tests.trace_duties` wrote them for this release."""
    table: dict[str, list[str]] = tomllib.loads(
        files("services.console").joinpath("duties_proved.toml").read_text(encoding="utf-8")
    )
    return table


@router.get("/rules")
def show_rules(request: Request, visitor: VisitorDep) -> Response:
    posts = visitor.actor.posts
    pack = visitor.pack(posts[0].organisation) if posts else None
    return render(
        request,
        "rules.html",
        duties=rule_duties(),
        proofs=proofs(),
        pack=pack,
        terms=sorted(pack.terms.values(), key=lambda term: term.key) if pack else [],
    )
