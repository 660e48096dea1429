"""The booklet at home after the issue: loss, replacement, yearly check, dues, false entries (W-02, 5.1)."""

from collections.abc import Callable, Sequence
from typing import Any

from services.console.acts.act import Act, ForMany, for_case
from services.console.acts.home_certificate import BRANCH, COMMITTEE, SECRETARY
from services.console.forms.fields import Field, Form, Kind, Option, Values, fields, fixed, today, yes_no
from services.console.forms.setting import Setting
from services.inflow.entries.contract import ENTRY_KIND_LABELS
from services.outflow.certificate_life import contract as c
from services.outflow.contract import Case, CertificateStatus
from shared.policy.task_kinds import TaskKind

C, R = CertificateStatus, c.ReplacementStatus
IN_HAND = frozenset({C.ISSUED, C.IN_USE, C.CHECK_OVERDUE})


def _held(case: Case) -> bool:
    """Issued and away: before that the booklet has acts of its own (`home_certificate`)."""
    return case.departed_on is not None and case.certificate is not None and case.certificate.status in IN_HAND


def file_of(setting: Setting) -> c.CertificateFile | None:
    return setting.home_dossier.certificate if setting.home_dossier else None


def _replacing(setting: Setting) -> c.ReplacementView | None:
    file = file_of(setting)
    under_way = [one for one in file.replacements if one.status not in (R.ISSUED, R.CANCELLED)] if file else []
    return under_way[-1] if under_way else None


