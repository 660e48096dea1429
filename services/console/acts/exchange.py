"""What the acts of the exchange have in common: the four topics, channels, requests for help (W-05, W-19)."""

from collections.abc import Sequence

from services.console.forms.fields import Field, Kind, Option
from services.console.forms.setting import Setting
from shared.exchange import ChangeKind
from shared.help_requests.contract import HelpRequestView, RequestKind, RequestStatus


def channels(setting: Setting) -> Sequence[Option]:
    return [Option(one.code, one.label) for one in setting.pack.contact_channels]


def change_kinds(_: Setting) -> Sequence[Option]:
    return [Option(kind, kind.label) for kind in ChangeKind]


def request_kinds(_: Setting) -> Sequence[Option]:
    return [Option(kind, kind.label) for kind in RequestKind]


def request_options(requests: Sequence[HelpRequestView], *wanted: RequestStatus) -> list[Option]:
    return [
        Option(str(one.request_id), f"{one.asked_on} {one.kind.label}：{one.text[:30]}")
        for one in requests
        if one.status in wanted
    ]


def line_of(setting: Setting, branch: str) -> list[Option]:
    """The branch and the organisations above it, to whom a request may be handed."""
    known = setting.visitor.organisations
    found = known.by_code.get(branch)
    labels = found.path.split(".")[::-1] if found else [branch]
    return [Option(code, known.name(code)) for code in labels]


TOPICS = (
    Field("placement", "安置管理情况", Kind.LONG_TEXT, rows=2, hint="编在哪个党小组、由谁联系。"),
    Field("participation", "参加组织生活、交纳党费情况", Kind.LONG_TEXT, rows=2),
    Field("conduct", "现实表现和重大情况", Kind.LONG_TEXT, rows=2),
    Field("conversion", "转正方面的情况", Kind.LONG_TEXT, rows=2, required=False, hint="预备党员必须填写。"),
)

CONTACT_FIELDS = (
    Field("phone", "新电话", required=False, inputmode="tel"),
    Field("residence", "新住址", required=False),
    Field("employer", "新工作单位", required=False),
)
