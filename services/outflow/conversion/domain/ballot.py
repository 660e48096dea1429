"""The branch meeting: quorum and majority computed from the numbers entered (C-8, C-10, C-11)."""

from datetime import date

from services.outflow.conversion.acts import HoldConversionMeeting
from services.outflow.conversion.stages import Attendance, Proposal
from shared.errors import Conflict, Invalid
from shared.policy.pack import PolicyPack


class CountsDisagree(Invalid):
    message = "票数对不上：赞成、反对、弃权之和应等于到会有表决权的人数，到会人数不能多于有表决权的人数。请核对票数。"


class QuorumMissing(Invalid):
    message = "到会有表决权的党员没有超过半数，会议不能作出决议，请改期再开。"


class BallotNotSecret(Invalid):
    message = "讨论转正应当采取无记名投票方式表决，请按此方式表决后再登记。"


class MeetingTooEarly(Invalid):
    message = "预备期满之前不能召开支部大会讨论转正，请核对日期。"


class ExtensionUsed(Conflict):
    message = "预备期已延长过一次，不能再次延长；请讨论按期转正或取消预备党员资格。"


class ExtensionLengthWrong(Invalid):
    message = "延长预备期不能少于半年，最长不超过一年，请重新填写期限。"


class MemberMustAttend(Conflict):
    message = "讨论转正时本人应当到会；本人不能返回的，请登记延期和原因。"


class RemoteNotAllowed(Conflict):
    message = "本地规定不允许远程参加转正大会；本人不能返回的，请登记延期和原因。"


class ViewsNotShown(Invalid):
    message = "流入地的意见和本支部的意见都要提交支部大会，请确认已一并宣读后再登记。"


def has_quorum(entitled: int, present: int) -> bool:
    """More than half of the members with a vote."""
    return 2 * present > entitled


def is_passed(entitled: int, yes: int) -> bool:
    """More than half of ALL entitled, not of those present."""
    return 2 * yes > entitled


def check_ballot(body: HoldConversionMeeting) -> None:
    counted = body.yes + body.no + body.abstained
    if counted != body.present or body.present > body.entitled:
        raise CountsDisagree(fields=[{"field": "present", "message": CountsDisagree.message}])
    if not body.secret_ballot:
        raise BallotNotSecret(fields=[{"field": "secret_ballot", "message": BallotNotSecret.message}])
    if not has_quorum(body.entitled, body.present):
        raise QuorumMissing(fields=[{"field": "present", "message": QuorumMissing.message}])


def check_day(held_on: date, probation_end: date) -> None:
    if held_on < probation_end:
        raise MeetingTooEarly(fields=[{"field": "held_on", "message": f"预备期满日为 {probation_end}"}])


def check_proposal(body: HoldConversionMeeting, extension_used: bool, pack: PolicyPack) -> None:
    """Once only, not less than half a year, not more than one year."""
    if body.proposal is not Proposal.EXTEND:
        return
    if extension_used:
        raise ExtensionUsed()
    shortest, longest = (pack.term(f"probation.extension.{end}").amount for end in ("shortest", "longest"))
    if body.extension_months is None or not shortest <= body.extension_months <= longest:
        message = f"请填写{shortest}至{longest}个月"
        raise ExtensionLengthWrong(fields=[{"field": "extension_months", "message": message}])


def check_attendance(body: HoldConversionMeeting, remote_allowed: bool) -> None:
    """5.1: who cannot return is waited for; a revocation may be resolved without him."""
    if body.attendance is Attendance.REMOTE and not remote_allowed:
        raise RemoteNotAllowed()
    if body.attendance is Attendance.ABSENT and body.proposal is not Proposal.REVOKE:
        raise MemberMustAttend()
