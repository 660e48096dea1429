"""W-16 without a database: what may change into what, and whether everything has got a successor."""

from collections.abc import Mapping, Sequence

from services.registry.org_change.contract import ChangeKind, MapOrgChange
from services.registry.org_change.contract import ChangeStatus as S
from shared.errors import Invalid

MAY_BE_TAKEN_IN = {
    "map_org_change": {S.DECIDED, S.MAPPED},
    "cancel_org_change": {S.DECIDED, S.MAPPED},
    "verify_org_change": {S.EFFECTIVE},
}


class MappingIncomplete(Invalid):
    message = "每个变动的组织、它下面的组织和指名的个案都要有承接的组织，请补齐。"


class SuccessorNeedsName(Invalid):
    message = "新设的组织要有名称，更名要有新名称，请填写。"


def check_mapping(
    body: MapOrgChange, predecessors: Sequence[str], successors: Sequence[str], below: Mapping[str, str]
) -> None:
    """Every predecessor has a main successor, and whatever is named goes to one of the successors.

    `below`: organisation below a predecessor → that predecessor. Raises MappingIncomplete.
    """
    problems = [f"main.{code}" for code in predecessors if body.main.get(code) not in successors]
    problems += [f"main.{code}" for code in body.main if code not in predecessors]
    problems += [
        f"organisations.{code}" for code, to in body.organisations.items() if code not in below or to not in successors
    ]
    problems += [f"cases.{case}" for case, to in body.cases.items() if to not in successors]
    if problems:
        raise MappingIncomplete(fields=[{"field": name, "message": MappingIncomplete.message} for name in problems])


def main_by_itself(kind: ChangeKind, predecessors: Sequence[str], successors: Sequence[str]) -> dict[str, str]:
    """Where there is one successor, nobody need be asked."""
    return {} if kind is ChangeKind.SPLIT else dict.fromkeys(predecessors, successors[0])


def common_superior(paths: Sequence[str]) -> str:
    """The path of the lowest organisation above all of these; empty when they have none in common."""
    above = [path.split(".")[:-1] for path in paths]
    shared = []
    for level in zip(*above, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return ".".join(shared)


def goes(predecessor: str, successors: Sequence[str]) -> bool:
    """Whether the old organisation ends; in a rename and in some mergers and splits it goes on."""
    return predecessor not in successors


def next_act(status: S, *, moved: bool, remaining: int) -> str:
    if status is S.EFFECTIVE and not moved:
        return "系统正在把人员、个案、任务移交承接组织。"
    if status is S.EFFECTIVE:
        return f"还有 {remaining} 项未移交，系统会再次移交。" if remaining else "请核对后核验办结。"
    return {
        S.DECIDED: "请落实每个组织、每名党员、每件个案的承接组织。",
        S.MAPPED: "到生效日自动移交，个案的期限照常计算。",
        S.VERIFIED: "已办结；旧组织保留在历史中。",
        S.CANCELLED: "决定已撤回。",
    }[status]
