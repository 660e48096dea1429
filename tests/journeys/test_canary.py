"""S10 for this scope: invented people go through the stack, then everything that is not theirs is searched."""

import asyncio
import io
import os
import random
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import xlsxwriter

from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.walking import invented_person
from services.inflow.contract import RevealField as RevealAtHost
from services.outflow.contract import BriefMember, CancelDeparture, CaseStatus, Person, RecordContact, RevealField
from shared.help_requests.contract import OpenRequest, RequestKind
from shared.own_case import OWN_PAGE
from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from tests.journeys import canary
from tests.journeys.acts_member import phone_of
from tests.journeys.canary import FREE_TEXT, PERSONAL_COLUMNS, Canary, Column
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_TONGCHENG, OFF_PLATFORM_NAME, OFF_PLATFORM_REGION, YANGZHOU_HANHE
from tests.journeys.stage import Stage

ADDRESS = "翠羽巷玖拾玖号"
SURNAMES, GIVEN = "亓卞仉禚麴", "鹂鸢鹭鸾鹑鹈鹄鹆鹇鸥"
IMPORTED = int(os.environ.get("GONGGUAN_CANARIES", "20"))
"""With GONGGUAN_CANARIES=195 it is the two hundred of S10, and takes two minutes more."""
BRANCH_NAME = "汊河街道花园村党支部"


def bird(chance: random.Random) -> Person:
    """Nobody has such a name, and no number of his occurs by chance."""
    name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
    return invented_person(chance).model_copy(update={"name": name})


def canary_of(person: Person) -> Canary:
    return Canary((person.name, person.id_number, person.phone))


@dataclass
class Flown:
    stage: Stage
    journey: Journey
    imported: list[Person]
    walked: list[Person]

    @property
    def wanted(self) -> set[bytes]:
        people = [canary_of(person) for person in (*self.imported, *self.walked)]
        return canary.spellings([*people, Canary((ADDRESS,))])


@pytest.fixture(scope="module")
def flown(stage: Stage) -> Flown:
    seed = random.SystemRandom().randrange(10**9)
    chance = random.Random(seed)
    walked = [bird(chance) for _ in range(5)]
    imported = [bird(chance) for _ in range(IMPORTED)]
    _import(stage, imported)
    journey = Journey(stage, YANGZHOU_HANHE, CHUZHOU_TONGCHENG, walked[0]).depart().host_records_arrival()
    journey.ask_home(f"持证人自称住{ADDRESS}，电话{walked[0].phone}，与{walked[0].name}登记是否一致？")
    journey.answer(confirmed=True, text=f"{walked[0].name}现住{ADDRESS}，属实。")
    journey.place()
    journey.enrol()
    journey.is_active_on_both_sides()
    _is_looked_at(journey)
    _looks_himself(journey)
    _is_refused(stage, walked[1])
    _goes_off_platform(stage, walked[2])
    _is_asked_about(stage, walked[3])
    _is_written_about(stage, walked[4])
    return Flown(stage, journey, imported, walked)


def _import(stage: Stage, people: list[Person]) -> None:
    """With the same sheet once more, and once with a fault in every row, whose report quotes the cells."""
    outflow = stage.branch(YANGZHOU_HANHE.branch).services.outflow
    good = _workbook(people)
    assert outflow.import_roster(YANGZHOU_HANHE.branch, "花名册.xlsx", good).declared == len(people)
    assert outflow.import_roster(YANGZHOU_HANHE.branch, "花名册.xlsx", good).unchanged == len(people)
    faulty = _workbook([person.model_copy(update={"id_number": person.id_number[:-2] + "00"}) for person in people])
    outflow.report_roster(YANGZHOU_HANHE.branch, "有误.xlsx", faulty)


def _workbook(people: list[Person]) -> bytes:
    headings = ("姓名", "身份证号", "党员类别", "所在党支部", "流出时间", "流入地", "流入地党组织", "联系电话")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, headings)
        for row, person in enumerate(people, start=1):
            place = ("2026-10-16", "安徽省滁州市天长市", "天长市铜城镇党委")
            cells = (person.name, person.id_number, "正式党员", BRANCH_NAME, *place, person.phone)
            sheet.write_row(row, 0, cells)
    return buffer.getvalue()


def _is_looked_at(journey: Journey) -> None:
    """Searched by name, revealed on both sides, contacted; and asked for in ways that are refused."""
    person, outflow = journey.person, journey.secretary.services.outflow
    assert journey.case_id in [case.case_id for case in outflow.search_cases(person.name).items]
    inflow = journey.host_office.services.inflow
    assert [one.case_id for one in inflow.search_placements(person.name).items] == [journey.case_id]
    opened = outflow.reveal_field(journey.case_id, RevealField(field="id_number", reason="核对身份"))
    assert opened.value == person.id_number
    phone = inflow.reveal_field(journey.case_id, RevealAtHost(field="phone", reason="核对身份"))
    assert phone.value == person.phone
    contact = RecordContact(
        contacted_on=journey.stage.today,
        channel="phone",
        reached=True,
        thinking=f"{person.name}思想稳定",
        life=f"住{ADDRESS}，手机{person.phone}",
    )
    outflow.record_contact(journey.case_id, contact)
    with pytest.raises(Refused):
        Journey(journey.stage, YANGZHOU_HANHE, CHUZHOU_TONGCHENG, person).declare()
    with pytest.raises(Refused):
        Journey(journey.stage, person=person.model_copy(update={"phone": person.phone * 9})).declare()


