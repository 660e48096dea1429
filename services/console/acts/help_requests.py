"""The four acts of W-19: alike on both sides but for who may take them and whom they are sent to (D-16, D-47)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.console.acts import exchange as common
from services.console.acts.act import Act
from services.console.far_side import FarSide
from services.console.forms.fields import Field, Form, Kind, Option, fields, today, yes_no
from services.console.forms.setting import Setting
from shared.contract import Contract
from shared.help_requests.client import HelpRequestCalls
from shared.help_requests.contract import (
    AnswerRequest,
    AssignRequest,
    ConfirmRequest,
    HelpRequestView,
    OpenRequest,
    RequestStatus,
)
from shared.policy.task_kinds import TaskKind
from shared.posts import Role

R = RequestStatus
Test = Callable[[Setting], bool]


class AssignOne(AssignRequest):
    """Which request stands in the address of the call."""

    request_id: UUID


class AnswerOne(AnswerRequest):
    request_id: UUID


class ConfirmOne(ConfirmRequest):
    request_id: UUID


@dataclass(frozen=True)
class RequestSide:
    """One side of the case: `stands` while its exchange goes on, `foot` is the branch at the foot of its line,
    `holders` the roles that answer, `of_branch` and `assigns` who hears the member and who hands on."""

    name: str
    calls: Callable[[FarSide], HelpRequestCalls[Any]]
    requests: Callable[[Setting], Sequence[HelpRequestView]]
    stands: Test
    foot: Callable[[Setting], str]
    holders: frozenset[Role]
    of_branch: Test
    assigns: Test
    first_holder: str

    def waiting(self, *wanted: RequestStatus) -> Callable[[Setting], Sequence[Option]]:
        return lambda setting: common.request_options(self.requests(setting), *wanted)

    def offered(self, test: Test) -> Test:
        return lambda setting: self.stands(setting) and test(setting)


def acts_of(side: RequestSide) -> tuple[Act, ...]:
    """Answering and confirming first: what people are asked for."""
    return (_answer(side), _confirm(side), _open(side), _assign(side))


def _open(side: RequestSide) -> Act:
    return Act(
        verb="open_request",
        side=side.name,
        button="登记求助或询问",
        form=Form(
            title="登记党员的求助或询问",
            submit="登记",
            intro=f"先由本支部办理，也可以交{side.first_holder}办理。",
            contract=OpenRequest,
            groups=fields(
                Field("kind", "类别", Kind.CHOICE, options=common.request_kinds),
                Field("asked_on", "提出日期", Kind.DATE, initial=today),
                Field("channel", "提出方式", Kind.CHOICE, options=common.channels),
                Field("text", "内容", Kind.LONG_TEXT),
            ),
        ),
        offered=side.offered(side.of_branch),
        send=lambda far, _, case_id, body, key: side.calls(far).open_request(case_id, body, key),
        main=False,
    )


def _assign(side: RequestSide) -> Act:
    return Act(
        verb="assign_request",
        side=side.name,
        button="交办求助或询问",
        form=Form(
            title="交办求助或询问",
            submit="交办",
            contract=AssignOne,
            groups=fields(
                Field("request_id", "哪一件", Kind.CHOICE, options=side.waiting(R.OPEN, R.ASSIGNED)),
                Field("to", "由谁办理", Kind.CHOICE, options=lambda s: common.line_of(s, side.foot(s))),
            ),
        ),
        offered=side.offered(lambda s: side.assigns(s) and bool(side.waiting(R.OPEN)(s))),
        send=lambda far, _, case_id, body, key: side.calls(far).assign_request(
            case_id, body.request_id, _without_id(body, AssignRequest), key
        ),
        main=False,
    )


def _answer(side: RequestSide) -> Act:
    def held(setting: Setting) -> bool:
        waiting = [one for one in side.requests(setting) if one.status in (R.OPEN, R.ASSIGNED)]
        return any(setting.visitor.holds(side.holders, one.holder) for one in waiting)

    return Act(
        verb="answer_request",
        side=side.name,
        button="答复求助或询问",
        form=Form(
            title="答复求助或询问",
            submit="登记答复",
            contract=AnswerOne,
            groups=fields(
                Field("request_id", "哪一件", Kind.CHOICE, options=side.waiting(R.OPEN, R.ASSIGNED)),
                Field("text", "办理情况和答复", Kind.LONG_TEXT),
            ),
        ),
        offered=side.offered(held),
        send=lambda far, _, case_id, body, key: side.calls(far).answer_request(
            case_id, body.request_id, _without_id(body, AnswerRequest), key
        ),
        tasks=frozenset({TaskKind.ANSWER_REQUEST}),
    )


def _confirm(side: RequestSide) -> Act:
    return Act(
        verb="confirm_request",
        side=side.name,
        button="登记党员确认",
        form=Form(
            title="登记党员对答复是否满意",
            submit="登记",
            contract=ConfirmOne,
            groups=fields(
                Field("request_id", "哪一件", Kind.CHOICE, options=side.waiting(R.ANSWERED)),
                Field("satisfied", "党员意见", Kind.ONE_OF, options=yes_no("满意，已解决", "不满意，请再办理")),
                Field("text", "党员的话", Kind.LONG_TEXT, required=False),
            ),
        ),
        offered=side.offered(lambda s: side.of_branch(s) and bool(side.waiting(R.ANSWERED)(s))),
        send=lambda far, _, case_id, body, key: side.calls(far).confirm_request(
            case_id, body.request_id, _without_id(body, ConfirmRequest), key
        ),
        tasks=frozenset({TaskKind.CONFIRM_REQUEST}),
    )


def _without_id(body: Contract, contract: type[Any]) -> Any:
    return contract.model_validate(body.model_dump(exclude={"request_id"}))
