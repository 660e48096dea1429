"""W-15 without a database: what is needed for which kind, and who acts next."""

from services.registry.mobile_org.contract import MobileOrgKind, ProposeMobileOrg
from services.registry.mobile_org.contract import MobileOrgStatus as S
from shared.errors import Invalid

MAY_BE_TAKEN_IN = {
    "answer_mobile_org": {S.PROPOSED},
    "approve_mobile_org": {S.HOST_CONSULTED},
    "activate_mobile_org": {S.APPROVED},
    "dissolve_mobile_org": {S.PROPOSED, S.HOST_CONSULTED, S.APPROVED, S.ACTIVE},
}


class TooFewForABranch(Invalid):
    message = "正式党员不足规定人数，不能成立党支部：请改为流动党员党小组，或与其他组织成立联合党支部。"


class JoinedWithNobody(Invalid):
    message = "成立联合党支部请写明与哪些组织联合。"


class NobodyThere(Invalid):
    message = "请填写当地的党员人数。"


class PremisesMissing(Invalid):
    message = "同意支持的，请写明提供的活动场所或其他支持。"


def check_size(body: ProposeMobileOrg, least: int) -> None:
    """A branch of either kind needs `least` full members (with those of the others in a joint one)."""
    if body.full_members + body.probationary_members == 0:
        raise NobodyThere(fields=[{"field": "full_members", "message": NobodyThere.message}])
    if body.kind is not MobileOrgKind.GROUP and body.full_members < least:
        raise TooFewForABranch(fields=[{"field": "full_members", "message": TooFewForABranch.message}])
    if body.kind is MobileOrgKind.JOINT_BRANCH and not body.joined_with:
        raise JoinedWithNobody(fields=[{"field": "joined_with", "message": JoinedWithNobody.message}])


def next_act(status: S) -> str:
    return {
        S.PROPOSED: "请流入地党委研究支持事项。",
        S.HOST_CONSULTED: "请流出地组织部门审批。",
        S.APPROVED: "请流出地党委宣布成立。",
        S.ACTIVE: "由流出地党委领导，流入地党委提供支持。",
    }.get(status, "已结束。")
