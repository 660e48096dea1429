"""What a member says himself, as the same declarative acts as the branch's; each is done in two taps of his first page.

What a contract asks for and a member need not write (the day, the way it came, a sentence) is filled in here in words
that claim nothing but that he has said it on his page.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal
from uuid import UUID

from services.console.acts.act import Act
from services.console.forms.fields import Field, Form, Group, Kind, Option, Values, fields
from services.console.forms.setting import Setting
from services.console.member.mine import MySetting
from services.console.wording import section
from services.outflow.acts import ReportArrival
from services.outflow.exchange.contract import RecordChange, RecordYearlyReport
from services.outflow.leaving.contract import AnnounceReturn, CallOffReturn, ReportReturn
from services.outflow.member.client import MemberAtHome
from shared.exchange import ChangeKind
from shared.help_requests.contract import OpenRequest, RequestKind
from shared.own_case import OWN_PAGE

SAID_HERE = "本人在手机办事页告知。"
NOTHING_TO_FILL = (Group("", ()),)
Built = Callable[[Values, Setting], dict[str, Any]]
AtHome = Callable[[MemberAtHome, UUID, Any, str], Any]


class AskFor(OpenRequest):
    """Which side is asked is chosen in the form; it decides whom the call goes to."""

    side: Literal["home", "host"]


def my(setting: Setting) -> MySetting:
    assert isinstance(setting, MySetting)
    return setting


def _open_to_him(*verbs: str) -> Callable[[Setting], bool]:
    return lambda setting: not my(setting).mine.may.isdisjoint(verbs)


def today(setting: Setting) -> str:
    return (my(setting).mine.today or setting.visitor.today).isoformat()


def _at_home(verb: str, button: str, form: Form, call: AtHome) -> Act:
    """Of the case as a whole, said to the home branch."""
    return Act(
        verb=verb,
        side="me",
        button=button,
        form=form,
        offered=_open_to_him(f"home/{verb}"),
        send=lambda _, s, case_id, body, key: call(my(s).member.at_home, case_id, body, key),
    )


ARRIVE = _at_home(
    "report_arrival",
    "我已报到",
    Form(
        title="我已报到",
        submit="我已报到，告诉两地党组织",
        intro="到流入地党组织交验活动证、说明情况，就是报到。还没有去的，请先去报到。",
        contract=ReportArrival,
        groups=fields(Field("reported_on", "哪一天报到的", Kind.DATE, initial=today)),
    ),
    lambda home, case_id, body, key: home.report_arrival(case_id, body, key),
)

OWN_CHANGES = (ChangeKind.MOVED_WORK, ChangeKind.MOVED_RESIDENCE, ChangeKind.CONTACT_CHANGED)


def _change_kinds(_: Setting) -> Sequence[Option]:
    words = section("my_change")
    return [Option(kind, words[kind]) for kind in OWN_CHANGES]


WHAT_IS_NEW = ("phone", "residence", "employer")


def _changed(values: Values, setting: Setting) -> dict[str, Any]:
    """Whoever has filled in what is new need not write a sentence as well."""
    said = {"text": SAID_HERE} if any(values.get(name) for name in WHAT_IS_NEW) else {}
    return {**said, **values, "learned_on": today(setting)}


CHANGE = _at_home(
    "record_change",
    "报告变动",
    Form(
        title="报告变动",
        submit="报告",
        intro="换了工作、住处或者电话，请在这里说一声，两地党组织都会知道。",
        contract=RecordChange,
        groups=fields(
            Field("kind", "什么变了", Kind.ONE_OF, options=_change_kinds),
            Field("happened_on", "哪一天变的", Kind.DATE, initial=today),
            Field("phone", "新电话", required=False, inputmode="tel"),
            Field("residence", "新住址", required=False),
            Field("employer", "新工作单位", required=False),
            Field(
                "text", "要说明的情况", Kind.LONG_TEXT, required=False, rows=2, hint="上面三项没有填的，请写在这里。"
            ),
        ),
        build=_changed,
    ),
    lambda home, case_id, body, key: home.record_change(case_id, body, key),
)


def _announced(values: Values, setting: Setting) -> dict[str, Any]:
    """Earlier than he had said, or as announced."""
    home = my(setting).mine.home
    expected = home.expected_return.isoformat() if home and home.expected_return else ""
    early = bool(expected) and values.get("returns_on", expected) < expected
    return {"text": SAID_HERE, **values, "how": "EARLY" if early else "ANNOUNCED"}


RETURN = _at_home(
    "announce_return",
    "我要返回",
    Form(
        title="告诉党支部：我要返回",
        submit="告诉两地党组织",
        intro="两地党组织会收到通知。回来以后，请带活动证向党支部报告。计划变了，可以在首页取消。",
        contract=AnnounceReturn,
        groups=fields(
            Field("returns_on", "哪一天返回", Kind.DATE),
            Field("text", "要说明的情况", Kind.LONG_TEXT, required=False, rows=2),
        ),
        build=_announced,
    ),
    lambda home, case_id, body, key: home.announce_return(case_id, body, key),
)

STAY = _at_home(
    "call_off_return",
    "我暂不返回了",
    Form(
        title="取消返回",
        submit="我暂不返回，告诉党支部",
        intro="取消后，您仍由两地党组织共同管理，季度联系照常。",
        contract=CallOffReturn,
        groups=fields(Field("text", "要说明的情况", Kind.LONG_TEXT, required=False, rows=2)),
        build=lambda values, _: {"text": SAID_HERE, **values, "told_by": "MEMBER"},
    ),
    lambda home, case_id, body, key: home.call_off_return(case_id, body, key),
)

BACK = _at_home(
    "report_return",
    "我已返回",
    Form(
        title="我已返回",
        submit="我已返回，告诉党支部",
        intro="请带上活动证到党支部交验。党支部查验后，这次外出就办结了。",
        contract=ReportReturn,
        groups=NOTHING_TO_FILL,
        build=lambda _, setting: {"reported_on": today(setting), "certificate_brought": False},
    ),
    lambda home, case_id, body, key: home.report_return(case_id, body, key),
)


def _sentences(name: str) -> Callable[[Setting], Sequence[Option]]:
    return lambda _: [Option(code, words) for code, words in section(name).items()]


TOPICS = {"thinking": "my_thinking", "work": "my_work", "participation": "my_participation"}


def _reported(values: Values, setting: Setting) -> dict[str, Any]:
    """The sentences that he has chosen, and his own words behind the first."""
    said = {topic: section(name).get(values.get(topic, ""), "") for topic, name in TOPICS.items()}
    if values.get("more") and said["thinking"]:
        said["thinking"] = f"{said['thinking']}。本人补充：{values['more']}"
    return {**said, "received_on": today(setting), "channel": OWN_PAGE}


REPORT = _at_home(
    "record_yearly_report",
    "交年度汇报",
    Form(
        title="年度汇报",
        submit="交给党支部",
        intro="外出党员每年至少向流出地党组织汇报一次。每一项选一句最符合的，想多说的写在最后。",
        warning="交上以后不能改动；要补充的，请给党支部打电话。",
        contract=RecordYearlyReport,
        groups=fields(
            Field("thinking", "思想情况", Kind.ONE_OF, options=_sentences("my_thinking")),
            Field("work", "工作情况", Kind.ONE_OF, options=_sentences("my_work")),
            Field("participation", "参加组织生活和活动的情况", Kind.ONE_OF, options=_sentences("my_participation")),
            Field("more", "还想对党支部说的话", Kind.LONG_TEXT, required=False),
        ),
        build=_reported,
    ),
    lambda home, case_id, body, key: home.record_yearly_report(case_id, body, key),
)


def _sides(setting: Setting) -> Sequence[Option]:
    words, may = section("my_side"), my(setting).mine.may
    return [Option(side, words[side]) for side in ("host", "home") if f"{side}/open_request" in may]


def _nearest(setting: Setting) -> str:
    """Where he lives, if the branch there has him."""
    found = _sides(setting)
    return found[0].value if found else ""


def _asked(values: Values, setting: Setting) -> dict[str, Any]:
    return {**values, "asked_on": today(setting), "channel": OWN_PAGE}


def _ask(setting: Setting, case_id: UUID, body: AskFor, key: str) -> Any:
    member = my(setting).member
    said = OpenRequest.model_validate(body.model_dump(exclude={"side"}))
    calls = member.at_the_host if body.side == "host" else member.at_home
    return calls.open_request(case_id, said, key)


ASK = Act(
    verb="open_request",
    side="me",
    button="求助或询问",
    form=Form(
        title="求助或询问",
        submit="交给党支部",
        contract=AskFor,
        groups=fields(
            Field("kind", "哪一类", Kind.ONE_OF, options=lambda _: [Option(kind, kind.label) for kind in RequestKind]),
            Field("text", "什么事", Kind.LONG_TEXT, hint="身份证号、银行卡号不要写在这里。"),
            Field("side", "请哪里办", Kind.ONE_OF, options=_sides, initial=_nearest),
        ),
        build=_asked,
    ),
    offered=_open_to_him("home/open_request", "host/open_request"),
    send=lambda _, s, case_id, body, key: _ask(s, case_id, body, key),
)

OF_THE_CASE = {act.verb: act for act in (ARRIVE, REPORT, BACK, RETURN, STAY, CHANGE, ASK)}
