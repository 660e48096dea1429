"""共管协议 (W-09): draft, offer, answer, sign, consult, renew, end."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from services.console.between.choices import (
    COMMITTEES,
    DEPARTMENTS,
    OFFICERS,
    PARTNER_HINT,
    first_own,
    holds_at,
    own_posts,
    standing,
)
from services.console.between.process import Beginning, Process, Row, Shown, SubjectAct, Table
from services.console.forms.fields import Field, Form, Group, Kind, fields, today, yes_no
from services.console.forms.setting import Setting
from services.console.sign_in.visitor import Visitor
from services.registry.agreement import contract as c
from shared.posts import Role
from shared.waiting.contract import Matter, UrgePartner

S = c.AgreementStatus
ROLES = (Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER)
CLAUSES = {
    "scope": "适用的党组织范围",
    "duties_home": "责任：流出方",
    "duties_host": "责任：流入方",
    "targets": "目标",
    "methods": "方式",
    "safeguards": "保障",
    "consultation": "会商约定",
    "data": "交换的数据与保护",
    "renewal": "续签约定",
    "ending": "终止约定",
}
MUST = frozenset({"scope", "duties_home", "duties_host", "targets", "methods", "safeguards"})
PLACEHOLDER = "责任、目标、方式、保障四项必须写明（S001-B 三1）。"


def _said(terms: c.AgreementTerms | None, name: str, _: Setting) -> str:
    return str(getattr(terms, name) or "") if terms else ""


def term_fields(terms: c.AgreementTerms | None = None) -> tuple[Field, ...]:
    clauses = tuple(
        Field(
            f"terms.{name}",
            label,
            Kind.LONG_TEXT,
            required=name in MUST,
            rows=3,
            initial=partial(_said, terms, name),
        )
        for name, label in CLAUSES.items()
    )
    return (
        *clauses,
        Field("terms.begins_on", "起始日", Kind.DATE, initial=partial(_said, terms, "begins_on") if terms else today),
        Field(
            "terms.ends_on",
            "截止日",
            Kind.DATE,
            required=False,
            hint="不填按本地规则的协议期限。",
            initial=partial(_said, terms, "ends_on"),
        ),
    )


def _draft_form(_: Visitor) -> Form:
    parties = Group(
        "双方",
        (
            Field("own", "本方", Kind.CHOICE, options=own_posts(*ROLES), initial=first_own(*ROLES)),
            Field(
                "own_is_home",
                "本方是",
                Kind.ONE_OF,
                options=yes_no("流出方（党员从本方外出）", "流入方（党员来到本方）"),
            ),
            Field("partner", "对方", Kind.SEARCH, hint=PARTNER_HINT, options=standing(*COMMITTEES, *DEPARTMENTS)),
        ),
    )
    return Form(
        title="起草共管协议",
        submit="保存草稿",
        intro=PLACEHOLDER,
        contract=c.DraftAgreement,
        groups=(parties, Group("协议内容", term_fields())),
    )


def _counter_form(file: c.AgreementFile, _: Visitor) -> Form:
    return Form(
        title="提出修改文本",
        submit="发给对方",
        intro="修改后，双方对原文本的签署不再有效。",
        contract=c.CounterAgreement,
        groups=(
            Group("协议内容", term_fields(file.agreement.terms)),
            Group("说明", (Field("text", "修改说明", Kind.LONG_TEXT, required=False),)),
        ),
    )


def _plain(title: str, submit: str, contract: type[Any], *several: Field, intro: str = "") -> Any:
    form = Form(title=title, submit=submit, contract=contract, groups=fields(*several), intro=intro)
    return lambda _, __: form


OFFER = _plain("把协议文本发给对方", "发出", c.OfferAgreement, intro="发出后对方可以签署，也可以提出修改文本。")
SIGN = _plain(
    "签署并盖章",
    "登记签署",
    c.SignAgreement,
    Field("signatory", "签署人"),
    Field("signed_on", "签署日期", Kind.DATE, initial=today),
)
END = _plain(
    "终止协议",
    "通知对方",
    c.TerminateAgreement,
    Field("ends_on", "终止日", Kind.DATE, required=False, hint="履行中的协议须过通知期；不填即通知期届满日。"),
    Field("text", "理由", Kind.LONG_TEXT),
    intro="协议终止不影响任何党员的个案。",
)
LAPSE = _plain("到期不再续签", "登记决定", c.LetAgreementLapse, Field("text", "理由", Kind.LONG_TEXT))


def _consultation_form(file: c.AgreementFile, _: Visitor) -> Form:
    waiting = next((one.period for one in file.agreement.consultations if one.held_on is None), "")
    return Form(
        title="登记会商纪要",
        submit="登记并送对方",
        contract=c.RecordConsultation,
        groups=fields(
            Field("period", "会商期次", hint="例如 2027H1，指2027年上半年。", initial=lambda _: waiting),
            Field("held_on", "会商日期", Kind.DATE, initial=today),
            Field("minutes", "纪要", Kind.LONG_TEXT, rows=8),
        ),
    )


def _urge_form(file: c.AgreementFile, _: Visitor) -> Form:
    """Whether it is still owed, and not urged today, the service says."""
    matter = file.waiting[0].matter if file.waiting else Matter.AGREEMENT_ANSWER
    return Form(
        title="向对方催办",
        submit="发催办函",
        intro="同一件事一天只催一次，双方都看得到。",
        contract=UrgePartner,
        groups=fields(Field("text", "催办的话", Kind.LONG_TEXT, required=False, rows=2)),
        build=lambda values, _: {**values, "matter": matter},
    )


def _may_urge(file: c.AgreementFile, visitor: Visitor) -> bool:
    urged = any(one.is_urged_on(visitor.today) for one in file.waiting)
    return holds_at(visitor, file.agreement.own) and bool(file.waiting) and not urged


def _stands(*statuses: S) -> Any:
    def offered(file: c.AgreementFile, visitor: Visitor) -> bool:
        return file.agreement.status in statuses and holds_at(visitor, file.agreement.own)

    return offered


def _may_print(file: c.AgreementFile, visitor: Visitor) -> bool:
    """Once both have signed the text."""
    talked_about = c.NEGOTIATED | {S.DRAFT}
    return file.agreement.status not in talked_about and holds_at(visitor, file.agreement.own)


def _may_sign(file: c.AgreementFile, visitor: Visitor) -> bool:
    return _stands(S.OFFERED, S.COUNTERED)(file, visitor) and file.agreement.signed_by_us_on is None


def _may_counter(file: c.AgreementFile, visitor: Visitor) -> bool:
    return _stands(S.OFFERED, S.COUNTERED)(file, visitor) and not file.agreement.our_text


def _may_end(file: c.AgreementFile, visitor: Visitor) -> bool:
    standing_ones = _stands(S.DRAFT, S.OFFERED, S.COUNTERED, S.SIGNED, S.IN_FORCE)
    return standing_ones(file, visitor) and file.agreement.notice_by is None


def _may_lapse(file: c.AgreementFile, visitor: Visitor) -> bool:
    return file.agreement.renewal_open and holds_at(visitor, file.agreement.own)


ACTS = (
    SubjectAct(
        "offer",
        "发给对方",
        OFFER,
        _stands(S.DRAFT),
        lambda far, i, b, k: far.registry.offer_agreement(i, b, k),
    ),
    SubjectAct(
        "sign",
        "签署并盖章",
        SIGN,
        _may_sign,
        lambda far, i, b, k: far.registry.sign_agreement(i, b, k),
    ),
    SubjectAct(
        "counter",
        "提出修改",
        _counter_form,
        _may_counter,
        lambda far, i, b, k: far.registry.counter_agreement(i, b, k),
    ),
    SubjectAct(
        "urge",
        "向对方催办",
        _urge_form,
        _may_urge,
        lambda far, i, b, k: far.registry.urge_partner(i, b, k),
    ),
    SubjectAct(
        "consultation",
        "登记会商纪要",
        _consultation_form,
        _stands(S.IN_FORCE),
        lambda far, i, b, k: far.registry.record_consultation(i, b, k),
    ),
    SubjectAct(
        "lapse",
        "到期不续签",
        LAPSE,
        _may_lapse,
        lambda far, i, b, k: far.registry.let_agreement_lapse(i, b, k),
    ),
    SubjectAct(
        "end",
        "终止",
        END,
        _may_end,
        lambda far, i, b, k: far.registry.terminate_agreement(i, b, k),
    ),
)


def _rows(visitor: Visitor) -> Sequence[Row]:
    return [
        Row(
            one.copy_id,
            (
                one.number,
                one.own_name,
                one.partner_name,
                one.level.label,
                one.status.label,
                f"{one.begins_on} 至 {one.last_day}",
                f"{one.consultations_held} 次",
            ),
        )
        for one in visitor.services.registry.list_agreements().items
    ]


def _read(visitor: Visitor, copy_id: UUID) -> c.AgreementFile:
    return visitor.services.registry.read_agreement(copy_id)


def _show(file: c.AgreementFile, visitor: Visitor) -> Shown:
    one = file.agreement
    ours, theirs = one.signatories
    facts = [
        ("状态", one.status.label),
        ("层级", one.level.label),
        ("流出方", one.parties.home_name),
        ("流入方", one.parties.host_name),
        ("对方现为", one.partner_name),
        *((label, str(getattr(one.terms, name))) for name, label in CLAUSES.items()),
        ("期限", f"{one.begins_on} 至 {one.last_day}"),
        ("本方签署", f"{ours} {one.signed_by_us_on}" if one.signed_by_us_on else ""),
        ("对方签署", f"{theirs} {one.signed_by_partner_on}" if one.signed_by_partner_on else ""),
        ("终止通知", f"{visitor.organisations.name(one.notice_by)}：{one.reason}" if one.notice_by else ""),
    ]
    held = [
        (two.period, str(two.held_on or "待会商"), two.minutes, "对方" if two.recorded_by_partner else "本方")
        for two in one.consultations
    ]
    owed = [(two.label, f"自 {two.since} 起", f"{two.urged.on} 已催办" if two.urged else "") for two in file.waiting]
    urged = [(str(two.on), two.organisation_name, two.label, two.text) for two in file.urges]
    tables = (
        Table("等对方办理", ("事项", "从哪天起", "催办"), owed),
        Table("催办函", ("日期", "谁催办", "事项", "催办的话"), urged),
        Table("会商", ("期次", "日期", "纪要", "登记方"), held),
    )
    return Shown(
        title=f"共管协议 {one.number}",
        facts=facts,
        next_act=one.next_act,
        tables=[table for table in tables if table.rows],
        events=file.events,
        tasks=file.tasks,
        letters=file.letters,
        paper="共管协议" if _may_print(file, visitor) else "",
    )


PROCESS = Process(
    place="agreements",
    title="共管协议",
    intro="两地党委或组织部门之间的共管协议：责任、目标、方式、保障，定期会商。",
    columns=("编号", "本方", "对方", "层级", "状态", "期限", "会商"),
    rows=_rows,
    read=_read,
    show=_show,
    acts=ACTS,
    begins=(
        Beginning(
            "起草共管协议",
            _draft_form,
            lambda visitor: visitor.holds(OFFICERS),
            lambda far, body, key: far.registry.draft_agreement(body, key),
            lambda answer: answer.copy_id,
        ),
    ),
)
