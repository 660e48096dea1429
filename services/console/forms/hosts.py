"""Where somebody goes: a committee of the platform, or a place that is not on it."""

from collections.abc import Sequence
from typing import Any

from services.console.forms.fields import Field, FormErrors, Kind, Option, Values
from services.console.forms.reading import Wrong, plain
from services.console.forms.setting import Setting
from services.console.wording import section
from shared.organisations import OrganisationKind

ELSEWHERE = "elsewhere"
RECEIVING = (OrganisationKind.GRASSROOTS_COMMITTEE, OrganisationKind.WORK_COMMITTEE)


def committees(setting: Setting) -> Sequence[Option]:
    known = setting.visitor.organisations
    return [Option(one.code, one.name, group=known.parent_name(one)) for one in known.of_kind(*RECEIVING)]


def _hosts(setting: Setting) -> Sequence[Option]:
    return [Option(ELSEWHERE, "不在平台上（在下面写明）"), *committees(setting)]


def _provinces(_: Setting) -> Sequence[Option]:
    return [Option(code, name) for code, name in section("provinces").items()]


def host_fields(prefix: str = "") -> tuple[Field, ...]:
    return (
        Field(
            f"{prefix}host_committee",
            "流入地党委",
            Kind.CHOICE,
            options=_hosts,
            hint="对方党委在平台上的，通知会直接送达。",
        ),
        Field(
            f"{prefix}host_region",
            "流入地所在省份",
            Kind.CHOICE,
            required=False,
            options=_provinces,
            hint="只在对方不在平台上时选。",
        ),
        Field(
            f"{prefix}host_region_name",
            "流入地市县",
            required=False,
            hint="只在对方不在平台上时填，例如：深圳市南山区。",
        ),
        Field(f"{prefix}host_name", "流入地党组织名称", required=False, hint="只在对方不在平台上时填；不知道可留空。"),
    )


def with_host(values: Values, setting: Setting, prefix: str = "") -> dict[str, Any]:
    """Region and name follow from a committee of the platform. Raises Wrong when a place elsewhere has no province."""
    chosen = values.get(f"{prefix}host_committee", "")
    flat = dict(values)
    if chosen == ELSEWHERE:
        if not values.get(f"{prefix}host_region"):
            raise Wrong(FormErrors("有 1 处需要改正：", {f"{prefix}host_region": "对方不在平台上时，请选择所在省份"}))
        del flat[f"{prefix}host_committee"]
    elif known := setting.visitor.organisations.by_code.get(chosen):
        flat |= {f"{prefix}host_region": known.region_code, f"{prefix}host_name": known.name}
        flat.pop(f"{prefix}host_region_name", None)
    return plain(flat, setting)
