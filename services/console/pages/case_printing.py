"""What may be printed from the page of a case; the service decides, here is what is worth offering."""

from services.console.acts.home_certificate import BRANCH, COMMITTEE
from services.console.acts.host import RECEPTION
from services.console.pages.case_reading import BothSides

Offered = list[tuple[str, str]]
"""The paper's name in its address, and what it is called."""


def prints(sides: BothSides) -> bool:
    """The branch and its committee print letters; others see that they exist."""
    case, visitor = sides.setting.case, sides.setting.visitor
    return case is not None and (
        visitor.holds(BRANCH, case.home_branch) or visitor.oversees(COMMITTEE, case.home_branch)
    )


def papers(sides: BothSides) -> Offered:
    return [*_of_home(sides), *_of_host(sides)]


def _of_home(sides: BothSides) -> Offered:
    case = sides.setting.case
    if case is None or not prints(sides):
        return []
    numbered = case.certificate is not None and case.certificate.number
    certificate = [("certificate", "活动证")] if numbered else []
    return certificate + ([("outflow-notice", "流出通知")] if case.departed_on else [])


def _of_host(sides: BothSides) -> Offered:
    placement, visitor = sides.setting.placement, sides.setting.visitor
    if placement is None or placement.enrolled_on is None:
        return []
    here = placement.host_branch or placement.host_committee
    own = visitor.holds(BRANCH, here)
    dossier = sides.setting.host_dossier
    sent = dossier is not None and dossier.opinion is not None and dossier.opinion.opinions
    receipt = [("receipt", "接收回执")] if own or visitor.oversees(RECEPTION, here) else []
    opinion = [("opinion", "反馈意见")] if sent and (own or visitor.oversees(COMMITTEE, here)) else []
    return receipt + opinion
