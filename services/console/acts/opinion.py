"""The host's opinion on a probationary member (D-56, D-58): observing, drafting, sending."""

from collections.abc import Callable
from typing import Any

from services.console.acts.act import Act
from services.console.acts.home_certificate import BRANCH, SECRETARY
from services.console.forms.fields import LOOK_AHEAD, Field, Form, Group, Kind, Values, fields, fixed, today
from services.console.forms.reading import plain
from services.console.forms.setting import Setting
from services.inflow.opinion import contract as c
from services.inflow.opinion.contract import OpinionWatchView, WatchStatus
from shared.letters.bodies_conversion import OpinionValue
from shared.policy.task_kinds import TaskKind
from shared.posts import Role

VALUES = fixed(*((one.value, one.label) for one in OpinionValue))


def watch_of(setting: Setting) -> OpinionWatchView | None:
    return setting.host_dossier.opinion if setting.host_dossier else None


def _while(roles: frozenset[Role], *statuses: WatchStatus) -> Callable[[Setting], bool]:
    def offered(setting: Setting) -> bool:
        watch, placement = watch_of(setting), setting.placement
        if watch is None or placement is None or watch.status not in statuses:
            return False
        return setting.visitor.holds(roles, placement.host_branch or placement.host_committee)

    return offered


def _replacing(values: Values, setting: Setting) -> dict[str, Any]:
    """A new opinion names the one that it replaces; the person has seen it on the page."""
    watch = watch_of(setting)
    current = [one.opinion_id for one in watch.opinions if not one.superseded] if watch else []
    return plain(values, setting) | ({"supersedes": current[-1]} if current else {})


OBSERVE = Act(
    verb="record_observation",
    side="host",
    button="登记教育考察",
    form=Form(
        title="预备党员教育考察",
        submit="登记",
        intro="只留在本支部，供以后出具书面意见时参考。",
        contract=c.RecordObservation,
        groups=fields(
            Field("observed_on", "日期", Kind.DATE, initial=today), Field("text", "表现情况", Kind.LONG_TEXT)
        ),
    ),
    offered=_while(BRANCH, WatchStatus.WATCHING, WatchStatus.DUE, WatchStatus.FILED),
    send=lambda far, _, case_id, body, key: far.inflow.record_observation(case_id, body, key),
    main=False,
)
DRAFT = Act(
    verb="draft_opinion",
    side="host",
    button="存书面意见草稿",
    form=Form(
        title="书面意见草稿",
        submit="存为草稿",
        intro="预备期满之前先存草稿；草稿不发给流出地，可以反复修改。",
        contract=c.DraftOpinion,
        groups=fields(
            Field("opinion", "初步意见", Kind.ONE_OF, required=False, options=VALUES),
            Field("text", "草稿", Kind.LONG_TEXT, required=False),
        ),
    ),
    offered=_while(BRANCH, WatchStatus.WATCHING, WatchStatus.DUE),
    send=lambda far, _, case_id, body, key: far.inflow.draft_opinion(case_id, body, key),
    main=False,
)
FILE = Act(
    verb="file_opinion",
    side="host",
    button="出具书面意见",
    form=Form(
        title="对预备党员的书面意见",
        submit=LOOK_AHEAD,
        intro="预备期满后由支部研究、书记签名、盖章后发出。意见供流出地参考，不是决定。",
        contract=c.FileOpinion,
        groups=(
            Group(
                "在本支部期间",
                (
                    Field("participation_count", "参加组织生活次数", Kind.NUMBER),
                    Field("participation", "参加情况", Kind.LONG_TEXT, rows=2),
                    Field("dues", "交纳党费", rows=2),
                    Field("thinking", "思想表现", Kind.LONG_TEXT, rows=2),
                    Field("work", "工作表现", Kind.LONG_TEXT, rows=2),
                    Field("exemplary", "先进事迹", Kind.LONG_TEXT, required=False, rows=2),
                    Field("rewards_penalties", "奖惩", Kind.LONG_TEXT, required=False, rows=2),
                    Field("problems", "存在问题", Kind.LONG_TEXT, required=False, rows=2),
                ),
            ),
            Group(
                "意见",
                (
                    Field("group_and_members", "党小组和党员意见（综述）", Kind.LONG_TEXT, rows=2),
                    Field("opinion", "支部意见", Kind.ONE_OF, options=VALUES),
                    Field("reasons", "理由", Kind.LONG_TEXT),
                    Field("branch_decided_on", "支部研究日期", Kind.DATE, initial=today),
                    Field("secretary", "支部书记", initial=lambda s: s.visitor.actor.name),
                    Field("sealed", "书记已签名，已盖支部印章", Kind.TICK),
                    Field("dated_on", "落款日期", Kind.DATE, initial=today),
                ),
            ),
        ),
        build=_replacing,
        consequences=lambda *_: [
            "意见立即发给流出地党支部，发出后不能更改、不能撤回。",
            "情况有变化的，只能另出一份新的意见替代，原意见仍然保留。",
        ],
        confirm="确认发出",
    ),
    offered=_while(SECRETARY, WatchStatus.WATCHING, WatchStatus.DUE, WatchStatus.FILED),
    send=lambda far, _, case_id, body, key: far.inflow.file_opinion(case_id, body, key),
    tasks=frozenset({TaskKind.FILE_OPINION}),
)

ACTS = (FILE, DRAFT, OBSERVE)
