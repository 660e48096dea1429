"""Old data at home: a roster with members who are out already, and what the workflow says about their numbers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.outflow import contract as c
from services.outflow.old_certificate import contract as o
from services.outflow.old_certificate.snapshots import old_certificate_of, old_certificate_state
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.posts import Actor
from shared.sealing import Seal
from shared.workbooks.sheets import Cell
from tests.factories.rosters import NAME, roster_workbook
from tests.services.outflow.home_side import CLERK, HOME_COMMITTEE, HomeCase, HomeSide, person

NUMBER, ISSUED = "苏流第000123号", "2024-03-05"


def row(**changed: Cell) -> dict[str, Cell]:
    """Somebody else each time; a member who has been in 天长 for years, with his certificate."""
    who = person()
    return {
        "姓名": who.name,
        "身份证号": who.id_number,
        "党员类别": "正式党员",
        "入党时间": "2012-06-01",
        "所在党支部": "蒋王街道双桥村党支部",
        "流出时间": "2024-03-10",
        "流入地": "安徽省滁州市天长市",
        "流入地党组织": "天长市秦栏镇党委",
        "联系电话": "13946885253",
        "活动证编号": NUMBER,
        "发证时间": ISSUED,
        "未按期转正原因": None,
        **changed,
    }


def declared(**changed: Cell) -> dict[str, Cell]:
    return row(活动证编号=None, 发证时间=None, 流出时间="2026-09-10") | changed


def overdue(**changed: Cell) -> dict[str, Cell]:
    return row(党员类别="预备党员", 入党时间="2024-01-10", 未按期转正原因="组织关系转接") | changed


@dataclass
class OldData:
    side: HomeSide

    def imports(self, *rows: dict[str, Cell], actor: Actor = CLERK) -> c.ImportReceipt:
        return self.side.at(actor).import_roster(HOME_COMMITTEE, NAME, roster_workbook(*rows))

    def checks(self, *rows: dict[str, Cell]) -> list[list[str]]:
        check = self.side.at(CLERK).check_roster(HOME_COMMITTEE, NAME, roster_workbook(*rows))
        return [one.codes for one in check.rows]

    def case(self, *rows: dict[str, Cell]) -> HomeCase:
        """The case of the first row."""
        case_id = self.imports(*rows).rows[0].case_id
        assert case_id is not None
        return HomeCase(self.side, case_id)


def registry_said(case: HomeCase, *, registered: bool, number: str = NUMBER) -> o.OldCertificateState:
    body = o.RecordOldNumber(number=number, registered=registered)
    return case.side.worker.record_old_number(case.case_id, body, case.side.now)


def corrects(case: HomeCase, number: str, actor: Actor = CLERK) -> c.Case:
    return case.side.at(actor).correct_old_number(case.case_id, o.CorrectOldNumber(number=number, text="已核对证件。"))


def state(case: HomeCase) -> o.OldCertificateState:
    with Session(case.side.engine) as session:
        clock, seal = case.side.clock, Seal(case.side.keys.sealing_key)
        act = Act(session, Actor.system("worker"), clock.now(), seal, case.side.keys, clock)
        row = session.get_one(CaseRow, case.case_id)
        old = old_certificate_of(act, row)
        assert old is not None
        return old_certificate_state(act, row, old)


def tasks_due(case: HomeCase, rows: list[Any]) -> dict[UUID, Any]:
    return {one.id: one.due_on for one in rows if one.case_id == case.case_id}
