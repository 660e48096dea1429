"""The papers of the host side in words: receipt, opinion, roster, ledger."""

from services.console.dates import day, short_day
from services.console.papers.sheet import Column, Grid, Pairs, Section, Sheet, Signature, roster
from services.console.wording import word
from services.inflow.papers.contract import (
    HostRosterPaper,
    LedgerCount,
    LedgerLine,
    LedgerPaper,
    OpinionPaper,
    ReceiptPaper,
    RosterLine,
)

ROSTER_COLUMNS = tuple(
    Column(*one)
    for one in (
        ("序号", 0.5), ("姓名", 1), ("性别", 0.5), ("出生日期", 1), ("身份证号", 1.75), ("联系电话", 1.1),
        ("身份", 0.9), ("预备期满", 1), ("活动证编号", 1.75), ("流出地党组织", 1.8), ("流出地联系人", 1),
        ("党小组", 1.1), ("联系人", 1), ("编入日期", 1), ("最近反馈", 1),
    )
)  # fmt: skip
LEDGER_COLUMNS = tuple(
    Column(*one)
    for one in (
        ("序号", 0.5), ("姓名", 1), ("性别", 0.5), ("身份", 0.9), ("活动证编号", 1.75), ("流出地党组织", 1.8),
        ("编入党支部、党小组", 1.8), ("联系人", 0.9), ("编组日期", 1), ("编入日期", 1), ("参加活动（次）", 0.7),
        ("帮扶答复（次）", 0.7), ("变动（次）", 0.7), ("来函/去函", 0.8), ("离开日期", 1), ("状态", 1.1),
    )
)  # fmt: skip
OPINION_WORDS = (
    ("参加组织生活", "participation"), ("党费", "dues"), ("思想表现", "thinking"), ("工作表现", "work"),
    ("先进事迹", "exemplary"), ("奖惩", "rewards_penalties"), ("不足", "problems"),
    ("党小组和党员意见", "group_and_members"),
)  # fmt: skip


def receipt(paper: ReceiptPaper) -> Sheet:
    facts: Pairs = (
        ("姓名", f"{paper.name}（{paper.sex or '—'}）"),
        ("党员身份", word("standing", paper.standing)),
        ("活动证编号", paper.certificate_number or "—"),
        ("外出日期", day(paper.departed_on)),
        ("报到日期", day(paper.reported_on) or "—"),
        ("查验日期", day(paper.verified_on) or "—"),
        ("编组日期", day(paper.placed_on) or "—"),
        ("编入党支部", paper.host_branch_name),
        ("编入党小组", paper.group),
        ("编入日期", day(paper.enrolled_on)),
        ("联系人", f"{paper.contact_person}　{paper.contact_phone}"),
    )
    paragraphs = (
        "你支部党员已持《流动党员活动证》到我处报到。经查验证件、核实身份，现已编入我处党支部，纳入日常教育管理。特此回执。",
    )
    signature = Signature(paper.host_committee_name, on=day(paper.printed_at.date()))
    sections = (Section(paragraphs=paragraphs), Section(facts=facts, signatures=(signature,)))
    addressee = f"{paper.home_committee_name}、{paper.home_branch_name}"
    return Sheet("form", paper.kind.label, paper.kind.label, paper.number, sections, addressee=addressee)


def opinion(paper: OpinionPaper) -> Sheet:
    said = paper.opinion
    facts: Pairs = (
        ("姓名", said.member_name),
        ("活动证编号", said.certificate_number or "—"),
        ("流入地党支部", f"{said.host_branch_name}（{said.host_committee_name}）"),
        ("在流入地期间", f"{day(said.stay_from)}至{day(said.stay_to)}"),
        ("预备期", f"{day(said.probation_start)}至{day(said.probation_end)}"),
        ("参加次数", f"{said.participation_count} 次"),
        *((label, getattr(said, field) or "—") for label, field in OPINION_WORDS),
        ("意见", said.opinion.label),
        ("理由", said.reasons),
        ("支部讨论日期", day(said.branch_decided_on)),
        ("附件", "；".join(said.attachments) or "无"),
    )
    signatures = (
        Signature("党支部书记（签名）", (said.secretary,), seal=False, on=day(said.dated_on)),
        Signature(said.host_branch_name, on=day(said.dated_on)),
    )
    notes = ("本意见代替此前发出的意见。",) if paper.superseding else ()
    sections = (Section(facts=facts, signatures=signatures),)
    label = paper.kind.label
    return Sheet("form", label, label, paper.number, sections, addressee=said.home_branch_name, notes=notes)


def host_roster(paper: HostRosterPaper) -> Sheet:
    rows = tuple(_line(serial, one) for serial, one in enumerate(paper.lines, start=1))
    return roster(paper, paper.branch_name, Grid("", ROSTER_COLUMNS, rows))


def _line(serial: int, one: RosterLine) -> tuple[str, ...]:
    return (
        str(serial), one.name, one.sex, short_day(one.born_on), one.id_number_masked, one.phone_masked,
        word("standing", one.standing), short_day(one.probation_end), one.certificate_number, one.home_branch_name,
        one.home_contact, one.group, one.contact_person, short_day(one.came_in_on), short_day(one.last_feedback_on),
    )  # fmt: skip


def ledger(paper: LedgerPaper) -> Sheet:
    rows = tuple(_ledger_line(serial, one) for serial, one in enumerate(paper.lines, start=1))
    signatures = (Signature("制表人", seal=False), Signature("负责人", seal=False), Signature(paper.committee_name))
    return Sheet(
        "list",
        paper.kind.label,
        paper.kind.label,
        paper.number,
        (
            Section(grids=(Grid("", LEDGER_COLUMNS, rows),)),
            Section("汇总", grids=(_summary(paper.counts),), signatures=signatures),
        ),
        subtitle=f"{paper.committee_name}　{paper.year}年　截至{day(paper.printed_at.date())}　共 {len(rows)} 人",
    )


def _ledger_line(serial: int, one: LedgerLine) -> tuple[str, ...]:
    member = one.member
    return (
        str(serial), member.name, member.sex, word("standing", member.standing), member.certificate_number,
        member.home_branch_name, f"{member.branch_name} {member.group}", member.contact_person,
        short_day(one.placed_on), short_day(member.came_in_on), str(one.participation), str(one.helped),
        str(one.changes), f"{one.letters_received}/{one.letters_sent}", short_day(member.left_on), one.status.label,
    )  # fmt: skip


def _summary(counts: tuple[LedgerCount, ...]) -> Grid:
    rows = tuple((word("ledger_count", one.by), _value(one), str(one.count)) for one in counts)
    return Grid("", (Column("按"), Column("分项", 2), Column("人数")), rows)


def _value(one: LedgerCount) -> str:
    match one.by:
        case "region":
            return word("provinces", one.value)
        case "standing":
            return word("standing", one.value)
        case "age":
            return f"{one.value}—{int(one.value) + 9}岁" if one.value else "不详"
    return one.value
