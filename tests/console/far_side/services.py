"""Three ASGI apps over one world."""

import tomllib
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from services.inflow import contract as inflow
from services.inflow.dossier.contract import PlacementDossier
from services.inflow.lists import PlacementFilter, PlacementSearch
from services.outflow import contract as outflow
from services.outflow.certificate_life.contract import IssueRegister
from services.outflow.dossier.contract import CaseDossier
from services.outflow.lists import CaseFilter, CaseSearch
from services.registry import contract as registry
from services.registry.saved_views.contract import ChangeView, Removed, SavedView, SavedViews, SaveView
from shared.business_clock import SHANGHAI
from shared.figures import FigureItems
from shared.organisation_directory.contract import Directory, ListedOrganisation
from shared.policy.book import PolicyBook
from shared.policy.pack import PolicyPack
from shared.problem_details import Problem
from shared.tasks.contract import Task, TaskPage
from tests.console.far_side.audit import answers_of_auditing
from tests.console.far_side.exchange import answers_of_exchange
from tests.console.far_side.incidents import answers_of_incidents
from tests.console.far_side.looks import answers_of_looks
from tests.console.far_side.members import answers_to_members
from tests.console.far_side.notices import answers_of_notices
from tests.console.far_side.papers import answers_of_papers
from tests.console.far_side.people import answers_of_people, detail_of
from tests.console.far_side.rosters import answers_of_rosters
from tests.console.far_side.world import PASSWORD, Heard, World
from tests.factories.organisations import demo_organisations

AS_OF = datetime(2026, 11, 20, 9, 30, tzinfo=SHANGHAI)
NOT_FOUND = Problem(status=404, code="not_found", detail="没有找到，或不在您的管理范围内。")
NOT_SIGNED_IN = Problem(status=401, code="not_signed_in", detail="登录已失效，请重新登录。")
WRONG_LOGIN = Problem(status=401, code="wrong_login", detail="用户名或密码不对。")


def answer(model: BaseModel) -> Response:
    return Response(model.model_dump_json(), media_type="application/json")


def refuse(problem: Problem) -> Response:
    return JSONResponse(problem.model_dump(mode="json"), status_code=problem.status)


@cache
def pack() -> PolicyPack:
    folder = files("shared.policy").joinpath("packs")
    sources = [tomllib.loads(one.read_text(encoding="utf-8")) for one in folder.iterdir() if one.name.endswith(".toml")]
    return PolicyBook.of(sources).pack("CN-BASE-2019")


@cache
def directory() -> Directory:
    listed = [ListedOrganisation(**one.model_dump(), staffed=True) for one in demo_organisations()]
    return Directory(version=1, organisations=listed, regions=[])


