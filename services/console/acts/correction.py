"""信息更正 (W-17) on both sides, members registered twice, and the record of 条例 Art 31(6)."""

from collections.abc import Callable, Sequence

from services.console.acts.act import Act, Send, for_case
from services.console.acts.home_certificate import BRANCH, COMMITTEE, SECRETARY
from services.console.acts.host import RECEPTION, for_placement
from services.console.forms.fields import Field, Form, Kind, Option, fields, fixed, today, yes_no
from services.console.forms.setting import Setting
from services.console.wording import code, word
from services.inflow.contract import Placement
from services.outflow.contract import CLOSED, Case
from services.outflow.correction.contract import MergeMembers
from services.outflow.inactivity import contract as idle
from services.outflow.inactivity.contract import Inactivity, InactivityStatus
from shared.corrections.contract import (
    AddEvidence,
    CorrectedField,
    CorrectionStatus,
    CorrectionView,
    DecideCorrection,
    ReportCorrection,
)
from shared.policy.task_kinds import TaskKind

S = CorrectionStatus
REPORT_INTRO = "身份、党籍信息由流出地核定，流入地联系信息由流入地核定；更正后两地同时改为一致。"
VALUE_HINT = "党员类别填正式党员或预备党员，性别填男或女；入党时间填 2026-05-01 或 2026-05。"


def _known(setting: Setting, side: str) -> list[CorrectionView]:
    dossier = setting.home_dossier if side == "home" else setting.host_dossier
    return dossier.corrections if dossier else []


def _waiting(side: str, *wanted: CorrectionStatus) -> Callable[[Setting], Sequence[Option]]:
    def options(setting: Setting) -> Sequence[Option]:
        mine = [one for one in _known(setting, side) if one.owner == side and one.status in wanted]
        return [Option(str(one.correction_id), _line(one)) for one in mine]

    return options


def _line(one: CorrectionView) -> str:
    return f"{one.field.label}：{value_words(one.field, one.before) or '—'} → {value_words(one.field, one.value)}"


def value_words(field: CorrectedField, value: str) -> str:
    return word("standing", value) if field is CorrectedField.STANDING else value


def _as_kept(body: ReportCorrection) -> ReportCorrection:
    """The one value that is kept as a code and said as a word."""
    kept = code("standing", body.value) if body.field is CorrectedField.STANDING else body.value
    return body.model_copy(update={"value": kept})


def _report(side: str, offered: Callable[[Setting], bool], send: Send) -> Act:
    return Act(
        verb="report_correction",
        side=side,
        button="报来信息更正",
        form=Form(
            title="报来信息更正",
            submit="报来更正",
            intro=REPORT_INTRO,
            contract=ReportCorrection,
            groups=fields(
                Field(
                    "field", "哪一项", Kind.CHOICE, options=fixed(*((one.value, one.label) for one in CorrectedField))
                ),
                Field("value", "正确的内容", hint=VALUE_HINT),
                Field("text", "理由", Kind.LONG_TEXT),
            ),
        ),
        offered=offered,
        send=send,
        main=False,
    )


def _evidence(side: str, offered: Callable[[Setting], bool], send: Send) -> Act:
    options = _waiting(side, S.REPORTED, S.EVIDENCE)
    return Act(
        verb="add_evidence",
        side=side,
        button="登记更正依据",
        form=Form(
            title="登记更正依据",
            submit="登记依据",
            contract=AddEvidence,
            groups=fields(
                Field("correction_id", "哪一项更正", Kind.CHOICE, options=options),
                Field("text", "依据材料", Kind.LONG_TEXT, hint="例如：已核对居民身份证原件。"),
            ),
        ),
        offered=lambda s: offered(s) and bool(options(s)),
        send=send,
    )


def _decision(side: str, offered: Callable[[Setting], bool], send: Send) -> Act:
    options = _waiting(side, S.REPORTED, S.EVIDENCE)
    return Act(
        verb="decide_correction",
        side=side,
        button="核定信息更正",
        form=Form(
            title="核定信息更正",
            submit="核定并告知对方",
            intro="须先登记依据；报来更正的人不能核定。",
            contract=DecideCorrection,
            groups=fields(
                Field("correction_id", "哪一项更正", Kind.CHOICE, options=options),
                Field("applied", "结果", Kind.ONE_OF, options=yes_no("属实，予以更正", "不予更正")),
                Field("text", "理由", Kind.LONG_TEXT),
            ),
        ),
        offered=lambda s: offered(s) and bool(options(s)),
        send=send,
        tasks=frozenset({TaskKind.DECIDE_CORRECTION}),
    )


def _at_home(setting: Setting, case: Case) -> bool:
    return setting.visitor.holds(BRANCH, case.home_branch) or _over_home(setting, case)


def _over_home(setting: Setting, case: Case) -> bool:
    return setting.visitor.oversees(COMMITTEE, case.home_branch)


def _at_host(setting: Setting, placement: Placement) -> bool:
    mine = placement.host_branch is not None and setting.visitor.holds(BRANCH, placement.host_branch)
    return mine or setting.visitor.holds(RECEPTION, placement.host_committee)


