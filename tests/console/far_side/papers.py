"""Papers as the fake services hand them out, by the last part of their address."""

from fastapi import FastAPI, Response

from shared.papers.contract import VerifyPaper
from tests.console.far_side.world import World


def answers_of_papers(app: FastAPI, world: World) -> None:
    @app.get("/cases/{case_id}/papers/{name}")
    @app.get("/placements/{case_id}/papers/{name}")
    @app.get("/papers/{name}/{organisation}")
    @app.get("/agreements/{copy_id}/{name:path}")
    def hand_out(name: str) -> Response:
        return Response(world.papers[name].model_dump_json(), media_type="application/json")

    @app.post("/papers/verification")
    def verify_paper(body: VerifyPaper) -> Response:
        assert world.verdict is not None
        return Response(world.verdict.model_dump_json(), media_type="application/json")