def fake(service: str, world: World) -> FastAPI:
    """What every service does alike: being down, refusing, noting commands, tasks."""
    app = FastAPI()
    answers_to_members(app, service, world)

    @app.middleware("http")
    async def watch(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        world.asked.append((service, str(request.url.path)))
        if service in world.down:
            return Response(status_code=503)
        if request.method == "POST" and "idempotency-key" in request.headers:
            body = await request.json()
            noted = world.tried if "dry-run" in request.headers else world.heard
            noted.append(Heard(service, request.url.path, body, request.headers["idempotency-key"]))
        waiting = next((w for end, w in world.refusals.items() if request.url.path.endswith(end) and w), None)
        return refuse(waiting.pop(0)) if waiting else await call_next(request)

    @app.get("/tasks")
    def list_tasks(
        scope: str = "mine", kind: str = "", committee: str = "", limit: int = 50, after: str = ""
    ) -> Response:
        found = (world.raised if scope == "raised" else world.tasks).get(service, [])
        found = [t for t in found if (not kind or t.kind == kind) and (not committee or t.committee == committee)]
        return answer(_page(found, limit, after))

    @app.get("/tasks/{task_id:uuid}")
    def read_task(task_id: UUID) -> Response:
        return answer(detail_of(world, service, task_id))

    answers_of_people(app, service, world)
    answers_of_papers(app, world)
    answers_of_exchange(app, service)
    answers_of_looks(app, service, world.looks)
    answers_of_auditing(app, service, world)
    return app


def _page(found: list[Task], limit: int, after: str) -> TaskPage:
    start = int(after or 0)
    more = start + limit < len(found)
    return TaskPage(items=found[start : start + limit], next=str(start + limit) if more else None)


def registry_app(world: World) -> FastAPI:
    app = fake("registry", world)

    @app.post("/sessions")
    def sign_in(body: registry.SignIn) -> Response:
        if body.login not in world.people or body.password != PASSWORD:
            return refuse(WRONG_LOGIN)
        account = registry.AccountView(account_id=uuid4(), login=body.login, name="某人", posts=[])
        return answer(registry.SessionOpened(token=f"session-{body.login}", expires_at=world.expiry(), account=account))

    @app.post("/sessions/current/access-token")
    def issue_access_token(request: Request) -> Response:
        session = request.headers["authorization"].removeprefix("Bearer ")
        login = session.removeprefix("session-")
        if login not in world.people or session in world.ended:
            return refuse(NOT_SIGNED_IN)
        return answer(registry.AccessTokenIssued(token=world.access_token(login), expires_at=world.expiry()))

    @app.post("/sessions/current/end")
    def sign_out(request: Request) -> Response:
        world.ended.add(request.headers["authorization"].removeprefix("Bearer "))
        return answer(registry.Ended(ended=True))

    _registers(app, world)
    _views(app, world)
    _report(app, world, "registry")
    answers_of_incidents(app, world.incidents)
    answers_of_notices(app, world.notices, world.channels)
    return app


def _views(app: FastAPI, world: World) -> None:
    @app.get("/saved-views")
    def list_saved_views() -> Response:
        return answer(SavedViews(items=world.views))

    @app.post("/saved-views")
    def save_view(body: SaveView) -> Response:
        named = {"shared_with_name": "某组织" if body.shared_with else "", "author_name": "某人", "may_change": True}
        world.views.append(SavedView(view_id=uuid4(), **body.model_dump(), **named))
        return answer(world.views[-1])

    @app.post("/saved-views/{view_id}")
    def change_view(view_id: UUID, body: ChangeView) -> Response:
        number = next(n for n, one in enumerate(world.views) if one.view_id == view_id)
        world.views[number] = world.views[number].model_copy(update={"name": body.name, "filters": body.filters})
        return answer(world.views[number])

    @app.post("/saved-views/{view_id}/removal")
    def remove_view(view_id: UUID) -> Response:
        world.views = [one for one in world.views if one.view_id != view_id]
        return answer(Removed(view_id=view_id))


def _registers(app: FastAPI, world: World) -> None:
    @app.get("/directory")
    def read_directory() -> Response:
        return answer(directory())

    @app.get("/policies/{organisation}")
    def read_policy(organisation: str, on: date) -> Response:
        return answer(registry.PolicyInForce(pack=pack(), assigned_to=None))

    @app.get("/certificate-numbers")
    def list_certificate_numbers() -> Response:
        return answer(registry.CertificateNumberPage(items=world.certificates))

    @app.post("/certificate-numbers/{certificate_id}/number")
    def number_certificate(certificate_id: UUID) -> Response:
        found = next(one for one in world.certificates if one.certificate_id == certificate_id)
        return answer(found.model_copy(update={"number": "321003-2026-000012", "status": "ALLOTTED"}))


def outflow_app(world: World) -> FastAPI:
    app = fake("outflow", world)

    _home_lists(app, world)

    @app.get("/cases/{case_id}")
    def read_case(case_id: str) -> Response:
        return _or_not_found(world.case_files.get(case_id))

    @app.get("/overview")
    def read_overview() -> Response:
        return _or_not_found(world.home_overview)

    _report(app, world, "outflow")

    @app.post("/cases")
    def declare_departure(body: outflow.DeclareDeparture) -> Response:
        return answer(next(iter(world.case_files.values())).case)

    @app.get("/cases/{case_id}/letters/{letter_id}")
    def print_letter(case_id: str, letter_id: str) -> Response:
        return _or_not_found(world.letter)

    _case_acts(app, world)
    _issue_register(app, world)
    answers_of_rosters(app, world, "outflow")
    return app


def _home_lists(app: FastAPI, world: World) -> None:
    @app.get("/cases")
    def list_cases(wanted: Annotated[CaseFilter, Query()]) -> Response:
        return found_cases("", wanted)

    @app.post("/cases/search")
    def search_cases(body: CaseSearch) -> Response:
        return found_cases(body.text, body)

    def found_cases(text: str, wanted: CaseFilter) -> Response:
        world.lists.append(wanted)
        found = [summary(one.case) for one in world.case_files.values()]
        found = [one for one in found if text in one.number + one.member_name]
        found = [one for one in found if not wanted.status or one.status in wanted.status]
        start, limit = int(wanted.after or 0), wanted.limit
        more = str(start + limit) if start + limit < len(found) else None
        return answer(outflow.CasePage(items=found[start : start + limit], next=more))


def _issue_register(app: FastAPI, world: World) -> None:
    @app.get("/issue-register")
    @app.get("/issue-register/export")
    def read_issue_register(after: str = "") -> Response:
        return answer(IssueRegister(items=world.issued, next=None if after else "next"))


def _case_acts(app: FastAPI, world: World) -> None:
    @app.get("/cases/{case_id}/dossier")
    def read_dossier(case_id: UUID) -> Response:
        return answer(world.home_dossiers.get(str(case_id), CaseDossier(case_id=case_id)))

    @app.post("/cases/{case_id}/family-contact/reveal")
    def reveal_family_contact(case_id: str) -> Response:
        return answer(outflow.Revealed(value="汪父（父亲）13900000000"))

    @app.post("/cases/{case_id}/reveal")
    def reveal_field(case_id: str, body: outflow.RevealField) -> Response:
        return answer(outflow.Revealed(value="320000199001011237"))

    @app.post("/cases/{case_id}/conversion/{noun}")
    def convert(case_id: str, noun: str) -> Response:
        return _or_not_found(world.home_dossiers[case_id].conversion)

    @app.post("/cases/{case_id}/{noun:path}")
    def act(case_id: str, noun: str) -> Response:
        return answer(world.case_files[case_id].case)


def _report(app: FastAPI, world: World, service: str) -> None:
    @app.get("/report")
    def read_report(key: Annotated[tuple[str, ...], Query()] = ()) -> Response:
        report = world.reports.get(service)
        if report and key:
            report = report.model_copy(update={"figures": [one for one in report.figures if one.key in key]})
        return _or_not_found(report)

    @app.get("/report/{key}/items")
    def list_figure(key: str) -> Response:
        return answer(FigureItems(items=world.figure_items.get(key, []), next=None))


def inflow_app(world: World) -> FastAPI:
    app = fake("inflow", world)

    @app.get("/placements")
    def list_placements(wanted: Annotated[PlacementFilter, Query()]) -> Response:
        return found_placements("", wanted)

    @app.post("/placements/search")
    def search_placements(body: PlacementSearch) -> Response:
        return found_placements(body.text, body)

    def found_placements(text: str, wanted: PlacementFilter) -> Response:
        world.lists.append(wanted)
        found = [placement_summary(one.placement) for one in world.placement_files.values()]
        found = [one for one in found if text in one.case_number + one.member_name]
        found = [one for one in found if not wanted.status or one.status in wanted.status]
        return answer(inflow.PlacementPage(items=found, next=None))

    @app.get("/placements/{case_id}")
    def read_placement(case_id: str) -> Response:
        return _or_not_found(world.placement_files.get(case_id))

    @app.get("/placements/{case_id}/dossier")
    def read_dossier(case_id: UUID) -> Response:
        return answer(world.host_dossiers.get(str(case_id), PlacementDossier(case_id=case_id, attempt=1)))

    @app.get("/overview")
    def read_overview() -> Response:
        return _or_not_found(world.host_overview)

    _report(app, world, "inflow")

    @app.post("/placements/{case_id}/reveal")
    def reveal_field(case_id: str, body: inflow.RevealField) -> Response:
        return answer(inflow.Revealed(value="13800000000"))

    _host_acts(app, world)
    answers_of_rosters(app, world, "inflow")
    return app


def _host_acts(app: FastAPI, world: World) -> None:
    @app.post("/placements/{case_id}/opinion{noun:path}")
    def judge(case_id: str, noun: str) -> Response:
        return _or_not_found(world.host_dossiers[case_id].opinion)

    @app.post("/placements/{case_id}/{noun:path}")
    def act(case_id: str, noun: str) -> Response:
        return answer(world.placement_files[case_id].placement)


def _or_not_found(model: BaseModel | None) -> Response:
    return answer(model) if model else refuse(NOT_FOUND)


def summary(case: outflow.Case) -> outflow.CaseSummary:
    known: dict[str, Any] = case.model_dump(include=set(outflow.CaseSummary.model_fields))
    return outflow.CaseSummary(**known, member_name=case.member.name)


def placement_summary(placement: inflow.Placement) -> inflow.PlacementSummary:
    known: dict[str, Any] = placement.model_dump(include=set(inflow.PlacementSummary.model_fields))
    return inflow.PlacementSummary(**known, member_name=placement.person.name, home_region="320000")
