"""The agreement in words: one text, two parties."""

from collections.abc import Mapping
from datetime import date

from services.console.between.agreements import CLAUSES
from services.console.dates import day, short_day
from services.console.papers.sheet import Column, Grid, Pairs, Section, Sheet, Signature
from services.registry.papers.contract import AgreementPaper


def agreement(paper: AgreementPaper) -> Sheet:
    one = paper.agreement
    terms = one.terms
    parties: Pairs = (("流出方（甲方）", one.parties.home_name), ("流入方（乙方）", one.parties.host_name))
    clauses = tuple((label, getattr(terms, field)) for field, label in CLAUSES.items() if getattr(terms, field))
    term: Pairs = (("期限", f"{day(one.begins_on)}至{day(one.last_day)}"),)
    held = tuple((two.period, short_day(two.held_on), two.minutes) for two in one.consultations if two.held_on)
    columns = (Column("期次", 0.6), Column("日期", 0.8), Column("会商纪要", 4))
    meetings = (Section("会商记录", grids=(Grid("", columns, held),)),) if held else ()
    signed = Section(facts=parties + clauses + term, signatures=_parties_sign(paper))
    ended = (f"{one.status.label}：{day(one.ended_on)}",) if one.ended_on else ()
    return Sheet(
        "form", paper.kind.label, paper.kind.label, paper.number, (signed, *meetings),
        subtitle=one.level.label, notes=ended,
    )  # fmt: skip


def _parties_sign(paper: AgreementPaper) -> tuple[Signature, ...]:
    one = paper.agreement
    ours, theirs = one.signatories
    own = (ours, one.signed_by_us_on)
    partner = (theirs, one.signed_by_partner_on)
    by: Mapping[str, tuple[str, date | None]] = {
        one.parties.home_name: own if one.own_is_home else partner,
        one.parties.host_name: partner if one.own_is_home else own,
    }
    return tuple(Signature(name, (who,), on=day(on) or Signature.on) for name, (who, on) in by.items())
