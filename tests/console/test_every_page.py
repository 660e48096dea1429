"""Every page of the console in Chromium: the production policy, axe 0, a desk and a phone, the keyboard; each page that
the console has must be on a walk, so that a new one cannot be forgotten."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import FilePayload
from sqlalchemy import Engine
from starlette.routing import Match, Route

from services.console.acts.book import ACTS
from services.console.app import PAGES, probes
from services.inflow.contract import DisputeView, PlacementStatus
from services.outflow.contract import CaseStatus, ImportedRow, ImportReceipt, PrintedLetter
from shared.keys import KeyRing
from shared.policy.task_kinds import TaskKind
from tests.console import (
    filled_certificate,
    filled_conversion,
    filled_exchange,
    filled_leaving,
    filled_lost_contact,
    filled_member,
    filled_waiting,
    overview_figures,
)
from tests.console.chromium import DESK, Screen, chromium, served, serving, watch
from tests.console.far_side import examples as e
from tests.console.far_side.audit import entries
from tests.console.far_side.incidents import of_every_kind
from tests.console.far_side.looks import looks_of_both_sides
from tests.console.far_side.notices import CHANNEL, DIGEST, REMINDER
from tests.console.far_side.rosters import roster_in_every_state
from tests.console.far_side.world import World
from tests.console.real_side import arrange, console_before
from tests.console.test_acts import FILLED, requested
from tests.console.test_reports import reported
from tests.console.test_todo import fill
from tests.console.walk import signs_in, stands_well_in_both_sizes, walk
from tests.console.walks import (
    AT_THE_DOOR,
    BESIDE_THE_ACCOUNT,
    BESIDE_THE_CASE,
    BESIDE_THE_MEMBER,
    CASE,
    DOWNLOADS,
    NOTHING_YET,
    OF_MEMBERS,
    OF_PAPERS,
    OF_THE_ACCOUNT,
    PRINTED,
    SENT,
    UPLOADED,
    Walks,
    between,
    downloads,
)
from tests.factories.people import Tokens
from tests.factories.survey_ground import SurveyGround

__all__ = ["chromium", "reported", "served"]
pytestmark = pytest.mark.timeout(600)
LONG_NAME = "天长市秦栏镇民营科技创业园区流动党员联合党支部第二工作委员会"


@pytest.fixture
def ground(
    registry_database: Engine, outflow_database: Engine, inflow_database: Engine, keys: KeyRing, tokens: Tokens
) -> SurveyGround:
    engines = {"registry": registry_database, "outflow": outflow_database, "inflow": inflow_database}
    return SurveyGround(engines, keys, tokens)


@pytest.fixture
def filled_world(world: World, reported: World) -> World:
    """A case with everything that a case page can show, refused once and long in name; tasks, figures, a roster."""
    fill(world)
    overview_figures.fill(world)
    world.check = roster_in_every_state(rows=12)
    rows = [ImportedRow(row=n, outcome="DECLARED", case_id=e.CASE_ID, text="已登记") for n in range(5, 12)]
    world.receipt = ImportReceipt(declared=7, unchanged=0, skipped=0, rows=rows)
    letter = "兹有我支部党员汪海，身份证号320000199001011237，正式党员，因外出务工流动到你处，请查验活动证编入支部。"
    world.letter = PrintedLetter(
        title="流动党员流出通知", addressee="天长市秦栏镇党委", paragraphs=[letter], sender="蒋王街道双桥村党支部",
        written_on=date(2026, 10, 26),
    )  # fmt: skip
    active = e.case(
        CaseStatus.ACTIVE, certificate=e.certificate("IN_USE"), departed_on=date(2026, 10, 26),
        active_on=date(2026, 11, 2), host_name=LONG_NAME,
    )  # fmt: skip
    dispute = DisputeView(
        stage="DECIDED", origin="NO_LISTED_GROUND", opened_on=date(2026, 11, 16), outcome="OVERRULED",
        text="理由不成立，应当接收。" * 5, finding="以人数多为由拒收，予以批评。", proposal="",
        decided_on=date(2026, 11, 18),
    )  # fmt: skip
    enrolled = e.placement(
        PlacementStatus.ENROLLED, dispute=dispute, host_branch=e.HOST_BRANCH, host_branch_name=LONG_NAME
    )
    key = str(e.CASE_ID)
    world.case_files[key], world.placement_files[key] = e.home_file(active), e.host_file(enrolled)
    world.home_dossiers[key] = filled_leaving.home_dossier(e.CASE_ID, claims=[filled_leaving.claim()])
    world.host_dossiers[key] = filled_leaving.host_dossier(e.CASE_ID)
    for one in (filled_certificate, filled_conversion, filled_exchange, filled_lost_contact, filled_waiting):
        one.arrange(world)
    world.certificates.append(requested())
    world.tasks["inflow"] = [e.task(TaskKind.VERIFY_CERTIFICATE, "inflow", due_on=date(2026, 11, 2))]
    world.raised["inflow"] = list(world.tasks["inflow"])
    world.incidents += of_every_kind()
    world.notices += [DIGEST, REMINDER]
    world.channels.append(CHANNEL)
    world.looks |= looks_of_both_sides()
    world.audited["outflow"] = entries()
    return world


@contextmanager
def window(chromium: Chromium, base: str, login: str) -> Iterator[Screen]:
    """Of one person; nothing may stand on its console, nothing may leave the machine."""
    screen = watch(chromium, base, DESK)
    yield signs_in(screen, login) if login else screen
    screen.page.context.close()
    assert screen.complaints == []


def go(chromium: Chromium, base: str, walks: Walks) -> None:
    for login, pages in walks.items():
        with window(chromium, base, login) as screen:
            for name, path in pages.items():
                walk(screen, name, path)


def fetch(chromium: Chromium, base: str, walks: Walks) -> None:
    """What a browser saves and does not show."""
    for login, files in walks.items():
        with window(chromium, base, login) as screen:
            for path in files.values():
                answer = screen.page.request.get(base + path)
                assert answer.ok, path
                assert "content-security-policy" in answer.headers


@pytest.mark.usefixtures("filled_world")
def test_pages_of_cases_figures_and_rules(chromium: Chromium, served: str) -> None:
    go(chromium, served, BESIDE_THE_CASE)
    fetch(chromium, served, DOWNLOADS)


@pytest.mark.usefixtures("filled_world")
@pytest.mark.parametrize("login", sorted({login for login, _ in FILLED.values()}))
def test_the_form_of_every_act(chromium: Chromium, served: str, login: str) -> None:
    with window(chromium, served, login) as screen:
        for act, (who, _) in FILLED.items():
            if who == login:
                walk(screen, f"act-{act.replace('/', '-')}", f"{CASE}/{act}", is_form=True)


@pytest.mark.usefixtures("filled_world")
def test_a_roster_on_its_way(chromium: Chromium, served: str) -> None:
    with window(chromium, served, "zhou") as screen:
        page = screen.page
        page.goto(f"{served}/rosters")
        file: FilePayload = {"name": f"{LONG_NAME}名册.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK"}
        page.get_by_label("名册工作簿").set_input_files(file)
        page.get_by_role("button", name="上传并核对").click()
        place = page.url.removeprefix(served)
        walk(screen, "roster-preview", place)
        walk(screen, "roster-conflicts", f"{place}?only=conflict")
        assert page.request.get(f"{served}{place}/report").ok
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        page.get_by_role("button", name="确认导入").click()
        walk(screen, "roster-receipt", page.url.removeprefix(served))


def test_pages_between_organisations_and_surveys(chromium: Chromium, ground: SurveyGround) -> None:
    with serving(console_before(ground)) as base:
        go(chromium, base, NOTHING_YET)
        ids = arrange(ground)
        go(chromium, base, between(ids))
        fetch(chromium, base, downloads(ids))


def test_signing_in_and_its_refusal(chromium: Chromium, served: str) -> None:
    with window(chromium, served, "") as screen:
        walk(screen, "sign-in", "/sign-in")
        screen.page.get_by_role("button", name="登录").click()
        stands_well_in_both_sizes(screen, "sign-in-refused")


@pytest.mark.usefixtures("filled_world")
def test_faults_consequences_and_what_is_not_there(chromium: Chromium, served: str) -> None:
    with window(chromium, served, "wang") as screen:
        walk(screen, "not-found", "/cases/nonsense", status=404)
        screen.open(f"{CASE}/host/refuse_member")
        screen.page.get_by_role("button", name="下一步").click()
        assert screen.page.evaluate("document.activeElement.id") == "errors"
        stands_well_in_both_sizes(screen, "faults")
        screen.page.get_by_label("人数太多").check()
        screen.page.get_by_label("事实和说明").fill("本街道党员人数已经很多。" * 8)
        screen.page.get_by_label("党委决定", exact=True).fill("党委会议纪要〔2026〕12号")
        screen.page.get_by_role("button", name="下一步").click()
        stands_well_in_both_sizes(screen, "consequences")


def test_every_page_of_the_console_is_on_a_walk(ground: SurveyGround) -> None:
    """A new page needs a line in `walks`."""
    console_before(ground)
    ids = arrange(ground)
    on_walks = [BESIDE_THE_CASE, DOWNLOADS, NOTHING_YET, OF_THE_ACCOUNT, OF_PAPERS, between(ids), downloads(ids)]
    addresses = [path for walks in on_walks for pages in walks.values() for path in pages.values()]
    addresses += [*(f"{CASE}/{act}" for act in FILLED), *BESIDE_THE_ACCOUNT, *PRINTED, *BESIDE_THE_MEMBER]
    addresses += [*AT_THE_DOOR.values(), *OF_MEMBERS.values(), *(f"/me/{place}" for place in filled_member.FILLED)]
    visited = {route.path for route in (_route_of(path.partition("?")[0]) for path in addresses) if route}
    assert {route.path for route in _pages()} - visited - {*UPLOADED, *SENT} == set()
    assert {act.path for act in ACTS} == FILLED.keys()


def _pages() -> list[Route]:
    routers = [*(page.router for page in PAGES), probes]
    found = [route for router in routers for route in router.routes if isinstance(route, Route)]
    return [route for route in found if "GET" in (route.methods or ())]


def _route_of(path: str) -> Route | None:
    scope = {"type": "http", "method": "GET", "path": path}
    return next((route for route in _pages() if route.matches(scope)[0] is Match.FULL), None)
