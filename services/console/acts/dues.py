"""Dues: entered at home, and what the branch does when they are not entered (9.13, `dues.alert`)."""

from services.console.acts.act import Act, ForMany, for_case
from services.console.acts.certificate_life import file_of, of_branch, of_secretary
from services.console.acts.home_certificate import BRANCH
from services.console.forms.fields import Field, Form, Kind, fields, today, yes_no
from services.console.forms.setting import Setting
from services.outflow.certificate_life import contract as c
from shared.policy.task_kinds import TaskKind

DUES = Act(
    verb="record_dues",
    side="home",
    button="登记党费（在本支部交纳）",
    form=Form(
        title="登记在本支部交纳的党费",
        submit="登记党费",
        intro="党费可在流入地交纳；同一个月只记一次。系统只登记金额，不收取党费。",
        contract=c.RecordDues,
        groups=fields(
            Field("month", "月份", hint="如 2026-10。", wrong="月份写作 2026-10"),
            Field("amount", "金额（元）", inputmode="decimal", wrong="金额为大于 0 的数，最多两位小数"),
            Field("paid_on", "交纳日期", Kind.DATE, initial=today),
        ),
    ),
    offered=for_case(lambda s, case: case.departed_on is not None and file_of(s) is not None and of_branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.record_dues(case_id, body, key),
    main=False,
    for_many=(ForMany(BRANCH, differ=("amount",)),),
)


def _waits(setting: Setting, level: c.ArrearsLevel) -> bool:
    file = file_of(setting)
    return any(one.level is level and one.settled_on is None for one in file.arrears) if file else False


REMIND = Act(
    verb="remind_of_dues",
    side="home",
    button="登记已提醒补交党费",
    form=Form(
        title="登记已提醒党员补交党费",
        submit="登记",
        intro="连续几个月没有党费登记的，提醒党员按月交纳；已在流入地交纳的，请流入地补记，或登记在本支部交纳的党费。",
        contract=c.RemindOfDues,
        groups=fields(
            Field("reminded_on", "提醒日期", Kind.DATE, initial=today),
            Field("text", "怎样提醒、党员怎么说", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(lambda s, case: _waits(s, c.ArrearsLevel.WARN) and of_branch(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.remind_of_dues(case_id, body, key),
    tasks=frozenset({TaskKind.REMIND_OF_DUES}),
)

CONSIDER = Act(
    verb="consider_arrears",
    side="home",
    button="登记对欠交党费的研究",
    form=Form(
        title="登记对欠交党费的研究",
        submit="登记",
        intro="系统不作结论。没有正当理由、连续六个月不交党费的，另按规定提请支部大会研究。",
        contract=c.ConsiderArrears,
        groups=fields(
            Field("considered_on", "研究日期", Kind.DATE, initial=today),
            Field("good_reason", "未交的原因", Kind.ONE_OF, options=yes_no("有正当理由", "没有正当理由")),
            Field("text", "查明的情况和打算", Kind.LONG_TEXT),
        ),
    ),
    offered=for_case(lambda s, case: _waits(s, c.ArrearsLevel.CONSIDER) and of_secretary(s, case)),
    send=lambda far, _, case_id, body, key: far.outflow.consider_arrears(case_id, body, key),
    tasks=frozenset({TaskKind.CONSIDER_ARREARS}),
)

ACTS = (REMIND, CONSIDER, DUES)
