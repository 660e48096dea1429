"""The papers of the home side in words: certificate, outflow notice, roster."""

from services.console.dates import day, month, short_day
from services.console.papers.sheet import Column, Grid, Pairs, Section, Sheet, Signature, roster
from services.console.wording import pick, word
from services.outflow.certificate_life.contract import EntryView
from services.outflow.papers.contract import CertificatePaper, HomeRosterLine, HomeRosterPaper, OutflowNoticePaper

BOOKLET_NOTES = (
    "本证证明持有人的党员身份和外出期间参加组织生活的情况，凭本证和居民身份证在流入地参加组织生活、交纳党费。",
    "持有人外出后应及时与流入地党组织联系并交验本证；流入地党组织应认真查验，及时编入党的一个组织。",
    "参加活动、交纳党费由流入地党组织即时记入，经本人核实；持证期间正式组织关系不变，在流入地没有表决权、选举权和被选举权。",
    "本证每年结合民主评议年审一次；返回、转移组织关系或党籍终止时交回。",
    "本证应妥善保管，不得涂改、转借或挪作他用；遗失应及时报告签发单位，原编号作废。",
)
ENTRY_COLUMNS = (
    Column("日期", 1.2),
    Column("类别", 1.2),
    Column("内容和地点", 3.2),
    Column("记录人", 1),
    Column("本人核实", 1.3),
)
ROSTER_COLUMNS = tuple(
    Column(*one)
    for one in (
        ("序号", 0.5), ("姓名", 1), ("性别", 0.5), ("出生日期", 1), ("身份证号", 1.75), ("联系电话", 1.15),
        ("身份", 0.85), ("学历", 0.7), ("活动证编号", 1.75), ("外出日期", 1), ("事由", 0.9), ("去向", 1.4),
        ("流入地党组织", 1.6), ("预计返回", 1), ("最近联系", 1), ("状态", 1.1),
    )
)  # fmt: skip


def certificate(paper: CertificatePaper) -> Sheet:
    return Sheet(
        layout="booklet",
        name=paper.kind.label,
        title=paper.kind.label,
        number=paper.number,
        subtitle=paper.department_name,
        cover=(
            ("姓名", paper.name),
            ("签发", paper.home_committee_name),
            ("发放日期", day(paper.issued_on) or "　　　年　　月　　日"),
            ("有效至", f"{day(paper.valid_until)}（经年审延续）"),
        ),
        sections=(
            _person(paper),
            _departure(paper),
            _hosts(paper),
            Section("组织生活记载", grids=(_entries(paper),)),
            Section("党费交纳记载", grids=(_dues(paper),)),
            _checks(paper),
        ),
        notes=BOOKLET_NOTES,
    )


def _person(paper: CertificatePaper) -> Section:
    facts: Pairs = (
        ("姓名", paper.name),
        ("性别", paper.sex),
        ("民族", paper.ethnicity),
        ("出生日期", day(paper.born_on)),
        ("居民身份证号", paper.id_number),
        ("学历", paper.education),
        ("入党时间", month(paper.joined)),
        ("转正时间", ""),
        ("党员身份", word("standing", paper.standing)),
    )
    without = () if paper.photo_attached else ("未贴照片，须同时出示居民身份证。",)
    signature = Signature(paper.home_committee_name, on=day(paper.sealed_on) or Signature.on)
    return Section("持证人", facts=facts, paragraphs=without, photo=True, signatures=(signature,))


def _departure(paper: CertificatePaper) -> Section:
    facts: Pairs = (
        ("所在党支部", paper.home_branch_name),
        ("所属党委", paper.home_committee_name),
        ("联系人", paper.home_contact),
        ("联系电话", paper.home_phone),
        ("外出日期", day(paper.leaves_on)),
        ("外出事由", paper.reason),
        ("去向", paper.destination),
        ("预计返回", day(paper.expected_return) or "未定"),
        ("党费交至", month(paper.dues_paid_to)),
        ("个案编号", paper.case_number),
    )
    return Section("流出登记", facts=facts, signatures=(Signature(paper.home_branch_name, seal=False),))