def _looks_himself(journey: Journey) -> None:
    """On his own page, where he writes what names him."""
    page = phone_of(journey, journey.start.branch)
    assert page.home.read_my_case(journey.case_id).name == journey.person.name
    page.home.print_certificate(journey.case_id)
    words = f"{journey.person.name}现住{ADDRESS}，电话{journey.person.phone}。"
    asked = OpenRequest(kind=RequestKind.QUESTION, asked_on=journey.stage.today, channel=OWN_PAGE, text=words)
    page.home.open_request(journey.case_id, asked)


def _is_refused(stage: Stage, person: Person) -> None:
    journey = Journey(stage, YANGZHOU_HANHE, CHUZHOU_TONGCHENG, person).depart().host_records_arrival()
    journey.finds(journey.reception, K.VERIFY_CERTIFICATE)
    journey.refuse("too_many", f"{person.name}住{ADDRESS}，人数太多。")
    journey.home_stands(CaseStatus.REFUSED)
    journey.decide("OVERRULED", finding=f"以人数多为由拒收{person.name}，予以批评。")
    journey.home_stands(CaseStatus.REPORTED)


def _goes_off_platform(stage: Stage, person: Person) -> None:
    facts = {"host_region": OFF_PLATFORM_REGION, "host_region_name": OFF_PLATFORM_NAME, "host_committee": None}
    journey = Journey(stage, YANGZHOU_HANHE, CHUZHOU_TONGCHENG, person).depart(**facts)
    (notice,) = journey.home_file.letters
    assert person.name in "".join(
        journey.secretary.services.outflow.print_letter(journey.case_id, notice.letter_id).paragraphs
    )


def _is_asked_about(stage: Stage, person: Person) -> None:
    """The question stays open."""
    journey = Journey(stage, YANGZHOU_HANHE, CHUZHOU_TONGCHENG, person).depart().host_records_arrival()
    journey.ask_home(f"{person.name}，住{ADDRESS}，是否贵支部党员？")
    journey.finds(journey.secretary, K.ANSWER_QUERY)


def _is_written_about(stage: Stage, person: Person) -> None:
    journey = Journey(stage, YANGZHOU_HANHE, CHUZHOU_TONGCHENG, person).declare()
    outflow = journey.secretary.services.outflow
    topics = f"与{person.name}谈话，本人电话{person.phone}"
    outflow.brief_member(journey.case_id, BriefMember(held_on=stage.today, briefed_by="支部书记", topics=topics))
    outflow.cancel_departure(journey.case_id, CancelDeparture(reason=f"{person.name}不走了"))


def test_the_search_itself_finds_a_person_in_every_spelling(flown: Flown, tmp_path: Path) -> None:
    """A search that cannot find proves nothing."""
    for number, spelling in enumerate(sorted(flown.wanted)):
        (tmp_path / f"{number}.log").write_bytes(b"before " + spelling + b" after")
    assert len(canary.in_files(tmp_path, flown.wanted)) == len(flown.wanted)


def test_no_log_holds_a_person_nor_a_url_with_one(flown: Flown) -> None:
    for deployment in flown.stage.deployments:
        assert any(file.stat().st_size for file in deployment.log_dir.glob("*.log")), "没有日志可查"
        assert canary.in_files(deployment.log_dir, flown.wanted) == {}


def test_the_store_of_temporal_holds_no_person(flown: Flown) -> None:
    for deployment in flown.stage.deployments:
        store = DataDirectory.at(deployment.data_dir).temporal_store.parent
        content = b"".join(file.read_bytes() for file in store.rglob("*") if file.is_file())
        assert str(flown.journey.case_id).encode() in content, "没有找到工作流的存储"
        assert canary.in_files(store, flown.wanted) == {}


def test_no_decoded_history_holds_a_person(flown: Flown) -> None:
    found = [one for place in flown.stage.deployments for one in asyncio.run(canary.histories(place))]
    number = flown.journey.home.number.encode()
    assert any(number in content for _, content in found), "历史没有解开"
    assert {workflow: hit for workflow, content in found if (hit := canary.hits(content, flown.wanted))} == {}


def test_no_metric_names_a_person(flown: Flown) -> None:
    for place in (place for deployment in flown.stage.deployments for place in _measured(deployment)):
        answer = httpx.get(f"{place}/metrics")
        assert answer.status_code == 200, place
        assert canary.hits(answer.content, flown.wanted) == set(), place


def _measured(deployment: Endpoints) -> list[str]:
    host, port = deployment.temporal_ui.rsplit(":", 1)
    services = (deployment.registry, deployment.outflow, deployment.inflow, deployment.console, deployment.worker)
    return [*services, f"{host}:{int(port) + 1}"]


@pytest.fixture(scope="module")
def in_columns(flown: Flown) -> dict[Column, set[str]]:
    found: dict[Column, set[str]] = {}
    for deployment in flown.stage.deployments:
        here = canary.in_databases(DataDirectory.at(deployment.data_dir), deployment, flown.wanted)
        found |= {column: found.get(column, set()) | what for column, what in here.items()}
    return found


def test_only_columns_marked_personal_hold_a_person_in_clear(in_columns: dict[Column, set[str]]) -> None:
    assert {column.key for column in in_columns} >= PERSONAL_COLUMNS, "数据库没有查到"
    marked = PERSONAL_COLUMNS | FREE_TEXT
    assert {str(column): what for column, what in in_columns.items() if column.key not in marked} == {}


def test_what_people_write_about_a_member_is_sealed_as_well(in_columns: dict[Column, set[str]]) -> None:
    assert {str(column): what for column, what in in_columns.items() if column.key in FREE_TEXT} == {}
