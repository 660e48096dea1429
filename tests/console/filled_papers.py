"""Every paper with something in each of its places, sealed with the region's key."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from services.inflow.papers import contract as host
from services.outflow.certificate_life.contract import DuesLine, EntryView, HostPage, YearlyCheck
from services.outflow.papers import contract as home
from services.registry.agreement.contract import Agreement, AgreementLevel, AgreementStatus, Consultation
from services.registry.papers.contract import AgreementPaper
from shared.identifiers import province_of
from shared.keys import KeyRing
from shared.letters.bodies_between import AgreementTerms, Parties
from shared.letters.contract import OutflowNotice, PersonInLetter
from shared.papers.contract import PaperKind, PaperSeal, SealedPaper
from shared.papers.seal import holder_digest, write_seal
from tests.console import filled_conversion
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

NAME, BORN, ID_NUMBER = "汪海", date(1990, 1, 1), "320000199001011237"
PRINTED = e.at(e.TODAY)
LAST = date(2026, 12, 31)
UP, HOME_COMMITTEE = "中共扬州市邗江区委组织部", "中共扬州市邗江区蒋王街道工作委员会"


def seal_of(
    keys: KeyRing, kind: PaperKind, number: str, by: str, *, holder: bool = True, valid_until: date = LAST,
    printed_at: datetime = PRINTED,
) -> dict[str, Any]:  # fmt: skip
    digest = holder_digest(number, NAME, BORN) if holder else b""
    seal = PaperSeal(
        region=province_of(by), kind=kind, number=number, organisation=by, issued_at=printed_at,
        valid_until=valid_until, holder=digest,
    )  # fmt: skip
    common = {"kind": kind, "number": number, "printed_at": printed_at, "valid_until": valid_until}
    return common | {"seal": write_seal(seal, keys.region(seal.region))}


def certificate(keys: KeyRing, **changed: Any) -> home.CertificatePaper:
    pages = (
        HostPage(attempt=1, host_committee=e.HOST_COMMITTEE, host_branch="秦栏镇朱塘村党支部",
                 came_in_on=date(2026, 11, 2), contact="许建国 0550-7012345", left_on=None),
    )  # fmt: skip
    entries = tuple(_entry(serial) for serial in range(1, 9))
    facts: dict[str, Any] = {
        "case_number": e.NUMBER, "department_name": UP, "home_committee_name": HOME_COMMITTEE,
        "home_branch_name": "蒋王街道双桥村党支部", "home_contact": "周超", "home_phone": "0514-87000000",
        "name": NAME, "sex": "男", "ethnicity": "汉族", "born_on": BORN, "id_number": ID_NUMBER, "education": "大专",
        "joined": "2012-06", "standing": "FULL", "photo_attached": True, "sealed_on": date(2026, 10, 15),
        "issued_on": date(2026, 10, 20), "leaves_on": date(2026, 10, 26), "reason": "务工经商",
        "destination": "安徽省滁州市天长市", "expected_return": None, "dues_paid_to": "2026-10", "pages": pages,
        "entries": entries,
        "dues": (DuesLine(month="2026-10", amount=Decimal("20.00"), paid_at="host", recorded_twice=False),),
        "checks": (YearlyCheck(year=2026, status="PASSED", checked_on=date(2026, 11, 10), by="home", remarks="合格"),),
        "inspection": None,
    }  # fmt: skip
    return home.CertificatePaper(**seal_of(keys, PaperKind.CERTIFICATE, e.NUMBER, e.COMMITTEE), **facts | changed)


def _entry(serial: int) -> EntryView:
    kind = ("BRANCH_MEETING", "LECTURE", "ACTIVITY_DAY", "GROUP_MEETING")[serial % 4]
    return EntryView(
        entry_id=UUID(int=serial), attempt=1, serial=serial, happened_on=date(2026, 11, serial), kind=kind,
        content="参加党员活动日，集体学习并到社区开展志愿服务。", place="社区党群服务中心", month="", amount=None,
        recorder="赵强", recorded_on=date(2026, 11, serial), late=False, corrects=None, corrected_by=None,
        status="CONFIRMED", confirmed_by="MEMBER", answered_on=date(2026, 11, serial),
    )  # fmt: skip


def outflow_notice(keys: KeyRing, **changed: Any) -> home.OutflowNoticePaper:
    person = PersonInLetter(
        name=NAME, sex="男", id_number=ID_NUMBER, phone="13800000000", standing="FULL", joined_on="2012-06"
    )
    notice = OutflowNotice(
        person=person.model_copy(update=changed), case_number=e.NUMBER, home_branch=e.BRANCH,
        home_branch_name="蒋王街道双桥村党支部", home_committee=e.COMMITTEE,
        home_committee_name=HOME_COMMITTEE, home_path="320000.321000.321003.321003001.32100300101",
        home_contact="周超", home_phone="0514-87000000", certificate_number=e.NUMBER, category="LONG", reason="work",
        departed_on=date(2026, 10, 26), expected_return=date(2027, 10, 8),
    )  # fmt: skip
    seal = seal_of(keys, PaperKind.OUTFLOW_NOTICE, e.NUMBER, e.BRANCH)
    return home.OutflowNoticePaper(
        **seal, addressee="中共天长市秦栏镇委员会", notice=notice, reason="务工经商", written_on=date(2026, 10, 26)
    )


def home_roster(keys: KeyRing, rows: int = 30, name: str = NAME) -> home.HomeRosterPaper:
    line = home.HomeRosterLine(
        name=name, sex="男", born_on=BORN, id_number_masked="320000********1237", phone_masked="138****0000",
        standing="FULL", education="大专", certificate_number=e.NUMBER, status="ACTIVE", reason="务工经商",
        left_on=date(2026, 10, 26), destination="安徽省滁州市天长市", host="秦栏镇朱塘村党支部", expected_return=None,
        last_contact_on=date(2026, 11, 5),
    )  # fmt: skip
    seal = seal_of(keys, PaperKind.HOME_ROSTER, f"{e.BRANCH}-20261120", e.BRANCH, holder=False)
    return home.HomeRosterPaper(
        **seal, branch_name="蒋王街道双桥村党支部", committee_name="蒋王街道", contact="周超", lines=(line,) * rows
    )


def receipt(keys: KeyRing) -> host.ReceiptPaper:
    return host.ReceiptPaper(
        **seal_of(keys, PaperKind.RECEIPT, e.NUMBER, e.HOST_COMMITTEE), name=NAME, sex="男", standing="FULL",
        certificate_number=e.NUMBER, home_branch_name="蒋王街道双桥村党支部",
        home_committee_name=HOME_COMMITTEE, host_committee_name="中共天长市秦栏镇委员会",
        host_branch_name="秦栏镇朱塘村党支部", group="第一党小组", contact_person="许建国",
        contact_phone="0550-7012345", departed_on=date(2026, 10, 26), reported_on=date(2026, 10, 30),
        verified_on=date(2026, 10, 30), placed_on=date(2026, 11, 1), enrolled_on=date(2026, 11, 2),
    )  # fmt: skip


def opinion(keys: KeyRing) -> host.OpinionPaper:
    seal = seal_of(keys, PaperKind.OPINION, e.NUMBER, e.HOST_BRANCH)
    return host.OpinionPaper(**seal, opinion=filled_conversion.letter(), superseding=False)


def _member(name: str = NAME) -> host.RosterLine:
    return host.RosterLine(
        name=name, sex="男", born_on=BORN, id_number_masked="320000********1237", phone_masked="138****0000",
        standing="PROBATIONARY", probation_end=date(2026, 12, 1), category="LONG", certificate_number=e.NUMBER,
        home_committee_name="蒋王街道党工委", home_branch_name="蒋王街道双桥村党支部", home_contact="周超",
        branch_name="秦栏镇朱塘村党支部", group="第一党小组", contact_person="许建国", came_in_on=date(2026, 11, 2),
        left_on=None, last_feedback_on=date(2026, 11, 15),
    )  # fmt: skip


def host_roster(keys: KeyRing, rows: int = 12) -> host.HostRosterPaper:
    seal = seal_of(keys, PaperKind.HOST_ROSTER, f"{e.HOST_BRANCH}-20261120", e.HOST_BRANCH, holder=False)
    return host.HostRosterPaper(
        **seal, branch_name="秦栏镇朱塘村党支部", committee_name="秦栏镇", contact="许建国", lines=(_member(),) * rows
    )


def ledger(keys: KeyRing, rows: int = 12) -> host.LedgerPaper:
    line = host.LedgerLine(
        case_number=e.NUMBER, home_region="320000", status="ENROLLED", member=_member(), placed_on=date(2026, 11, 1),
        participation=8, helped=1, changes=0, letters_received=3, letters_sent=4,
    )  # fmt: skip
    counts = (
        host.LedgerCount(by="region", value="320000", count=rows),
        host.LedgerCount(by="standing", value="PROBATIONARY", count=rows),
        host.LedgerCount(by="age", value="30", count=rows),
        host.LedgerCount(by="month", value="2026-11", count=rows),
    )
    seal = seal_of(keys, PaperKind.LEDGER, f"{e.HOST_COMMITTEE}-20261120", e.HOST_COMMITTEE, holder=False)
    return host.LedgerPaper(
        **seal, committee_name="中共天长市秦栏镇委员会", contact="王敏", year=2026, lines=(line,) * rows, counts=counts
    )


def agreement(keys: KeyRing, **changed: Any) -> AgreementPaper:
    number = "321003001-2026-0001"
    parties = Parties(
        home=e.COMMITTEE, home_name=HOME_COMMITTEE, home_region="321003", host=e.HOST_COMMITTEE,
        host_name="中共天长市秦栏镇委员会", host_region="341181",
    )  # fmt: skip
    terms = AgreementTerms(
        scope="两地所属基层党组织。", duties_home="提供外出党员名册，每季度联系一次，重大情况及时通报。",
        duties_host="认真查验证件，及时接收编组，纳入日常管理，帮助解决实际困难。",
        targets="外出党员全部纳入有效管理。", methods="变动3日内互相通报，共同开展活动，互认学习培训。",
        safeguards="提供活动场所和经费，各明确一名联系人。",
        data="只交换管理所需的最少信息，不向第三方提供。", begins_on=date(2026, 11, 1), ends_on=None,
    )  # fmt: skip
    held = Consultation(
        period="2026H2", opened_on=date(2026, 11, 1), held_on=date(2026, 11, 18),
        minutes="双方通报人员情况，商定下半年活动。", recorded_by_partner=False,
    )  # fmt: skip
    facts: dict[str, Any] = {
        "copy_id": UUID(int=7), "agreement_id": UUID(int=8), "number": number, "version": 4,
        "level": AgreementLevel.COMMITTEE, "status": AgreementStatus.IN_FORCE, "own": e.COMMITTEE,
        "own_name": parties.home_name, "own_is_home": True, "partner": e.HOST_COMMITTEE,
        "partner_name": parties.host_name, "parties": parties, "terms": terms, "round": 1, "our_text": True,
        "signed_by_us_on": date(2026, 10, 20), "signed_by_partner_on": date(2026, 10, 22),
        "signatories": ("郑洁", "王敏"), "begins_on": terms.begins_on, "last_day": date(2029, 10, 31),
        "notice_by": None, "renewal_from": date(2029, 8, 2), "renewal_open": False, "renews": None, "renewed_by": None,
        "ended_on": None, "reason": "", "consultations": (held,), "next_act": "",
    }  # fmt: skip
    seal = seal_of(keys, PaperKind.AGREEMENT, number, e.COMMITTEE, holder=False, valid_until=date(2029, 10, 31))
    return AgreementPaper(**seal, agreement=Agreement(**facts | changed))


def arrange(world: World, keys: KeyRing) -> None:
    made: dict[str, SealedPaper] = {
        "certificate": certificate(keys), "outflow-notice": outflow_notice(keys), "home-rosters": home_roster(keys),
        "receipt": receipt(keys), "opinion": opinion(keys), "host-rosters": host_roster(keys), "ledgers": ledger(keys),
        "paper": agreement(keys),
    }  # fmt: skip
    world.papers |= made
