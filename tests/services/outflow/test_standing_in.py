"""A stand-in acts with the post of the absent: both names stand on the act, and who prepares still does not approve."""

from sqlalchemy import text

from shared.corrections.contract import AddEvidence, CorrectedField, DecideCorrection, ReportCorrection
from shared.posts import Absent, Actor, Post, Role
from shared.waiting.contract import Matter, UrgePartner
from tests.factories.organisations import path_of
from tests.services.outflow.home_side import BRANCH, CLERK, HOME_COMMITTEE, SECRETARY, HomeCase, HomeSide, refused


def standing_in(absent: Actor, role: Role, place: str) -> Actor:
    post = Post(role, place, path_of(place), Absent(absent.account, absent.name))
    return Actor("lisi", "李四", (post,))


LI_FOR_SECRETARY = standing_in(SECRETARY, Role.BRANCH_SECRETARY, BRANCH)
LI_FOR_CLERK = standing_in(CLERK, Role.COMMITTEE_OFFICER, HOME_COMMITTEE)


def reports(case: HomeCase, actor: Actor, value: str = "13900000000") -> None:
    body = ReportCorrection(field=CorrectedField.PHONE, value=value, text="号码已换。")
    case.side.at(actor).report_correction(case.case_id, body)


def decides(case: HomeCase, actor: Actor) -> None:
    correction = case.side.at(SECRETARY).read_dossier(case.case_id).corrections[0].correction_id
    evidence = AddEvidence(correction_id=correction, text="已与本人核对。")
    case.side.at(SECRETARY).add_evidence(case.case_id, evidence)
    decision = DecideCorrection(correction_id=correction, applied=True, text="属实。")
    case.side.at(actor).decide_correction(case.case_id, decision)


def test_both_names_stand_in_the_history_and_both_accounts_in_the_audit(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    reports(case, LI_FOR_SECRETARY)
    events = home_side.at(SECRETARY).read_case(case.case_id).events
    reported = next(event for event in events if event.act == "report_correction")
    assert (reported.by, reported.role) == (f"李四（代{SECRETARY.name}）", Role.BRANCH_SECRETARY)
    with home_side.engine.connect() as connection:
        row = connection.execute(text("SELECT account, details FROM audit WHERE act = 'report_correction'")).one()
    assert (row.account, row.details["stands_in_for"]) == ("lisi", SECRETARY.account)


def test_both_names_stand_in_a_correction_and_in_an_urge(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.reports()
    urge = UrgePartner(matter=Matter.PLACEMENT)
    urged = home_side.at(LI_FOR_SECRETARY).urge_partner(case.case_id, urge).urged
    assert urged is not None
    assert urged.by == f"李四（代{SECRETARY.name}）"
    reports(case, SECRETARY)
    decides(case, LI_FOR_CLERK)
    reports(case, LI_FOR_SECRETARY, "13900000001")
    newest, first = home_side.at(SECRETARY).read_dossier(case.case_id).corrections
    assert (first.decided_by, newest.reported_by) == (f"李四（代{CLERK.name}）", f"李四（代{SECRETARY.name}）")


def test_a_stand_in_does_not_approve_what_he_prepared_himself(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    reports(case, LI_FOR_SECRETARY)
    refused(lambda: decides(case, LI_FOR_CLERK), 403, "reporter_may_not_decide")


def test_a_stand_in_does_not_approve_what_the_absent_prepared(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    reports(case, CLERK)
    refused(lambda: decides(case, LI_FOR_CLERK), 403, "reporter_may_not_decide")


def test_a_stand_in_approves_what_others_prepared(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    reports(case, SECRETARY)
    decides(case, LI_FOR_CLERK)
    decided = home_side.at(SECRETARY).read_case(case.case_id).events[-1]
    assert decided.by.startswith(f"李四（代{CLERK.name}")
