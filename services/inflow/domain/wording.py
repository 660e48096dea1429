"""The sentence that tells people what comes next in a placement."""

from dataclasses import dataclass

from services.inflow.contract import DisputeStage, PlacementStatus

S = PlacementStatus


@dataclass(frozen=True)
class Situation:
    """What the sentence depends on; names are those of organisations."""

    status: PlacementStatus
    committee: str
    branch: str
    department: str
    province: str
    home: str
    stage: DisputeStage | None = None
    redirected_to: str = ""
    denied: bool = False
    overdue: bool = False
    look_asked: bool = False
    leaving: str = ""
    stay_told: bool = False
    note_owed: bool = False
    transfer: bool = False
    suspended: bool = False


def next_act(now: Situation) -> str:
    sentences = [_acceptance(now), *_dispute(now), *_look(now), *_leaving(now)]
    overdue = "（接收已超期）" if now.overdue and now.status in RUNNING else ""
    return overdue + "".join(sentences)


RUNNING = frozenset({S.RECEIVED, S.NEEDS_INFO, S.SUSPECT, S.VERIFIED, S.PLACED})


def _acceptance(now: Situation) -> str:
    if now.status is S.SUSPECT and now.denied:
        return f"{now.home}答复不予确认：请{now.committee}再次去函核实，或提请党委研究是否按G1—G3项拒收。"
    return {
        S.EXPECTED: f"等待党员到{now.committee}报到，报到后请登记。",
        S.RECEIVED: f"请{now.committee}查验活动证和持证人身份。",
        S.NEEDS_INFO: f"已去函询问，等待{now.home}答复；等待期间查验时限暂停计算。",
        S.SUSPECT: f"证件存疑已去函，等待{now.home}答复；等待期间查验时限暂停计算。",
        S.VERIFIED: f"请{now.committee}把党员编入党支部。",
        S.PLACED: f"请{now.branch}把党员编入党小组并登记入册。",
        S.ENROLLED: "已入册，由流入地为主、流出地配合共同管理。",
        S.REFUSED: f"本党委已拒收，由{now.home}继续负责联系。",
        S.REDIRECTED: f"已转介{now.redirected_to}，由{now.home}另发流出通知。",
        S.WITHDRAWN: f"{now.home}已撤回流出通知，本党委不再办理。",
        S.RELEASED: "该党员已转出，名册和记录留存备查。",
    }[now.status]


def _dispute(now: Situation) -> list[str]:
    match now.stage:
        case DisputeStage.REVIEW:
            return [f"请{now.department}审查拒收是否成立。"]
        case DisputeStage.JOINT:
            return [f"请{now.department}与流出地组织部门联合协调后作出决定。"]
        case DisputeStage.PROVINCIAL:
            return [f"请{now.province}协调后作出决定。"]
        case _:
            return []


def _look(now: Situation) -> list[str]:
    return [f"{now.home}请求协助查找该党员，请答复。"] if now.look_asked else []


def _leaving(now: Situation) -> list[str]:
    sentences = {
        "RELOCATION": f"{now.home}已通知该党员变更流入地，新流入地接收前仍由{now.branch}管理。",
        "RETURN": f"{now.home}已通知该党员返回。",
    }
    said = [sentences[now.leaving]] if now.leaving in sentences and now.status is S.ENROLLED else []
    note = [f"请{now.branch}写流入期间情况说明。"] if now.note_owed else []
    stays = [f"已告知{now.home}党员不再返回，等待其取消返回。"] if now.stay_told else []
    transfer = [f"组织关系已转出，请{now.committee}办理接收或退回。"] if now.transfer else []
    return [*said, *stays, *note, *transfer, *(["已停止党籍，定期反馈暂停。"] if now.suspended else [])]