HOME = (
    _report(
        "home",
        for_case(_at_home),
        lambda far, _, case_id, b, key: far.outflow.report_correction(case_id, _as_kept(b), key),
    ),
    _evidence("home", for_case(_at_home), lambda far, _, case_id, b, key: far.outflow.add_evidence(case_id, b, key)),
    _decision(
        "home", for_case(_over_home), lambda far, _, case_id, b, key: far.outflow.decide_correction(case_id, b, key)
    ),
)
HOST = (
    _report(
        "host",
        for_placement(_at_host),
        lambda far, _, case_id, b, key: far.inflow.report_correction(case_id, _as_kept(b), key),
    ),
    _evidence(
        "host", for_placement(_at_host), lambda far, _, case_id, b, key: far.inflow.add_evidence(case_id, b, key)
    ),
    _decision(
        "host",
        for_placement(lambda s, p: s.visitor.holds(COMMITTEE, p.host_committee)),
        lambda far, _, case_id, b, key: far.inflow.decide_correction(case_id, b, key),
    ),
)


def _duplicates(setting: Setting) -> Sequence[Option]:
    found = setting.home_dossier.possible_duplicates if setting.home_dossier else []
    return [Option(str(one.case_id), f"{one.number}　{one.home_branch_name}　{one.id_number_masked}") for one in found]


MERGE = Act(
    verb="merge_members",
    side="home",
    button="合并重复登记",
    form=Form(
        title="合并重复登记的党员",
        submit="合并",
        warning="确认是同一个人再合并：以本个案的身份信息为准，另一登记保留并指向本人，其在办个案随之终止。",
        contract=MergeMembers,
        groups=fields(
            Field("duplicate_case_id", "重复登记的个案", Kind.CHOICE, options=_duplicates),
            Field("text", "核对情况", Kind.LONG_TEXT),
        ),
    ),
    offered=lambda s: s.case is not None and _over_home(s, s.case) and bool(_duplicates(s)),
    send=lambda far, _, case_id, body, key: far.outflow.merge_members(case_id, body, key),
)


def _record(setting: Setting) -> Inactivity | None:
    return setting.home_dossier.inactivity if setting.home_dossier else None


def _stands(wanted: InactivityStatus, setting: Setting) -> bool:
    record = _record(setting)
    return record is not None and record.status is wanted


INACTIVE = Act(
    verb="report_inactivity",
    side="home",
    button="登记六个月不履行义务",
    form=Form(
        title="登记连续六个月不履行党员义务",
        submit="登记，提请支部大会研究",
        intro="条例第三十一条第六项，与失去联系分开办理；有无正当理由由支部大会听取本人意见后研究。",
        contract=idle.ReportInactivity,
        groups=fields(
            Field("since", "最后一次参加、交纳或工作的日期", Kind.DATE),
            Field("no_participation", "不参加组织生活", Kind.TICK),
            Field("no_dues", "不交党费", Kind.TICK),
            Field("no_work", "不做分配的工作", Kind.TICK),
            Field("text", "情况", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(
        lambda s, case: (
            bool(case.departed_on) and case.status not in CLOSED and s.visitor.holds(BRANCH, case.home_branch)
        )
    ),
    send=lambda far, _, case_id, body, key: far.outflow.report_inactivity(case_id, body, key),
    main=False,
)

HEARING = Act(
    verb="consider_inactivity",
    side="home",
    button="登记支部大会研究意见",
    form=Form(
        title="支部大会研究不履行义务的情形",
        submit="登记",
        contract=idle.ConsiderInactivity,
        groups=fields(
            Field("heard_on", "听取本人意见的日期", Kind.DATE, initial=today),
            Field("good_reason", "有无正当理由", Kind.ONE_OF, options=yes_no("有正当理由", "没有正当理由，提请除名")),
            Field("text", "研究情况", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(
        lambda s, case: _stands(InactivityStatus.REPORTED, s) and s.visitor.holds(SECRETARY, case.home_branch)
    ),
    send=lambda far, _, case_id, body, key: far.outflow.consider_inactivity(case_id, body, key),
    tasks=frozenset({TaskKind.CONSIDER_INACTIVITY}),
)

RULING = Act(
    verb="decide_inactivity",
    side="home",
    button="审批除名",
    form=Form(
        title="党委审批",
        submit="登记审批结果",
        intro="提请处理的人不能审批；批准后个案终止。",
        contract=idle.DecideInactivity,
        groups=fields(
            Field("approved", "审批结果", Kind.ONE_OF, options=yes_no("批准除名", "不同意，退回")),
            Field("decided_on", "党委研究日期", Kind.DATE, initial=today),
            Field("text", "党委意见", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(lambda s, case: _stands(InactivityStatus.AT_COMMITTEE, s) and _over_home(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.decide_inactivity(case_id, body, key),
    tasks=frozenset({TaskKind.DECIDE_INACTIVITY}),
)

ACTS = (*HOME, *HOST, MERGE, INACTIVE, HEARING, RULING)
