"""W-09: a committee of 扬州 and one of 滁州 agree by letter; each side holds its own copy."""

import pytest

from services.registry.agreement.contract import AgreementStatus, RecordConsultation
from shared.terms import HalfYear
from tests.journeys.acts_between import Agreeing
from tests.journeys.stage import Stage

YANGZHOU, CHUZHOU = "321081001", "341102001"


@pytest.mark.duty("D-32", "D-45", "D-62")
def test_yangzhou_and_chuzhou_sign_an_agreement_and_consult(stage: Stage) -> None:
    agreeing = Agreeing(stage, YANGZHOU, CHUZHOU).offers().is_signed_by_both()
    agreeing.stands(AgreementStatus.IN_FORCE)
    period = str(HalfYear.of(stage.today))
    minutes = RecordConsultation(period=period, held_on=stage.today, minutes="互通人员情况。")
    agreeing.theirs.services.registry.record_consultation(agreeing.other, minutes)
    stage.until(lambda: agreeing.copy(agreeing.ours, agreeing.mine).consultations or None, "流出方收到会商纪要")
    held = agreeing.copy(agreeing.ours, agreeing.mine).consultations[0]
    assert (held.minutes, held.recorded_by_partner) == ("互通人员情况。", True)
