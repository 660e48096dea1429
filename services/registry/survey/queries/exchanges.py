"""What a workflow's activity must know to gather our lists."""

from uuid import UUID

from services.registry.survey.contract import ExchangeKey, ExchangeStatus
from services.registry.survey.tables import ExchangeRow
from shared.act import Act
from shared.errors import NotAtThisStep, NotFound
from shared.letters.bodies_survey import ListRole
from shared.survey.contract import ListSurveyRows
from shared.survey.shared_index import agreed_key


def region_prefix(code: str) -> str:
    """320000 → 32, 321000 → 3210, 321003 → 321003: what the codes of everything inside begin with."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def read_survey_key(act: Act, exchange_id: UUID, side: int) -> ExchangeKey:
    """For the worker only; the key is in no history. Raises NotFound, NotAtThisStep."""
    row = act.session.get(ExchangeRow, (exchange_id, side))
    if row is None:
        raise NotFound()
    if row.status != ExchangeStatus.GATHERING or not row.their_half:
        raise NotAtThisStep("名单现在不需要汇集。", status=row.status)
    key = agreed_key(act.seal.open(row.private_half), row.their_half, row.id)
    ask = ListSurveyRows(year=row.year, freeze_on=row.freeze_on, within=row.path, partner_region="", key=key)
    return ExchangeKey(asks=_asks_of_campaign(row, ask) if row.side == 1 else _asks_of_region(row, ask))


def _asks_of_campaign(row: ExchangeRow, ask: ListSurveyRows) -> dict[ListRole, ListSurveyRows]:
    """Ours who are there; theirs who are here, but for our own who have only moved within our subtree."""
    there = ask.model_copy(update={"partner_region": region_prefix(row.region)})
    return {ListRole.HOME: there, ListRole.HOST: there.model_copy(update={"not_from": row.department_path})}


def _asks_of_region(row: ExchangeRow, ask: ListSurveyRows) -> dict[ListRole, ListSurveyRows]:
    there = ask.model_copy(update={"partner_region": region_prefix(row.department_region)})
    return {
        ListRole.HOME: there.model_copy(update={"not_from": row.department_path}),
        ListRole.HOST: there.model_copy(update={"partner_path": row.department_path}),
    }