def _hosts(paper: CertificatePaper) -> Section:
    columns = (Column("流入地党组织", 2), Column("编入日期", 1.2), Column("联系人和电话", 1.8), Column("离开日期", 1.2))
    rows = tuple(
        (one.host_branch, short_day(one.came_in_on), one.contact, short_day(one.left_on)) for one in paper.pages
    )
    return Section("流入登记", grids=(Grid("", columns, rows, blanks=max(0, 6 - len(rows))),))


def _entries(paper: CertificatePaper) -> Grid:
    rows = tuple(_entry(one) for one in paper.entries)
    return Grid("", ENTRY_COLUMNS, rows, blanks=max(2, 14 - len(rows)))


def _entry(one: EntryView) -> tuple[str, ...]:
    status = "CORRECTED" if one.corrected_by else one.status
    dues = f"{month(one.month)}党费{one.amount}元" if one.amount is not None else ""
    place = f"地点：{one.place}" if one.place else ""
    words = "　".join(part for part in (one.content, dues, place) if part)
    return short_day(one.happened_on), word("entry_kind", one.kind), words, one.recorder, word("entry_status", status)


def _dues(paper: CertificatePaper) -> Grid:
    columns = (Column("月份", 1.2), Column("金额（元）"), Column("交纳地"), Column("收款人签名", 1.4))
    rows = tuple((month(one.month), str(one.amount), word("sides", one.paid_at), "") for one in paper.dues)
    return Grid("", columns, rows, blanks=max(2, 14 - len(rows)))


def _checks(paper: CertificatePaper) -> Section:
    columns = (
        Column("年度", 0.8),
        Column("结果"),
        Column("日期", 1.2),
        Column("年审党组织（盖章）", 1.6),
        Column("备注", 1.6),
    )
    rows = tuple(
        (str(one.year), word("check", one.status), short_day(one.checked_on), pick("sides", one.by), one.remarks)
        for one in paper.checks
    )
    back = paper.inspection
    facts: Pairs = (
        ("返回查验日期", day(back.inspected_on) if back else ""),
        ("证内记载", pick("entries_in_order", str(back.entries_in_order)) if back else ""),
        ("备注", back.remarks if back else ""),
    )
    yearly = Grid("年审", columns, rows, blanks=max(1, 4 - len(rows)))
    return Section("年审和返回查验", facts=facts, grids=(yearly,), signatures=(Signature(paper.home_branch_name),))


def outflow_notice(paper: OutflowNoticePaper) -> Sheet:
    notice = paper.notice
    person = notice.person
    facts: Pairs = (
        ("姓名", f"{person.name}（{person.sex or '—'}）"),
        ("居民身份证号", person.id_number),
        ("联系电话", person.phone or "—"),
        ("党员身份", word("standing", person.standing)),
        ("入党时间", month(person.joined_on or "")),
        ("预备期满", day(person.probation_end) or "—"),
        ("活动证编号", notice.certificate_number or "—"),
        ("外出日期", day(notice.departed_on)),
        ("外出事由", paper.reason),
        ("预计返回", day(notice.expected_return) or "未定"),
        ("流出地联系人", f"{notice.home_contact}　{notice.home_phone}"),
        ("所属党委", notice.home_committee_name),
    )
    paragraphs = (
        "兹有我支部党员外出到你处，持有《流动党员活动证》。请认真查验证件，及时将其编入党的一个组织，"
        "纳入日常教育管理，并将接收情况告知我支部。",
    )
    signature = Signature(notice.home_branch_name, on=day(paper.written_on))
    sections = (Section(paragraphs=paragraphs), Section(facts=facts, signatures=(signature,)))
    return Sheet("form", paper.kind.label, paper.kind.label, paper.number, sections, addressee=paper.addressee)


def home_roster(paper: HomeRosterPaper) -> Sheet:
    rows = tuple(_line(serial, one) for serial, one in enumerate(paper.lines, start=1))
    return roster(paper, paper.branch_name, Grid("", ROSTER_COLUMNS, rows))


def _line(serial: int, one: HomeRosterLine) -> tuple[str, ...]:
    return (
        str(serial), one.name, one.sex, short_day(one.born_on), one.id_number_masked, one.phone_masked,
        word("standing", one.standing), one.education, one.certificate_number, short_day(one.left_on), one.reason,
        one.destination, one.host, short_day(one.expected_return), short_day(one.last_contact_on), one.status.label,
    )  # fmt: skip
