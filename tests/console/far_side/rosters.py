"""Rosters at the fake home side: a check with rows in every state, an import that remembers what was chosen."""

import json
from typing import Annotated

from fastapi import FastAPI, Form, Response, UploadFile

from services.outflow.contract import ImportReceipt
from services.outflow.roster.contract import FieldChange, RosterCheck, RosterRow, RowState, Verdict
from services.outflow.roster.problems import problem
from shared.rosters.contract import ExportedRoster, ExportRoster
from tests.console.far_side import examples as e
from tests.console.far_side.world import Heard, World

PHONE = FieldChange(field="phone", label="本人电话", before="138****1234", after="139****5678")
NAME = FieldChange(field="name", label="姓名", before="汪海", after="汪诲")


def roster_in_every_state(rows: int = 3) -> RosterCheck:
    """New, new with a warning, wrong (the demo's), changed, unchanged, in conflict."""
    check = e.roster_check(rows)
    known = {"case_id": e.CASE_ID, "mark": "a" * 16, "sheet": "Sheet1"}
    values = check.rows[0].values
    changed = RosterRow(row=110, verdict=Verdict.OK, values=values, state=RowState.CHANGED, changes=(PHONE,), **known)
    unchanged = RosterRow(row=111, verdict=Verdict.OK, values=values, state=RowState.UNCHANGED, **known)
    conflict = RosterRow(
        row=112,
        verdict=Verdict.ERROR,
        problems=(problem("correct_data", "name", label="姓名"),),
        values=values | {"name": "汪诲"},
        state=RowState.CONFLICT,
        changes=(NAME,),
        **known,
    )
    return check.model_copy(update={"rows": (*check.rows, changed, unchanged, conflict)})


def answers_of_rosters(app: FastAPI, world: World, service: str) -> None:
    @app.post("/rosters/{organisation}/check")
    def check_roster(organisation: str, file: UploadFile) -> Response:
        world.uploaded.append(file.file.read())
        return _said(world.check)

    @app.post("/rosters/{organisation}/report")
    def report_roster(organisation: str) -> Response:
        return Response(b"PK-report")

    @app.post("/rosters/{organisation}")
    def import_roster(organisation: str, choice: Annotated[str, Form()]) -> Response:
        world.heard.append(Heard(service, f"/rosters/{organisation}", json.loads(choice), ""))
        return _said(world.receipt)

    @app.post("/roster-rows")
    def export_roster(body: ExportRoster) -> ExportedRoster:
        world.heard.append(Heard(service, "/roster-rows", body.model_dump(mode="json"), ""))
        return ExportedRoster(rows=[row for row in world.exported if row.case_id in set(body.case_ids)])


def _said(what: RosterCheck | ImportReceipt | None) -> Response:
    assert what is not None
    return Response(what.model_dump_json(), media_type="application/json")
