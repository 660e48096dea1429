"""What a refusal is worth: listed grounds, the redirect of G5, and everything else (W-03, S001-B 四)."""

from dataclasses import dataclass

from services.inflow.contract import RefuseMember
from shared.errors import Invalid
from shared.policy.choices import RefusalRules

WITHOUT_REASON = "none"
OTHER_REASON = "other"


class RightCommitteeMissing(Invalid):
    message = "以“不属于本党委管辖范围”为由的，请指明应接收的党委（填组织代码）。"


class RightCommitteeInvalid(Invalid):
    message = "应接收的党委须是平台上的另一个基层党委，请核对组织代码。"


@dataclass(frozen=True)
class Ground:
    """`listed`: on the closed list. `redirects`: names the right committee and is no refusal."""

    reason: str
    listed: bool
    redirects: bool


def weigh(rules: RefusalRules, body: RefuseMember) -> Ground:
    """Raises RightCommitteeMissing for a redirect to nowhere."""
    code = body.reason.strip() or WITHOUT_REASON
    ground = rules.ground(code)
    if ground is None:
        known = code if rules.is_reason(code) else OTHER_REASON
        return Ground(reason=known, listed=False, redirects=False)
    if ground.names_right_committee and body.to_committee is None:
        message = RightCommitteeMissing.message
        raise RightCommitteeMissing(fields=[{"field": "to_committee", "message": message}])
    return Ground(reason=code, listed=True, redirects=ground.names_right_committee)
