"""What the host branch does with the booklet: entries, confirmations, reviews, loss, check, the new one (W-12)."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from services.console.acts.act import Act, ForMany
from services.console.acts.home_certificate import BRANCH, SECRETARY
from services.console.acts.host import at_committee, for_placement
from services.console.forms.fields import Field, Form, Kind, Option, Values, fields, fixed, today, yes_no
from services.console.forms.setting import Setting
from services.inflow.contract import Placement, PlacementStatus
from services.inflow.entries import contract as c
from services.inflow.entries.contract import ENTRY_KIND_LABELS, Entry, EntryBook, EntryKind, EntryStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role

E, S = EntryStatus, PlacementStatus
UNANSWERED = frozenset({E.ENTERED, E.UNCONFIRMED})
CORRECTABLE = UNANSWERED | {E.CONFIRMED, E.STANDS}


class ConfirmChosen(c.ConfirmEntry):
    """Which entry is chosen in the form; its address is made of it."""

    entry_id: UUID


class ObjectToChosen(c.ObjectToEntry):
    entry_id: UUID


class ReviewChosen(c.ReviewEntry):
    entry_id: UUID


class CorrectChosen(c.CorrectEntry):
    entry_id: UUID


def _book(setting: Setting) -> EntryBook | None:
    return setting.host_dossier.entries if setting.host_dossier else None


def _entries(setting: Setting, statuses: frozenset[EntryStatus]) -> list[Entry]:
    book = _book(setting)
    return [one for one in book.entries if one.status in statuses] if book else []


def _choose(statuses: frozenset[EntryStatus]) -> Field:
    def options(setting: Setting) -> Sequence[Option]:
        return [Option(str(one.entry_id), _line(one)) for one in _entries(setting, statuses)]

    return Field("entry_id", "哪一条记载", Kind.CHOICE, options=options)


def _line(one: Entry) -> str:
    return f"第{one.serial}号 {one.happened_on} {one.kind.label}：{one.content[:20]}"


def _holds(setting: Setting, placement: Placement, roles: frozenset[Role]) -> bool:
    return placement.host_branch is not None and setting.visitor.holds(roles, placement.host_branch)


def _here(roles: frozenset[Role]) -> Callable[[Setting], bool]:
    return for_placement(lambda s, p: p.status is S.ENROLLED and _holds(s, p, roles))


def _with(statuses: frozenset[EntryStatus], roles: frozenset[Role]) -> Callable[[Setting], bool]:
    return for_placement(lambda s, p: bool(_entries(s, statuses)) and _holds(s, p, roles))


KINDS = fixed(*((kind.value, label) for kind, label in ENTRY_KIND_LABELS.items()))
FACTS = (
    ("happened_on", "日期"),
    ("kind", "类别"),
    ("content", "内容"),
    ("place", "地点"),
    ("month", "党费月份"),
    ("amount", "党费金额（元）"),
)


def _facts(prefix: str = "", *, required: bool = True) -> tuple[Field, ...]:
    """The fields of an entry; of a correction they may stay empty altogether."""
    known: dict[str, dict[str, Any]] = {
        "happened_on": {"kind": Kind.DATE, "initial": today if required else None, "required": required},
        "kind": {"kind": Kind.CHOICE, "options": KINDS, "required": required},
        "content": {"kind": Kind.LONG_TEXT, "required": required},
        "place": {"required": False},
        "month": {"required": False, "hint": "只在党费记载时填写，如 2026-10。", "wrong": "月份写作 2026-10"},
        "amount": {"required": False, "inputmode": "decimal", "wrong": "金额为大于 0 的数，最多两位小数"},
    }
    return tuple(Field(f"{prefix}{name}", label, **known[name]) for name, label in FACTS)


RECORD = Act(
    verb="record_entry",
    side="host",
    button="活动证记载",
    form=Form(
        title="活动证记载",
        submit="记入活动证",
        intro="参加组织生活、交纳党费、奖惩、发挥作用的情况，当天记入活动证。记载后不能改动，写错了用更正记载。",
        contract=c.RecordEntry,
        groups=fields(*_facts()),
    ),
    offered=_here(BRANCH),
    send=lambda far, _, case_id, body, key: far.inflow.record_entry(case_id, body, key),
    tasks=frozenset({TaskKind.RECORD_ROLE_ENTRY}),
    main=False,
    for_many=(
        ForMany(BRANCH, settled={"month": "", "amount": ""}, label="活动证记载（同一次活动）"),
        ForMany(
            BRANCH, differ=("amount",), settled={"kind": EntryKind.DUES}, variant="dues", label="活动证记载（党费）"
        ),
    ),
)

CONFIRM = Act(
    verb="confirm_entry",
    side="host",
    button="登记党员核实",
    form=Form(
        title="登记党员核实记载",
        submit="登记本人已核实",
        intro="请党员本人看过记载后签字。没有答复的，系统只记“未经本人核实”。",
        contract=ConfirmChosen,
        groups=fields(
            _choose(UNANSWERED),
            Field("confirmed_on", "核实日期", Kind.DATE, initial=today),
            Field("signed_by_member", "党员本人已签字", Kind.TICK),
        ),
    ),
    offered=_with(UNANSWERED, BRANCH),
    send=lambda far, _, case_id, body, key: far.inflow.confirm_entry(
        case_id, body.entry_id, c.ConfirmEntry.model_validate(body.model_dump(exclude={"entry_id"})), key
    ),
    tasks=frozenset({TaskKind.CONFIRM_ENTRY}),
)

OBJECT = Act(
    verb="object_to_entry",
    side="host",
    button="登记党员异议",
    form=Form(
        title="登记党员对记载的异议",
        submit="登记异议，提交支部委员会复核",
        contract=ObjectToChosen,
        groups=fields(
            _choose(UNANSWERED),
            Field("objected_on", "提出日期", Kind.DATE, initial=today),
            Field("text", "异议内容", Kind.LONG_TEXT),
        ),
    ),
    offered=_with(UNANSWERED, BRANCH),
    send=lambda far, _, case_id, body, key: far.inflow.object_to_entry(
        case_id, body.entry_id, c.ObjectToEntry.model_validate(body.model_dump(exclude={"entry_id"})), key
    ),
    main=False,
)


def _corrected(values: Values, _: Setting) -> dict[str, Any]:
    """The right entry counts only when its content is given."""
    facts = {
        name.removeprefix("correction."): value for name, value in values.items() if name.startswith("correction.")
    }
    said = {name: value for name, value in values.items() if not name.startswith("correction.")}
    return {**said, "correction": facts if facts.get("content") else None}


REVIEW = Act(
    verb="review_entry",
    side="host",
    button="复核异议",
    form=Form(
        title="支部委员会复核记载",
        submit="登记复核结论",
        intro="原记载不改动；需要更正的，另写一条正确的记载代替它。",
        contract=ReviewChosen,
        groups=fields(
            _choose(frozenset({E.OBJECTED})),
            Field("outcome", "结论", Kind.ONE_OF, options=fixed(("STANDS", "维持原记载"), ("CORRECTED", "更正"))),
            Field("text", "复核情况", Kind.LONG_TEXT),
            *_facts("correction.", required=False),
        ),
        build=_corrected,
    ),
    offered=_with(frozenset({E.OBJECTED}), SECRETARY),
    send=lambda far, _, case_id, body, key: far.inflow.review_entry(
        case_id, body.entry_id, c.ReviewEntry.model_validate(body.model_dump(exclude={"entry_id"})), key
    ),
    tasks=frozenset({TaskKind.REVIEW_ENTRY}),
)

CORRECT = Act(
    verb="correct_entry",
    side="host",
    button="更正记载",
    form=Form(
        title="更正记载",
        submit="写更正记载",
        intro="原记载保留，由更正记载代替；不填正确内容的，只把原记载作废。",
        contract=CorrectChosen,
        groups=fields(
            _choose(CORRECTABLE),
            Field("text", "更正原因", Kind.LONG_TEXT),
            *_facts("correction.", required=False),
        ),
        build=_corrected,
    ),
    offered=_with(CORRECTABLE, SECRETARY),
    send=lambda far, _, case_id, body, key: far.inflow.correct_entry(
        case_id, body.entry_id, c.CorrectEntry.model_validate(body.model_dump(exclude={"entry_id"})), key
    ),
    main=False,
)

LOSS = Act(
    verb="report_certificate_lost",
    side="host",
    button="报告活动证遗失",
    form=Form(
        title="报告活动证遗失",
        submit="报告流出地党组织",
        intro="由签发的流出地党组织核查、作废、补发。接收和记载照常进行。",
        contract=c.ReportCertificateLost,
        groups=fields(
            Field("lost_on", "遗失日期", Kind.DATE, initial=today),
            Field("text", "遗失经过", Kind.LONG_TEXT),
        ),
    ),
    offered=for_placement(
        lambda s, p: (
            p.reported_on is not None
            and p.status not in (S.REFUSED, S.REDIRECTED, S.WITHDRAWN, S.RELEASED)
            and (_holds(s, p, BRANCH) or (p.host_branch is None and at_committee(s, p)))
        )
    ),
    send=lambda far, _, case_id, body, key: far.inflow.report_certificate_lost(case_id, body, key),
    main=False,
)

CHECK = Act(
    verb="check_booklet",
    side="host",
    button="活动证年审",
    form=Form(
        title="活动证年审（流入地）",
        submit="登记年审并告知流出地",
        intro="结合民主评议，每年一次；流出地已经年审的不必再办。",
        contract=c.CheckBooklet,
        groups=fields(
            Field("checked_on", "年审日期", Kind.DATE, initial=today),
            Field("remarks", "年审意见", Kind.LONG_TEXT, required=False),
        ),
    ),
    offered=_here(SECRETARY),
    send=lambda far, _, case_id, body, key: far.inflow.check_booklet(case_id, body, key),
    main=False,
    for_many=(ForMany(SECRETARY, differ=("remarks",)),),
)


def _new_booklet(setting: Setting) -> bool:
    book = _book(setting)
    return bool(book and book.new_number)


TAKE_UP = Act(
    verb="take_up_booklet",
    side="host",
    button="核验新证并补记",
    form=Form(
        title="核验补发的活动证并补记",
        submit="登记新证启用",
        intro="请对照新证原件核对编号，并把“活动证记载”中列出的内容补记入新证。",
        contract=c.TakeUpBooklet,
        groups=fields(
            Field("number", "新证编号"),
            Field("taken_up_on", "启用日期", Kind.DATE, initial=today),
            Field("all_rewritten", "应补记的内容已全部记入新证", Kind.TICK),
        ),
    ),
    offered=for_placement(
        lambda s, p: _new_booklet(s) and (_holds(s, p, BRANCH) or (p.host_branch is None and at_committee(s, p)))
    ),
    send=lambda far, _, case_id, body, key: far.inflow.take_up_booklet(case_id, body, key),
    tasks=frozenset({TaskKind.TAKE_UP_BOOKLET}),
)


def _asked(setting: Setting) -> bool:
    book = _book(setting)
    return bool(book and any(one.answered_on is None and one.proved is None for one in book.findings))


ANSWER = Act(
    verb="answer_false_entries",
    side="host",
    button="答复不实记载",
    form=Form(
        title="核查并答复不实记载",
        submit="把核查情况告知流出地",
        intro="记载确有错误的，请另用“更正记载”改正。",
        contract=c.AnswerFalseEntries,
        groups=fields(
            Field("admitted", "核查结果", Kind.ONE_OF, options=yes_no("记载确有不实", "记载属实")),
            Field("text", "核查情况", Kind.LONG_TEXT),
        ),
    ),
    offered=for_placement(lambda s, p: _asked(s) and _holds(s, p, SECRETARY)),
    send=lambda far, _, case_id, body, key: far.inflow.answer_false_entries(case_id, body, key),
    tasks=frozenset({TaskKind.ANSWER_FALSE_ENTRIES}),
)

ACTS = (CONFIRM, REVIEW, TAKE_UP, ANSWER, RECORD, OBJECT, CORRECT, LOSS, CHECK)
