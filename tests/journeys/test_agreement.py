"""W-09: a committee of 扬州 and one of 滁州 agree by letter; each side holds its own copy."""

import pytest

from deploy.embedded.rehearsal.stories.agreement import agreement_terms
from services.registry.agreement.contract import AgreementStatus, RecordConsultation
from shared.terms import HalfYear
from tests.journeys.acts_between import Agreeing
from tests.journeys.stage import Stage

YANGZHOU, CHUZHOU = "321081001", "341102001"
ANYI, QINGLIU = "321023002", "341102002"


@pytest.mark.duty("D-32", "D-45", "D-62")
def test_yangzhou_and_chuzhou_sign_an_agreement_and_consult(stage: Stage) -> None:
    agreeing = Agreeing(stage, YANGZHOU, CHUZHOU).offers()
    agreeing.is_urged("请尽快答复。")
    agreeing.is_signed_by_both()
    agreeing.stands(AgreementStatus.IN_FORCE)
    period = str(HalfYear.of(stage.today))
    minutes = RecordConsultation(period=period, held_on=stage.today, minutes="互通人员情况。")
    agreeing.theirs.services.registry.record_consultation(agreeing.other, minutes)
    stage.until(lambda: agreeing.copy(agreeing.ours, agreeing.mine).consultations or None, "流出方收到会商纪要")
    held = agreeing.copy(agreeing.ours, agreeing.mine).consultations[0]
    assert (held.minutes, held.recorded_by_partner) == ("互通人员情况。", True)
    assert agreeing.ours.services.registry.list_waiting(case_id=agreeing.mine).items == []


@pytest.mark.duty("D-32", "D-62")
def test_on_the_console_the_partner_in_another_province_is_found_by_a_part_of_its_name(stage: Stage) -> None:
    browser = stage.browser(f"office.{ANYI}")
    address = "/between/agreements/new/0"
    terms = agreement_terms(stage.today).model_dump()
    clauses = {f"terms.{name}": str(value) for name, value in terms.items() if value}
    several = browser.send(address, own_is_home="true", partner="街道党委", **clauses)
    assert several.status_code == 422
    assert "请写全一些" in several.text
    assert "清流街道党委" in several.text
    drafted = browser.send(address, own_is_home="true", partner="清流街道", **clauses)
    browser.send(f"{drafted.headers['location']}/offer")
    theirs = stage.office(QINGLIU).services.registry

    def offered() -> list[str]:
        return [one.partner_name for one in theirs.list_agreements().items if one.own == QINGLIU]

    assert stage.until(offered, "清流街道党委收到协议") == ["宝应县安宜镇党委"]