def of_branch(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(BRANCH, case.home_branch)


def of_secretary(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(SECRETARY, case.home_branch)


def _of_committee(setting: Setting, case: Case) -> bool:
    return setting.visitor.oversees(COMMITTEE, case.home_branch)


REPORT_LOSS = Act(
    verb="report_loss",
    side="home",
    button="登记活动证遗失",
    form=Form(
        title="登记活动证遗失",
        submit="登记遗失",
        intro="党员遗失活动证，应及时向签发的党组织报告。登记后由本支部简要核查，属实的立即作废、补发。",
        contract=c.ReportLoss,
        groups=fields(
            Field("lost_on", "遗失日期", Kind.DATE, initial=today),
            Field("text", "遗失经过", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(lambda s, case: _held(case) and of_branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.report_loss(case_id, body, key),
    main=False,
)

CHECK_LOSS = Act(
    verb="check_loss",
    side="home",
    button="核查遗失",
    form=Form(
        title="核查活动证遗失情况",
        submit="登记核查结果",
        intro="向本人和有关方面简要核实即可，不必拖延。",
        contract=c.CheckLoss,
        groups=fields(
            Field("lost", "核查结果", Kind.ONE_OF, options=yes_no("确已遗失，原证作废", "已找到，继续使用")),
            Field("text", "核查情况", Kind.LONG_TEXT),
        ),
        consequences=lambda s, values: _loss_follows(values),
        confirm="确认核查结果",
    ),
    offered=for_case(
        lambda s, case: case.certificate is not None and case.certificate.status is C.LOST and of_secretary(s, case)
    ),
    send=lambda far, _, case_id, body, key: far.outflow.check_loss(case_id, body, key),
    tasks=frozenset({TaskKind.CHECK_LOSS}),
)


def _loss_follows(values: Values) -> Sequence[str]:
    if values.get("lost") != "true":
        return ["原证继续有效，遗失报告留存备查"]
    return [
        "原编号立即作废，永不再用，在任何流入地都不能通过查验",
        "系统通知流入地党组织；党员照常参加组织生活，标注“无证”",
        "本支部须在期限内补发新证",
    ]


REASONS = fixed(
    ("LOST", "遗失补发", "须先核查作废"),
    ("DAMAGED", "损坏换发"),
    ("FULL", "记满换发"),
    ("WRONG_ISSUE", "错发重发", "须由党委先作废"),
    ("RESTORED", "恢复党籍后补发"),
)

REPLACE = Act(
    verb="request_replacement",
    side="home",
    button="申请补发（换发）活动证",
    form=Form(
        title="申请补发（换发）活动证",
        submit="向县级组织部门申领新编号",
        intro="新证用新编号。编号、盖章、发放的顺序与首次发证相同；不向党员收费。",
        contract=c.RequestReplacement,
        groups=fields(
            Field("reason", "原因", Kind.ONE_OF, options=REASONS),
            Field("photo_attached", "已收党员近期免冠照片", Kind.TICK, initial=lambda _: "true"),
        ),
    ),
    offered=for_case(
        lambda s, case: (
            case.departed_on is not None
            and case.certificate is not None
            and case.certificate.status in (IN_HAND | {C.VOID})
            and _replacing(s) is None
            and of_secretary(s, case)
        )
    ),
    send=lambda far, _, case_id, body, key: far.outflow.request_replacement(case_id, body, key),
    tasks=frozenset({TaskKind.REPLACE_CERTIFICATE}),
    main=False,
)


def _replacement_is(status: c.ReplacementStatus) -> Callable[[Setting], bool]:
    def holds(setting: Setting) -> bool:
        new = _replacing(setting)
        return new is not None and new.status is status

    return holds


SEAL = Act(
    verb="seal_replacement",
    side="home",
    button="登记新证盖章",
    form=Form(
        title="补发活动证盖章",
        submit="登记已盖基层党委印章",
        contract=c.SealReplacement,
        groups=fields(Field("sealed_on", "盖章日期", Kind.DATE, initial=today)),
    ),
    offered=for_case(lambda s, case: _replacement_is(R.NUMBERED)(s) and _of_committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.seal_replacement(case_id, body, key),
    tasks=frozenset({TaskKind.SEAL_REPLACEMENT}),
)

ISSUE = Act(
    verb="issue_replacement",
    side="home",
    button="发放补发的活动证",
    form=Form(
        title="发放补发的活动证",
        submit="登记发放",
        intro="发放后，系统把新编号和应补记的内容通知流入地党组织。",
        contract=c.IssueReplacement,
        groups=fields(
            Field("issued_on", "发放日期", Kind.DATE, initial=today),
            Field("signed_by_member", "党员本人已签收（可寄送后签回）", Kind.TICK),
        ),
    ),
    offered=for_case(lambda s, case: _replacement_is(R.SEALED)(s) and of_secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.issue_replacement(case_id, body, key),
)

CHECK = Act(
    verb="check_certificate",
    side="home",
    button="活动证年审",
    form=Form(
        title="活动证年审",
        submit="登记年审",
        intro="结合民主评议，每年一次；流入地已经年审的不必再办。",
        contract=c.CheckCertificate,
        groups=fields(
            Field("checked_on", "年审日期", Kind.DATE, initial=today),
            Field("remarks", "年审意见", Kind.LONG_TEXT, required=False),
        ),
    ),
    offered=for_case(lambda s, case: _held(case) and of_secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.check_certificate(case_id, body, key),
    tasks=frozenset({TaskKind.CHECK_CERTIFICATE}),
    main=False,
    for_many=(ForMany(SECRETARY, differ=("remarks",)),),
)

VOID = Act(
    verb="void_certificate",
    side="home",
    button="错发作废",
    form=Form(
        title="错发的活动证作废",
        submit="作废这本活动证",
        warning="作废后编号永不再用，流入地立即得到通知；党支部须补发正确的活动证。",
        contract=c.VoidCertificate,
        groups=fields(Field("text", "错在哪里", Kind.LONG_TEXT)),
    ),
    offered=for_case(lambda s, case: _held(case) and _of_committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.void_certificate(case_id, body, key),
    main=False,
)


def _told_entries(setting: Setting) -> Sequence[Option]:
    file = file_of(setting)
    return [Option(str(one.entry_id), _line(one)) for one in file.entries] if file else []


def _line(one: c.EntryView) -> str:
    kind = ENTRY_KIND_LABELS.get(one.kind, one.kind)  # type: ignore[call-overload]  # the host's code
    return f"第{one.serial}号 {one.happened_on} {kind}：{one.content[:20]}"


def _one_entry(values: Values, _: Setting) -> dict[str, Any]:
    chosen = values.get("entries")
    return {**values, "entries": [chosen] if chosen else []}


FALSE_ENTRIES = Act(
    verb="record_false_entries",
    side="home",
    button="登记不实记载",
    form=Form(
        title="登记查验发现的不实记载",
        submit="通知流入地，提请基层党委处理",
        intro="逐条登记。流入地会收到通报并核查答复，由本党委处理。",
        contract=c.RecordFalseEntries,
        groups=fields(
            Field("entries", "哪一条记载", Kind.CHOICE, options=_told_entries),
            Field("found_on", "发现日期", Kind.DATE, initial=today),
            Field("text", "怎样不实", Kind.LONG_TEXT),
        ),
        build=_one_entry,
    ),
    offered=for_case(lambda s, case: bool(_told_entries(s)) and of_secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.record_false_entries(case_id, body, key),
    main=False,
)


def _inspected(setting: Setting) -> bool:
    file = file_of(setting)
    return bool(file and file.inspection and file.inspection.put_away_on is None)


PUT_AWAY = Act(
    verb="put_away_certificate",
    side="home",
    button="归档或留存活动证",
    form=Form(
        title="归档或留存活动证",
        submit="登记",
        intro="返回查验后，活动证归入党员档案，或由党支部留存备下次外出参考；编号不再使用。",
        contract=c.PutAwayCertificate,
        groups=fields(
            Field("put_away_on", "日期", Kind.DATE, initial=today),
            Field("kept", "去向", Kind.ONE_OF, options=yes_no("党支部留存", "归入档案")),
            Field("remarks", "备注", Kind.LONG_TEXT, required=False, rows=2),
        ),
    ),
    offered=for_case(lambda s, case: _inspected(s) and of_branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.put_away_certificate(case_id, body, key),
    tasks=frozenset({TaskKind.PUT_AWAY_CERTIFICATE}),
)


def _open_finding(setting: Setting) -> bool:
    file = file_of(setting)
    return bool(file and any(one.status is not c.FindingStatus.SETTLED for one in file.findings))


SETTLE = Act(
    verb="settle_false_entries",
    side="home",
    button="处理不实记载",
    form=Form(
        title="处理活动证不实记载",
        submit="登记处理结论并告知流入地",
        contract=c.SettleFalseEntries,
        groups=fields(
            Field("proved", "结论", Kind.ONE_OF, options=yes_no("记载不实", "记载属实")),
            Field("text", "处理情况", Kind.LONG_TEXT, hint="怎样核实、如何更正、对有关组织或人员如何处理。"),
        ),
    ),
    offered=for_case(lambda s, case: _open_finding(s) and _of_committee(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.settle_false_entries(case_id, body, key),
    tasks=frozenset({TaskKind.SETTLE_FALSE_ENTRIES}),
)

ACTS = (CHECK_LOSS, SEAL, ISSUE, SETTLE, REPORT_LOSS, REPLACE, CHECK, PUT_AWAY, VOID, FALSE_ENTRIES)
