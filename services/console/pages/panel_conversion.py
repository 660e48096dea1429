"""The panel 预备党员转正: the steps of W-06, and both sides' views beside each other."""

from dataclasses import dataclass

from services.console.forms.setting import Setting
from services.inflow.opinion.contract import OpinionWatchView
from services.outflow.conversion.contract import ConversionView, Stage

S = Stage
MAIN_LINE = (
    (frozenset({S.WATCHING}), "预备期考察"),
    (frozenset({S.PREPARED}), "本人申请、征求流入地意见"),
    (frozenset({S.CONSULTED}), "听取党小组、党员和群众意见"),
    (frozenset({S.REVIEWED}), "支委会审查"),
    (frozenset({S.NOTICED}), "公示"),
    (frozenset({S.READY, S.NOT_PASSED, S.REJECTED}), "支部大会"),
    (frozenset({S.RESOLVED_CONVERT, S.RESOLVED_EXTEND, S.RESOLVED_REVOKE, S.RETURNED}), "上报基层党委"),
    (frozenset({S.AT_COMMITTEE}), "党委审批"),
    (frozenset({S.APPROVED}), "谈话、宣布、告知流入地"),
)


@dataclass(frozen=True)
class Step:
    label: str
    stands: str
    """done, now or ahead"""


def steps_of(stage: Stage) -> list[Step]:
    """A member whose conversion is over has all steps behind him; one that ended with its case has none to show."""
    here = next((n for n, (stages, _) in enumerate(MAIN_LINE) if stage in stages), len(MAIN_LINE))
    return [
        Step(label, "done" if n < here else "now" if n == here else "ahead") for n, (_, label) in enumerate(MAIN_LINE)
    ]


@dataclass(frozen=True)
class ConversionPanel:
    home: ConversionView | None
    host: OpinionWatchView | None
    steps: list[Step]


def conversion(setting: Setting) -> ConversionPanel | None:
    home = setting.home_dossier.conversion if setting.home_dossier else None
    host = setting.host_dossier.opinion if setting.host_dossier else None
    if home is None and host is None:
        return None
    return ConversionPanel(home, host, steps_of(home.stage) if home and home.stage is not S.ENDED else [])
