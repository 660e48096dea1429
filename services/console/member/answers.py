"""What a member answers: a summons, an entry in his booklet, an answer to his request; two taps each as well."""

from typing import Any
from uuid import UUID

from services.console.acts.act import Act
from services.console.forms.fields import Field, Form, Kind, fields, yes_no
from services.console.forms.setting import Setting
from services.console.member.acts import NOTHING_TO_FILL, my, today
from services.inflow.entries.contract import ConfirmEntry, ObjectToEntry
from services.outflow.exchange.contract import RecordSummonsReply
from shared.help_requests.contract import ConfirmRequest


def _confirm_request(setting: Setting, case_id: UUID, body: ConfirmRequest, key: str) -> Any:
    """Raises LookupError; whoever calls has seen that the request is there."""
    one, member = my(setting).mine.request(my(setting).about), my(setting).member
    if one is None:
        raise LookupError("no such request")
    calls = member.at_the_host if one.side == "host" else member.at_home
    return calls.confirm_request(case_id, one.request.request_id, body, key)


def _answered(setting: Setting) -> bool:
    one = my(setting).mine.request(my(setting).about)
    return one is not None and one.waits_for_me


SETTLED = Act(
    verb="confirm_request",
    side="me",
    button="说说是否解决",
    form=Form(
        title="这件事解决了吗",
        submit="告诉党支部",
        intro="选“没有解决”的，党支部再办一次。",
        contract=ConfirmRequest,
        groups=fields(
            Field("satisfied", "办得怎么样", Kind.ONE_OF, options=yes_no("已解决", "没有解决，请再办")),
            Field("text", "还想说的话", Kind.LONG_TEXT, required=False, rows=2),
        ),
    ),
    offered=_answered,
    send=lambda _, s, case_id, body, key: _confirm_request(s, case_id, body, key),
)


def _called(setting: Setting) -> bool:
    one = my(setting).mine.summons(my(setting).about)
    return one is not None and one.may_answer


REPLY = Act(
    verb="record_summons_reply",
    side="me",
    button="说说能不能参加",
    form=Form(
        title="能不能回来参加",
        submit="告诉两地党支部",
        contract=RecordSummonsReply,
        groups=fields(
            Field("comes", "能不能参加", Kind.ONE_OF, options=yes_no("能参加", "不能参加")),
            Field("reason", "不能参加的原因", Kind.LONG_TEXT, required=False, rows=2),
        ),
        build=lambda values, setting: {**values, "summons_id": str(my(setting).about)},
    ),
    offered=_called,
    send=lambda _, s, case_id, body, key: my(s).member.at_home.record_summons_reply(case_id, body, key),
)


def _may_answer(setting: Setting) -> bool:
    one = my(setting).mine.entry(my(setting).about)
    return one is not None and one.may_answer


def _entry(setting: Setting) -> UUID:
    """Raises LookupError; whoever calls has seen that the entry is there."""
    about = my(setting).about
    if about is None:
        raise LookupError("no entry")
    return about


CONFIRM = Act(
    verb="confirm_entry",
    side="me",
    button="属实",
    form=Form(
        title="确认这条记载属实",
        submit="我看过了，属实",
        warning="确认等于本人签字，不能收回。以后发现写错了，请党支部更正。",
        contract=ConfirmEntry,
        groups=NOTHING_TO_FILL,
        build=lambda _, setting: {"confirmed_on": today(setting), "signed_by_member": True},
    ),
    offered=_may_answer,
    send=lambda _, s, case_id, body, key: my(s).member.at_the_host.confirm_entry(case_id, _entry(s), body, key),
)

OBJECT = Act(
    verb="object_to_entry",
    side="me",
    button="有异议",
    form=Form(
        title="对这条记载有异议",
        submit="提出异议",
        intro="流入地党支部委员会会复核，结果在这里看得到。",
        contract=ObjectToEntry,
        groups=fields(Field("text", "哪里不对", Kind.LONG_TEXT, hint="例如：当天请假，没有参加。")),
        build=lambda values, setting: {**values, "objected_on": today(setting)},
    ),
    offered=_may_answer,
    send=lambda _, s, case_id, body, key: my(s).member.at_the_host.object_to_entry(case_id, _entry(s), body, key),
)

ANSWERS = {act.verb: act for act in (REPLY, CONFIRM, OBJECT, SETTLED)}
"""To one summons, one entry or one answered request."""
