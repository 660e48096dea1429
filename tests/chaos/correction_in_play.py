"""What both sides do about wrong data of a member in play (W-17)."""

from uuid import UUID

from shared.corrections.contract import AddEvidence, CorrectedField, CorrectionView, DecideCorrection, ReportCorrection
from shared.posts import Actor
from tests.chaos.case_in_play import CaseInPlay

NAME, PHONE, CONTACT = CorrectedField.NAME, CorrectedField.PHONE, CorrectedField.HOST_CONTACT


def home_reports(case: CaseInPlay, actor: Actor, field: CorrectedField, value: str) -> UUID:
    before = {one.correction_id for one in home_corrections(case, actor)}
    body = ReportCorrection(field=field, value=value, text="登记有误。")
    case.home(actor).report_correction(case.case_id, body)
    return next(one.correction_id for one in home_corrections(case, actor) if one.correction_id not in before)


def host_reports(case: CaseInPlay, actor: Actor, field: CorrectedField, value: str) -> UUID:
    before = {one.correction_id for one in host_corrections(case, actor)}
    body = ReportCorrection(field=field, value=value, text="与证件不符。")
    case.host(actor).report_correction(case.case_id, body)
    return next(one.correction_id for one in host_corrections(case, actor) if one.correction_id not in before)


def home_corrections(case: CaseInPlay, actor: Actor) -> list[CorrectionView]:
    return case.home(actor).read_dossier(case.case_id).corrections


def host_corrections(case: CaseInPlay, actor: Actor) -> list[CorrectionView]:
    return case.host(actor).read_dossier(case.case_id).corrections


def home_proves(case: CaseInPlay, actor: Actor, correction: UUID) -> None:
    case.home(actor).add_evidence(case.case_id, AddEvidence(correction_id=correction, text="身份证原件。"))


def host_proves(case: CaseInPlay, actor: Actor, correction: UUID) -> None:
    case.host(actor).add_evidence(case.case_id, AddEvidence(correction_id=correction, text="任职文件。"))


def home_decides(case: CaseInPlay, actor: Actor, correction: UUID, *, applied: bool = True) -> None:
    body = DecideCorrection(correction_id=correction, applied=applied, text="核定如上。")
    case.home(actor).decide_correction(case.case_id, body)


def host_decides(case: CaseInPlay, actor: Actor, correction: UUID, *, applied: bool = True) -> None:
    body = DecideCorrection(correction_id=correction, applied=applied, text="核定如上。")
    case.host(actor).decide_correction(case.case_id, body)
