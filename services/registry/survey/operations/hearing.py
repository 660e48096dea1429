"""What letters between departments mean for a comparison. The kernel applies each once and in order."""

from uuid import UUID

from sqlalchemy import insert

from services.registry.survey.contract import ExchangeStatus
from services.registry.survey.operations.comparing_lists import note_told
from services.registry.survey.operations.differences import note_handled_there
from services.registry.survey.operations.exchanges import forget_rows, lock_exchange, ready_if_whole
from services.registry.survey.operations.parties import provincial_department
from services.registry.survey.snapshots import publish_exchange
from services.registry.survey.tables import ExchangeRow, ListRow
from shared.act import Act
from shared.errors import NotFound
from shared.identifiers import province_of
from shared.letters.bodies_survey import DifferenceHandled, SurveyList, SurveyOffer, SurveyResult
from shared.letters.contract import Letter
from shared.letters.operations import Apply, LetterRefused
from shared.survey.shared_index import agreed_key, new_private_half

AWAITS_LISTS = (ExchangeStatus.OFFERED, ExchangeStatus.GATHERING, ExchangeStatus.LISTED)


def hear_offer(act: Act, letter: Letter) -> None:
    """We are the region that is asked. Raises LetterRefused for a department that does not write for itself."""
    offer = letter.body
    assert isinstance(offer, SurveyOffer)
    ours = provincial_department(act.session, letter.recipient_region)
    honest = letter.sender == offer.department and province_of(offer.department_region) == letter.sender_region
    honest = honest and offer.department_path.split(".")[-1] == offer.department
    known = act.session.get(ExchangeRow, (letter.case_id, 2)) is not None
    if ours is None or not honest or known or letter.attempt != 1:
        raise LetterRefused("排查核对邀请与发函单位不符，已拒收。")
    row = ExchangeRow(
        id=letter.case_id,
        side=2,
        year=offer.year,
        freeze_on=offer.freeze_on,
        department=offer.department,
        department_name=offer.department_name,
        department_path=offer.department_path,
        department_region=offer.department_region,
        region=letter.sender_region,
        path=ours.path,
        status=ExchangeStatus.GATHERING,
        since=act.today,
        private_half=act.seal.close(new_private_half()),
        their_half="",
        chunks_due={},
    )
    _take_their_half(act, row, letter.case_id, offer.public_key)
    act.session.add(row)
    publish_exchange(act, row)


def _take_their_half(act: Act, row: ExchangeRow, exchange_id: UUID, half: str) -> None:
    try:
        agreed_key(act.seal.open(row.private_half), half, exchange_id)
    except ValueError as error:
        raise LetterRefused("来函所附公钥无效，已拒收。") from error
    row.their_half = half


def _party(act: Act, letter: Letter) -> ExchangeRow:
    """Our own row of the exchange; the letter must come from the other party."""
    side = 1 if letter.attempt == 2 else 2
    try:
        row = lock_exchange(act, letter.case_id, side)
    except NotFound as error:
        raise LetterRefused("来函所指排查核对不存在，已拒收。") from error
    if letter.sender_region != row.region or (side == 2 and letter.sender != row.department):
        raise LetterRefused("来函单位不是本次排查核对的对方，已拒收。")
    return row


def hear_list(act: Act, letter: Letter) -> None:
    """A chunk of the other region's list; the first brings its half of the key, and ours can be gathered."""
    body, row = letter.body, _party(act, letter)
    assert isinstance(body, SurveyList)
    if row.side != 1:
        raise LetterRefused("排查名单应由受邀一方发出，已拒收。")
    if (
        row.status not in (ExchangeStatus.OFFERED, ExchangeStatus.GATHERING, ExchangeStatus.LISTED)
        or not row.private_half
    ):
        return
    if not row.their_half:
        _take_their_half(act, row, row.id, body.public_key)
        row.status = ExchangeStatus.GATHERING
    _store(act, row, body)
    row.chunks_due = row.chunks_due | {body.role: {"chunks": body.chunks, "got": body.chunk}}
    ready_if_whole(row)
    publish_exchange(act, row)


def _store(act: Act, row: ExchangeRow, body: SurveyList) -> None:
    values = [
        {
            "exchange_id": row.id,
            "side": row.side,
            "ours": False,
            "role": body.role,
            "index": one.index,
            "region": one.region,
        }
        | one.fields.model_dump()
        for one in body.members
    ]
    if values:
        act.session.execute(insert(ListRow), values)


def hear_result(act: Act, letter: Letter) -> None:
    """What the campaign's side found: our half of each difference becomes a task of ours."""
    body, row = letter.body, _party(act, letter)
    assert isinstance(body, SurveyResult)
    if row.side != 2 or row.status != ExchangeStatus.LISTED:
        return
    note_told(act, row, body.differences)
    row.matched = body.matched
    if body.chunk == body.chunks:
        row.status = ExchangeStatus.COMPARED
        forget_rows(act, row)
        publish_exchange(act, row)


def hear_handled(act: Act, letter: Letter) -> None:
    body, row = letter.body, _party(act, letter)
    assert isinstance(body, DifferenceHandled)
    note_handled_there(act, row.side, body)


HEARS: dict[type, Apply] = {
    SurveyOffer: hear_offer,
    SurveyList: hear_list,
    SurveyResult: hear_result,
    DifferenceHandled: hear_handled,
}
