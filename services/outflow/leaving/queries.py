"""What stands between a case and its end, for the case page."""

from sqlalchemy import select

from services.outflow.leaving.contract import HostClaim, LeavingView
from services.outflow.tables import CaseRow, HostClaimRow
from services.outflow.views import names_of
from shared.act import Act


def claims_of(act: Act, case: CaseRow) -> list[HostClaimRow]:
    query = select(HostClaimRow).where(HostClaimRow.case_id == case.id).order_by(HostClaimRow.attempt)
    return list(act.session.scalars(query))


def leaving_view(act: Act, case: CaseRow) -> LeavingView:
    claims = claims_of(act, case)
    names = names_of(act, *(claim.committee for claim in claims))
    copied = HostClaim.model_fields.keys() - {"committee_name"}
    shown = [
        HostClaim.model_validate(
            {name: getattr(claim, name) for name in copied} | {"committee_name": names[claim.committee]}
        )
        for claim in claims
    ]
    plain = LeavingView.model_fields.keys() - {"host_account", "claims"}
    return LeavingView.model_validate(
        {name: getattr(case, name) for name in plain}
        | {"host_account": act.open_text(case.host_account), "claims": shown}
    )
